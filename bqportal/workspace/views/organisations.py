"""Organisations: the list, one of them with its members and competences, and the forms around them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.organisations.actions.bodies import (
    OutdatedError,
    add_competence,
    add_organisation,
    change_organisation,
    facts_of,
    fingerprint,
    remove_competence,
)
from bqportal.organisations.directory import members_of, organisations_visible_to
from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import is_administrator, may_enter, may_manage_members, may_manage_organisations
from bqportal.workspace.access import behind_login, page_of, rights, signed_in
from bqportal.workspace.forms.organisations import CompetenceForm, OrganisationForm, OrganisationSearch
from bqportal.workspace.places import in_words


def organisation_for(request: HttpRequest, pk: int, *, administrator: bool = False) -> Organisation:
    """The organisation, if who is there may see it, or may change it as an administrator.

    Raises:
        Http404: she may not, or there is none.
    """
    if administrator and not may_manage_organisations(rights(request)):
        raise Http404
    organisation: Organisation = get_object_or_404(organisations_visible_to(rights(request)), pk=pk)
    return organisation


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All organisations for administrators, the own ones for others; narrowed by words and kind."""
    if not may_enter(rights(request)):
        raise Http404
    form = OrganisationSearch(request.GET)
    organisations = organisations_visible_to(rights(request))
    if form.is_valid():
        for word in form.cleaned_data["q"].split():
            organisations = organisations.filter(
                Q(name__icontains=word) | Q(city__icontains=word) | Q(code__iexact=word)
            )
        if form.cleaned_data["kind"]:
            organisations = organisations.filter(kind=form.cleaned_data["kind"])
    else:
        organisations = organisations.none()
    context = {
        "form": form,
        "page": page_of(request, organisations),
        "may_add": may_manage_organisations(rights(request)),
        "searching": bool(request.GET.get("q") or request.GET.get("kind")),
    }
    return render(request, "workspace/organisation/index.html", context, status=422 if form.errors else 200)


@behind_login()
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Contact, competences, and members with their roles; addresses of people only for those who manage them."""
    organisation = organisation_for(request, pk)
    known = rights(request)
    context = {
        "organisation": organisation,
        "competences": in_words(organisation.competences.all()),
        "members": members_of(organisation),
        "manages": may_manage_members(known, organisation.pk),
        "administers": is_administrator(known),
    }
    return render(request, "workspace/organisation/show.html", context)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The form; afterwards the page of the new organisation."""
    if not may_manage_organisations(rights(request)):
        raise Http404
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = add_organisation(facts=form.cleaned_data, by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Added: %(name)s.") % {"name": organisation})
            return redirect("workspace:organisation-show", organisation.pk)
    return render(request, "workspace/organisation/add.html", {"form": form}, status=422 if form.errors else 200)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; when somebody else was quicker, both are shown and nothing is lost."""
    organisation = organisation_for(request, pk, administrator=True)
    seen = fingerprint(organisation)
    form = OrganisationForm(request.POST or None, initial=facts_of(organisation))
    context: dict[str, Any] = {"form": form, "organisation": organisation, "seen": seen}
    if request.method != "POST" or not form.is_valid():
        context["seen"] = request.POST.get("seen", seen)
        return render(request, "workspace/organisation/change.html", context, status=422 if form.errors else 200)
    facts = form.cleaned_data
    try:
        change_organisation(
            organisation=organisation, facts=facts, seen=request.POST.get("seen", ""), by=signed_in(request),
            at=timezone.now(),
        )  # fmt: skip
    except OutdatedError:
        context["differences"] = [
            (form[name].label, stored, facts[name])
            for name, stored in facts_of(organisation).items()
            if stored != facts[name]
        ]
        return render(request, "workspace/organisation/change.html", context, status=409)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return render(request, "workspace/organisation/change.html", context, status=422)
    messages.success(request, _("Saved: %(name)s.") % {"name": organisation})
    return redirect("workspace:organisation-show", organisation.pk)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def add_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the organisation write about a part of the catalogue."""
    organisation = organisation_for(request, pk, administrator=True)
    form = CompetenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            add_competence(organisation=organisation, **form.cleaned_data, by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("The competence was added."))
            return redirect("workspace:organisation-show", organisation.pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "workspace/organisation/competence_add.html", context, status=422 if form.errors else 200)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def remove_part(request: HttpRequest, pk: int, competence: int) -> HttpResponse:
    """Asks once, then ends the competence."""
    organisation = organisation_for(request, pk, administrator=True)
    row = get_object_or_404(organisation.competences, pk=competence)
    if request.method == "POST":
        remove_competence(competence=row, by=signed_in(request), at=timezone.now())
        messages.success(request, _("The competence was removed."))
        return redirect("workspace:organisation-show", organisation.pk)
    context = {"organisation": organisation, "competence": in_words([row])[0]}
    return render(request, "workspace/organisation/competence_remove.html", context)
