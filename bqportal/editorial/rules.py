"""Verdicts about validity and sameness of content."""

import hashlib
import json
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
