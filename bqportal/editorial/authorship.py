"""Who wrote what stands in a record now: the author of every statement. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bqportal.editorial.comparing import Comparison, compared
from bqportal.editorial.documents import Document
from bqportal.editorial.shapes import Shape


def authors_of(snapshots: Iterable[tuple[Document, Any, datetime]], shape: Shape) -> dict[str, tuple[Any, datetime]]:
    """Path of every statement → who changed it last, and when; the oldest snapshot comes first.

    Paths are those of `comparing.Change`. A statement goes along with its row when that is renumbered or moved.
    """
    authors: dict[str, tuple[Any, datetime]] = {}
    before: Document = {}
    for document, author, at in snapshots:
        comparison = compared(before, document, shape)
        authors = _carried(authors, comparison)
        standing = (change for row in comparison.rows if row.path for change in row.changes)
        for change in (*comparison.fields, *standing):
            if change.new in (None, "", [], {}):
                authors.pop(change.path, None)
            else:
                authors[change.path] = (author, at)
        before = document
    return authors


def _carried(authors: dict[str, tuple[Any, datetime]], comparison: Comparison) -> dict[str, tuple[Any, datetime]]:
    """The authors under the paths that rows have now, without those of rows that are gone."""
    now = {old: new for one in (*comparison.lists, comparison.sources) for old, new in one.paths.items()}
    result = {}
    for path, entry in authors.items():
        row, bracket, rest = path.partition("].")
        if not bracket:
            result[path] = entry
        elif f"{row}]" in now:
            result[f"{now[f'{row}]']}.{rest}"] = entry
    return result
