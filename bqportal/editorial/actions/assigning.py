"""Saying who reviews which parts, until when, and how urgent that is."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.editorial import notices
from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.editorial.actions.stepping import chosen_strands
from bqportal.editorial.models import Strand, WorkingVersion
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_assign, may_be_asked


@transaction.atomic
def assign_parts(
    *,
    version: WorkingVersion,
    parts: Sequence[str],
    assignee: Person | None,
    due: date | None,
    priority: int,
    by: Person,
    at: datetime,
    seen: str = "",
) -> list[Strand]:
    """Say who reviews these parts. Who is asked may read the record and review it, wherever she works.

    Args:
        seen: digest of `assignments` as the person read them; empty where nobody looked.

    Raises:
        PermissionDenied: `by` may not assign here.
        ValidationError: no part is chosen; the person is no reviewer, or wrote a part herself; the day has passed;
            somebody else assigned a part meanwhile.
    """
    locked = WorkingVersion.objects.select_for_update().get(pk=version.pk)
    if not may_assign(rights_of(by), locked.work):
        raise PermissionDenied
    strands = chosen_strands(locked, parts)
    refuse_stale(seen, assignments(locked))
    if assignee is not None:
        refuse_unfit(assignee, strands)
    if due is not None and due < timezone.localdate(at):
        raise ValidationError({"due": _("This day has passed.")})
    if priority not in Strand.Priority.values:
        raise ValidationError({"priority": _("Choose a priority.")})
    for strand in strands:
        strand.assignee, strand.due, strand.priority = assignee, due, priority
        strand.save(update_fields=["assignee", "due", "priority"])
    audit.record(
        deed="part.assigned", by=by, about=locked, organisation=locked.organisation,
        details={
            "parts": ",".join(strand.part or "facts" for strand in strands), "priority": priority,
            "assignee": str(audit.pseudonym_of(assignee)) if assignee else "", "due": due.isoformat() if due else "",
        }, at=at,
    )  # fmt: skip
    if assignee is not None:
        notices.notify([assignee], deed="work.assigned", about=locked, by=by, at=at, part=strands[0].part)
    return strands


def assignments(version: WorkingVersion) -> dict[str, Any]:
    """Who reviews which part until when, as stored."""
    rows = version.strands.order_by("part").values_list("part", "assignee", "due", "priority")
    return {part: [assignee, due and due.isoformat(), priority] for part, assignee, due, priority in rows}


def refuse_unfit(assignee: Person, strands: Sequence[Strand]) -> None:
    """Raises ValidationError when the person cannot review, or wrote one of the parts."""
    if not may_be_asked(rights_of(assignee)):
        raise ValidationError({"assignee": _("This person is no reviewer.")})
    if any(assignee.pk in (strand.author_id, strand.last_editor_id) for strand in strands):
        raise ValidationError({"assignee": _("This person wrote one of the parts. Somebody else must review it.")})
