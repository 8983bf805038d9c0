"""bqportal deadlines: a file in, deadlines out; what is wrong is said with its place, and nothing else."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ASKED = {
    "land": "BY",
    "regime": "normal",
    "events": [
        {"on": "2026-03-02", "what": "received"},
        {"on": "2026-03-02", "what": "completed"},
        {"on": "2026-04-01", "what": "suspended", "reason": "information", "until": "2026-04-28"},
        {"on": "2026-04-20", "what": "resumed", "reason": "information"},
        {"on": "2026-06-15", "what": "notified"},
    ],
}


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run the command on what a file holds; answers both outputs."""

    def runs(content: object, **options: str) -> tuple[str, str]:
        path = tmp_path / "events.json"
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        path.write_bytes(raw)
        out, err = io.StringIO(), io.StringIO()
        call_command("deadlines", events=str(path), stdout=out, stderr=err, **{"language": "en", **options})
        return out.getvalue(), err.getvalue()

    return runs


def refusal(run, content: object, **options: str) -> str:
    """What the command says when it refuses; it prints nothing."""
    with pytest.raises(CommandError) as found:
        run(content, **options)
    assert found.value.returncode == 2
    return str(found.value)


def changed(number: int, **values: object) -> dict:
    """The file with one event changed."""
    events = [dict(event) for event in ASKED["events"]]
    events[number] |= values
    return ASKED | {"events": events}


def test_json_is_what_the_interface_promises(run):
    out, err = run(ASKED)
    found = json.loads(out)
    assert list(found) == ["acknowledge_by", "decide_by", "decide_by_literal", "nominal_end", "remedy_by", "steps"]
    assert [found[name] for name in list(found)[:5]] == [
        "2026-04-02", "2026-06-22", "2026-06-30", "2026-06-22", "2026-07-15",
    ]  # fmt: skip
    assert all(list(step) == ["rule", "text", "date"] for step in found["steps"])
    assert err == ""


def test_what_has_no_clock_is_null(run):
    assert json.loads(run({"land": "BY", "regime": "normal", "events": []})[0]) == {
        "acknowledge_by": None, "decide_by": None, "decide_by_literal": None, "nominal_end": None, "remedy_by": None,
        "steps": [],
    }  # fmt: skip


def test_text_is_for_people(run):
    out = run(ASKED, format="text")[0]
    assert "Decide: 22 June 2026" in out
    assert "Decide, by the wording of the law: 30 June 2026" in out
    assert "{" not in out


def test_german_words(run):
    words = " ".join(step["text"] for step in json.loads(run(ASKED, language="de")[0])["steps"])
    assert "§ 6 Abs. 3 Satz 1 BQFG" in words
    assert "2. März 2026" in words


def test_options_of_the_body(run):
    asked = {"land": "BY", "regime": "normal", "events": [{"on": "2025-05-15", "what": "completed"}]}
    assert json.loads(run(asked)[0])["decide_by"] == "2025-08-15"
    assert json.loads(run(asked | {"has_assumption_day": True})[0])["decide_by"] == "2025-08-18"
    assert json.loads(run(asked | {"more_holidays": ["08-15", "08-18"]})[0])["decide_by"] == "2025-08-19"
    regulated = {"regime": "regulated", "in_eea": True}
    asked["events"].append({"on": "2025-06-02", "what": "extended", "months": 3})
    assert json.loads(run(asked | regulated)[0])["decide_by"] == "2025-09-15"


def test_unknown_keys_are_named_but_do_not_stop(run):
    out, err = run(changed(2, untill="2026-05-01") | {"colour": "blue"})
    assert json.loads(out)["decide_by"] == "2026-06-22"
    assert "colour" in err
    assert "events[2].untill" in err


def test_other_names_of_the_analysis(run):
    asked = changed(2, reason="qualification analysis")
    asked["events"][3]["reason"] = "analysis"
    assert json.loads(run(asked)[0])["decide_by_literal"] == "2026-06-22"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "line 1"),
        (b"\xff\xfe", "UTF-8"),
        ([], "braces"),
        ("text", "braces"),
        ({"regime": "normal", "events": []}, "land: "),
        ({"land": "BY", "events": []}, "regime: "),
        (ASKED | {"land": "XX"}, "land: 'XX'"),
        (ASKED | {"land": ["BY"]}, "land: "),
        (ASKED | {"regime": "quick"}, "regime: 'quick'"),
        (ASKED | {"events": {}}, "events: "),
        (ASKED | {"events": [3]}, "events[0]: "),
        (ASKED | {"in_eea": "yes"}, "in_eea: 'yes'"),
        (ASKED | {"more_holidays": ["08.08."]}, "more_holidays[0]: '08.08.'"),
        (ASKED | {"more_holidays": "08-08"}, "more_holidays: "),
        (ASKED | {"fiction_days": -1}, "fiction_days: '-1'"),
        (changed(2, on=None), "events[2].on: "),
        (changed(2, on="2026-02-30"), "events[2].on: '2026-02-30'"),
        (changed(2, until="28.04.2026"), "events[2].until: '28.04.2026'"),
        (changed(2, until=20260428), "events[2].until: "),
        (changed(2, until="2026-03-31"), "events[2].until: "),
        (changed(2, what="paused"), "events[2].what: 'paused'"),
        (changed(2, what=None), "events[2].what: "),
        (changed(2, what=["received"]), "events[2].what: "),
        (changed(2, reason=7), "events[2].reason: "),
        (changed(2, months="two"), "events[2].months: 'two'"),
        (changed(2, months=True), "events[2].months: 'true'"),
        (changed(2, what="received"), "events[2].what: "),
        (changed(1, on="2026-03-01"), "events[1].on: "),
        (changed(3, on="2026-03-31"), "events[3]: "),
        (changed(4, instruction="no"), "events[4].instruction: 'no'"),
        (ASKED | {"regime": "accelerated", "events": [{"on": "2020-02-01", "what": "received"}]}, "events[0].on: "),
        (b"[" * 100_000, ""),
    ],
)
def test_bad_input_is_refused_with_place_and_words(run, content, said):
    assert said in refusal(run, content)


def test_a_file_that_is_not_there():
    with pytest.raises(CommandError) as found:
        call_command("deadlines", events="/nowhere/events.json", language="en")
    assert found.value.returncode == 2


def command(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """The console command itself."""
    program = Path(sys.executable).parent / "bqportal"
    return subprocess.run(
        [program, "deadlines", *arguments], input=given, capture_output=True, text=True, check=False
    )  # fmt: skip


def test_from_the_shell_through_standard_input():
    done = command("--events", "-", "--format", "json", "--language", "en", given=json.dumps(ASKED))
    assert (done.returncode, json.loads(done.stdout)["decide_by"]) == (0, "2026-06-22")


def test_from_the_shell_refusals_go_to_standard_error_only():
    done = command("--events", "-", "--language", "en", given=json.dumps(changed(2, on="soon")))
    assert (done.returncode, done.stdout) == (2, "")
    assert "events[2].on: 'soon'" in done.stderr
    assert "Traceback" not in done.stderr
