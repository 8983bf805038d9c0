"""The clock of a case: its events through `deadlines`, and the days stored for lists."""

from datetime import date

from bqportal.procedures.deadlines import ACCELERATED, NORMAL, REGULATED, Deadlines, Event, Seat, deadlines
from bqportal.procedures.models import Case, CaseOffice
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
    """Where the body sits."""
    return Seat(office.land or office.organisation.land, office.has_assumption_day, tuple(office.more_holidays))


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
    """Every deadline of the case with its reasons. Reads the events (prefetch them for lists)."""
    office = office or office_of(case)
    return deadlines(events_of(case), regime=regime_of(case), seat=seat_of(office), in_eea=case.in_eea)


def decide_by_of(found: Deadlines, office: CaseOffice) -> date | None:
    """The day that binds here: the friendly reading, or the literal one where the body chose so."""
    return found.decide_by_literal if office.reads_literally else found.decide_by


def refresh(case: Case, office: CaseOffice | None = None) -> Deadlines:
    """Store the days by which something is due on the case; the caller saves it (`STORED`)."""
    office = office or office_of(case)
    found = deadlines_of(case, office)
    state = State(case.state)
    case.acknowledge_by, case.remedy_by = found.acknowledge_by, found.remedy_by
    case.decide_by = decide_by_of(found, office)
    acknowledged = case.events.filter(step=Step.ACKNOWLEDGE).exists()
    case.next_due = None
    if state in (*RUNNING, *IN_DECISION):
        case.next_due = case.decide_by
    elif state in AT_INTAKE and not acknowledged:
        case.next_due = case.acknowledge_by
    elif state is State.NOTIFIED:
        case.next_due = case.remedy_by
    return found


STORED = ("acknowledge_by", "decide_by", "remedy_by", "next_due")
