"""Keeping what happened: snapshots of the whole document, and every step with person, time and reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bqportal.editorial.models import Snapshot, Strand, Transition, WorkingVersion
from bqportal.editorial.rules import digest_of
from bqportal.editorial.workflow import State, Step
from bqportal.organisations.models import Person


def keep_snapshot(
    version: WorkingVersion, occasion: str, *, by: Person | None, at: datetime, note: str = ""
) -> Snapshot:
    """Keep the document as it stands. The same content twice is one snapshot, whatever the second occasion was."""
    last, digest = version.snapshots.first(), digest_of(version.document)
    if last is not None and last.digest == digest:
        return last
    return Snapshot.objects.create(
        version=version, number=last.number + 1 if last else 1, document=version.document, digest=digest,
        occasion=occasion, note=note[:500], at=at, by=by,
    )  # fmt: skip


def log_transition(
    strand: Strand,
    step: Step,
    to: State,
    *,
    by: Person | None,
    at: datetime,
    reason: str = "",
    snapshot: Snapshot | None = None,
    guest: str = "",
) -> Transition:
    """Take the strand to its new state, and say who did so and why. The caller saves the strand."""
    transition = Transition.objects.create(
        strand=strand, step=step.value, from_state=strand.state, to_state=to.value, by=by,
        organisation=strand.version.organisation, at=at, reason=reason.strip(), snapshot=snapshot, guest=guest,
    )  # fmt: skip
    strand.state = to
    return transition


def refuse_stale(seen: str, present: Mapping[str, Any]) -> None:
    """Nobody overwrites what another wrote since the form was shown: the second one is told, and sees both.

    Args:
        seen: digest of the values that the writer had before her; empty where nobody looked.
        present: the same values as they are stored now, read under a lock.

    Raises:
        ValidationError: they differ (code "stale").
    """
    if seen and seen != digest_of(dict(present)):
        raise ValidationError(
            _("Somebody else changed this meanwhile. Nothing was saved: compare what is stored now, and save again."),
            code="stale",
        )
