"""Two documents beside each other: word marks rebuild both, rows are found again, nothing that changed is missed."""

import time
import unicodedata
from copy import deepcopy
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bqportal.editorial.authorship import authors_of
from bqportal.editorial.comparing import Comparison, RowChange, RowState, compared, restricted
from bqportal.editorial.documents import FACTS
from bqportal.editorial.marking import Mark, marked, tokens
from bqportal.editorial.shapes import Field, Rows, Shape, Type, put_at
from tests.conftest import ROOT

SHAPE = Shape(
    fields=(
        Field("slug", "Address", fixed=True),
        Field("title", "Title"),
        Field("lang", "Language", Type.LANGUAGE),
        Field("level.eqf", "EQF level", Type.NUMBER),
        Field("duration_months", "Duration", Type.NUMBER),
        Field("also_known_as", "Other names", Type.LINES),
        Field("texts.{language}.title", "Translated title"),
        Field("texts.{language}.summary", "Summary", Type.TEXT),
    ),
    rows=(
        Rows(
            "units", "Units", "Unit",
            (
                Field("no", "Number"), Field("title", "Title"), Field("hours", "Hours", Type.NUMBER),
                Field("{language}", "Translated title"), Field("details.{language}", "Details", Type.TEXT),
            ),
            identity="no",
        ),
        Rows("links", "Links", "Link", (Field("title", "Title"), Field("url", "Address", Type.URL))),
    ),
)  # fmt: skip
RECORD: dict[str, Any] = {
    "slug": "pl-elektryk", "title": "Elektryk", "lang": "pl", "level": {"eqf": 3}, "duration_months": 36,
    "texts": {
        "de": {"title": "Elektriker", "summary": "Dreijährige Ausbildung an der Branchenschule."},
        "en": {"title": "Electrician", "summary": "Three-year programme at the sectoral school."},
    },
    "units": [
        {"no": "1", "title": "Bezpieczeństwo i higiena pracy", "de": "Arbeitssicherheit", "hours": 30},
        {"no": "2", "title": "Podstawy elektrotechniki", "de": "Grundlagen der Elektrotechnik", "hours": 90},
        {"no": "3", "title": "Montaż instalacji", "de": "Montage von Anlagen",
         "details": {"de": "Leitungen, Verteiler"}},
        {"no": "4", "title": "Język obcy zawodowy", "de": "Fachsprache", "hours": 60},
    ],
    "links": [{"title": "Ministerstwo", "url": "https://www.gov.pl/"}, {"title": "CKE", "url": "https://cke.gov.pl/"}],
    "sources": {"men": {"title": "Ministerstwo Edukacji", "url": "https://www.gov.pl/", "accessed": "2026-01-02"}},
    "cites": {"duration_months": ["men"], "units": ["men"]},
}  # fmt: skip


def edited(change: Any) -> dict[str, Any]:
    """The record after somebody worked on it."""
    document = deepcopy(RECORD)
    change(document)
    return document


def paths(comparison: Comparison) -> list[str]:
    return [change.path for change in comparison.changes]


def units(comparison: Comparison) -> dict[str, RowChange]:
    return {row.path or row.old_path: row for one in comparison.lists for row in one.changes}


# ---- word marks


SIGNS = (
    "a", "b", " ", ",", ".", "\n", "die ", "Anlage ", "e\u0301", "\u0301", "日", "本", "ไ", "ที่", "👩\u200d🔧", "🇵🇱",
    "क\u094dष",
)  # fmt: skip
wordings = st.lists(st.sampled_from(SIGNS), max_size=60).map("".join) | st.text(max_size=80)


@settings(max_examples=400, deadline=None)
@given(wordings, wordings)
def test_marks_rebuild_both_wordings_and_split_no_character(old: str, new: str) -> None:
    segments = marked(old, new)
    assert "".join(segment.text for segment in segments if segment.mark != Mark.ADDED) == old
    assert "".join(segment.text for segment in segments if segment.mark != Mark.REMOVED) == new
    assert all(one.mark != two.mark for one, two in pairwise(segments))
    for side in (Mark.ADDED, Mark.REMOVED):
        read = ""
        for segment in segments:
            if segment.mark != side:
                begins = segment.text[0]
                assert not (read and read[-1] != "\n" and unicodedata.category(begins).startswith("M")), segments
                read += segment.text


