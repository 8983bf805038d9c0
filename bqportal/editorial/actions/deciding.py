"""What a reviewer decides at the end of reading."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bqportal.editorial.actions.stepping import take_step
from bqportal.editorial.models import Transition, WorkingVersion
from bqportal.editorial.workflow import Step
from bqportal.organisations.models import Person


@transaction.atomic
def approve_and_publish(
    *,
    version: WorkingVersion,
    parts: Sequence[str],
    by: Person,
    at: datetime,
    reason: str = "",
    seen: str = "",
    has_read: bool = False,
) -> list[Transition]:
    """Approve the parts and make them public: both or neither. Raises what `take_step` raises."""
    approved = take_step(
        version=version, step=Step.APPROVE, parts=parts, by=by, at=at, reason=reason, seen=seen, has_read=has_read
    )
    return [*approved, *take_step(version=version, step=Step.PUBLISH, parts=parts, by=by, at=at, reason=reason)]
