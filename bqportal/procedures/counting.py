"""Counting periods: months, weeks and days (§ 31 Abs. 1 VwVfG, §§ 187–190 BGB), and standing still. Pure."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bqportal.procedures.happening import Span

MONTHS, WEEKS, DAYS = "months", "weeks", "days"


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month if it has no such day (§ 188 Abs. 2, 3 BGB)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of(day: date, amount: int, unit: str) -> date:
    """The end of a period that an event on this day begins; the day of the event does not count (§ 187 Abs. 1 BGB)."""
    if unit == MONTHS:
        return add_months(day, amount)
    return day + timedelta(amount * 7 if unit == WEEKS else amount)


@dataclass(frozen=True)
class Pause:
    """What a suspension does to a running period.

    Attributes:
        days: by how many days it moves the end; days that another suspension covers count once.
        last: its last day; None while the clock stands still.
        end: of the period after it; None while the clock stands still.
    """

    span: Span
    days: int
    last: date | None
    end: date | None


def run(
    begin: date, end: date, spans: Sequence[Span], *, literally: bool
) -> tuple[date | None, list[Pause], list[Span]]:
    """Let a period run from the day after `begin` to `end`; suspended days do not count (§ 209 BGB accordingly).

    Returns:
        Its end, None if it stands still; what each suspension did; the suspensions that began after the end.
    """
    pauses: list[Pause] = []
    covered = begin  # up to here every day is counted, or known to be suspended
    left = sorted(spans, key=lambda span: span.first)
    while left and left[0].first <= end:
        span = left.pop(0)
        last = span.end(literally=literally)
        if last is None:
            return None, [*pauses, Pause(span, 0, None, None)], left
        first = max(span.first, covered + timedelta(1))
        days = max((last - first).days + 1, 0)
        covered = max(covered, last)
        end += timedelta(days)
        pauses.append(Pause(span, days, last, end))
    return end, pauses, left
