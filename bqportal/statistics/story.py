"""What the events of a case say: spans in which it was open, decisions, remedies, days on the clock. Facts in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from bqportal.procedures.workflow import Step

FOREVER = date.max
OPENING = {Step.RECEIVE, Step.OBJECT, Step.SUE, Step.BEGIN_MEASURE}
CLOSING = {
    Step.FORWARD, Step.DECIDE, Step.WITHDRAW, Step.CLOSE, Step.DECIDE_OBJECTION, Step.DECIDE_COURT,
}  # fmt: skip


class Event(Protocol):
    """A step that was taken (`procedures.models.CaseEvent`)."""

    step: str
    on: date
    kind: str
    until: date | None
    outcome: str
    result: str


@dataclass(frozen=True)
class Decision:
    """A decision of the body that can be appealed against, or one on a remedy."""

    on: date
    outcome: str
    result: str = ""


def spans_of(events: Iterable[Event]) -> list[tuple[date, date]]:
    """First and last days on which something was open: the application, a measure, a remedy."""
    found: list[tuple[date, date]] = []
    since: date | None = None
    for event in events:
        if event.step in OPENING and since is None:
            since = event.on
        elif event.step in CLOSING and since is not None:
            found.append((since, event.on))
            since = None
    return [*found, (since, FOREVER)] if since else found


def years_of(events: Sequence[Event], until: date) -> list[int]:
    """Years for which the case is reported: it was open, decided, appealed, or the appeal decided (§ 17 Abs. 2).

    A case that was passed on because the body is not competent is reported by the other one.
    """
    if any(event.step == Step.FORWARD for event in events):
        return []
    years: set[int] = set()
    for first, last in spans_of(events):
        years |= set(range(first.year, min(last, until).year + 1))
    return sorted(years)


def decisions_of(events: Sequence[Event]) -> list[Decision]:
    """The body's own decisions; what was decided stands in the draft before."""
    found, outcome = [], ""
    for event in events:
        if event.step == Step.DRAFT:
            outcome = event.outcome
        elif event.step == Step.DECIDE:
            found.append(Decision(event.on, event.outcome or outcome))
    return found


def first_day(events: Sequence[Event], *steps: Step) -> date | None:
    """When one of these steps was first taken."""
    return next((event.on for event in events if event.step in steps), None)


def last_of(events: Sequence[Event], step: Step) -> Event | None:
    """The last time that this step was taken."""
    return next((event for event in reversed(events) if event.step == step), None)


def suspended_days(events: Sequence[Event], until: date) -> set[date]:
    """Days on which the period stood still, each counted once (§ 6 Abs. 4, § 13 Abs. 4, § 14a Abs. 4)."""
    days: set[date] = set()
    for place, event in enumerate(events):
        if event.step != Step.SUSPEND:
            continue
        ended = (later.on for later in events[place:] if later.step == Step.RESUME and later.kind == event.kind)
        last = min(next(ended, until), event.until or until, until)
        days |= {event.on + timedelta(days=n) for n in range((last - event.on).days + 1)}
    return days


def net_days(events: Sequence[Event], completed: date, decided: date) -> int:
    """Days from complete documents to the decision, without those on which the period stood still."""
    still = {day for day in suspended_days(events, decided) if completed < day <= decided}
    return (decided - completed).days - len(still)
