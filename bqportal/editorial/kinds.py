"""The kinds of records that people write in the work area. Each app registers its own, so that this one knows none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bqportal.editorial.documents import Document
from bqportal.editorial.models import Publishable, Revision
from bqportal.editorial.records import Record
from bqportal.editorial.shapes import Shape


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    Attributes:
        document_of: the record as it stands in the tables, as a document; `write` of it changes nothing.
        write: brings a document into the tables, noting problems in the record; the caller rolls back.
        publish: makes the record public as it stands in the tables.
        sheet_of: what pages render, for a preview.
        address: route of the public page and its arguments, for links.
        template: what renders the public page, for a preview.
        slug_of: what tells a document from all others of its kind.
        title_of: what lists call it.
        review_months: after how many months somebody should look again.
    """

    slug: str
    label: Any
    plural: Any
    model: type[Publishable]
    shape: Shape
    document_of: Callable[[Any], Document]
    write: Callable[[Record], Publishable | None]
    publish: Callable[[Any, datetime], Revision]
    sheet_of: Callable[[Any], dict[str, Any]]
    address: Callable[[Any], tuple[str, tuple[Any, ...]]]
    template: str
    slug_of: Callable[[Document], str]
    title_of: Callable[[Document], str]
    review_months: int = 12


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called once by an app when it is ready."""
    _KINDS[kind.slug] = kind


def kinds() -> list[Kind]:
    """All of them, in the order in which apps registered."""
    return list(_KINDS.values())


def kind_named(slug: str) -> Kind:
    """The kind with that name. Raises KeyError if there is none."""
    return _KINDS[slug]


def kind_of(record: Publishable) -> Kind | None:
    """The kind of a record; None where the work area does not know it."""
    return next((kind for kind in _KINDS.values() if isinstance(record, kind.model)), None)
