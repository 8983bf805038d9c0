"""Entries of the audit log in words, for pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bqportal.organisations.audit import people_of
from bqportal.organisations.models import AuditEntry, Person
from bqportal.workspace.deeds import DEEDS


@dataclass(frozen=True)
class Line:
    """One entry as pages show it.

    Attributes:
        by: who did it; None for the portal itself, and for people who were erased (then `erased`).
        about: the person it was done to, if it was one who is still there.
        record: kind and key of what it was done to, as the filter of the log takes them.
    """

    entry: AuditEntry
    deed: Any
    by: Person | None
    erased: bool
    about: Person | None
    record: str


def lines(entries: Iterable[AuditEntry]) -> list[Line]:
    """The entries in words; one query for the people of all of them."""
    listed = list(entries)
    people = people_of(listed)
    return [
        Line(
            entry=entry,
            deed=DEEDS.get(entry.deed, ""),
            by=people.get(entry.actor),
            erased=entry.actor is not None and entry.actor not in people,
            about=people.get(UUID(entry.about_id)) if entry.about_kind == Person._meta.label_lower else None,
            record=f"{entry.about_kind}:{entry.about_id}" if entry.about_kind else "",
        )
        for entry in listed
    ]
