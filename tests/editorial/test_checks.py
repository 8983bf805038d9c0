"""The checks: each finds what it is for, and leaves alone what only looks like it."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from bqportal.editorial.checks.checking import Context, Hint, checks_of, findings_of, statements_of
from bqportal.editorial.checks.dates import overlaps
from bqportal.editorial.checks.words import expected_scripts
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.shapes import put_at
from bqportal.editorial.translating import Text, source_digest
from bqportal.qualifications.lookalikes import Neighbour

TODAY = date(2026, 5, 4)
LONG = "Die Ausbildung dauert drei Jahre und endet mit einer Prüfung vor der Kammer des Landes."
GOOD: dict[str, Any] = {
    "slug": "pl-technik-mechatronik", "country": "PL", "title": "Technik mechatronik", "lang": "pl", "kind": "initial",
    "level": {"national": "PRK 4", "eqf": 4, "isced": 3}, "field": "0714", "isco": "3115", "duration_months": 60,
    "practice_share": 50, "valid_from": "2019-09-01", "certificate": {"original": "dyplom zawodowy"},
    "texts": {
        "de": {"title": "Techniker für Mechatronik", "summary": LONG},
        "en": {"title": "Mechatronics technician", "summary": "Training takes three years and ends with an exam."},
    },
    "units": [
        {"no": "1", "title": "Montaż", "year": 1, "hours": 1500, "hours_theory": 700, "hours_practice": 800,
         "de": "Montage", "en": "Assembly"},
        {"no": "2", "title": "Eksploatacja", "year": 5, "hours_theory": 800, "hours_practice": 700,
         "de": "Betrieb", "en": "Operation"},
    ],
    "sources": {"s1": {"title": "Rozporządzenie", "url": "https://example.org/law", "accessed": "2026-01-05"}},
    "cites": {name: ["s1"] for name in ("title", "level", "duration_months", "units", "valid_from", "practice_share")},
}  # fmt: skip


def good(**changes: Any) -> dict[str, Any]:
    """The faultless profile with values at other paths; dots become double underscores."""
    document = deepcopy(GOOD)
    for path, value in changes.items():
        put_at(document, path.replace("__", "."), value)
    return document


def found(document: dict[str, Any], kind: str = "qualification", **facts: Any) -> list[Hint]:
    """What all checks find; facts by the name under which a check looks them up."""
    shape = kind_named(kind).shape
    names = {name.replace("_", "-"): value for name, value in facts.items()}
    return findings_of(document, Context(kind, shape, TODAY, statements_of(document, shape), names))


def names(document: dict[str, Any], **facts: Any) -> set[str]:
    """Names of the checks that find something."""
    return {hint.check for hint in found(document, **facts)}


def summary(text: str, language: str = "de") -> dict[str, Any]:
    """The profile with another summary."""
    return good(**{f"texts__{language}__summary": text})


def units(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The profile with other units."""
    return good(units=[{"no": str(index), "title": "Montaż", **row} for index, row in enumerate(rows)], **changes)


def test_nothing_is_found_in_a_faultless_profile():
    assert found(GOOD) == []


def test_every_check_has_a_name_a_label_and_a_description():
    for kind in ("qualification", "country"):
        checks = checks_of(kind)
        assert len({check.name for check in checks}) == len(checks) > 10
        assert all(check.label and type(check).__doc__ for check in checks)


