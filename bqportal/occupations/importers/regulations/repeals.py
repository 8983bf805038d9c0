"""Which older regulations a regulation repeals (Außerkrafttreten), by their date of enactment."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, name in enumerate(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
        1,
    )
}
_REPEALED = re.compile(r"[^.;]{0,20}\b(?:tritt|treten)\b.{0,2500}?\baußer\s+Kraft", re.DOTALL)
_DATE = re.compile(r"\bvom\s+(\d{1,2})\\?\.\s+(" + "|".join(_MONTHS) + r")\s+(\d{4})")


def repealed_dates(text: str) -> list[str]:
    """ISO dates of enactment named in the sentence on repeal near the end of the sections."""
    found: list[str] = []
    for sentence in _REPEALED.finditer(text):
        for match in _DATE.finditer(sentence[0]):
            try:
                day = date(int(match[3]), _MONTHS[match[2]], int(match[1]))
            except ValueError:
                continue
            found.append(day.isoformat())
    return list(dict.fromkeys(found))
