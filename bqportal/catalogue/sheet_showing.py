"""A comparison sheet arranged for page and paper: its signed facts, beside them translations that are not signed."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bqportal.catalogue import citation
from bqportal.comparison.models import ComparisonSheet, Precedent
from bqportal.comparison.sheets.making import Standing, Verdict
from bqportal.occupations.models import ReferenceOccupationText, TrainingPosition
from bqportal.occupations.queries import position_translations
from bqportal.qualifications.models import TrainingUnitText

Words = Promise | str
Facts = dict[str, Any]
HINT = "hint"  # the verdict of a machine, which is none
GROUP = 5  # letters of a code that are read in one go
MOST_COURSES = 3
DIRECTORY = "bqportal.offers.queries"
OPEN = ("no", "partly")  # verdicts of people that leave something to make up
HAS_CONTENT = (Standing.GENUINE, Standing.SUPERSEDED, Standing.REVOKED)

# What of a sheet can have changed since, by the names of the facts.
PARTS: dict[str, Words] = {
    "qualification": _("what is known about the certificate"),
    "year_fits": _("the years in which the certificate was awarded"),
    "occupation": _("the German occupation and its training regulation"),
    "basis": _("whether people have compared the two"),
    "comparison": _("the published comparison"),
    "positions": _("what the training covers"),
    "decisions": _("how decisions fell"),
    "sources": _("the sources"),
    "format": _("the form of the sheet"),
}


@dataclass(frozen=True)
class Translations:
    """What stands beside the signed words: {wording: {language: text}}. It may change; the facts do not."""

    positions: dict[str, dict[str, str]] = field(default_factory=dict)
    units: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    occupation: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lasting:
    """The addresses under which what the sheet rests on stays as it was."""

    qualification: str
    occupation: str
    comparison: str = ""


@dataclass(frozen=True)
class Row:
    """One German position and what the training says to it."""

    position: Facts
    verdict: str
    units: list[Facts]
    starts_section: bool


def translations_of(sheet: ComparisonSheet) -> Translations:
    """All translations of a sheet's words. Three queries, however long it is."""
    facts = sheet.facts
    units: dict[tuple[str, str], dict[str, str]] = {}
    rows = TrainingUnitText.objects.filter(owner__qualification=sheet.qualification_id).order_by("pk")
    for number, original, language, text in rows.values_list("owner__number", "owner__title", "language", "title"):
        units.setdefault((number, original), {})[language] = text
    titles = ReferenceOccupationText.objects.filter(owner=sheet.occupation_id).values_list("language", "title")
    return Translations(position_translations({row["text"] for row in facts["positions"]}), units, dict(titles))


def rows_of_facts(facts: Facts, beside: Translations) -> list[Row]:
    """All positions in the order of the regulation, with translations of both sides."""
    rows, section = [], None
    for one in facts["positions"]:
        position = {**one, "translations": beside.positions.get(one["text"], {})}
        units = [{**unit, "titles": unit_titles(unit, beside)} for unit in one["units"]]
        rows.append(Row(position, one["verdict"], units, bool(one["section"]) and one["section"] != section))
        section = one["section"]
    return rows


def unit_titles(unit: Facts, beside: Translations) -> dict[str, str]:
    """Translations of a unit's title; the German one is signed and wins."""
    signed = {"de": unit["title_de"]} if unit["title_de"] else {}
    return {**beside.units.get((unit["number"], unit["title"]), {}), **signed}


def tally_of_facts(facts: Facts) -> Counter[str]:
    """How many positions have which verdict; "hint" is the machine's."""
    return Counter(row["verdict"] for row in facts["positions"])


def titles_of(qualification: Facts) -> dict[str, str]:
    """The signed translations of a certificate's title."""
    return {code: text for code in ("de", "en") if (text := qualification[f"title_{code}"])}


def grouped(code: str) -> str:
    """A code as people read it aloud.

    >>> grouped("7K3F9Q2MXR")
    '7K3F9-Q2MXR'
    """
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def outcomes(facts: Facts) -> list[tuple[Words, int]]:
    """How decisions so far fell, the most frequent first; empty below five."""
    words = dict(Precedent.Outcome.choices)
    return [(words.get(outcome, outcome), number) for outcome, number in facts["decisions"].items()]


