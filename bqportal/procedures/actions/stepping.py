"""Taking a case one step on its way (workflow.TABLE)."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.procedures.clock import STORED, refresh
from bqportal.procedures.models import Case, CaseEvent, Notice
from bqportal.procedures.standing import actor_for, standing_of
from bqportal.procedures.wordings import refusal_words
from bqportal.procedures.workflow import ENDED, Move, Refusal, State, Step, Suspension, refusal_of, target_of

# Step → the kinds of notice that say so.
NOTICES = {
    Step.ACKNOWLEDGE: (Notice.Kind.ACKNOWLEDGEMENT,),
    Step.LIST_MISSING: (Notice.Kind.MISSING, Notice.Kind.ACKNOWLEDGEMENT),  # one letter may say both
    Step.SUSPEND: (Notice.Kind.REQUEST, Notice.Kind.ANALYSIS), Step.EXTEND: (Notice.Kind.EXTENSION,),
    Step.WARN: (Notice.Kind.WARNING,), Step.DECIDE: (Notice.Kind.DECISION,),
}  # fmt: skip


class RefusedStepError(ValidationError):
    """The workflow refuses a step; the message says why and the way out, `refusal` which rule it was."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal_words(refusal)), code=refusal.value)
        self.refusal = refusal


def locked_case(case: Case) -> Case:
    """The case as it stands now, held until the transaction ends."""
    found: Case = Case.objects.select_for_update().get(pk=case.pk)
    return found


@transaction.atomic
def take_step(*, case: Case, move: Move, by: Person, at: datetime, notice: Notice | None = None) -> CaseEvent:
    """Take one step; steps of `BY_NOTICE` come from issuing the notice that says so, and carry it.

    Args:
        notice: the notice that is issued with the step.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        RefusedStepError: the workflow says no; nothing has changed.
    """
    held = locked_case(case)
    move = replace(move, has_letter=_says(notice, held, move))
    standing, actor, today = standing_of(held), actor_for(held, by), timezone.localdate(at)
    refusal = refusal_of(move, standing, actor, today)
    if refusal is Refusal.NO_RIGHT:
        raise PermissionDenied
    if refusal:
        raise RefusedStepError(refusal)
    target = target_of(move, standing)
    decided = move.outcome or (held.outcome if move.step is Step.DECIDE else "")
    event = CaseEvent.objects.create(
        case=held, step=move.step, on=move.on, at=at, by=by, from_state=held.state, to_state=target,
        reason=move.reason.strip(), kind=move.kind or "", until=move.until, months=move.months,
        outcome=decided, result=move.result, is_waived=move.is_waived, notice=notice,
    )  # fmt: skip
    _write(held, event, move, target)
    audit.record(
        deed=f"case.{move.step.value}", by=by, about=held, organisation=held.organisation, at=at,
        details={"from": event.from_state, "to": target.value},
    )  # fmt: skip
    case.refresh_from_db()
    return event


def _says(notice: Notice | None, case: Case, move: Move) -> bool:
    """Whether the notice is one of this case that says what the step does."""
    if notice is None or notice.case_id != case.pk:
        return False
    if move.step is Step.SUSPEND:
        ordered = Notice.Kind.ANALYSIS if move.kind is Suspension.ANALYSIS else Notice.Kind.REQUEST
        return bool(notice.kind == ordered)
    return notice.kind in NOTICES.get(move.step, (notice.kind,))


def _decided_before(case: Case) -> str:
    """The outcome of the latest decision that was issued; empty while there is none."""
    found = case.events.filter(step=Step.DECIDE).order_by("-pk").values_list("outcome", flat=True).first()
    return found or ""


def _write(case: Case, event: CaseEvent, move: Move, target: State) -> None:
    """The new state, the days that others ask for, and what is due next."""
    case.state = target
    if move.step is Step.RECEIVE:
        case.received_on = event.on
    elif move.step is Step.COMPLETE:
        case.completed_on = event.on
    elif move.step is Step.DRAFT:
        case.outcome = event.outcome
    elif move.step in (Step.RETURN, Step.WITHDRAW, Step.CLOSE):
        case.outcome = _decided_before(case)  # what was only drafted is gone
    elif move.step is Step.DECIDE:
        case.decided_on = event.on
    case.ended_on = event.on if target in ENDED else None
    refresh(case)
    case.save(update_fields=["state", "outcome", "received_on", "completed_on", "decided_on", "ended_on", *STORED])
