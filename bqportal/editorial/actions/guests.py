"""Guest reviewers: somebody without an account reads one working version by a secret address, and says what she thinks.

A guest's verdict is advice. It never counts as the approval of a second person.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.editorial import notices
from bqportal.editorial.models import GuestPass, WorkingVersion
from bqportal.editorial.plain_text import plain_text
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_assign

LONGEST = 30  # days
SECRET_BYTES = 32
AGREE, CHANGES = "agree", "changes"
NAME_LENGTH, COMMENT_LENGTH = 200, 10_000


@transaction.atomic
def invite_guest(*, version: WorkingVersion, name: str, days: int, by: Person, at: datetime) -> str:
    """Let somebody without an account read and judge this working version for 1 to 30 days.

    Returns the secret of the address. It is told this once; only its hash is kept.

    Raises:
        PermissionDenied: `by` may not invite here.
        ValidationError: the name is empty or too long, or the days are too few or many.
    """
    if not may_assign(rights_of(by), version.work):
        raise PermissionDenied
    if not 1 <= days <= LONGEST:
        raise ValidationError({"days": _("Choose 1 to %(most)s days.") % {"most": LONGEST}})
    secret = secrets.token_urlsafe(SECRET_BYTES)
    guest = GuestPass.objects.create(
        version=version, name=plain_text(name, limit=NAME_LENGTH, field="name"), digest=digest_of_secret(secret),
        invited_by=by, at=at, expires_at=at + timedelta(days=days),
    )  # fmt: skip
    _log("guest.invited", guest, by, at, days=days)
    return secret


@transaction.atomic
def revoke_guest(*, guest: GuestPass, by: Person, at: datetime) -> None:
    """The address stops to work at once; what the guest said stays. Raises PermissionDenied."""
    if not may_assign(rights_of(by), guest.version.work):
        raise PermissionDenied
    if guest.revoked_at is None:
        guest.revoked_at = at
        guest.save(update_fields=["revoked_at"])
        _log("guest.revoked", guest, by, at)


def guest_with(secret: str, at: datetime) -> GuestPass:
    """The pass that the secret opens now. It is found by its hash, so that time tells nothing about the secret.

    Raises GuestPass.DoesNotExist: unknown, expired and revoked alike.
    """
    return GuestPass.objects.select_related("version__organisation").get(
        digest=digest_of_secret(secret), expires_at__gt=at, revoked_at=None
    )


@transaction.atomic
def answer_as_guest(*, secret: str, verdict: str, comment: str, at: datetime) -> GuestPass:
    """What the guest thinks: one answer, which she may change until the address expires.

    Raises:
        GuestPass.DoesNotExist: the secret opens nothing now.
        ValidationError: no verdict, or one that asks for changes without saying which.
    """
    guest = guest_with(secret, at)
    if verdict not in (AGREE, CHANGES):
        raise ValidationError({"verdict": _("Choose what you think.")})
    guest.comment = plain_text(comment, limit=COMMENT_LENGTH, field="comment", may_be_empty=verdict == AGREE)
    guest.verdict, guest.answered_at = verdict, at
    guest.save(update_fields=["verdict", "comment", "answered_at"])
    _log("guest.answered", guest, None, at, verdict=verdict)
    notices.notify([guest.invited_by], deed="work.guest_answered", about=guest.version, by=None, at=at)
    return guest


def digest_of_secret(secret: str) -> str:
    """What is kept of a secret (SHA-256); 256 random bits need no salt."""
    return sha256(secret.encode(errors="replace")).hexdigest()


def _log(deed: str, guest: GuestPass, by: Person | None, at: datetime, **details: str | int) -> None:
    """One entry about the working version; the guest only by number."""
    version = guest.version
    audit.record(
        deed=deed,
        by=by,
        about=version,
        organisation=version.organisation,
        details={"guest": guest.pk, **details},
        at=at,
    )
