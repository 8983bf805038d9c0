"""People: their rights and the reasons for them, their roles, their accounts."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.organisations.actions.roles import (
    change_central_roles,
    change_roles,
    disable_person,
    enable_person,
)
from bqportal.organisations.directory import people_visible_to, people_with_words, person_named
from bqportal.organisations.explaining import EVERYBODY, Reason, explained
from bqportal.organisations.models import CentralRole, Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import (
    Competent,
    is_administrator,
    may_manage_members,
    may_manage_organisations,
)
from bqportal.workspace.access import behind_login, page_of, rights, signed_in
from bqportal.workspace.forms.organisations import WORDS_LENGTH, MemberForm, RolesForm, roles_of
from bqportal.workspace.forms.people import PersonSearch
from bqportal.workspace.labels import DEEDS_IN_WORDS, role_label
from bqportal.workspace.places import in_words
from bqportal.workspace.views.organisations import organisation_for

EVERYTHING = Competent(0)  # a part without a bound


def administrator_only(request: HttpRequest) -> None:
    """Http404 for everybody else."""
    if not may_manage_organisations(rights(request)):
        raise Http404


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, narrowed by words."""
    administrator_only(request)
    words = request.GET.get("q", "").replace("\0", "").strip()[:WORDS_LENGTH]
    people = people_with_words(people_visible_to(rights(request)), words)
    context = {"page": page_of(request, people), "words": words, "search": PersonSearch(initial={"q": words})}
    return render(request, "workspace/person/index.html", context)


@behind_login()
@require_safe
def own_rights(request: HttpRequest) -> HttpResponse:
    """What who is there may do, and why."""
    return render(request, "workspace/person/rights.html", rights_in_words(signed_in(request)) | {"own": True})


@behind_login()
@require_safe
def show_rights(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody may do, and why: for administrators, and for managers of a common organisation.

    A manager sees only what comes from the organisations that she manages.
    """
    person = get_object_or_404(people_visible_to(rights(request)), pk=pk)
    known = rights(request)
    context = rights_in_words(person)
    context["administers"] = is_administrator(known)
    if not context["administers"]:
        context["deeds"] = [
            {**deed, "reasons": kept}
            for deed in context["deeds"]
            if (
                kept := [
                    one
                    for one in deed["reasons"]
                    if one["organisation"] and may_manage_members(known, one["organisation"].pk)
                ]
            )
        ]
    return render(request, "workspace/person/rights.html", context)


def rights_in_words(person: Person) -> dict[str, Any]:
    """The person with every right, and below each the reasons for it in words."""
    reasons = explained(rights_of(person))
    organisations = Organisation.objects.in_bulk({one.organisation for one in reasons if one.organisation})
    places = in_words(one.part or EVERYTHING for one in reasons)
    told: dict[str, list[dict[str, Any]]] = {deed: [] for deed in DEEDS_IN_WORDS}
    for reason, place in zip(reasons, places, strict=True):
        told[reason.deed].append(
            {
                "reason": reason,
                "place": place if reason.part else None,
                "everywhere": reason.deed in EVERYBODY or is_everywhere(reason),
                "organisation": organisations.get(reason.organisation or 0),
                "role": role_label(reason.role),
            }
        )
    deeds = [{"label": words, "reasons": told[deed]} for deed, words in DEEDS_IN_WORDS.items() if told[deed]]
    return {"person": person, "deeds": deeds}


def is_everywhere(reason: Reason) -> bool:
    """Whether nothing bounds the right: neither an organisation, nor its competence, nor having been asked."""
    return reason.organisation is None and reason.part is None and not reason.person


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Find somebody who has an account, to give a role to."""
    organisation = organisation_for(request, pk, administrator=True)
    form = MemberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if person := person_named(form.cleaned_data["name"]):
            return redirect("workspace:member-roles", organisation.pk, person.pk)
        form.add_error("name", _("Nobody with an account has this name or address"))
    context = {"form": form, "organisation": organisation}
    return render(request, "workspace/organisation/member_add.html", context, status=422 if form.errors else 200)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def member_roles(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """The roles of one person in one organisation, to give and to take."""
    organisation = organisation_for(request, pk)
    if not may_manage_members(rights(request), organisation.pk):
        raise Http404
    member = get_object_or_404(people_visible_to(rights(request)), pk=person)
    has = roles_of(member, organisation)
    if not has and not is_administrator(rights(request)):
        raise Http404  # a manager looks after members; others come by invitation
    form = RolesForm(request.POST if request.method == "POST" else None, has=has)
    by = signed_in(request)
    own = member == by and not is_administrator(rights(request))
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        if own and changes["give"] - has:
            form.add_error("roles", _("You cannot give a role to yourself. Ask another manager or an administrator."))
        elif changed(form, change_roles, person=member, organisation=organisation, **changes, by=by, at=timezone.now()):
            messages.success(request, _("The roles were saved."))
            still_there = is_administrator(rights(request)) or roles_of(by, organisation)
            return redirect("workspace:organisation-show", pk) if still_there else redirect("workspace:start")
    context = {"form": form, "organisation": organisation, "member": member, "own": own}
    return render(request, "workspace/organisation/member_roles.html", context, status=422 if form.errors else 200)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def central_roles(request: HttpRequest, pk: int) -> HttpResponse:
    """The roles of one person for the whole portal."""
    administrator_only(request)
    person = get_object_or_404(Person, pk=pk)
    has = set(person.central_roles.values_list("role", flat=True))
    form = RolesForm(
        request.POST if request.method == "POST" else None, choices=CentralRole.Role.choices, has=has
    )  # fmt: skip
    if (
        request.method == "POST"
        and form.is_valid()
        and changed(
            form, change_central_roles, person=person, **form.changes(), by=signed_in(request), at=timezone.now()
        )
    ):
        messages.success(request, _("The roles were saved."))
        # Who took her own central role may not see the page of rights of others any more.
        return redirect("workspace:rights-mine") if person == request.user else redirect("workspace:person-rights", pk)
    context = {"form": form, "person": person}
    return render(request, "workspace/person/central_roles.html", context, status=422 if form.errors else 200)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then closes an open account, or opens a closed one, whichever the button said."""
    administrator_only(request)
    person = get_object_or_404(Person, pk=pk)
    errors: Iterable[str] = ()
    if request.method == "POST":
        action = enable_person if request.POST.get("deed") == "open" else disable_person
        try:
            action(person=person, by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            errors = error.messages
        else:
            opened = action is enable_person
            messages.success(request, _("The account is open again.") if opened else _("The account is closed."))
            return redirect("workspace:person-rights", pk)
    context = {"person": person, "errors": errors}
    return render(request, "workspace/person/account.html", context, status=422 if errors else 200)


def changed(form: RolesForm, action: Any, **arguments: Any) -> bool:
    """Whether the action was done; what speaks against it is told by the form."""
    try:
        action(**arguments)
    except ValidationError as error:
        form.add_error("roles", ValidationError(error.messages))
        return False
    return True