@settings(max_examples=200, deadline=None)
@given(wordings)
def test_tokens_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text
    assert marked(text, text) == ((marked(text, text)[0],) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("Dauer: zwei Jahre.", "Dauer: drei Jahre.", ["zwei"], ["drei"]),
        ("Montage, Wartung", "Montage und Wartung", [","], [" und"]),
        ("電気工事士の資格", "電気主任の資格", ["工事士"], ["主任"]),
        ("ช่างไฟฟ้า", "ช่างไฟ", ["ฟ้า"], []),
        ("résume\u0301", "resume\u0301", ["résume\u0301"], ["resume\u0301"]),
        ("विद्युत कार्य", "विद्युत सेवा", ["कार्य"], ["सेवा"]),
        ("أعمال الكهرباء", "أعمال الميكانيكا", ["الكهرباء"], ["الميكانيكا"]),
        ("one\ntwo\nthree", "one\nthree", ["two\n"], []),
        ("the red, big house over there", "the blue; small house over there", ["red, big"], ["blue; small"]),
        ("nothing stays of this text", "quite other words", ["nothing stays of this text"], ["quite other words"]),
    ],
)
def test_marks_stand_where_a_reader_would_put_them(old: str, new: str, removed: list[str], added: list[str]) -> None:
    segments = marked(old, new)
    assert [segment.text for segment in segments if segment.mark == Mark.REMOVED] == removed
    assert [segment.text for segment in segments if segment.mark == Mark.ADDED] == added


@pytest.mark.parametrize("sign", ["word ", "字", "ก", "a"])
def test_long_texts_stay_quick(sign: str) -> None:
    length = 20_000 // len(sign)
    old = sign * length
    new = "".join(f"{sign}{index % 7}" for index in range(length))[:20_000]
    varied = "".join(chr(0x4E00 + index * 7919 % 900) for index in range(20_000))
    started = time.perf_counter()
    for one, two in ((old, new), (varied, varied[::-1]), (varied, old)):
        marked(one, two)
    assert time.perf_counter() - started < 3


# ---- fields


def test_a_record_is_like_itself() -> None:
    comparison = compared(RECORD, RECORD, SHAPE)
    assert not comparison.differs
    assert (*comparison.changes, *comparison.rows) == ()
    assert not compared({}, {}, SHAPE).differs


def test_facts_and_texts_are_told_with_their_language() -> None:
    def change(document: dict[str, Any]) -> None:
        document["duration_months"] = 24
        document["title"] = "Elektryk zakładowy"
        put_at(document, "texts.de.summary", "Zweijährige Ausbildung an der Branchenschule.")
        put_at(document, "texts.fr.title", "Électricien")

    comparison = compared(RECORD, edited(change), SHAPE)
    assert [(one.path, one.old, one.new, one.lang) for one in comparison.facts] == [
        ("title", "Elektryk", "Elektryk zakładowy", "pl"),
        ("duration_months", 36, 24, ""),
    ]
    assert [(group.field.label, [one.part for one in group.changes]) for group in comparison.texts] == [
        ("Translated title", ["fr"]),
        ("Summary", ["de"]),
    ]
    assert comparison.languages == ("fr", "de")
    summary = comparison.texts[1].changes[0]
    assert [segment.text for segment in summary.marks if segment.mark == Mark.ADDED] == ["Zweijährige"]


def test_a_key_that_no_field_describes_is_not_overlooked() -> None:
    def change(document: dict[str, Any]) -> None:
        document["remark"] = {"inner": {"deep": 1}}
        document["level"]["other"] = 3
        document["units"][0]["odd"] = True

    assert paths(compared(RECORD, edited(change), SHAPE)) == ["level.other", "remark.inner.deep", "units[1].odd"]


def test_blank_is_the_same_as_missing() -> None:
    assert not compared(RECORD, edited(lambda document: document.update(also_known_as=[], form="")), SHAPE).differs


def test_everything_lists_what_stayed_without_counting_it() -> None:
    comparison = compared(RECORD, RECORD, SHAPE, everything=True)
    assert not comparison.differs
    assert comparison.languages == ()
    assert {"title", "texts.de.summary", "units[3].details.de", "cites.units"} <= set(paths(comparison))
    assert [one.number for one in comparison.lists] == [0, 0]


# ---- rows


def test_a_unit_put_first_does_not_move_the_others() -> None:
    def change(document: dict[str, Any]) -> None:
        document["units"].insert(0, {"no": "0", "title": "Wprowadzenie", "de": "Einführung"})

    found = units(compared(RECORD, edited(change), SHAPE))
    assert {path: row.states for path, row in found.items()} == {"units[0]": (RowState.ADDED,)}
    assert [one.path for one in found["units[0]"].changes] == ["units[0].title", "units[0].de"]