HITS = {
    "source-missing": [good(cites={"title": ["s1"]}), good(cites=None)],
    "evidence-weak": [
        good(sources={"s1": {"title": "Wikipedia", "accessed": "2026-01-05", "weak": True}}),
        good(sources={"s1": {"title": "Rozporządzenie", "url": "https://example.org/law"}}),
    ],
    "validity-reversed": [good(valid_to="2018"), good(valid_to="2019-08-31"), good(valid_to="2019-08")],
    "number-twice": [units({"no": "A"}, {"no": "A"})],
    "unit-hours": [
        units({"hours": 100, "hours_theory": 50, "hours_practice": 60}), units({"hours": 40, "hours_theory": 50}),
        units({"hours": 100, "hours_theory": 50, "hours_practice": 40}),
    ],
    "duration-hours": [units({"hours": 9000}, duration_months=36), units({"hours": 40}, duration_months=36)],
    "duration-years": [units({"year": 4, "hours": 900}, duration_months=36)],
    "practice-share": [good(practice_share=80), good(practice_share=0)],
    "level-outside": [good(level__eqf=9), good(level__eqf=0), good(level__isced=11), good(level__eqf="vier")],
    "levels-apart": [good(level__isced=7), good(level__eqf=8)],
    "script-wrong": [
        good(title="Техник-мехатроник"), good(lang="ru"), summary("Обучение длится три года и кончается экзаменом."),
        units({"title": "Монтаж устройств"}),
    ],
    "script-mixed": [good(title="Technik mеchatronik")],  # a Cyrillic е
    "text-missing": [good(texts__en__title=None), units({"de": "Montage"}, {})],
    "text-copied": [good(texts__en__summary=LONG)],
    "text-length": [summary("Wort " * 200)],
    "link-broken": [
        summary("Siehe [Gesetz](javascript:alert(1))"), summary("Siehe [Gesetz](gesetz.html)"), summary("[Gesetz]()"),
        summary("Siehe [Gesetz](https://localhost/x)"), summary("Siehe <a href='x'>hier</a>"),
    ],
    "personal-data": [
        summary("Fragen an max.mustermann@hwk-musterstadt.de"), summary("Fragen an a.kowalski@oke.pl"),
        summary("Fragen an mechatronik77@gmail.com"), summary("Telefon: 0911 123 45 67"), summary("+48 22 123 45 67"),
        summary("Handy 0171 2345678"), summary("IBAN DE89 3704 0044 0532 0130 00"), summary("geb. am 3.4.1985"),
        summary("Er wurde geb. 03.04.1985 in Ankara"), summary("born on 3 April 1985", "en"),
        summary("Versicherungsnummer 15 070649 C 103"), summary("Reisepass Nr. C01X0006H"),
        good(also_known_as=None, legal_basis={"original": "Anna Nowak, ur. 12.03.1990"}),
    ],
}  # fmt: skip
MISSES = {
    "source-missing": [good(practice_share=None, cites={**GOOD["cites"], "practice_share": None})],
    "evidence-weak": [
        good(sources={"s1": {"title": "Law", "accessed": "2026-01-05"}, "s2": {"title": "Copy", "weak": True}},
             cites={**GOOD["cites"], "title": ["s2", "s1"]}),
    ],
    "validity-reversed": [
        good(valid_to="2019"), good(valid_to="2019-09"), good(valid_to="2025"), good(valid_from=None),
    ],
    "number-twice": [units({"no": "A"}, {"no": "a"})],
    "unit-hours": [
        units({"hours": 110, "hours_theory": 50, "hours_practice": 60}), units({"hours": 100, "hours_theory": 50}),
        units({"hours": "100"}),
    ],
    "duration-hours": [
        units({"hours": 40}, {}, duration_months=36), units({"hours": 4800}, duration_months=36),
        units({"hours": 9000}, duration_months=None),
    ],
    "duration-years": [units({"year": 4, "hours": 900}, duration_months=42)],
    "practice-share": [good(practice_share=45), units({"hours_practice": 900}, {}, practice_share=10)],
    "level-outside": [good(level__eqf=8), good(level__isced=0), good(level__eqf=None)],
    "levels-apart": [good(level__isced=4), good(level__eqf=None), good(level__eqf=6, level__isced=5)],
    "script-wrong": [
        good(title="Мехатроничар", lang="sr"), good(title="CNC 5"),
        good(title="電気工事士", lang="ja", certificate=None, units=None),
        summary("Diplom (*державна кваліфікаційна атестація*)"), good(title="Техник", lang="zz"),
    ],
    "script-mixed": [good(title="Technik (техник)"), good(title="µ-Controller-Techniker")],
    "text-missing": [good(texts__fr__title="Technicien"), units({}, {})],
    "text-copied": [good(texts__en__title="Techniker für Mechatronik"), summary(LONG + " Ende.", "en")],
    "text-length": [summary("Wort " * 30), good(texts__en__summary="Word " * 100, texts__de__summary="Wort " * 130)],
    "link-broken": [
        summary("[Gesetz](https://example.org/a_(b)) und [Post](mailto:info@example.org)"),
        summary("a < b und [1] (2)"),
        summary("[Gesetz](https://example.org 'Titel')"),
    ],
    "personal-data": [
        summary("Fragen an info@hwk-musterstadt.de"), summary("anerkennung.ausland@ihk.de"), summary("bibb@bibb.de"),
        summary("Dz.U. 2019 poz. 991, ISBN 978-3-16-148410-0"), summary("Gesetz vom 3.4.1985, § 12 Abs. 3"),
        summary("ISCO 7412, ISCED-F 0714, Nr. 311410"), summary("DE00 3704 0044 0532 0130 00"),
        summary("15 070649 C 104"),
        summary("Der Pass ist vorzulegen; geb. Nachweise sind nicht nötig"), summary("Pass-Noten 60 bis 100"),
        summary("https://example.org/0171-2345678901"), summary("4.320 Stunden in 36 Monaten, 2019-2022"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "document"), [(name, one) for name, all_ in HITS.items() for one in all_])
def test_a_check_finds_what_it_is_for(name: str, document: dict[str, Any]):
    assert name in names(document)


@pytest.mark.parametrize(("name", "document"), [(name, one) for name, all_ in MISSES.items() for one in all_])
def test_a_near_miss_is_left_alone(name: str, document: dict[str, Any]):
    assert name not in names(document)


def test_every_pure_check_has_a_hit_and_a_miss():
    looked_up = {
        "link-dead", "review-passed", "translation-outdated", "text-machine", "code-unknown",
        "validity-overlap", "duplicate",
    }  # fmt: skip
    assert {check.name for check in checks_of("qualification")} == set(HITS) | looked_up
    assert set(HITS) == set(MISSES)


def test_facts_from_the_database_are_judged_here():
    assert names(GOOD, link_dead={"https://example.org/law": 404}) == {"link-dead"}
    assert names(GOOD, link_dead={"https://example.org/other": 404}) == set()
    assert names(GOOD, review_passed=date(2026, 5, 3)) == {"review-passed"}
    assert names(GOOD, review_passed=TODAY) == set()
    assert names(GOOD, code_unknown={"field": frozenset(), "isco": frozenset({"3115"})}) == {"code-unknown"}
    assert names(GOOD, code_unknown={}) == set(), "nothing is said of a classification that is not imported"


def test_a_translation_is_outdated_when_its_source_changed_and_machine_text_is_named():
    shape = kind_named("qualification").shape
    fresh = Text("en", "approved", "human", True, "de", source_digest(GOOD, "de", shape))
    assert names(GOOD, texts=(fresh,)) == set()
    changed = summary(LONG + " Neu.")
    [hint] = found(changed, texts=(fresh,))
    assert (hint.check, hint.part, hint.section) == ("translation-outdated", "en", "text-en")
    assert names(GOOD, texts=(Text("en", "draft", "machine"),)) == {"text-machine"}
    assert names(GOOD, texts=(Text("en", "approved", "machine"),)) == set(), "somebody has read it"


@pytest.mark.parametrize(
    ("other", "name"),
    [
        (Neighbour("pl-old", "Technik mechatronik", "2012", "2020"), "validity-overlap"),
        (Neighbour("pl-old", "Mechanik", "2012", "2020-08", "", None), None),
        (Neighbour("pl-old", "Technik mechatronik", "2012", "2019-08-31"), None),
        (Neighbour("pl-old", "Technik mechatronik", "2012", "2019-09-01"), None),
        (Neighbour("pl-new", "Technik mechatronik", "2020", ""), "validity-overlap"),
        (Neighbour("pl-new", "Mechatronik technik", "", ""), "duplicate"),
        (Neighbour("pl-technik-mechatroniki", "Technik mechatroniki"), "duplicate"),
        (Neighbour("pl-technik", "technik-mechatronik", "", ""), "duplicate"),
        (Neighbour("pl-technik", "Technik mechatronik", "", "2015"), None),
        (Neighbour("pl-technik-elektryk", "Technik elektryk"), None),
        (Neighbour("pl-fryzjer", "Fryzjer"), None),
    ],
)
def test_other_versions_and_duplicates(other: Neighbour, name: str | None):
    assert names(GOOD, neighbours=(other,)) == ({name} if name else set())


def test_versions_that_are_linked_overlap_whatever_their_titles():
    older = Neighbour("pl-mechatronik-2012", "Mechatronik (zawód)", "2012", "")
    [hint] = found(good(predecessor="pl-mechatronik-2012"), neighbours=(older,))
    assert hint.check == "validity-overlap"
    assert (hint.route, hint.arguments) == ("catalogue:qualification-detail", ("pl-mechatronik-2012",))
    oldest = Neighbour("pl-mechanik-1997", "Mechanik", "1997", "")
    linked = (Neighbour("pl-mechatronik-2012", "Mechatronik (zawód)", "2012", "2019", "pl-mechanik-1997"), oldest)
    assert [one.params["title"] for one in found(good(predecessor="pl-mechatronik-2012"), neighbours=linked)] == [
        "Mechanik"
    ]


def test_a_digest_changes_with_what_was_seen_and_with_nothing_else():
    [before] = found(good(valid_to="2018"))
    [same] = found(good(valid_to="2018", duration_months=61))
    [other] = found(good(valid_to="2017"))
    assert before.digest == same.digest != other.digest


def test_hints_name_place_part_section_and_words():
    [hint] = found(
        units({"hours": 100, "hours_theory": 60, "hours_practice": 60}, practice_share=None, duration_months=None)
    )
    assert (hint.place, hint.part, hint.section) == ("units[0].hours", "", "units")
    assert hint.text == "100 hours in all, but 120 of theory and practice."
    assert {one.section for one in found(good(cites=None))} == {"sources"}


@pytest.mark.parametrize(
    "document",
    [
        {}, {"units": "x", "texts": [], "level": 4, "cites": [], "sources": "x"},
        {"units": [1, {"no": None}, {"no": {}}]},
        {"title": 5, "lang": 7, "texts": {"de": {"title": 4, "summary": ["x"]}}, "esco": {"a": 1},
         "cites": {"title": "s1"}},
        {"valid_from": 2019, "valid_to": 2018, "duration_months": True, "units": [{"no": "1", "hours": True}]},
    ],
)  # fmt: skip
def test_a_document_of_wrong_types_is_no_crash(document: dict[str, Any]):
    for kind in ("qualification", "country"):
        found(document, kind)


def test_countries_have_their_own_overlap():
    document = {"country": "PL", "slug": "2017", "valid_from": "2017", "valid_to": ""}
    [hint] = found(document, "country", validity_overlap=[("1999", "1999", "2019"), ("1961", "1961", "1999")])
    assert (hint.check, hint.arguments) == ("validity-overlap", ("pl", "1999"))


def test_scripts_and_open_ends():
    assert expected_scripts("zh-Hant") == {"Hani"}
    assert not overlaps(("2019", ""), ("", "2019"))
    assert overlaps(("", ""), ("2019", ""))
