"""What a body sets for its counselling, and the anonymous figures: of one body, and over all of them."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.countries.queries import country_name
from bqportal.languages.names import language_name
from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import (
    counselling_organisations,
    may_oversee_counselling,
    may_read_counselling_figures,
)
from bqportal.procedures.counselling.actions.keeping import change_office, notes_due, office_facts, requests_due
from bqportal.procedures.counselling.receiving import office_for
from bqportal.procedures.models import CounsellingRequest, CounsellingTally
from bqportal.statistics.counselling import Table, quarters_of, tables_for, tables_over_all
from bqportal.workspace.access import NoSuchPage, behind_login, rights, signed_in
from bqportal.workspace.case_pages import keep
from bqportal.workspace.forms.counselling import CounsellingOfficeForm

Subject = CounsellingTally.Subject


def body_for(request: HttpRequest, slug: str) -> Organisation:
    """The body, for those who read its requests.

    Raises:
        Http404: there is none, or not for her.
    """
    bodies = Organisation.objects.filter(pk__in=counselling_organisations(rights(request)))
    body: Organisation = get_object_or_404(bodies, slug=slug)
    return body


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """How long requests are kept and what goes next; for managers the form."""
    body = body_for(request, slug)
    manages = may_oversee_counselling(rights(request), body.pk)
    if request.method == "POST" and not manages:
        raise Http404
    stored, today = office_for(body), timezone.localdate()
    form = CounsellingOfficeForm(request.POST if request.method == "POST" else None, initial=office_facts(stored))
    kept = keep(
        request, form, office_facts(stored),
        lambda seen: change_office(
            organisation=body, facts=form.cleaned_data, by=signed_in(request), at=timezone.now(), seen=seen
        ),
    )  # fmt: skip
    if kept.done:
        messages.success(request, _("Saved."))
        return redirect("workspace:counselling-office", body.slug)
    context = {
        "body": body, "office": stored, "manages": manages, "due": requests_due(body, today).count(),
        "notes": notes_due(body, today).count(), **kept.context,
    }  # fmt: skip
    return render(request, "workspace/counselling/office.html", context, status=kept.status)


@behind_login()
@require_safe
def statistics(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures of one body in a quarter."""
    body = body_for(request, slug)
    quarter, quarters = _quarter(request, quarters_of(body, timezone.localdate()))
    return _figures(request, tables_for(body, quarter) if quarter else [], quarter, quarters, body)


@behind_login()
@require_safe
def statistics_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as CSV."""
    body = body_for(request, slug)
    quarter, _quarters = _quarter(request, quarters_of(body, timezone.localdate()))
    return _csv(tables_for(body, quarter), quarter, body.slug)


@behind_login()
@require_safe
def statistics_all(request: HttpRequest) -> HttpResponse:
    """The sum over all bodies in a quarter that is over."""
    quarter, quarters = _quarter_over_all(request)
    return _figures(request, _over_all(quarter), quarter, quarters, None)


@behind_login()
@require_safe
def statistics_all_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV."""
    quarter, _quarters = _quarter_over_all(request)
    return _csv(_over_all(quarter), quarter, "all")


def _quarter_over_all(request: HttpRequest) -> tuple[str, list[str]]:
    """Raises Http404 for whom the sum is not."""
    if not may_read_counselling_figures(rights(request)):
        raise Http404
    return _quarter(request, quarters_of(None, timezone.localdate()))


def _over_all(quarter: str) -> list[Table]:
    return tables_over_all(quarter, timezone.localdate()) if quarter else []


def _quarter(request: HttpRequest, quarters: list[str]) -> tuple[str, list[str]]:
    """The quarter that the address asks for, without one the latest; and all of them.

    Raises:
        NoSuchPage: it is none of those that are offered.
    """
    asked = request.GET.get("quarter", "")
    if asked and asked not in quarters:
        raise NoSuchPage
    return asked or (quarters[0] if quarters else ""), quarters


def _figures(
    request: HttpRequest, tables: Sequence[Table], quarter: str, quarters: list[str], body: Organisation | None
) -> HttpResponse:
    context = {
        "body": body, "quarter": quarter,
        "tables": [
            {"title": Subject(table.subject).label, "table": table,
             "rows": [(in_words(table.subject, key), count) for key, count in table.rows.items()]}
            for table in tables
        ],
        "tabs": [{"label": one, "url": f"?quarter={one}", "current": one == quarter} for one in quarters],
    }  # fmt: skip
    return render(request, "workspace/counselling/statistics.html", context)


def in_words(subject: str, key: str) -> Any:
    """A counted value in the reader's words."""
    reader = get_language() or "en"
    if not key:
        return _("no information")
    if subject == Subject.LANGUAGE:
        return language_name(key, reader)
    if subject == Subject.COUNTRY:
        return country_name(key, reader)
    choices = {Subject.GOAL: CounsellingRequest.Goal, Subject.OUTCOME: CounsellingRequest.Outcome}.get(subject)  # type: ignore[call-overload]
    return choices(key).label if choices else key


def _csv(tables: Sequence[Table], quarter: str, name: str) -> HttpResponse:
    """One number a line, in the words of the codes; small numbers stand in none."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["quarter", "subject", "value", "count"])
    for table in tables:
        if table.total is None:
            rows.writerow([quarter, table.subject, "total", "fewer than 5"])
            continue
        rows.writerow([quarter, table.subject, "total", table.total])
        rows.writerows([quarter, table.subject, key or "unknown", count] for key, count in table.rows.items())
        if table.others:
            rows.writerow([quarter, table.subject, "others", table.others])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="counselling-{name}-{quarter or "none"}.csv"'
    return response
