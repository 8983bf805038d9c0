"""The three pages of every kind of record: as it is today, as it was on a day, and before it is public."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bqportal.catalogue import citation
from bqportal.catalogue.access import last_changed, public_record, public_revision
from bqportal.catalogue.responses import View, public
from bqportal.catalogue.views.contributions import credited

Sheet = dict[str, Any]
Context = Mapping[str, Any]


class RecordPages(NamedTuple):
    """Views of one kind: `today(request, slug)`, `as_of(request, slug, day)`, `preview(request, sheet, preview)`."""

    today: View
    as_of: View
    preview: View


def _nothing(_about: Any) -> Context:
    return {}


def record_pages(
    kind: str,
    profiles: Callable[[], QuerySet[Any]],
    sheet_of: Callable[[Any], Sheet],
    *,
    facts: Callable[[Sheet], Context] = _nothing,
    around: Callable[[Any], Context] = _nothing,
) -> RecordPages:
    """The pages of the records that `profiles` gives, all three rendered from a sheet.

    Routes and template go by the name of the kind: `catalogue:<kind>-detail`, `catalogue:<kind>-as-of`,
    `catalogue/<kind>/show.html`. `facts` says what a page reads out of any sheet, `around` what stands beside the
    record today and is no part of it.
    """
    routes = citation.Routes(f"catalogue:{kind}-detail", f"catalogue:{kind}-as-of", "")

    def page(request: HttpRequest, sheet: Sheet, context: Context) -> HttpResponse:
        return render(request, f"catalogue/{kind}/show.html", {"sheet": sheet, **facts(sheet), **context})

    @public
    def today(request: HttpRequest, slug: str) -> HttpResponse:
        record = public_record(profiles(), slug=slug)
        sheet = sheet_of(record)
        entry = citation.entry(request, routes, (slug,), last_changed(record))
        contributors = credited(record, sheet["responsible"])
        return page(request, sheet, {"entry": entry, "contributors": contributors, **around(record)})

    @public
    def as_of(request: HttpRequest, slug: str, day: date) -> HttpResponse:
        record = public_record(profiles().prefetch_related(None), slug=slug)
        revision = public_revision(record, day)
        entry = citation.entry_as_of(request, routes, (slug,), revision, day)
        return page(request, revision.sheet, {"entry": entry})

    def preview(request: HttpRequest, sheet: Sheet, preview: Context) -> HttpResponse:
        entry = citation.entry_in_preview(routes, (sheet["slug"],))
        return page(request, sheet, {"entry": entry, "preview": preview})

    return RecordPages(today, as_of, preview)
