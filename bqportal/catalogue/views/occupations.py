"""German reference occupations: list, profile and its versions."""

from collections import Counter
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bqportal.catalogue import citation
from bqportal.catalogue.access import last_changed, page_of, public_record, public_revision
from bqportal.catalogue.parameters import chosen_filters, filter_group
from bqportal.catalogue.responses import public
from bqportal.comparison.queries import tallied_comparisons
from bqportal.languages.folding import fold
from bqportal.occupations.models import Concept, ReferenceOccupation
from bqportal.occupations.queries import (
    listed_occupations,
    names_of_concepts,
    occupation_profiles,
    occupation_sheet,
)
from bqportal.qualifications.queries import listed_qualifications

PAGE_SIZE = 50


@public
def index(request: HttpRequest) -> HttpResponse:
    """All reference occupations by name, narrowed by their first letter.

    They are a few hundred: sorted here, where Ä stands beside A whatever the database thinks of it.
    """
    places = {pk: fold(name) for pk, name in ReferenceOccupation.objects.published().values_list("pk", "name_m")}
    letters = Counter(place[:1].upper() for place in places.values())
    chosen = chosen_filters(request.GET, {"letter": letters})
    wanted = [pk for pk, place in places.items() if chosen.of("letter") in ("", place[:1].upper())]
    page = page_of(request, sorted(wanted, key=lambda pk: places[pk]), PAGE_SIZE)
    rows = listed_occupations().in_bulk(page.object_list)
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
    groups = [filter_group("letter", _("First letter"), letters, chosen, str)]
    return render(request, "catalogue/occupation/index.html", {"page": page, "groups": groups, "chosen": chosen})


@public
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The occupation as the regulation in force defines it, or an older one that the address names."""
    occupation = public_record(occupation_profiles(), slug=slug)
    sheet = occupation_sheet(occupation)
    context = {
        "entry": citation.entry(request, citation.OCCUPATION, (slug,), last_changed(occupation)),
        "qualifications": list(listed_qualifications().filter(comparable_occupations=occupation)),
        "comparisons": list(tallied_comparisons().filter(version__occupation=occupation)),
    }
    return render_sheet(request, sheet, context)


@public
def show_as_of(request: HttpRequest, slug: str, day: date) -> HttpResponse:
    """The occupation's page as it was on a day."""
    occupation = public_record(ReferenceOccupation.objects.all(), slug=slug)
    revision = public_revision(occupation, day)
    entry = citation.entry_as_of(request, citation.OCCUPATION, (slug,), revision, day)
    return render_sheet(request, revision.sheet, {"entry": entry})


def render_sheet(request: HttpRequest, sheet: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
    """The page of a sheet with one of its versions opened."""
    entry: citation.Entry = context["entry"]
    in_force = version_on(sheet["versions"], (entry.as_of or timezone.localdate()).isoformat())
    version = version_asked(request, sheet["versions"]) or in_force
    concepts = names_of_concepts({Concept.Scheme.KLDB: [sheet["kldb"]], Concept.Scheme.ISCO: [sheet["isco"]]})
    context |= {
        "sheet": sheet,
        "version": version,
        "in_force": in_force,
        "sections": sections_of(version["positions"]) if version else [],
        "has_weeks": version is not None and any(position["weeks"] for position in version["positions"]),
        "kldb": concepts[Concept.Scheme.KLDB].get(sheet["kldb"]),
        "isco": concepts[Concept.Scheme.ISCO].get(sheet["isco"]),
    }
    return render(request, "catalogue/occupation/show.html", context)


def version_asked(request: HttpRequest, versions: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The version that the address names.

    Raises:
        Http404: it names one that the occupation does not have.
    """
    key = request.GET.get("version")
    if not key:
        return None
    for version in versions:
        if version["id"] == key:
            return version
    raise Http404


def version_on(versions: list[dict[str, Any]], day: str) -> dict[str, Any] | None:
    """The version of a sheet in force on a day (ISO); the newest where no dates are known."""
    for version in versions:
        regulation = version["regulation"]
        start, end = regulation["in_force_from"] or regulation["enacted"], regulation["in_force_to"]
        if (not start or start <= day) and (not end or day <= end):
            return version
    return versions[0] if versions else None


def sections_of(positions: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Positions under the headings of the regulation's annex, in its order."""
    return [(section, list(rows)) for section, rows in groupby(positions, key=lambda row: str(row["section"]))]
