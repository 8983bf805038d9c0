"""What a document would become in public, and what keeps it from that: it is written and everything is taken back."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import Kind
from bqportal.editorial.records import Problem, Record


def problems_of(document: Document, kind: Kind) -> list[Problem]:
    """Every problem that the importer finds; places start with the field, such as `units[3]: hours`.

    Nothing stays written: the importer itself judges, so that no second set of rules can differ from it.
    """
    return _tried(document, kind)[1]


def preview_sheet(document: Document, kind: Kind) -> tuple[dict[str, Any] | None, list[Problem]]:
    """What the public page would show, and every problem; no sheet where the document can become no page."""
    return _tried(document, kind, kind.sheet_of)


def _tried(
    document: Document, kind: Kind, look: Callable[[Any], dict[str, Any]] | None = None
) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Write the document into the tables, look at the row, take everything back."""
    record = Record(document, "")
    with transaction.atomic():
        point = transaction.savepoint()
        try:
            row = kind.write(record)
            seen = look(row) if look and row is not None else None
        except DatabaseError:  # its words are the database's, in English
            seen = None
            record.problem("", _("The database cannot keep this: something is too long, or stands twice. Correct it."))
        transaction.savepoint_rollback(point)
    return seen, [Problem(problem.place.removeprefix(": "), problem.message) for problem in record.problems]
