"""Every mistake in a hand-written record is named with its place; nothing crashes the reader."""

from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bqportal.editorial.records import Record, read_record
from bqportal.editorial.rules import digest_of, is_valid_on


def problems_of(data, *calls):
    record = Record(data, "file.yaml")
    for name, *arguments in calls:
        getattr(record, name)(*arguments)
    return [str(problem) for problem in record.problems]


@pytest.mark.parametrize(
    ("data", "call", "expected"),
    [
        ({"a": [1]}, ("text", "a"), "file.yaml: a: must be a text, not “[1]”"),
        ({"a": "x"}, ("number", "a"), "file.yaml: a: must be a whole number from 0 to 100000, not “x”"),
        ({"a": True}, ("number", "a"), "file.yaml: a: must be a whole number from 0 to 100000, not “True”"),
        (
            {"a": "2019-13"},
            ("partial_date", "a"),
            "file.yaml: a: must be a date such as 2019, 2019-09 or 2019-09-01, not “2019-13”",
        ),
        ({"a": "x"}, ("choice", "a", ["y"]), "file.yaml: a: must be one of y, not “x”"),
        ({"a": "German"}, ("language", "a"), "file.yaml: a: must be a language code such as pl, not “German”"),
        ({"a": "x"}, ("strings", "a"), "file.yaml: a: must be a list of texts"),
        ({"b": 1}, ("allow", "a"), "file.yaml: b: is not known here; known are a"),
        ({"German": "x"}, ("wordings",), "file.yaml: German: must be a language code such as pl, not “German”"),
        ({"German": "x"}, ("wordings", "no"), "file.yaml: German: is neither a language code nor one of no"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_place_and_way_out(data, call, expected):
    assert problems_of(data, call) == [expected]


def test_too_long_and_unkeepable_are_told_apart():
    record = Record({"long": "ab", "nul": "a\x00", "half": "a\ud800"}, "file.yaml")
    assert [record.text(key, limit=1) for key in record.data] == ["", "", ""]
    assert [str(problem) for problem in record.problems] == [
        "file.yaml: long: is too long; at most 1 characters",
        "file.yaml: nul: holds characters that cannot be kept",
        "file.yaml: half: holds characters that cannot be kept",
    ]


def test_a_mistake_is_told_in_the_readers_language():
    data = {"a": [1], "b": {"x": 1}, "c": "z", "long": "ab"}
    calls = [
        ("allow", "a", "b", "c"), ("text", "a"), ("text", "long"), ("number", "c"), ("flag", "c"),
        ("partial_date", "c"), ("choice", "c", ["y"]), ("language", "a"), ("address", "c"), ("child", "a"),
    ]  # fmt: skip
    english = problems_of(data, *calls)
    with translation.override("de"):
        german = problems_of(data, *calls)
    assert len(german) == len(english) > 8
    assert not set(german) & set(english)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"a: [1", "not valid YAML"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"- a list", "must be a mapping"),
        (b"", "must be a mapping"),
        (b"a: &x [1]\nb: *x", "aliases"),
        (b"a: !!python/object/apply:os.system ['true']", "not valid YAML"),
        (b"a: 2019-99-99", "YAML"),
        (b"{" * 5000, "not valid YAML"),
        (b"x" * 2_000_001, "larger than"),
        (b"a: \x07", "not valid YAML"),
    ],
)
def test_a_broken_file_gives_a_message(tmp_path: Path, content: bytes, word: str):
    path = tmp_path / "broken.yaml"
    path.write_bytes(content)
    record = read_record(path, "broken.yaml")
    assert any(word in str(problem) for problem in record.problems), record.problems
    assert record.data == {}


def test_a_missing_file_gives_a_message(tmp_path: Path):
    assert "cannot be read" in str(read_record(tmp_path / "none.yaml", "none.yaml").problems[0])


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from("abc") | st.text(max_size=3), plain, max_size=4))
def test_no_content_crashes_the_reader(data):
    record = Record(data, "x")
    record.allow("a")
    for reader in (
        record.text,
        record.number,
        record.flag,
        record.partial_date,
        record.day,
        record.strings,
        record.child,
    ):
        reader("a")
    for child in record.children("a"):
        child.wordings("b")
    record.texts("a", "title")
    assert all(str(problem) for problem in record.problems)


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        ("2019-09-01", "", "2019-09-01", True),
        ("2019-09-01", "", "2019-08-31", False),
        ("", "2003", "2003-12-31", True),
        ("", "2003", "2004-01-01", False),
        ("", "", "1950-01-01", True),
    ],
)
def test_intervals_are_closed_and_may_be_open_ended(start, end, day, expected):
    assert is_valid_on(start, end, day) is expected


def test_equal_content_has_equal_digests():
    assert digest_of({"a": 1, "b": "ä"}) == digest_of({"b": "ä", "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