def test_numbering_anew_shows_renumbered_units() -> None:
    def change(document: dict[str, Any]) -> None:
        document["units"].insert(0, {"title": "Wprowadzenie"})
        for number, unit in enumerate(document["units"], 1):
            unit["no"] = str(number)

    found = compared(RECORD, edited(change), SHAPE).lists[0].changes
    assert [(row.old_identity, row.identity, row.states) for row in found] == [
        ("", "1", (RowState.ADDED,)),
        ("1", "2", (RowState.RENUMBERED,)), ("2", "3", (RowState.RENUMBERED,)),
        ("3", "4", (RowState.RENUMBERED,)), ("4", "5", (RowState.RENUMBERED,)),
    ]  # fmt: skip


def test_only_the_unit_that_was_taken_elsewhere_has_moved() -> None:
    found = units(compared(RECORD, edited(lambda document: document["units"].append(document["units"].pop(0))), SHAPE))
    assert {path: (row.states, row.old_position, row.position) for path, row in found.items()} == {
        "units[1]": ((RowState.MOVED,), 1, 4)
    }


def test_a_removed_unit_stands_where_it_stood() -> None:
    def change(document: dict[str, Any]) -> None:
        del document["units"][1]
        document["units"][0]["hours"] = 32
        document["units"][1]["details"]["de"] = "Leitungen, Verteiler, Leuchten"

    found = compared(RECORD, edited(change), SHAPE).lists[0].changes
    assert [(row.identity or row.old_identity, *row.states) for row in found] == [
        ("1", RowState.CHANGED), ("2", RowState.REMOVED), ("3", RowState.CHANGED),
    ]  # fmt: skip
    assert found[1].name == "Podstawy elektrotechniki"
    assert found[1].name_lang == "pl"
    assert [one.path for one in found[2].texts[0].changes] == ["units[3].details.de"]


def test_a_unit_with_new_number_and_slightly_new_title_is_found_again() -> None:
    def change(document: dict[str, Any]) -> None:
        document["units"][3].update({"no": "9", "title": "Język obcy zawodowy (angielski)"})

    row = units(compared(RECORD, edited(change), SHAPE))["units[9]"]
    assert row.states == (RowState.RENUMBERED, RowState.CHANGED)


def test_rows_without_identity_are_told_apart_by_what_they_hold() -> None:
    def change(document: dict[str, Any]) -> None:
        document["links"].insert(0, {"title": "ESCO", "url": "https://esco.ec.europa.eu/"})
        document["links"][2]["url"] = "https://www.cke.gov.pl/"

    found = compared(RECORD, edited(change), SHAPE).lists[1].changes
    assert [(row.name, row.states) for row in found] == [("ESCO", (RowState.ADDED,)), ("CKE", (RowState.CHANGED,))]


def test_a_number_used_twice_loses_no_unit() -> None:
    twice = edited(lambda document: document["units"].append({"no": "1", "title": "Zupełnie coś innego"}))
    found = units(compared(RECORD, twice, SHAPE))
    assert {path: row.states for path, row in found.items()} == {"units[1 (2)]": (RowState.ADDED,)}
    assert units(compared(twice, RECORD, SHAPE))["units[1 (2)]"].states == (RowState.REMOVED,)


def test_sources_and_evidence() -> None:
    def change(document: dict[str, Any]) -> None:
        document["sources"]["men"]["accessed"] = "2026-11-02"
        document["sources"]["ore"] = {"title": "ORE", "url": "https://ore.edu.pl/"}
        document["cites"]["units"] = ["ore", "men"]
        del document["cites"]["duration_months"]

    comparison = compared(RECORD, edited(change), SHAPE)
    assert [(row.identity, row.states) for row in comparison.sources.changes] == [
        ("men", (RowState.CHANGED,)), ("ore", (RowState.ADDED,)),
    ]  # fmt: skip
    assert [(one.field.label, one.old, one.new) for one in comparison.evidence] == [
        ("Units", ["men"], ["men", "ore"]), ("Duration", ["men"], []),
    ]  # fmt: skip
    swapped = edited(lambda document: document["cites"].update(units=["men"]))
    assert not compared(RECORD, swapped, SHAPE).differs


def test_only_one_part() -> None:
    def change(document: dict[str, Any]) -> None:
        document["duration_months"] = 24
        document["texts"]["de"]["title"] = "Elektrikerin"
        document["texts"]["en"]["title"] = "Electricians"
        document["units"][0]["de"] = "Sicherheit"
        document["units"][1]["hours"] = 91
        document["units"].append(document["units"].pop(0))
        document["sources"]["men"]["title"] = "MEN"

    whole = compared(RECORD, edited(change), SHAPE)
    assert paths(restricted(whole, ["de"])) == ["texts.de.title", "units[1].de"]
    assert paths(restricted(whole, ["en"])) == ["texts.en.title"]
    facts = restricted(whole, [FACTS])
    assert set(paths(facts)) == {"duration_months", "units[2].hours", "sources[men].title"}
    assert {path: row.states for path, row in units(facts).items()} == {
        "units[2]": (RowState.CHANGED,), "units[1]": (RowState.MOVED,),
    }  # fmt: skip
    assert not restricted(whole, ["fr"]).differs


