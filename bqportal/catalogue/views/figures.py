"""Figures: official ones, the portal's own, and those that bodies published about their cases."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bqportal.catalogue.access import page_of
from bqportal.catalogue.responses import public
from bqportal.catalogue.views.tables import table
from bqportal.statistics import recognition
from bqportal.statistics.models import PublishedFigures
from bqportal.statistics.portal_figures import TABLES, portal_charts
from bqportal.statistics.queries import lines_of, published, published_of
from bqportal.statistics.recognition_charts import all_rows, numbered_sources, recognition_charts
from bqportal.statistics.showing import shown


@public
def index(request: HttpRequest) -> HttpResponse:
    """Bodies and years with figures, the newest first."""
    return render(request, "catalogue/figures/index.html", {"page": page_of(request, published())})


@public
def official(request: HttpRequest) -> HttpResponse:
    """What the statistical offices and others have published about recognition, each number with its source."""
    context = {"charts": recognition_charts(), "rows": all_rows(), "numbered": numbered_sources()}
    return render(request, "catalogue/figures/recognition.html", context)


@public
def official_csv(request: HttpRequest) -> HttpResponse:
    """The same, one number a line, in codes."""
    return table("recognition-figures", list(recognition.COLUMNS), recognition.rows())


@public
def portal(request: HttpRequest) -> HttpResponse:
    """What the portal has, how fresh it is, and what is looked for and not found."""
    day = timezone.localdate()
    return render(request, "catalogue/figures/portal.html", {"charts": portal_charts(day), "day": day})


@public
def portal_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The numbers of one chart, in codes.

    Raises:
        Http404: there is no such chart.
    """
    if key not in TABLES:
        raise Http404
    found = TABLES[key](timezone.localdate())
    return table(f"portal-{key}", list(found.columns), [list(row) for row in found.rows])


@public
def show(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """The tables of one body and year."""
    found = _published(body, year)
    return render(request, "catalogue/figures/show.html", {"published": found, "figures": shown(found.tables)})


@public
def csv_file(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """The same numbers, one a line, in codes; a hidden number says so."""
    rows = [
        [line.table, line.row, line.column, "suppressed" if line.count is None else line.count]
        for line in lines_of(_published(body, year).tables)
    ]
    return table(f"{body}-{year}", ["table", "row", "outcome", "cases"], rows)


def _published(body: str, year: int) -> PublishedFigures:
    """The figures.

    Raises:
        Http404: nobody published any, or they were taken back.
    """
    try:
        return published_of(body, year)
    except PublishedFigures.DoesNotExist as error:
        raise Http404 from error
