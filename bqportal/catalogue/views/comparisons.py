"""Comparisons: list and page."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.catalogue import citation
from bqportal.catalogue.access import last_changed, page_of, public_record, public_revision
from bqportal.catalogue.parameters import Chosen, Group, chosen_filters, filter_group
from bqportal.catalogue.responses import public
from bqportal.catalogue.side_by_side import all_sources, hours_of, rows_of
from bqportal.comparison.models import Comparison
from bqportal.comparison.queries import comparison_sheet, comparisons, tallied_comparisons, tally_of
from bqportal.countries.queries import country_name

FILTERS = {"country": "qualification__country__code", "occupation": "version__occupation__slug"}


@public
def index(request: HttpRequest) -> HttpResponse:
    """All public comparisons, narrowed by country and German occupation."""
    triples = list(
        Comparison.objects.published()
        .order_by()
        .values_list("qualification__country__code", "version__occupation__slug", "version__name_m")
    )
    chosen = chosen_filters(
        request.GET, {"country": {row[0] for row in triples}, "occupation": {row[1] for row in triples}}
    )
    rows = tallied_comparisons().prefetch_related("qualification__texts")
    rows = rows.filter(**{FILTERS[name]: value for name, value in chosen.values.items()})
    rows = rows.order_by("version__name_m", "qualification__country__code", "qualification__title")
    context = {"page": page_of(request, rows), "groups": filter_groups(triples, chosen), "chosen": chosen}
    return render(request, "catalogue/comparison/index.html", context)


def filter_groups(triples: list[tuple[str, str, str]], chosen: Chosen) -> list[Group]:
    """Both filters with what each value would leave."""
    reader = get_language() or "en"
    titles = {slug: name for _code, slug, name in triples}
    countries = Counter(code for code, slug, _name in triples if chosen.of("occupation") in ("", slug))
    occupations = Counter(slug for code, slug, _name in triples if chosen.of("country") in ("", code))
    return [
        filter_group("country", _("Country"), countries, chosen, lambda code: country_name(code, reader)),
        filter_group(
            "occupation", _("German occupation"), occupations, chosen, lambda slug: titles[slug], lang=lambda slug: "de"
        ),
    ]


@public
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The two side by side, as known today."""
    comparison = public_record(comparisons(), slug=slug)
    entry = citation.entry(request, citation.COMPARISON, (slug,), last_changed(comparison))
    return render_sheet(request, comparison_sheet(comparison), entry)


@public
def show_as_of(request: HttpRequest, slug: str, day: date) -> HttpResponse:
    """The comparison as it was on a day."""
    comparison = public_record(Comparison.objects.all(), slug=slug)
    revision = public_revision(comparison, day)
    entry = citation.entry_as_of(request, citation.COMPARISON, (slug,), revision, day)
    return render_sheet(request, revision.sheet, entry)


def render_sheet(request: HttpRequest, sheet: dict[str, Any], entry: citation.Entry) -> HttpResponse:
    """The page of a sheet; `?only=differences` leaves out what is covered."""
    only_differences = request.GET.get("only") == "differences"
    rows = rows_of(sheet, only_differences=only_differences)
    tally = tally_of(sheet)
    context = {
        "sheet": sheet,
        "entry": entry,
        "rows": rows,
        "most_hours": max((row.hours.total for row in rows), default=0),
        "hours": hours_of(sheet["qualification"]["units"]),
        "tally": tally,
        "differences": tally.total - tally.yes,
        "only_differences": only_differences,
        "sources": all_sources(sheet),
    }
    return render(request, "catalogue/comparison/show.html", context)
