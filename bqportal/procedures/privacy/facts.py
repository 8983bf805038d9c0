"""What keeping a case depends on, read from its events."""

from dataclasses import replace
from datetime import date

from bqportal.procedures.models import Applicant, Case, CaseOffice
from bqportal.procedures.privacy.retention import Facts, Hold, Schedule, due_on, hold_of
from bqportal.procedures.workflow import ENDED, State, Step

NOTIFYING = (Step.NOTIFY, Step.DECIDE_OBJECTION)


def kept_facts(case: Case) -> Facts:
    """The case as retention sees it. Reads events and later cases (prefetch `events` and `later` for lists)."""
    events = list(case.events.all())
    waived, notified_on = False, None
    for event in events:  # after an objection or a measure it is notified anew; an older waiver says nothing of it
        if event.step in NOTIFYING:
            waived, notified_on = event.is_waived, event.on
        waived = waived or event.is_waived
    return Facts(
        state=State(case.state),
        outcome=case.outcome,
        ended_on=case.ended_on,
        notified_on=notified_on,
        remedy_by=case.remedy_by,
        is_waived=waived,
        is_measured=any(event.step == Step.FINISH_MEASURE for event in events),
        is_built_on=any(later.state not in ENDED for later in case.later.all()),
    )


def schedule_of(office: CaseOffice | None) -> Schedule:
    """What the body has set."""
    if office is None:
        return Schedule()
    return Schedule(
        file_months=office.file_months, record_months=office.record_months, reading_months=office.reading_months
    )


def case_hold(case: Case, today: date) -> Hold | None:
    """What holds the file of a case today."""
    return hold_of(kept_facts(case), today)


def case_due(case: Case, schedule: Schedule) -> date | None:
    """When the file of a case is due to be erased."""
    return due_on(kept_facts(case), schedule)


def person_hold(applicant: Applicant, today: date) -> tuple[Case, Hold] | None:
    """The first of the person's cases that is held, and by what; None when everything may go.

    That a later case builds on one holds nothing here: the later one goes with it, or holds by itself.
    """
    for case in applicant.cases.prefetch_related("events", "later"):
        if hold := hold_of(replace(kept_facts(case), is_built_on=False), today):
            return case, hold
    return None
