"""Which older regulations a regulation repeals (Außerkrafttreten), by their date of enactment."""

from __future__ import annotations

import re

from .german_dates import WRITTEN_DATE, date_of

_OUT_OF_FORCE = re.compile(r"außer\s+Kraft")
_BEGINS = re.compile(r"\b(?:tritt|treten)\b")
_LONGEST_SENTENCE = 2500  # characters; a Mantelverordnung repeals dozens of regulations at once
_DATE = re.compile(rf"\bvom\s+{WRITTEN_DATE}")


def repealed_dates(text: str) -> list[str]:
    """ISO dates of enactment named in the sentences on repeal."""
    found: list[str] = []
    end = 0
    for last_words in _OUT_OF_FORCE.finditer(text):
        before = text[max(end, last_words.start() - _LONGEST_SENTENCE) : last_words.start()]
        end = last_words.end()
        verb = _BEGINS.search(before)
        for match in _DATE.finditer(before, verb.start()) if verb else ():
            day = date_of(match)
            if day is not None:
                found.append(day.isoformat())
    return list(dict.fromkeys(found))
