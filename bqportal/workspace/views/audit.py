"""The audit log: all of it for administrators, and for everybody what is logged about themselves."""

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bqportal.organisations.audit import entries_concerning, people_of, readable_entries, record
from bqportal.organisations.models import AuditEntry
from bqportal.organisations.rights import may_read_audit
from bqportal.workspace.access import behind_login, page_of, rights, signed_in
from bqportal.workspace.forms.audit import AuditFilter
from bqportal.workspace.logbook import lines

COLUMNS = ["id", "at", "deed", "by", "pseudonym", "organisation", "about_kind", "about_id", "about_label", "details"]
CHUNK = 1000  # rows whose people are looked up together
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins with one of them (CWE-1236)


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The whole log, narrowed by deed, person, organisation, time and record."""
    form = filter_of(request)
    page = page_of(request, form.narrowed(readable_entries(rights(request))))
    context = {"form": form, "page": page, "lines": lines(page), "query": request.GET.urlencode()}
    return render(request, "workspace/audit/index.html", context, status=422 if form.errors else 200)


@behind_login()
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the log says about who is there: own deeds, and what others did to the account and its roles."""
    page = page_of(request, entries_concerning(signed_in(request)))
    return render(request, "workspace/audit/mine.html", {"page": page, "lines": lines(page)})


@behind_login()
@require_safe
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The narrowed log as CSV (RFC 4180), row by row; that it was exported is logged too."""
    form = filter_of(request)
    if not form.is_valid():
        raise Http404
    entries = form.narrowed(readable_entries(rights(request)))
    own = record(deed="audit.exported", by=signed_in(request), details={"filter": request.GET.urlencode()})
    before = entries.filter(pk__lt=own.pk).iterator(chunk_size=CHUNK)
    response = StreamingHttpResponse(rows(before), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate().isoformat()}.csv"'
    return response


def filter_of(request: HttpRequest) -> AuditFilter:
    """The filter that the address carries.

    Raises:
        Http404: who is there may not read the log.
    """
    if not may_read_audit(rights(request)):
        raise Http404
    return AuditFilter(request.GET)


class Echo:
    """What csv writes to: hands each line on."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def rows(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """The lines of the CSV file, heading first."""
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    left = iter(entries)
    while chunk := list(islice(left, CHUNK)):
        people = people_of(chunk)
        for entry in chunk:
            by = people.get(entry.actor)
            cells = [
                entry.pk, entry.at.isoformat(), entry.deed, by or "", entry.actor or "", entry.organisation or "",
                entry.about_kind, entry.about_id, entry.about_label, json.dumps(entry.details, ensure_ascii=False),
            ]  # fmt: skip
            yield writer.writerow([harmless(str(cell)) for cell in cells])


def harmless(cell: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
