"""Dates as German statutes write them ("1. August 2011")."""

from __future__ import annotations

import re
from datetime import date

_NAMES = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}

WRITTEN_DATE = r"(?P<day>\d{1,2})\\?\.\s*(?P<month>" + "|".join(_NAMES) + r")\s+(?P<year>\d{4})"
"""Pattern of a written date; a full stop may be escaped as in Markdown."""


def date_of(match: re.Match[str]) -> date | None:
    """The date that a match of WRITTEN_DATE names, None if there is no such day."""
    try:
        return date(int(match["year"]), _MONTHS[match["month"]], int(match["day"]))
    except ValueError:
        return None