def parts_in_words(names: Collection[str]) -> list[Words]:
    """What has changed since a sheet was made."""
    return [PARTS.get(name, name) for name in names]


def months_longer(facts: Facts) -> int | None:
    """How many months longer the German training is (less than nothing: shorter); None where one is not known."""
    theirs, ours = facts["qualification"]["duration_months"], facts["occupation"]["duration_months"]
    return ours - theirs if theirs and ours else None


def open_positions(sheet: ComparisonSheet) -> list[TrainingPosition]:
    """What people found not covered, or not all, as positions that courses can be looked up for. One query."""
    regulation = sheet.facts["occupation"]["regulation"]
    texts = [row["text"] for row in sheet.facts["positions"] if row["verdict"] in OPEN]
    if not regulation or not texts:
        return []
    rows = TrainingPosition.objects.filter(
        version__occupation=sheet.occupation_id, version__regulation__title=regulation["title"],
        version__regulation__citation=regulation["citation"], text__in=texts,
    )  # fmt: skip
    return list(rows.order_by("version_id", "order"))


@dataclass(frozen=True)
class Courses:
    """Courses that help, each with its address, and where all of them are listed. No part of the signed facts."""

    best: list[tuple[str, str]] = field(default_factory=list)
    all: str = ""


def directory() -> Any:
    """The queries of the directory of courses; None as long as this portal has none."""
    return import_module(DIRECTORY) if find_spec(DIRECTORY) else None


def courses_for(sheet: ComparisonSheet, missing: Collection[TrainingPosition]) -> Courses:
    """Courses that close what is open; where nobody compared, courses for the occupation."""
    slug, positions = sheet.occupation.slug, [one.pk for one in missing]
    query = {"occupation": slug, **({"positions": ",".join(map(str, positions))} if positions else {})}
    address = citation.address_if_mounted("catalogue:offer-list", ())
    found = directory()
    offers = [one.offer for one in found.offers_for(slug, positions=positions)[:MOST_COURSES]] if found else []
    best = [(str(one), citation.address_if_mounted("catalogue:offer-detail", (one.slug,))) for one in offers]
    return Courses(best, f"{address}?{urlencode(query)}" if address else "")


def lasting_of(request: HttpRequest, facts: Facts) -> Lasting:
    """Where what the sheet rests on stays; today's page for what has no dated version."""
    comparison = facts["comparison"]
    return Lasting(
        _lasting(request, citation.QUALIFICATION, facts["qualification"]),
        _lasting(request, citation.OCCUPATION, facts["occupation"]),
        _lasting(request, citation.COMPARISON, comparison) if comparison else "",
    )


def _lasting(request: HttpRequest, routes: citation.Routes, one: Facts) -> str:
    if one["version"]:
        return citation.lasting_address(request, routes, (one["slug"],), date.fromisoformat(one["version"]))
    return request.build_absolute_uri(reverse(routes.today, args=[one["slug"]]))


def is_shown(verdict: Verdict) -> bool:
    """Whether what the sheet says may be shown: not when it is not what was signed."""
    return verdict.sheet is not None and verdict.standing in HAS_CONTENT


def heading_of(verdict: Verdict) -> Words:
    """The verdict in one sentence."""
    return HEADINGS[verdict.standing]


HEADINGS: dict[Standing, Words] = {
    Standing.GENUINE: _("This sheet is genuine."),
    Standing.SUPERSEDED: _("This sheet is genuine, but out of date."),
    Standing.ALTERED: _("This sheet was altered. Do not rely on it."),
    Standing.FORGED: _("This sheet is forged. It does not come from this portal."),
    Standing.REVOKED: _("This sheet proves nothing any more."),
    Standing.UNKNOWN: _("No sheet has this code."),
    Standing.UNREADABLE: _("This is no comparison sheet that the portal can read."),
}
KINDS = {
    Standing.GENUINE: "success", Standing.SUPERSEDED: "warning", Standing.ALTERED: "danger", Standing.FORGED: "danger",
    Standing.REVOKED: "danger", Standing.UNKNOWN: "warning", Standing.UNREADABLE: "warning",
}  # fmt: skip
