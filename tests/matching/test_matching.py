"""What a title may mean: occupations in order, with reasons, or the calm word that nothing is known."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from bqportal.matching import queries
from bqportal.matching.actions import add_synonym
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification
from tests.cast import administrator
from tests.comparison.factories import ComparisonFactory
from tests.matching.small_esco import BAKER, CARPENTER, HAIRDRESSER, MECHATRONICS, NURSE, WELDER
from tests.occupations.factories import OccupationVersionFactory, ReferenceOccupationFactory
from tests.qualifications.factories import QualificationFactory

GARBAGE = [
    "", " ", "\x00", "😀😀", "1234", "…", "x" * 10_000, "SELECT * FROM x; DROP TABLE y", "<script>alert(1)</script>",
    "بекarz ビ", "\u202e\u2066", "a" * 3 + "\ud800", "../../etc/passwd", "%s%s%n", "\n\n\n", "нннннн" * 2000,
]  # fmt: skip


def occupation(name: str, **values: object) -> ReferenceOccupation:
    """A public German occupation with a regulation in force."""
    row = ReferenceOccupationFactory(slug=name.lower(), name_m=name, name_f=f"{name}in", isco="", **values)
    OccupationVersionFactory(occupation=row)
    return row


@pytest.mark.parametrize(
    ("title", "language", "uri"),
    [
        ("piekarz", "pl", BAKER), ("Bäckerin", "de", BAKER), ("boulangere", "fr", BAKER), ("sudor", "ro", WELDER),
        ("Coiffeuse", "fr", HAIRDRESSER), ("Mechatronikr", "de", MECHATRONICS), ("монтер мехатронік", "", MECHATRONICS),
        ("carpentr", "", CARPENTER),
    ],
)  # fmt: skip
def test_a_title_finds_its_occupation_in_any_language_script_and_spelling(trained, title, language, uri):
    found = queries.match(title, language=language)
    assert found[0].uri == uri
    assert sum(each.score for each in found) <= 1.5
    assert [each.score for each in found[1:]] == sorted((each.score for each in found[1:]), reverse=True)


def test_the_reason_names_the_title_that_is_the_same(trained):
    with translation.override("en"):
        best = queries.match("Piekarz", language="pl")[0]
    same = next(reason for reason in best.reasons if reason.signal == "same_title")
    assert same.text == "same as the ESCO title “piekarz” (Polish)"
    assert sum(reason.share for reason in best.reasons) == pytest.approx(1, abs=0.11)
    with translation.override("de"):
        assert "Polnisch" in next(r.text for r in queries.match("Piekarz", language="pl")[0].reasons if r.language)


def test_what_a_national_list_says_is_followed_and_named(trained):
    with translation.override("en"):
        best = queries.match("dulgher", language="ro")[0]
    assert best.uri == CARPENTER
    assert "a list of Romania (romanian list)" in " ".join(reason.text for reason in best.reasons)


def test_upper_groups_of_isco_are_never_proposed(trained):
    assert not [each for each in queries.match("food processing workers", limit=100) if each.isco == "75"]


@pytest.mark.parametrize("title", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_gets_a_calm_answer(trained, title):
    assert isinstance(queries.match(title), tuple)
    assert isinstance(queries.suggest(title), tuple)
    answer = queries.answer(title)
    assert len(answer.query) <= 300
    assert answer.known == bool(answer.concepts or answer.occupations)


def test_what_nobody_knows_is_said_to_be_unknown(trained):
    assert not queries.answer("xqzv wvvk jjjq").known


def test_the_language_is_guessed_and_said_to_be_guessed(trained):
    assert (queries.answer("piekarz").language, queries.answer("piekarz").guessed) == ("pl", True)
    assert queries.answer("نجار").language == "ar"
    assert queries.answer("زرگر گچ").language == "fa"
    assert queries.answer("електромонтер ї").language == "uk"
    assert not queries.answer("piekarz", language="pl").guessed


def test_occupations_are_proposed_through_the_german_list(trained):
    occupation("Bäcker")
    occupation("Friseur")
    found = queries.suggest("piekarz", language="pl")
    assert found[0].name_m == "Bäcker"
    assert found[0].reasons[0].signal == "classification"


def test_shared_skills_bring_a_second_occupation(trained):
    occupation("Bäcker")
    occupation("Zimmerer")
    found = {each.name_m: each for each in queries.suggest("piekarz", language="pl")}
    assert "skills" in {reason.signal for reason in found["Zimmerer"].reasons}
    assert found["Zimmerer"].score < found["Bäcker"].score


def test_without_esco_a_clone_still_matches_over_its_own_titles(db, home):
    occupation("Bäcker")
    zimmerer = occupation("Zimmerer")
    profile = QualificationFactory(title="Cieśla", also_known_as=[], slug="pl-ciesla")
    Qualification.objects.get(pk=profile.pk).comparable_occupations.add(zimmerer)
    assert queries.suggest("Baecker")[0].name_m == "Bäcker"
    assert queries.suggest("ciesla")[0].name_m == "Zimmerer"
    answer = queries.answer("Bäckerin")
    assert answer.known
    assert answer.occupations[0].certainty == "sure"


def test_published_comparisons_speak_for_an_occupation(db, home):
    comparison = ComparisonFactory(qualification__title="Technik mechatronik")
    found = queries.suggest("technik mechatronik", language="pl")
    assert found[0].slug == comparison.version.occupation.slug
    assert "comparison" in {reason.signal for reason in found[0].reasons}
    assert sum(reason.share for reason in found[0].reasons) == pytest.approx(1)


def test_a_synonym_counts_at_once_without_training(trained):
    row = occupation("Friseur")
    assert not [each for each in queries.suggest("Haarkünstler am Platz") if each.score > 0.5]
    add_synonym(
        title="Haarkünstler am Platz",
        language="de",
        occupation=row,
        uri="",
        source="",
        by=administrator(),
        at=timezone.now(),
    )
    best = queries.suggest("haarkunstler am platz")[0]
    assert (best.name_m, best.reasons[0].signal, best.certainty) == ("Friseur", "synonym", "sure")


def test_regulated_occupations_and_master_crafts_are_offered_not_hidden(trained):
    occupation("Zimmerer", annex="A")
    texts = [each.text for each in queries.answer("pielęgniarka", language="pl").alternatives]
    assert len(texts) == 1
    master = queries.answer("cieśla", language="pl").alternatives
    assert [each.name for each in master] == ["Zimmerer"]
    assert queries.match("pielęgniarka", language="pl")[0].uri == NURSE


def console(monkeypatch, capsys, verb: str, text: str, *options: str) -> list[dict[str, object]]:
    """What the command prints for lines on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogatepass"))))
    call_command("occupations", verb, *options)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_console_answers_one_line_of_json_for_each_title(trained, monkeypatch, capsys):
    occupation("Bäcker")
    lines = console(monkeypatch, capsys, "match", "piekarz\n\n😀\nspawacz\n", "--lang", "pl", "--limit", "3")
    assert [line["query"] for line in lines] == ["piekarz", "", "😀", "spawacz"]
    assert [line["results"][0]["uri"] if line["results"] else None for line in lines] == [BAKER, None, None, WELDER]
    assert set(lines[0]["results"][0]) == {"uri", "label", "score", "certainty", "reasons"}
    lines = console(monkeypatch, capsys, "suggest", "piekarz\n", "--lang", "pl")
    assert lines[0]["results"][0]["occupation"] == "Bäcker"


def test_the_console_says_when_nothing_has_been_trained(esco, monkeypatch, capsys):
    with pytest.raises(CommandError, match="bqportal matching train"):
        console(monkeypatch, capsys, "match", "piekarz\n")
    with pytest.raises(CommandError, match="--without PL"):
        console(monkeypatch, capsys, "match", "piekarz\n", "--without", "pol")
    with pytest.raises(CommandError, match="Atlantis"):
        console(monkeypatch, capsys, "suggest", "piekarz\n", "--without", "Atlantis")


def test_bytes_that_are_no_text_do_not_end_the_console(trained, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\npiekarz\n")))
    call_command("occupations", "match", "--lang", "pl")
    assert len(capsys.readouterr().out.splitlines()) == 2
