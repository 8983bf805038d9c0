"""The clock of a case: its events through `deadlines`, and the days stored for lists."""

from datetime import date

from django.core.exceptions import ValidationError

from bqportal.procedures.deadlines import (
    ACCELERATED,
    NORMAL,
    REGULATED,
    Deadlines,
    Event,
    InvalidEventsError,
    Reckoning,
    Seat,
    deadlines,
    fiction_day,
)
from bqportal.procedures.models import Case, CaseOffice
from bqportal.procedures.reckoning import words_of_error
from bqportal.procedures.seats import LANDS
from bqportal.procedures.workflow import AT_INTAKE, IN_DECISION, RUNNING, State, Step

WHAT = {
    Step.RECEIVE: "received", Step.COMPLETE: "completed", Step.SUSPEND: "suspended", Step.RESUME: "resumed",
    Step.EXTEND: "extended", Step.NOTIFY: "notified", Step.DECIDE_OBJECTION: "notified",
}  # fmt: skip


def office_of(case: Case) -> CaseOffice:
    """What the body has set; defaults where it has set nothing."""
    found = CaseOffice.objects.filter(organisation=case.organisation_id).first()
    return found or CaseOffice(organisation=case.organisation)


def seat_of(office: CaseOffice) -> Seat:
    """Where the body sits. A body without a Land has the holidays that all Länder have."""
    land = (office.land or office.organisation.land).upper()
    return Seat(
        land if land in LANDS else "", office.has_assumption_day, tuple(office.more_holidays), office.fiction_days
    )  # fmt: skip


def regime_of(case: Case) -> str:
    """Which periods run. The accelerated procedure has its own for all occupations (§ 14a)."""
    return ACCELERATED if case.is_accelerated else REGULATED if case.is_regulated else NORMAL


def events_of(case: Case) -> list[Event]:
    """The events that matter to the clock. Of several notifications the newest counts."""
    rows = [row for row in case.events.all() if row.step in WHAT]
    last = max((row.pk for row in rows if WHAT[Step(row.step)] == "notified"), default=None)
    return [
        Event(row.on, WHAT[Step(row.step)], row.kind, row.until, row.months)
        for row in rows
        if WHAT[Step(row.step)] != "notified" or row.pk == last
    ]


def deadlines_of(case: Case, office: CaseOffice | None = None) -> Deadlines:
    """Every deadline of the case with its reasons. Reads the events (prefetch them for lists).

    Where none can be reckoned, the one step says why.
    """
    try:
        return _reckoned(case, office or office_of(case))
    except InvalidEventsError as error:
        day = case.received_on or case.created_at.date()
        return Deadlines(steps=(Reckoning("decide.not_reckoned", day, {"why": words_of_error(error)}),))


def _reckoned(case: Case, office: CaseOffice) -> Deadlines:
    return deadlines(events_of(case), regime=regime_of(case), seat=seat_of(office), in_eea=case.in_eea)


def counts_as_notified(office: CaseOffice, sent: date, by: str) -> date | None:
    """The day to propose as day of notification (`happening.WAYS`); None where no rule says one (§ 41 VwVfG)."""
    return fiction_day(sent, by, seat_of(office))[0]


def decide_by_of(found: Deadlines, office: CaseOffice) -> date | None:
    """The day that binds here: the friendly reading, or the literal one where the body chose so."""
    return found.decide_by_literal if office.reads_literally else found.decide_by


def refresh(case: Case, office: CaseOffice | None = None) -> Deadlines:
    """Store the days by which something is due on the case; the caller saves it (`STORED`).

    Raises:
        ValidationError: no deadline follows from these events; the step that led here must not be taken.
    """
    office = office or office_of(case)
    try:
        found = _reckoned(case, office)
    except InvalidEventsError as error:
        raise ValidationError(words_of_error(error), code=error.key) from error
    state = State(case.state)
    case.acknowledge_by, case.remedy_by = found.acknowledge_by, found.remedy_by
    case.decide_by = decide_by_of(found, office)
    acknowledged = case.events.filter(step=Step.ACKNOWLEDGE).exists()
    case.next_due = None
    if state in (*RUNNING, *IN_DECISION) and case.decided_on is None:  # a later decision has no period of its own
        case.next_due = case.decide_by
    elif state in AT_INTAKE and not acknowledged:
        case.next_due = case.acknowledge_by
    return found


STORED = ("acknowledge_by", "decide_by", "remedy_by", "next_due")
