"""Taking a part one step on its way from draft to public (workflow.TABLE), and making approved parts public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.editorial import notices
from bqportal.editorial.actions.keeping import keep_snapshot, log_transition, refuse_stale
from bqportal.editorial.actions.releasing import release
from bqportal.editorial.documents import FACTS, Document, part_of, with_part
from bqportal.editorial.faults import faults_of
from bqportal.editorial.importing.wording import place_of
from bqportal.editorial.importing.wording import words_of as words_of_fault
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Snapshot, Strand, Transition, WorkingVersion
from bqportal.editorial.proving import problems_of
from bqportal.editorial.rules import digest_of
from bqportal.editorial.workflow import TABLE, Actor, Refusal, Standing, State, Step, refusal_of
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Rights, may_publish, may_review, may_write

OCCASIONS = {
    Step.SUBMIT: Snapshot.Occasion.SUBMITTED,
    Step.APPROVE: Snapshot.Occasion.APPROVED,
    Step.PUBLISH: Snapshot.Occasion.PUBLISHED,
    Step.DISCARD: Snapshot.Occasion.DISCARDED,
}


class RefusedStepError(ValidationError):
    """The workflow refuses a step; the message says why, `refusal` which rule it was."""

    def __init__(self, refusal: Refusal, part: str) -> None:
        super().__init__(words_of(refusal), code=refusal.value)
        self.refusal, self.part = refusal, part


def words_of(refusal: Refusal) -> str:
    """Why a step is refused, and the way out."""
    return {
        Refusal.NOT_FROM_HERE: _("Somebody has taken this step already, or another one. Look at the record again."),
        Refusal.NO_RIGHT: _("You may not take this step here."),
        Refusal.OWN_TEXT: _("You wrote this part yourself. Somebody else must approve it."),
        Refusal.NO_REASON: _("Say why, so that the others understand."),
        Refusal.NOTHING_PUBLIC: _("Nothing of this part is public yet, so there is nothing to go back to."),
        Refusal.UNREAD: _("This is machine translation. Say that you read the whole text, then approve it."),
        Refusal.FACTS_FIRST: _("Publish the facts first; a text cannot stand alone."),
    }[refusal]


def actor_of(version: WorkingVersion, rights: Rights) -> Actor:
    """What the rights say of a person at this record."""
    work = version.work
    return Actor(rights.person, may_write(rights, work), may_review(rights, work), may_publish(rights))


def standing_of(strand: Strand, *, facts_are_public: bool) -> Standing:
    """The strand as the workflow sees it."""
    return Standing(
        State(strand.state), strand.author_id or 0, strand.last_editor_id or 0, strand.is_public,
        strand.part != FACTS, facts_are_public, strand.origin == Strand.Origin.MACHINE,
    )  # fmt: skip


@transaction.atomic
def take_step(
    *,
    version: WorkingVersion,
    step: Step,
    parts: Sequence[str],
    by: Person,
    at: datetime,
    reason: str = "",
    seen: str = "",
    has_read: bool = False,
) -> list[Transition]:
    """Take the same step with one or several parts: all of them or none.

    Args:
        has_read: the person says that she read machine translation as a whole.
        seen: digest of the parts that the person looked at (`parts_digest`); empty where nobody looked.

    Raises:
        PermissionDenied: `by` has no right to it.
        RefusedStepError: the workflow says no.
        ValidationError: the content changed since the person looked, or it has faults.
    """
    locked = WorkingVersion.objects.select_for_update().get(pk=version.pk)
    if step is Step.WITHDRAW and FACTS in parts:  # without its facts nothing of a record is public
        parts = [
            FACTS,
            *locked.strands.exclude(part=FACTS).filter(state=State.PUBLISHED).values_list("part", flat=True),
        ]
    strands = chosen_strands(locked, parts)
    actor = actor_of(locked, rights_of(by))
    facts = step is Step.PUBLISH and FACTS in parts
    public = facts or locked.strands.filter(part=FACTS, is_public=True).exists()
    for strand in strands:
        refusal = refusal_of(step, standing_of(strand, facts_are_public=public), actor, reason, has_read=has_read)
        if refusal is Refusal.NO_RIGHT:
            raise PermissionDenied
        if refusal:
            raise RefusedStepError(refusal, strand.part)
    if seen and seen != parts_digest(locked, parts):
        raise ValidationError(_("The text changed since you looked at it. Look at it again."), code="stale")
    if step is Step.SUBMIT:
        refuse_faulty(locked)
    if step is Step.DISCARD:
        discard(locked, parts)
    snapshot = keep_snapshot(locked, OCCASIONS[step], by=by, at=at) if step in OCCASIONS else locked.snapshots.first()
    if step is Step.PUBLISH:
        release(locked, parts, at=at)
    elif step is Step.WITHDRAW:
        release(locked, parts, at=at, withdraw=True)
    return [finish(strand, step, snapshot=snapshot, by=by, at=at, reason=reason) for strand in strands]


def finish(
    strand: Strand, step: Step, *, snapshot: Snapshot | None, by: Person, at: datetime, reason: str
) -> Transition:
    """Write the new state, the step and the audit entry."""
    transition = log_transition(
        strand, step, TABLE[step][State(strand.state)], by=by, at=at, reason=reason, snapshot=snapshot
    )
    if step in (Step.PUBLISH, Step.WITHDRAW):
        strand.is_public = strand.is_reviewed = step is Step.PUBLISH
    if step in (Step.PUBLISH, Step.DISCARD, Step.RECALL, Step.REQUEST_CHANGES):
        strand.publish_at = strand.scheduled_by = None
    if step in (Step.PUBLISH, Step.DISCARD):
        strand.assignee, strand.due, strand.priority = None, None, Strand.Priority.NORMAL
    strand.save()
    notices.about_transition(transition)
    audit.record(
        deed=f"part.{step.value}", by=by, about=strand.version, organisation=strand.version.organisation,
        details={"part": strand.part or "facts", "from": transition.from_state, "to": transition.to_state}, at=at,
    )  # fmt: skip
    return transition


def chosen_strands(version: WorkingVersion, parts: Sequence[str]) -> list[Strand]:
    """The strands of these parts, facts first. Raises ValidationError when there is none, or one is not there."""
    strands = list(version.strands.select_for_update().filter(part__in=parts))
    if not parts or len(strands) != len(set(parts)):
        raise ValidationError(_("Choose at least one part of this record."), code="no_part")
    return strands


def parts_digest(version: WorkingVersion, parts: Sequence[str]) -> str:
    """Digest of what somebody sees of these parts; carried along by the form of a reviewer."""
    shape = kind_named(version.kind).shape
    return digest_of({part: part_of(version.document, part, shape) for part in sorted(parts)})


def refuse_faulty(version: WorkingVersion) -> None:
    """Nothing goes to review that could not be published. Raises ValidationError with every problem."""
    kind = kind_named(version.kind)
    faults = faults_of(version.document, kind.shape)
    words = [f"{place_of(fault, kind.shape)}: {words_of_fault(fault)}" for fault in faults]
    words = words or [str(problem) for problem in problems_of(version.document, kind)]
    if words:
        raise ValidationError(words, code="faulty")


def discard(version: WorkingVersion, parts: Sequence[str]) -> None:
    """Go back to what is public in these parts."""
    kind = kind_named(version.kind)
    public: Document = kind.document_of(version.record)
    for part in sorted(parts):
        version.document = with_part(version.document, public, part, kind.shape)
    version.title = kind.title_of(version.document)[:300]
    version.edition += 1
    version.save()


@transaction.atomic
def schedule_parts(
    *,
    version: WorkingVersion,
    parts: Sequence[str],
    publish_at: datetime | None,
    by: Person,
    at: datetime,
    seen: str = "",
) -> None:
    """Say when approved parts become public by themselves (`publish_due`); None takes it back.

    Args:
        seen: digest of `schedules` as the person read them; empty where nobody looked.

    Raises:
        PermissionDenied: `by` may not publish.
        ValidationError: a part is not approved, the moment has passed, or somebody scheduled a part meanwhile.
    """
    if not may_publish(rights_of(by)):
        raise PermissionDenied
    strands = chosen_strands(version, parts)
    refuse_stale(seen, schedules(version))
    if any(strand.state != State.APPROVED for strand in strands):
        raise RefusedStepError(Refusal.NOT_FROM_HERE, "")
    if publish_at is not None and publish_at <= at:
        raise ValidationError({"publish_at": _("This moment has passed. Publish now, or choose a later one.")})
    for strand in strands:
        strand.publish_at, strand.scheduled_by = publish_at, by if publish_at else None
        strand.save()
    audit.record(
        deed="part.scheduled" if publish_at else "part.unscheduled", by=by, about=version,
        organisation=version.organisation,
        details={"parts": ",".join(parts) or "facts", "publish_at": publish_at.isoformat() if publish_at else ""},
        at=at,
    )  # fmt: skip


def schedules(version: WorkingVersion) -> dict[str, Any]:
    """When which part becomes public, as stored."""
    rows = version.strands.order_by("part").values_list("part", "publish_at")
    return {part: moment and moment.isoformat() for part, moment in rows}


def publish_due(*, at: datetime) -> tuple[int, list[tuple[WorkingVersion, str]]]:
    """Publish what was scheduled for now or earlier, in the name of who scheduled it.

    Returns how many parts became public, and what could not be published, with the reason.
    """
    due = Strand.objects.filter(state=State.APPROVED, publish_at__lte=at)
    number, failed = 0, []
    for version in WorkingVersion.objects.current().filter(pk__in=due.values("version")):
        strands = list(due.filter(version=version).select_related("scheduled_by"))
        person = strands[0].scheduled_by
        try:
            if person is None:
                raise PermissionDenied
            number += len(
                take_step(version=version, step=Step.PUBLISH, parts=[one.part for one in strands], by=person, at=at)
            )
        except PermissionDenied:
            failed.append((version, _("who scheduled it may not publish any more")))
        except ValidationError as error:
            failed.append((version, " ".join(error.messages)))
    return number, failed
