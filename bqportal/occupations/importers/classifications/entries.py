"""One entry of a classification as read from a file, before it meets the database."""

from __future__ import annotations

from dataclasses import dataclass, field

from bqportal.editorial.records import InvalidRecordsError, Problem

LONGEST_LABEL = 1000  # characters, as the database column
Label = tuple[str, str, str]
"""(language, kind: "pref", "alt" or "hidden", text)."""


@dataclass(slots=True)
class Entry:
    """An entry with its labels. `code` is the URI where the classification has no codes of its own."""

    code: str
    uri: str = ""
    parent: str = ""
    description: str = ""
    labels: set[Label] = field(default_factory=set)


def add_labels(entry: Entry, language: str, kind: str, cell: str, place: str) -> None:
    """Add the labels in `cell`, one per line. Raises InvalidRecordsError for one that is too long."""
    for line in cell.splitlines():
        text = line.strip()
        if len(text) > LONGEST_LABEL:
            message = f"has a title of {len(text)} characters; at most {LONGEST_LABEL} are possible"
            raise InvalidRecordsError([Problem(place, message)])
        if text:
            entry.labels.add((language, kind, text))
