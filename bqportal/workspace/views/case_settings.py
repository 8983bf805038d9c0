"""What a body sets for its cases: everybody who works on them reads it, its managers change it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import case_organisations, may_oversee_cases
from bqportal.procedures.actions.offices import add_remedy as adds
from bqportal.procedures.actions.offices import change_office, change_remedy, office_facts, office_for, remedy_facts
from bqportal.procedures.models import RemedyInstruction
from bqportal.workspace.access import behind_login, rights, signed_in
from bqportal.workspace.case_pages import keep
from bqportal.workspace.forms.case_settings import OfficeForm, RemedyForm


def body_for(request: HttpRequest, slug: str) -> Organisation:
    """The body, if who is there reads its cases.

    Raises:
        Http404: there is none, or it is another's.
    """
    bodies = Organisation.objects.filter(pk__in=case_organisations(rights(request)))
    organisation: Organisation = get_object_or_404(bodies, slug=slug)
    return organisation


def managed_body(request: HttpRequest, slug: str) -> Organisation:
    """The body, if who is there manages it.

    Raises:
        Http404: there is none, or she does not.
    """
    organisation = body_for(request, slug)
    if not may_oversee_cases(rights(request), organisation.pk):
        raise Http404
    return organisation


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """What is set, and for managers the form; below, the instructions on remedies."""
    organisation = managed_body(request, slug) if request.method == "POST" else body_for(request, slug)
    manages = may_oversee_cases(rights(request), organisation.pk)
    stored = office_for(organisation)
    form = OfficeForm(request.POST if request.method == "POST" else None, office=stored)
    kept = keep(
        request, form, office_facts(stored),
        lambda seen: change_office(
            organisation=organisation, facts=form.facts, by=signed_in(request), at=timezone.now(), seen=seen
        ),
    )  # fmt: skip
    if kept.done:
        messages.success(request, _("Saved. The deadlines of open cases were reckoned again."))
        return redirect("workspace:case-office", organisation.slug)
    today = timezone.localdate()
    context = {
        "organisation": organisation,
        **kept.context,
        "manages": manages,
        "remedies": [
            (row, row.valid_from <= today and (row.valid_to is None or today <= row.valid_to))
            for row in RemedyInstruction.objects.filter(organisation=organisation)
        ],
    }
    return render(request, "workspace/case/office.html", context, status=kept.status)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def add_remedy(request: HttpRequest, slug: str) -> HttpResponse:
    """A new instruction on remedies."""
    return _remedy_page(request, managed_body(request, slug), None)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def remedy(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change an instruction, or end it."""
    organisation = managed_body(request, slug)
    row = get_object_or_404(RemedyInstruction.objects.filter(organisation=organisation), pk=pk)
    return _remedy_page(request, organisation, row)


def _remedy_page(request: HttpRequest, organisation: Organisation, row: RemedyInstruction | None) -> HttpResponse:
    """The form; afterwards the settings."""
    form = RemedyForm(request.POST if request.method == "POST" else None, instruction=row)

    def act(seen: str) -> None:
        doing: dict[str, Any] = {"facts": form.facts, "by": signed_in(request), "at": timezone.now()}
        if row is None:
            adds(organisation=organisation, **doing)
        else:
            change_remedy(instruction=row, seen=seen, **doing)

    kept = keep(request, form, remedy_facts(row) if row else {}, act)
    if kept.done:
        messages.success(request, _("The instruction on remedies is saved."))
        return redirect("workspace:case-office", organisation.slug)
    context = {"organisation": organisation, "instruction": row, **kept.context}
    return render(request, "workspace/case/remedy.html", context, status=kept.status)
