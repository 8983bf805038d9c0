"""Statistics of a body: records for the statistical office, the table of codes, and published figures."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.editorial.rules import digest_of
from bqportal.organisations import audit
from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import may_manage_organisations, may_oversee_cases, may_read_cases
from bqportal.statistics.actions.coding import map_code
from bqportal.statistics.actions.freezing import freeze_records
from bqportal.statistics.actions.publishing import publish_figures, tables_of, withdraw_figures
from bqportal.statistics.codes import code_lines, table_shown
from bqportal.statistics.files import records_csv
from bqportal.statistics.models import PublishedFigures, StatisticsRecord
from bqportal.statistics.queries import is_withdrawn
from bqportal.statistics.records import delivery_of, office_facts, years_with_records
from bqportal.statistics.showing import shown
from bqportal.statistics.wordings import attribute_name
from bqportal.workspace.access import NoSuchPage, behind_login, page_of, rights, signed_in
from bqportal.workspace.forms.case_figures import CodeForm, PublishForm, WithdrawForm
from bqportal.workspace.forms.together import take_errors


def body_for(request: HttpRequest, slug: str, *, managing: bool = False) -> Organisation:
    """The body, for those who read its cases, or only for those who manage it.

    Raises:
        Http404: there is none, or not for her.
    """
    body = get_object_or_404(Organisation, slug=slug)
    may = may_oversee_cases if managing else may_read_cases
    if not may(rights(request), body.pk):
        raise Http404
    return body


def year_of(request: HttpRequest, years: list[int]) -> int:
    """The year that the address asks for; without one, the last that is over.

    Raises:
        NoSuchPage: it is none of those that are offered.
    """
    asked = request.GET.get("year", "")
    if not asked:
        return years[1] if len(years) > 1 else years[0]
    if not asked.isascii() or not asked.isdigit() or int(asked) not in years:
        raise NoSuchPage
    return int(asked)


def year_tabs(years: list[int], year: int) -> list[dict[str, Any]]:
    """One link per year."""
    return [{"label": str(one), "url": f"?year={one}", "current": one == year} for one in years]


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """The records of a year: how many are complete, what is missing in which case; keeping them."""
    body = body_for(request, slug, managing=request.method == "POST")
    today = timezone.localdate()
    years = years_with_records(body, today)
    year = year_of(request, years)
    if request.method == "POST":
        return _freeze(request, body, year)
    delivery = delivery_of(body, year)
    context = {
        "body": body, "year": year, "delivery": delivery, "office": office_facts(body),
        "tabs": year_tabs(years, year),
        "page": page_of(request, delivery.incomplete),
        "missing": {row.record["record_no"]: [attribute_name(name) for name in row.missing] for row in delivery.rows},
        "unmapped": [(attribute_name(name), codes) for name, codes in delivery.unmapped.items()],
        "kept": StatisticsRecord.objects.filter(organisation=body, year=year).count(),
        "is_over": year < today.year, "manages": may_oversee_cases(rights(request), body.pk),
        "published": PublishedFigures.objects.filter(organisation=body, year=year).first(),
    }  # fmt: skip
    return render(request, "workspace/case/statistics.html", context)


def _freeze(request: HttpRequest, body: Organisation, year: int) -> HttpResponse:
    """Keep the records of the year, and say what was done."""
    try:
        done = freeze_records(organisation=body, year=year, by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        words = _("Records kept: %(added)s new, %(changed)s changed, %(same)s as they were.")
        messages.success(request, words % {"added": done.added, "changed": done.changed, "same": done.same})
    return redirect(f"{reverse('workspace:case-statistics', args=[body.slug])}?year={year}")


@behind_login()
@require_safe
def csv_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The records of a year for the statistical office (§ 17 Abs. 5); that somebody took them is logged."""
    body = body_for(request, slug)
    year = year_of(request, years_with_records(body, timezone.localdate()))
    delivery = delivery_of(body, year)
    text = records_csv(delivery, own_codes=request.GET.get("codes") == "own")
    if request.method == "GET":
        audit.record(
            deed="case.statistics_exported", by=signed_in(request), organisation=body,
            details={"year": year, "records": len(delivery.rows)},
        )  # fmt: skip
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="statistics-{body.slug}-{year}.csv"'
    return response


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of codes, one for all bodies: those who read cases see it, administrators change it."""
    known = rights(request)
    body = get_object_or_404(Organisation, slug=slug)
    changes, reads = may_manage_organisations(known), may_read_cases(known, body.pk)
    if not (changes or reads) or (request.method == "POST" and not changes):
        raise Http404
    start = {name: request.GET.get(name, "")[:60].replace("\0", "") for name in ("field", "ours", "theirs")}
    form = CodeForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid() and _map(request, form):
        messages.success(request, _("The table is changed."))
        return redirect("workspace:case-statistics-codes", body.slug)
    context = {
        "body": body, "form": form if changes else None, "seen": digest_of(table_shown()),
        "page": page_of(request, code_lines()), "reads": reads,
    }  # fmt: skip
    return render(request, "workspace/case/statistics_codes.html", context, status=422 if form.errors else 200)


def _map(request: HttpRequest, form: CodeForm) -> bool:
    """Change a line; whether that went well."""
    try:
        map_code(**form.cleaned_data, by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        take_errors(form, error)
        return False
    return True


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """What would be published of a year, with small counts hidden; publishing it, and taking it back."""
    body = body_for(request, slug, managing=True)
    today = timezone.localdate()
    years = years_with_records(body, today)
    year = year_of(request, years)
    published = PublishedFigures.objects.filter(organisation=body, year=year).first()
    tables = published.tables if published else tables_of(body, year)
    data = request.POST if request.method == "POST" else None
    form: Form = WithdrawForm(data) if published else PublishForm(data)
    if request.method == "POST" and form.is_valid() and _change_figures(request, form, body, year, published):
        return redirect(f"{reverse('workspace:case-statistics-publish', args=[body.slug])}?year={year}")
    context = {
        "body": body, "year": year, "tabs": year_tabs(years, year), "is_over": year < today.year,
        "published": published, "is_withdrawn": published is not None and is_withdrawn(published),
        "figures": shown(tables) if tables else None, "form": form, "seen": digest_of(tables),
    }  # fmt: skip
    return render(request, "workspace/case/statistics_publish.html", context, status=422 if form.errors else 200)


def _change_figures(
    request: HttpRequest, form: Form, body: Organisation, year: int, published: PublishedFigures | None
) -> bool:
    """Publish or take back; whether that went well."""
    person, at = signed_in(request), timezone.now()
    try:
        if published:
            withdraw_figures(figures=published, by=person, at=at)
            messages.success(request, _("The figures are taken back."))
        else:
            publish_figures(organisation=body, year=year, by=person, at=at, seen=form.cleaned_data["seen"])
            messages.success(request, _("The figures are published."))
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        take_errors(form, error)
        return False
    return True
