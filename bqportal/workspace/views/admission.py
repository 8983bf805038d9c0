"""How people come in: invitations of an organisation, registrations, and the operator's decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bqportal.organisations.actions import admission as actions
from bqportal.organisations.admission import is_official, needs_reason
from bqportal.organisations.admission_queries import (
    account_with,
    decided_registrations,
    invitation_by,
    open_invitations,
    registration_by,
    registrations_to_decide,
)
from bqportal.organisations.models import Invitation, Membership, Organisation, Registration
from bqportal.organisations.rights import may_manage_members, may_manage_organisations
from bqportal.workspace.access import behind_login, page_of, rights, signed_in, unkept
from bqportal.workspace.forms.admission import AcceptanceForm, DecisionForm, InvitationForm, RegistrationForm
from bqportal.workspace.limits import limited, nobody_in_particular, typed
from bqportal.workspace.mail import mail_language, send

FORM = require_http_methods(["GET", "HEAD", "POST"])


def managed(request: HttpRequest, slug: str) -> Organisation:
    """The organisation, for those who look after its people.

    Raises:
        Http404: there is none, or the person does not.
    """
    organisation = get_object_or_404(Organisation, slug=slug)
    if not may_manage_members(rights(request), organisation.pk):
        raise Http404
    return organisation


def tell_faults(form: Form, error: ValidationError) -> None:
    """The action's faults at the fields of the form; what has no field stands above."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, faults in error.error_dict.items():
        form.add_error(name if name in form.fields else None, faults)


def told(request: HttpRequest, done: str, *, sent: bool) -> None:
    """Say what was done, and whether the message is on its way."""
    if sent:
        messages.success(request, done)
    else:
        messages.error(request, _("The message could not be sent. Please try again later."))


@behind_login()
@FORM
def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody; who is invited and has not come yet."""
    organisation = managed(request, slug)
    form = InvitationForm(request.POST or None, initial={"language": mail_language()})
    if request.method == "POST" and form.is_valid() and invited(request, organisation, form):
        return redirect("workspace:invitation-list", slug)
    rows = page_of(request, open_invitations(timezone.now()).filter(organisation=organisation))
    for row in rows:
        row.official = is_official(row.email, organisation.mail_domain)
        row.role_names = [Membership.Role(role).label for role in row.roles if role in Membership.Role.values]
    context = {"organisation": organisation, "form": form, "page": rows}
    return render(request, "workspace/admission/invitations.html", context, status=422 if form.errors else 200)


def invited(request: HttpRequest, organisation: Organisation, form: InvitationForm) -> bool:
    """Invite whom the form names, and write to her; False when it has faults."""
    try:
        invitation, secret = actions.invite_person(
            organisation=organisation, by=signed_in(request), at=timezone.now(), **form.cleaned_data
        )
    except ValidationError as error:
        tell_faults(form, error)
        return False
    told(
        request,
        _("Invited: %(email)s") % {"email": invitation.email},
        sent=send_invitation(request, invitation, secret),
    )
    return True


def send_invitation(request: HttpRequest, invitation: Invitation, secret: str) -> bool:
    """The link, to the person invited."""
    return send(
        request, "invitation", to=invitation.email, language=invitation.language,
        route="workspace:invitation-accept", secret=secret,
        organisation=invitation.organisation.name, until=invitation.expires_at,
    )  # fmt: skip


@behind_login()
@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    organisation = managed(request, slug)
    invitation = get_object_or_404(Invitation, pk=pk, organisation=organisation)
    try:
        actions.revoke_invitation(invitation=invitation, by=signed_in(request), at=timezone.now())
        messages.success(request, _("The invitation is taken back: %(email)s") % {"email": invitation.email})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("workspace:invitation-list", slug)


def no_longer_valid(request: HttpRequest) -> HttpResponse:
    """404 with words about links."""
    return unkept(render(request, "workspace/admission/invalid.html", status=404))


@limited("link", nobody_in_particular)
@FORM
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Come in by an invitation. Looking at the page changes nothing: mail programs open links, too."""
    invitation = invitation_by(secret, timezone.now())
    if invitation is None:
        return no_longer_valid(request)
    owner = account_with(invitation.email)
    form = AcceptanceForm(request.POST or None) if owner is None else None
    if request.method == "POST" and accepted(request, secret, form):
        messages.success(request, _("Welcome. You can sign in now."))
        return unkept(redirect("workspace:start"))
    context: dict[str, Any] = {
        "invitation": invitation,
        "form": form,
        "must_sign_in": owner is not None and request.user != owner,
        "must_leave": request.user.is_authenticated and request.user != owner,
        "roles": [Membership.Role(role).label for role in invitation.roles],
    }
    return unkept(
        render(request, "workspace/admission/accept.html", context, status=422 if form and form.errors else 200)
    )


