"""Verdicts about validity and sameness of content."""

import hashlib
import json
from calendar import monthrange
from datetime import date
from typing import Any


def digest_of(sheet: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a sheet, in hexadecimal: equal content, equal digest."""
    canonical = json.dumps(sheet, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_valid_on(valid_from: str, valid_to: str, day: str) -> bool:
    """True when a (partly known) interval contains the day; an empty end is open.

    >>> is_valid_on("2019-09", "", "2020-01-01"), is_valid_on("", "2003", "2003-07-01"), is_valid_on("2019", "", "2018")
    (True, True, False)
    """
    starts = not valid_from or valid_from[: len(day)] <= day[: len(valid_from)]
    ends = not valid_to or day[: len(valid_to)] <= valid_to[: len(day)]
    return starts and ends


def months_later(day: date, months: int) -> date:
    """The same day some months on; the last day of the month where that is shorter.

    >>> months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
