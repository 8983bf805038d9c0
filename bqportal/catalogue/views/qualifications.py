"""Qualifications: list and profile."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.catalogue import citation
from bqportal.catalogue.access import last_changed, page_of, public_record, public_revision
from bqportal.catalogue.missing import QUALIFICATION, missing_from
from bqportal.catalogue.parameters import Chosen, Group, chosen_filters, filter_group
from bqportal.catalogue.responses import public
from bqportal.catalogue.views.contributions import credited
from bqportal.comparison.queries import tallied_comparisons
from bqportal.countries.queries import country_name
from bqportal.languages.texts import chosen as chosen_text
from bqportal.occupations.models import Concept
from bqportal.occupations.queries import names_of_concepts
from bqportal.qualifications.queries import (
    filtered_qualifications,
    neighbours,
    qualification_groups,
    qualification_profiles,
    qualification_sheet,
)

FILTERS = ("country", "level", "field")


@public
def index(request: HttpRequest) -> HttpResponse:
    """All public qualifications, narrowed by country, EQF level and field."""
    rows = qualification_groups()
    chosen = chosen_filters(request.GET, {name: {row[name] for row in rows} for name in FILTERS})
    page = page_of(request, filtered_qualifications(**chosen.values))
    context = {"page": page, "groups": filter_groups(rows, chosen), "chosen": chosen}
    return render(request, "catalogue/qualification/index.html", context)


def filter_groups(rows: list[dict[str, Any]], chosen: Chosen) -> list[Group]:
    """The three filters with what each value would leave, the other filters kept."""
    reader = get_language() or "en"
    fields = names_of_concepts({Concept.Scheme.ISCEDF: {row["field"] for row in rows}})[Concept.Scheme.ISCEDF]
    counts = {name: counts_of(rows, name, chosen) for name in FILTERS}
    return [
        filter_group("country", _("Country"), counts["country"], chosen, lambda code: country_name(code, reader)),
        filter_group("level", _("EQF level"), counts["level"], chosen, lambda level: level),
        filter_group(
            "field", _("Field"), counts["field"], chosen,
            lambda code: chosen_text(fields.get(code), reader).text or code,
            lang=lambda code: chosen_text(fields.get(code), reader).language,
        ),
    ]  # fmt: skip


def counts_of(rows: list[dict[str, Any]], name: str, chosen: Chosen) -> Counter[str]:
    """How many rows each value of one filter has among those that the other filters leave."""
    others = {other: value for other, value in chosen.values.items() if other != name}
    counts: Counter[str] = Counter()
    for row in rows:
        if all(row[other] == value for other, value in others.items()):
            counts[row[name]] += row["count"]
    return counts


@public
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The profile as it is today, with the comparisons made with it."""
    qualification = public_record(qualification_profiles(), slug=slug)
    sheet = qualification_sheet(qualification)
    entry = citation.entry(request, citation.QUALIFICATION, (slug,), last_changed(qualification))
    comparisons = tallied_comparisons().filter(qualification=qualification)
    live = {"comparisons": list(comparisons), "versions": neighbours(qualification)}
    live["contributors"] = credited(qualification, sheet["responsible"])
    return render_sheet(request, sheet, {"entry": entry, **live})


@public
def show_as_of(request: HttpRequest, slug: str, day: date) -> HttpResponse:
    """The profile as it was on a day."""
    qualification = public_record(qualification_profiles().prefetch_related(None), slug=slug)
    revision = public_revision(qualification, day)
    entry = citation.entry_as_of(request, citation.QUALIFICATION, (slug,), revision, day)
    return render_sheet(request, revision.sheet, {"entry": entry})


def render_sheet(request: HttpRequest, sheet: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
    """The page of a sheet, current or old; names of classifications are looked up, for they are no part of it."""
    concepts = names_of_concepts(
        {
            Concept.Scheme.ISCEDF: [sheet["field"]],
            Concept.Scheme.ISCO: [sheet["isco"]],
            Concept.Scheme.ESCO: sheet["esco"],
        }
    )
    context |= {
        "sheet": sheet,
        "missing": missing_from(sheet, QUALIFICATION),
        "field": concepts[Concept.Scheme.ISCEDF].get(sheet["field"]),
        "isco": concepts[Concept.Scheme.ISCO].get(sheet["isco"]),
        "esco": [(uri, concepts[Concept.Scheme.ESCO].get(uri)) for uri in sheet["esco"]],
        "has_years": any(unit["year"] for unit in sheet["units"]),
        "most_hours": max((unit["total"] or 0 for unit in sheet["units"]), default=0),
        "hours": total_hours(sheet["units"]),
    }
    return render(request, "catalogue/qualification/show.html", context)


def total_hours(units: list[dict[str, Any]]) -> dict[str, int]:
    """Sums over all units, and how many of them state hours at all."""
    return {
        "theory": sum(unit["theory"] or 0 for unit in units),
        "practice": sum(unit["practice"] or 0 for unit in units),
        "total": sum(unit["total"] or 0 for unit in units),
        "stated": sum(unit["total"] is not None for unit in units),
    }
