"""Cases with what happened in them, for tests."""

from datetime import UTC, date, datetime

from bqportal.procedures.models import Case, CaseEvent
from bqportal.procedures.workflow import Outcome, State, Step
from tests.procedures.factories import CaseFactory

LAST_DAY = {Step.DECIDE: "decided_on", Step.COMPLETE: "completed_on", Step.RECEIVE: "received_on"}
STATE_AFTER = {
    Step.RECEIVE: State.RECEIVED, Step.COMPLETE: State.COMPLETE, Step.DECIDE: State.DECIDED,
    Step.WITHDRAW: State.WITHDRAWN, Step.CLOSE: State.CLOSED, Step.FINALISE: State.FINAL, Step.OBJECT: State.OBJECTION,
    Step.FORWARD: State.FORWARDED, Step.SUE: State.COURT, Step.BEGIN_MEASURE: State.MEASURE_PENDING,
}  # fmt: skip


def told(worker, *events, **values) -> Case:
    """A case in which these events happened: (step, "2026-03-02", further fields of the event)."""
    case = CaseFactory(created_by=worker, **values)
    for step, day, *more in events:
        on = date.fromisoformat(day)
        CaseEvent.objects.create(
            case=case, step=step, on=on, at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC), by=worker,
            from_state=case.state, to_state=STATE_AFTER.get(step, case.state), **(more[0] if more else {}),
        )  # fmt: skip
        case.state = STATE_AFTER.get(step, case.state)
        if step in LAST_DAY:
            setattr(case, LAST_DAY[step], on)
        case.ended_on = on if case.state in (State.WITHDRAWN, State.CLOSED, State.FINAL, State.FORWARDED) else None
    case.save()
    return Case.objects.get(pk=case.pk)


def decided(worker, outcome: Outcome = Outcome.FULL, year: int = 2025, **values) -> Case:
    """A case that was decided in the year and became final."""
    return told(
        worker,
        (Step.RECEIVE, f"{year}-01-10"), (Step.ACKNOWLEDGE, f"{year}-01-15"), (Step.COMPLETE, f"{year}-02-02"),
        (Step.ASSESS, f"{year}-02-03"), (Step.DRAFT, f"{year}-03-20", {"outcome": outcome}),
        (Step.DECIDE, f"{year}-04-01"), (Step.NOTIFY, f"{year}-04-04"), (Step.FINALISE, f"{year}-05-10"), **values,
    )  # fmt: skip
