"""How people come in: by invitation into an organisation, or by a registration that the operator decides."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from bqportal.organisations import admission, audit
from bqportal.organisations.admission import hash_of
from bqportal.organisations.admission_queries import account_with, invitation_by, open_invitations, registration_by
from bqportal.organisations.models import Invitation, Membership, Organisation, Person, Registration
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_manage_members, may_manage_organisations

INVITATION_LASTS = timedelta(days=14)
CONFIRMATION_LASTS = timedelta(days=3)
SECRET_BYTES = 32
USERNAME_LENGTH = 140


@transaction.atomic
def invite_person(
    *, organisation: Organisation, email: str, roles: Iterable[str], language: str, by: Person, at: datetime
) -> tuple[Invitation, str]:
    """Ask somebody into an organisation. An older open invitation of the same address ends.

    Returns:
        The invitation and the secret of its link, which is kept nowhere.

    Raises:
        PermissionDenied: `by` does not manage the people of this organisation.
        ValidationError: no role, an unknown role, or the person has these roles already.
    """
    if not may_manage_members(rights_of(by), organisation.pk):
        raise PermissionDenied
    return _invited(organisation=organisation, email=email, roles=roles, language=language, by=by, at=at)


def _invited(
    *, organisation: Organisation, email: str, roles: Iterable[str], language: str, by: Person, at: datetime
) -> tuple[Invitation, str]:
    wanted = sorted(set(roles))
    if organisation.closed:
        raise ValidationError({"organisation": _("This organisation is closed.")})
    if not wanted or not set(wanted) <= set(Membership.Role.values):
        raise ValidationError({"roles": _("Choose at least one role")})
    for older in open_invitations(at).filter(organisation=organisation, email=email.lower()):
        older.revoked_at = at
        older.save(update_fields=["revoked_at"])
    secret = secrets.token_urlsafe(SECRET_BYTES)
    invitation = Invitation.objects.create(
        organisation=organisation, email=email.lower(), roles=wanted, language=language, secret_hash=hash_of(secret),
        invited_by=by, invited_at=at, expires_at=at + INVITATION_LASTS,
    )  # fmt: skip
    details: dict[str, str | bool] = {
        "roles": " ".join(wanted),
        "official": admission.is_official(email, organisation.mail_domain),
    }
    audit.record(deed="account.invited", by=by, about=invitation, organisation=organisation, details=details, at=at)
    return invitation, secret


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Person, at: datetime) -> None:
    """Take an open invitation back.

    Raises:
        PermissionDenied: `by` does not manage the people of this organisation.
        ValidationError: it is not open any more.
    """
    if not may_manage_members(rights_of(by), invitation.organisation_id):
        raise PermissionDenied
    kept = open_invitations(at).select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if kept is None:
        raise ValidationError(_("This invitation is not open any more."))
    kept.revoked_at = at
    kept.save(update_fields=["revoked_at"])
    audit.record(deed="account.revoked", by=by, about=kept, organisation=kept.organisation, at=at)


@transaction.atomic
def accept_invitation(
    *, secret: str, at: datetime, person: Person | None = None,
    first_name: str = "", last_name: str = "", password: str | None = None,
) -> Person:  # fmt: skip
    """Come in by the link of an invitation, with the account that has its address or with a new one.

    Args:
        person: who is signed in, if the address has an account already.
        password: for a new account; None for somebody who signs in elsewhere only (OpenID Connect).

    Raises:
        ValidationError: the link is not valid any more, or name or password do not do.
        PermissionDenied: the address belongs to another account than `person`.
    """
    invitation = invitation_by(secret, at, locked=True)
    if invitation is None:
        raise ValidationError(_("This link is not valid any more. Please ask for a new invitation."))
    owner = account_with(invitation.email)
    if owner != person:
        raise PermissionDenied
    return _accepted(invitation, owner or _new_person(invitation.email, first_name, last_name, password), at)


@transaction.atomic
def accept_by_identity(*, email: str, at: datetime) -> Person | None:
    """Let in who proved the address elsewhere (OpenID Connect) and has an open invitation; None without one.

    An account that has the address without having confirmed it is left alone: nobody takes it over this way.
    """
    invitation = open_invitations(at).select_for_update(of=("self",)).filter(email=email.lower()).first()
    if invitation is None or account_with(email):
        return None
    return _accepted(invitation, _new_person(invitation.email, "", "", None), at)


def _new_person(email: str, first_name: str, last_name: str, password: str | None) -> Person:
    person = Person(username=_free_username(email), email=email, first_name=first_name, last_name=last_name)
    if password is not None:
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise ValidationError({"password": error.messages}) from error
    person.set_password(password)
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _free_username(email: str) -> str:
    stem = slugify(email.partition("@")[0])[:USERNAME_LENGTH] or "person"
    taken = set(Person.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(name for n in range(1, len(taken) + 3) if (name := stem if n == 1 else f"{stem}-{n}") not in taken)


def _accepted(invitation: Invitation, person: Person, at: datetime) -> Person:
    for role in invitation.roles:
        Membership.objects.get_or_create(person=person, organisation=invitation.organisation, role=role)
    # The link proved the address.
    EmailAddress.objects.update_or_create(user=person, email=invitation.email, defaults={"verified": True})
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(
        deed="account.accepted", by=person, about=invitation, organisation=invitation.organisation,
        details={"roles": " ".join(invitation.roles)}, at=at,
    )  # fmt: skip
    return person


@transaction.atomic
def register_person(
    *, first_name: str, last_name: str, email: str, organisation: Organisation | None, body: str, reason: str,
    language: str, at: datetime,
) -> tuple[Registration, str] | None:  # fmt: skip
    """Ask to be let in. None when the address has an account already; the page must not tell the difference.

    Returns:
        The registration and the secret that confirms its address.

    Raises:
        ValidationError: the body is neither chosen nor described.
    """
    if organisation is None and not body:
        raise ValidationError({"body": _("Choose your organisation, or describe it in your own words")})
    if account_with(email):
        return None
    secret = secrets.token_urlsafe(SECRET_BYTES)
    registration = Registration.objects.create(
        first_name=first_name, last_name=last_name, email=email.lower(), organisation=organisation, body=body,
        reason=reason, language=language, secret_hash=hash_of(secret), registered_at=at,
        expires_at=at + CONFIRMATION_LASTS,
    )  # fmt: skip
    audit.record(deed="account.registered", by=None, about=registration, organisation=organisation, at=at)
    return registration, secret


@transaction.atomic
def confirm_registration(*, secret: str, at: datetime) -> Registration:
    """Prove by the link that the address is right; now the operator sees it.

    Raises:
        ValidationError: the link is not valid, or not any more.
    """
    registration = registration_by(secret, at, locked=True)
    if registration is None:
        raise ValidationError(_("This link is not valid any more. Please register again."))
    registration.confirmed_at = at
    registration.save(update_fields=["confirmed_at"])
    audit.record(deed="account.confirmed", by=None, about=registration, organisation=registration.organisation, at=at)
    return registration


@transaction.atomic
def admit_person(
    *, registration: Registration, organisation: Organisation, roles: Iterable[str], reason: str, by: Person,
    at: datetime,
) -> tuple[Invitation, str]:  # fmt: skip
    """Let somebody in who registered: an invitation goes to the confirmed address.

    Raises:
        PermissionDenied: `by` does not run the portal.
        ValidationError: decided already, no role, or an exception without a reason.
    """
    kept = _undecided(registration, by)
    exception = admission.needs_reason(email=kept.email, mail_domain=organisation.mail_domain, kind=organisation.kind)
    if exception and not reason.strip():
        raise ValidationError({"reason": _("Say why this person is let in: the address or body is not a public one")})
    invitation, secret = _invited(
        organisation=organisation, email=kept.email, roles=roles, language=kept.language, by=by, at=at
    )
    kept.organisation, kept.invitation = organisation, invitation
    _decided(kept, Registration.Decision.ADMITTED, reason, by, at)
    return invitation, secret


@transaction.atomic
def refuse_registration(*, registration: Registration, reason: str, by: Person, at: datetime) -> None:
    """Do not let somebody in; the reason is told to the person.

    Raises:
        PermissionDenied: `by` does not run the portal.
        ValidationError: decided already, or without a reason.
    """
    kept = _undecided(registration, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why; the person is told")})
    _decided(kept, Registration.Decision.REFUSED, reason, by, at)


def _undecided(registration: Registration, by: Person) -> Registration:
    if not may_manage_organisations(rights_of(by)):
        raise PermissionDenied
    kept = Registration.objects.select_for_update().get(pk=registration.pk)
    if kept.decision or kept.confirmed_at is None:
        raise ValidationError(_("This registration is decided already, or its address is not confirmed."))
    return kept


def _decided(registration: Registration, decision: str, reason: str, by: Person, at: datetime) -> None:
    registration.decision, registration.decision_reason = decision, reason.strip()
    registration.decided_by, registration.decided_at = by, at
    registration.save()
    audit.record(deed=f"account.{decision}", by=by, about=registration, organisation=registration.organisation, at=at)
