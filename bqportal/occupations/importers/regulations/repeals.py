"""Which older regulations a regulation repeals (Außerkrafttreten), by their date of enactment."""

from __future__ import annotations

import re

from .german_dates import WRITTEN_DATE, date_of

_REPEALED = re.compile(r"[^.;]{0,20}\b(?:tritt|treten)\b.{0,2500}?\baußer\s+Kraft", re.DOTALL)
_DATE = re.compile(rf"\bvom\s+{WRITTEN_DATE}")


def repealed_dates(text: str) -> list[str]:
    """ISO dates of enactment named in the sentence on repeal near the end of the sections."""
    found: list[str] = []
    for sentence in _REPEALED.finditer(text):
        for match in _DATE.finditer(sentence[0]):
            day = date_of(match)
            if day is not None:
                found.append(day.isoformat())
    return list(dict.fromkeys(found))