def accepted(request: HttpRequest, secret: str, form: AcceptanceForm | None) -> bool:
    """Accept with the form's account, or with that of the person signed in; False when it cannot be."""
    if form is not None and (request.user.is_authenticated or not form.is_valid()):
        return False
    given: dict[str, Any] = {"person": request.user if request.user.is_authenticated else None}
    if form is not None:
        given = {name: form.cleaned_data[name] for name in ("first_name", "last_name", "password")}
    try:
        actions.accept_invitation(secret=secret, at=timezone.now(), **given)
    except PermissionDenied:
        return False
    except ValidationError as error:
        if form is not None:
            tell_faults(form, error)
        return False
    return True


@limited("register", typed("email"), forgives=False)
@FORM
def register(request: HttpRequest) -> HttpResponse:
    """Ask to be let in. The answer is the same whether the address is known or not."""
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and registered(request, form):
        return unkept(redirect("workspace:register-sent"))
    return unkept(
        render(request, "workspace/admission/register.html", {"form": form}, status=422 if form.errors else 200)
    )


def registered(request: HttpRequest, form: RegistrationForm) -> bool:
    """Keep the registration and write to the address; False when the form has faults."""
    try:
        made = actions.register_person(**form.cleaned_data, language=mail_language(), at=timezone.now())
    except ValidationError as error:
        tell_faults(form, error)
        return False
    to, language = form.cleaned_data["email"], mail_language()
    if made is None:
        send(request, "known", to=to, language=language, route="account_reset_password")
    else:
        send(request, "confirmation", to=to, language=language, route="workspace:register-confirm", secret=made[1])
    return True


@require_safe
def register_sent(request: HttpRequest) -> HttpResponse:
    """Look into your mail."""
    return unkept(render(request, "workspace/admission/sent.html"))


@limited("link", nobody_in_particular)
@FORM
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Confirm the address of a registration; again only a button changes anything."""
    registration = registration_by(secret, timezone.now())
    if registration is None:
        return no_longer_valid(request)
    if request.method == "POST":
        try:
            actions.confirm_registration(secret=secret, at=timezone.now())
        except ValidationError:
            return no_longer_valid(request)
        return unkept(render(request, "workspace/admission/confirmed.html"))
    return unkept(render(request, "workspace/admission/confirm.html", {"registration": registration}))


@behind_login()
@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    """Who waits to be let in, and what was decided lately."""
    if not may_manage_organisations(rights(request)):
        raise Http404
    waiting = page_of(request, registrations_to_decide())
    for row in waiting:
        row.official = is_official(row.email, row.organisation.mail_domain if row.organisation else "")
    return render(
        request, "workspace/admission/registrations.html", {"page": waiting, "decided": decided_registrations()[:10]}
    )


@behind_login()
@FORM
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration, with the decision."""
    if not may_manage_organisations(rights(request)):
        raise Http404
    registration = get_object_or_404(registrations_to_decide(), pk=pk)
    body = registration.organisation
    form = DecisionForm(request.POST or None, initial={"organisation": body, "roles": [Membership.Role.READER]})
    if request.method == "POST" and form.is_valid() and decided(request, registration, form):
        return redirect("workspace:registration-list")
    context = {
        "registration": registration,
        "form": form,
        "official": is_official(registration.email, body.mail_domain if body else ""),
        "exception": needs_reason(
            email=registration.email, mail_domain=body.mail_domain if body else "", kind=body.kind if body else ""
        ),
    }
    return render(request, "workspace/admission/decide.html", context, status=422 if form.errors else 200)


def decided(request: HttpRequest, registration: Registration, form: DecisionForm) -> bool:
    """Do what the form says and write to the person; False when it has faults."""
    who: dict[str, Any] = {"registration": registration, "by": signed_in(request), "at": timezone.now()}
    given = form.cleaned_data
    try:
        if given["decision"] == Registration.Decision.ADMITTED:
            invitation, secret = actions.admit_person(
                **who, organisation=given["organisation"], roles=given["roles"], reason=given["reason"]
            )
            told(request, _("Let in. An invitation is on its way."), sent=send_invitation(request, invitation, secret))
        else:
            actions.refuse_registration(**who, reason=given["reason"])
            sent = send(
                request,
                "refusal",
                to=registration.email,
                language=registration.language,
                reason=given["reason"].strip(),
            )
            told(request, _("Not let in. The person is told why."), sent=sent)
    except ValidationError as error:
        tell_faults(form, error)
        return False
    return True
