"""When a public record should be looked at again. Facts in, verdict out; days are calendar days.

How long a record stays trustworthy depends on its kind and its country: each kind has its interval
(Kind.review_months); countries where systems change quickly have a shorter one, what is history a longer one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bqportal.editorial.rules import months_later


class Risk(StrEnum):
    """How soon what is said about a country's training may be wrong."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


FACTOR = {Risk.HIGH: 0.5, Risk.NORMAL: 1.0, Risk.LOW: 3.0}  # times the interval of the kind

# Countries whose authorities, laws or schools are changing now, and why. Whoever looks after the list dates the reason.
HIGH_RISK = {
    "AF": "Authorities and curricula replaced since August 2021 (2026)",
    "SD": "War since April 2023, authorities and examination boards displaced (2026)",
    "SY": "New authorities since December 2024, curricula and certificates under revision (2026)",
    "UA": "Martial law since February 2022, reform of vocational education under way (2026)",
}
FORMER_STATE = "The state exists no more; what was true of it stays true"
ENDED = "This version is no longer in force; what was true of it stays true"


@dataclass(frozen=True)
class Interval:
    """How long a check holds, and why."""

    months: int
    risk: Risk
    reason: str = ""


def interval_of(review_months: int, country: str, valid_to: str, today: date) -> Interval:
    """The interval of a record.

    Args:
        review_months: of its kind.
        country: ISO 3166-1 code, or the four letters of a former state (ISO 3166-3).
        valid_to: a partly known date; empty for what is in force.

    >>> interval_of(12, "UA", "", date(2026, 1, 1)).months, interval_of(12, "SUHH", "", date(2026, 1, 1)).months
    (6, 36)
    """
    risk, reason = Risk.NORMAL, ""
    if len(country) == 4:
        risk, reason = Risk.LOW, FORMER_STATE
    elif valid_to and valid_to < today.isoformat()[: len(valid_to)]:
        risk, reason = Risk.LOW, ENDED
    elif country in HIGH_RISK:
        risk, reason = Risk.HIGH, HIGH_RISK[country]
    return Interval(max(1, int(review_months * FACTOR[risk])), risk, reason)


def next_review(day: date, interval: Interval) -> date:
    """By when to look again at what was checked on `day`."""
    return months_later(day, interval.months)


class Bucket(StrEnum):
    """How far the day of review is. Each record stands in one."""

    OVERDUE = "overdue"
    IN_30 = "30"
    IN_60 = "60"
    IN_90 = "90"
    NEVER = "never"  # no day is set
    LATER = "later"


QUEUES = (Bucket.OVERDUE, Bucket.IN_30, Bucket.IN_60, Bucket.IN_90, Bucket.NEVER)
REMINDED = (Bucket.OVERDUE, Bucket.IN_30, Bucket.IN_60, Bucket.IN_90)


def bucket_of(review_by: date | None, today: date) -> Bucket:
    """Where the record stands today.

    >>> [bucket_of(date(2026, 3, day), date(2026, 3, 2)).value for day in (1, 2)]
    ['overdue', '30']
    """
    if review_by is None:
        return Bucket.NEVER
    days = (review_by - today).days
    if days < 0:
        return Bucket.OVERDUE
    return next((Bucket(str(limit)) for limit in (30, 60, 90) if days <= limit), Bucket.LATER)


def due_in(bucket: Bucket, today: date) -> tuple[date | None, date | None]:
    """First and last day of review that belong to a bucket, both included; None is open.

    >>> due_in(Bucket.IN_60, date(2026, 1, 1))
    (datetime.date(2026, 2, 1), datetime.date(2026, 3, 2))
    """
    if bucket is Bucket.OVERDUE:
        return None, today - timedelta(days=1)
    if bucket is Bucket.LATER:
        return today + timedelta(days=91), None
    if bucket is Bucket.NEVER:
        raise ValueError("what has no day of review has no range of days")
    limit = int(bucket.value)
    return today + timedelta(days=limit - 29 if limit > 30 else 0), today + timedelta(days=limit)
