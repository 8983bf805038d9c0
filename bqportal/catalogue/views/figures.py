"""Figures that bodies published about their cases. Reads what was published, nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from bqportal.catalogue.access import page_of
from bqportal.catalogue.responses import public
from bqportal.catalogue.views.tables import table
from bqportal.statistics.models import PublishedFigures
from bqportal.statistics.queries import lines_of, published, published_of
from bqportal.statistics.showing import shown


@public
def index(request: HttpRequest) -> HttpResponse:
    """Bodies and years with figures, the newest first."""
    return render(request, "catalogue/figures/index.html", {"page": page_of(request, published())})


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