# ---- whatever is changed, it is told

PLACES = ["title", "duration_months", "level.eqf", "texts.de.title", "texts.en.summary", "texts.uk.title", "extra.key"]
UNIT_PLACES = ["title", "hours", "de", "en", "details.de", "details.ar"]


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.sampled_from(PLACES), st.text("abc ", max_size=5) | st.none(), max_size=4),
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.sampled_from(UNIT_PLACES)), st.text("abc ", max_size=5) | st.none(), max_size=4
    ),
)
def test_every_changed_path_is_told(facts: dict[str, Any], in_units: dict[tuple[int, str], Any]) -> None:
    def change(document: dict[str, Any]) -> None:
        for path, value in facts.items():
            put_at(document, path, value)
        for (index, path), value in in_units.items():
            put_at(document["units"][index], path, value)

    new = edited(change)
    for before, after in ((RECORD, new), (new, RECORD)):
        comparison = compared(before, after, SHAPE)
        assert comparison.differs == (before != after)
        assert rebuilt(before, comparison) == after


def rebuilt(document: dict[str, Any], comparison: Comparison) -> dict[str, Any]:
    """The new document from the old one and what was told: nothing is missing from it."""
    result = deepcopy(document)
    by_number = {unit["no"]: unit for unit in result["units"]}
    for change in comparison.changes:
        row, bracket, rest = change.path.partition("].")
        put_at(
            by_number[row.removeprefix("units[")] if bracket else result, rest if bracket else change.path, change.new
        )
    return result


@settings(max_examples=200, deadline=None)
@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.integers(0, 3))
def test_rows_are_all_accounted_for(order: list[int], dropped: set[int], fresh: int) -> None:
    titles = ["Sicherheit", "Elektronik", "Schweißen", "Mathematik", "Hydraulik", "Deutsch", "Recht", "Zeichnen"]
    rows = [{"no": str(index), "title": title} for index, title in enumerate(titles)]
    new = [rows[index] for index in order if index not in dropped]
    new += [{"no": f"x{index}", "title": "ζ" * (9 + index * 9)} for index in range(fresh)]
    found = list(compared({"units": rows}, {"units": new}, SHAPE).rows)
    states = [state for row in found for state in row.states]
    assert states.count(RowState.REMOVED) == len(dropped)
    assert states.count(RowState.ADDED) == fresh
    kept = [index for index in order if index not in dropped]
    moved = {row.identity for row in found if RowState.MOVED in row.states}
    still = [index for index in kept if str(index) not in moved]
    assert still == sorted(still), "those that did not move kept their order"
    assert (not moved) == (kept == sorted(kept))


# ---- who wrote what


def test_authors_stay_with_their_statements() -> None:
    def days(*documents: dict[str, Any]) -> list[tuple[dict[str, Any], str, datetime]]:
        names = ["Ada", "Ben", "Cyd", "Dan"]
        return [(one, names[day], datetime(2026, 1, day + 1, tzinfo=UTC)) for day, one in enumerate(documents)]

    second = edited(lambda document: document["units"][1].update(hours=91))
    third = deepcopy(second)
    third["units"].insert(0, {"title": "Wprowadzenie", "de": "Einführung"})
    for number, unit in enumerate(third["units"], 1):
        unit["no"] = str(number)
    third["links"].insert(0, {"title": "ESCO"})
    fourth = deepcopy(third)
    del fourth["texts"]["en"], fourth["units"][4], fourth["cites"]["units"]
    authors = {path: author for path, (author, _at) in authors_of(days(RECORD, second, third, fourth), SHAPE).items()}
    assert authors["title"] == "Ada"
    assert authors["units[1].title"] == authors["units[1].de"] == authors["links[#1].title"] == "Cyd"
    assert authors["units[2].title"] == authors["units[2].hours"] == authors["links[#3].url"] == "Ada"
    assert authors["units[3].hours"] == "Ben"
    assert authors["units[3].title"] == "Ada"
    assert not [path for path in authors if path.startswith(("texts.en", "units[5]", "cites.units"))]
    listed = {change.path for change in compared({}, fourth, SHAPE).changes}
    assert set(authors) == listed, "every statement has an author, and nothing else has"


def test_real_records_differ_from_each_other_and_not_from_themselves() -> None:
    documents = [yaml.safe_load(path.read_text()) for path in sorted(ROOT.glob("demo/qualifications/pl/*.yaml"))[:4]]
    assert len(documents) == 4
    for one in documents:
        for other in documents:
            assert compared(one, other, SHAPE).differs == (one is not other)
