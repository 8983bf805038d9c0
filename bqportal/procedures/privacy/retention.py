"""How long the file of a case stays: what holds it, and when it is due to be erased. Facts in, days out.

The BQFG sets no retention period; each body sets its own, and nothing is erased by itself while it has set none.
Whatever it has set, a file is held while somebody may still need it (Art. 17 Abs. 3 Buchst. b und e DSGVO).
"""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bqportal.procedures.workflow import ENDED, Outcome, State

REMEDY_MONTHS = 12  # § 58 Abs. 2 VwGO, counted from the notification
MEASURE_MONTHS = 36  # an adaptation period lasts three years at most, § 11 Abs. 1


class Cause(StrEnum):
    """Why a file may not go yet."""

    OPEN = "open"  # the procedure has not ended
    OBJECTION = "objection"  # §§ 68 ff. VwGO
    COURT = "court"  # § 74 VwGO, § 16 BQFG
    REMEDY = "remedy"  # §§ 58, 70, 74 VwGO
    MEASURE = "measure"  # §§ 10, 11 BQFG
    LATER_CASE = "later_case"  # a later application builds on this one


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A case as far as keeping it goes.

    Attributes:
        notified_on: day of the latest notification; of a decision on an objection too.
        remedy_by: end of the period for the remedy.
        is_waived: the applicant waived the remedy.
        is_measured: an ordered measure was finished.
        is_built_on: a later case of the same person builds on this one and has not ended.
    """

    state: State
    outcome: str = ""
    ended_on: date | None = None
    notified_on: date | None = None
    remedy_by: date | None = None
    is_waived: bool = False
    is_measured: bool = False
    is_built_on: bool = False


@dataclass(frozen=True)
class Hold:
    """Why a file is held, and the last day on which it is; None while nobody can say."""

    cause: Cause
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """What a body has set, in months; None means that nothing of this kind is erased by itself."""

    file_months: int | None = None
    record_months: int | None = None
    reading_months: int | None = None


def months_after(day: date, months: int) -> date:
    """The same day number so many months later, or the last day of that month (§ 188 Abs. 2 und 3 BGB).

    >>> months_after(date(2026, 8, 31), 6), months_after(date(2026, 3, 1), -12)
    (datetime.date(2027, 2, 28), datetime.date(2025, 3, 1))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def hold_of(facts: Facts, today: date) -> Hold | None:
    """What holds the file today; None when it may go. What was never received may go at any time."""
    holds = [hold for hold in _holds(facts) if hold.until is None or hold.until >= today]
    endless = [hold for hold in holds if hold.until is None]
    return endless[0] if endless else max(holds, key=lambda hold: hold.until or date.max, default=None)


def _holds(facts: Facts) -> list[Hold]:
    """Everything that holds or held the file."""
    holds = []
    if facts.is_built_on:
        holds.append(Hold(Cause.LATER_CASE))
    if facts.state in (State.OBJECTION, State.COURT):
        holds.append(Hold(Cause.OBJECTION if facts.state is State.OBJECTION else Cause.COURT))
    elif facts.state in (State.MEASURE_PENDING, State.MEASURE_DONE):
        holds.append(Hold(Cause.MEASURE))
    elif facts.state not in (State.DRAFT, *ENDED):
        holds.append(Hold(Cause.OPEN))
    if facts.notified_on and not facts.is_waived:
        # A year always: whether the instruction was right is known only when a court has said so (§ 58 Abs. 2 VwGO).
        year = months_after(facts.notified_on, REMEDY_MONTHS)
        holds.append(Hold(Cause.REMEDY, max(year, facts.remedy_by or year)))
    if facts.outcome == Outcome.MEASURE and not facts.is_measured and facts.ended_on and facts.state is State.FINAL:
        holds.append(Hold(Cause.MEASURE, months_after(facts.ended_on, MEASURE_MONTHS)))
    return holds


def due_on(facts: Facts, schedule: Schedule) -> date | None:
    """The day on which the file is due to be erased; None when nobody can say, or the body has set no period.

    A period of the body that ends earlier than a hold is prolonged to the day after the hold.
    """
    if schedule.file_months is None or facts.ended_on is None or facts.state not in ENDED:
        return None
    day = months_after(facts.ended_on, schedule.file_months)
    for hold in _holds(facts):
        if hold.until is None:
            return None
        day = max(day, date.fromordinal(hold.until.toordinal() + 1))
    return day


def readings_since(schedule: Schedule, today: date) -> date | None:
    """From which day on it is shown who read a case; None when all of it is."""
    return None if schedule.reading_months is None else months_after(today, -schedule.reading_months)
