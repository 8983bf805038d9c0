"""Saying why a hint of a check does not matter, and taking that back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.editorial.checks.finding import hint_with
from bqportal.editorial.models import Finding, WorkingVersion
from bqportal.editorial.plain_text import plain_text
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Rights, may_review, may_write

REASON_LENGTH = 500


def may_dismiss(rights: Rights, version: WorkingVersion) -> bool:
    """Dismiss hints and take it back: who writes or reviews the record."""
    work = version.work
    return may_write(rights, work) or may_review(rights, work)


@transaction.atomic
def dismiss_finding(
    *, version: WorkingVersion, digest: str, check_name: str, reason: str, by: Person, at: datetime
) -> Finding:
    """Say why a hint does not matter. It comes back when what it saw changes.

    Raises:
        PermissionDenied: `by` neither writes nor reviews this record.
        ValidationError: no reason, the check does not find this (any more), or somebody dismissed it for another one.
    """
    rights = rights_of(by)
    if not may_dismiss(rights, version):
        raise PermissionDenied
    cleaned = plain_text(reason, limit=REASON_LENGTH, field="reason")
    hint = hint_with(version, digest, rights, at)
    if hint is None or hint.check != check_name:
        raise ValidationError(_("The text has changed; this hint is not there any more."), code="gone")
    finding, is_new = Finding.objects.get_or_create(
        version=version, digest=digest, defaults={"check_name": check_name, "reason": cleaned, "by": by, "at": at}
    )
    if is_new:
        audit.record(
            deed="hint.dismissed", by=by, about=version, organisation=version.organisation,
            details={"check": check_name, "part": hint.part or "facts"}, at=at,
        )  # fmt: skip
    elif finding.reason != cleaned:
        raise ValidationError(_("Somebody has dismissed this hint meanwhile, for another reason."), code="stale")
    return finding


@transaction.atomic
def reopen_finding(*, version: WorkingVersion, digest: str, by: Person, at: datetime) -> None:
    """Let a dismissed hint be open again. Nothing happens where it is open already.

    Raises:
        PermissionDenied: `by` neither writes nor reviews this record.
    """
    if not may_dismiss(rights_of(by), version):
        raise PermissionDenied
    for finding in version.dismissed.select_for_update().filter(digest=digest):
        audit.record(
            deed="hint.reopened", by=by, about=version, organisation=version.organisation,
            details={"check": finding.check_name}, at=at,
        )  # fmt: skip
        finding.delete()
