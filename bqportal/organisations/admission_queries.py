"""Invitations and registrations, as pages and actions ask for them."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from bqportal.organisations.admission import hash_of
from bqportal.organisations.models import Invitation, Person, Registration


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    """Neither accepted nor taken back nor expired, newest first."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=at).select_related(
        "organisation", "invited_by"
    )


def invitation_by(secret: str, at: datetime, *, locked: bool = False) -> Invitation | None:
    """The open invitation whose link has this secret. `locked` keeps others from accepting it meanwhile."""
    rows = open_invitations(at).filter(secret_hash=hash_of(secret))
    return (rows.select_for_update(of=("self",)) if locked else rows).first()


def registration_by(secret: str, at: datetime, *, locked: bool = False) -> Registration | None:
    """The registration that waits for its address to be confirmed by this secret."""
    rows = Registration.objects.filter(secret_hash=hash_of(secret), confirmed_at=None, expires_at__gt=at)
    return (rows.select_for_update() if locked else rows).first()


def registrations_to_decide() -> QuerySet[Registration]:
    """Confirmed and not decided, oldest first."""
    return Registration.objects.filter(decision="", confirmed_at__isnull=False).select_related("organisation")


def decided_registrations() -> QuerySet[Registration]:
    """What was decided, latest first."""
    return (
        Registration.objects.exclude(decision="").select_related("organisation", "decided_by").order_by("-decided_at")
    )


def account_with(email: str) -> Person | None:
    """The account that this address belongs to. An address that somebody only claims counts for nobody."""
    if confirmed := EmailAddress.objects.filter(email=email.lower(), verified=True).select_related("user").first():
        owner: Person = confirmed.user
        return owner
    return Person.objects.filter(email__iexact=email).order_by("pk").first()
