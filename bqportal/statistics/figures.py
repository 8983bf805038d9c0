"""Figures of a body for those who oversee its cases: open, late, how long, who has how many."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from bqportal.organisations.models import Organisation, Person
from bqportal.procedures.models import Case
from bqportal.procedures.workflow import IN_DECISION, OPEN, RUNNING, State, Step
from bqportal.statistics.story import first_day, net_days

LOOKED_BACK = timedelta(days=365)


@dataclass
class WorkerFigures:
    """How much one person has on her desk; `person` is None for cases that nobody has."""

    person: Person | None
    open: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class BodyFigures:
    """The body today. None stands where there is nothing to count from.

    Attributes:
        open: cases that are received and not decided.
        by_state: cases that have not ended, per state, in the order of the procedure.
        median_age: days since receipt of open cases; `oldest` the most.
        decided: decisions of the last 365 days; the figures after it are about these.
        median_days: from complete documents to the decision, without suspension.
        on_time: decided on the last day of the period or before; `with_period` is what it is a part of.
        overdue: open cases whose period is over.
    """

    open: int = 0
    by_state: dict[str, int] = field(default_factory=dict)
    median_age: float | None = None
    oldest: int | None = None
    decided: int = 0
    median_days: float | None = None
    on_time: int = 0
    with_period: int = 0
    overdue: int = 0
    workers: tuple[WorkerFigures, ...] = ()

    @property
    def share_on_time(self) -> float | None:
        """Between 0 and 1."""
        return self.on_time / self.with_period if self.with_period else None


def figures_of(organisation: Organisation, today: date) -> BodyFigures:
    """The figures of the body on that day: four queries, however many cases it has."""
    cases = list(Case.objects.filter(organisation=organisation).open().select_related("handler"))
    running = [case for case in cases if case.state in OPEN and case.received_on]
    ages = [(today - case.received_on).days for case in running]
    states = Counter(case.state for case in cases)
    lengths, on_time, decided = _decisions(organisation, today)
    return BodyFigures(
        open=len(running),
        by_state={state.value: states[state] for state in State if states[state]},
        median_age=median(ages) if ages else None,
        oldest=max(ages, default=None),
        decided=decided,
        median_days=median(lengths) if lengths else None,
        on_time=sum(on_time),
        with_period=len(on_time),
        overdue=sum(is_overdue(case, today) for case in running),
        workers=_workers(running, today),
    )


def is_overdue(case: Case, today: date) -> bool:
    """The period for the decision is over, or at intake that for the acknowledgement (§ 6 Abs. 2 und 3)."""
    if case.state in (*RUNNING, *IN_DECISION):
        return case.decide_by is not None and case.decide_by < today
    return case.next_due is not None and case.next_due < today


def _decisions(organisation: Organisation, today: date) -> tuple[list[int], list[bool], int]:
    """Net days, and whether in time, of first decisions in the last year."""
    since = today - LOOKED_BACK
    cases = (
        Case.objects.filter(organisation=organisation, decided_on__gt=since, received_on__isnull=False)
        .prefetch_related("events")
        .order_by("pk")
    )
    lengths, on_time, decided = [], [], 0
    for case in cases:
        events = list(case.events.all())
        day = first_day(events, Step.DECIDE)  # a second one follows a measure, and the period was met by the first
        if day is None or not since < day <= today:
            continue
        decided += 1
        if case.completed_on and case.completed_on <= day:
            lengths.append(net_days(events, case.completed_on, day))
        if case.decide_by:
            on_time.append(day <= case.decide_by)
    return lengths, on_time, decided


def _workers(cases: Iterable[Case], today: date) -> tuple[WorkerFigures, ...]:
    """One line per person, those with most cases first; what nobody has comes first of all."""
    found: dict[int | None, WorkerFigures] = {}
    for case in cases:
        row = found.setdefault(case.handler_id, WorkerFigures(case.handler))
        row.open += 1
        row.overdue += is_overdue(case, today)
    return tuple(sorted(found.values(), key=lambda row: (row.person is not None, -row.open, str(row.person))))
