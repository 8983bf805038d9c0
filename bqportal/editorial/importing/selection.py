"""Which records go into a file: what the public may read, or what is in work within the reader's rights."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from django.utils.translation import gettext as _

from bqportal.editorial.documents import Document
from bqportal.editorial.importing.entries import MOST_RECORDS
from bqportal.editorial.importing.planning import stamp_of
from bqportal.editorial.importing.spreadsheet import TooLargeForSheetError, workbook_of
from bqportal.editorial.importing.workbook import tables_of
from bqportal.editorial.importing.yaml_files import yaml_of
from bqportal.editorial.kinds import Kind
from bqportal.editorial.models import WorkingVersion
from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import Rights

PUBLISHED, IN_WORK = "published", "in_work"
XLSX, YAML = "xlsx", "yaml"


class TooManyRecordsError(ValueError):
    """More than one file may hold; as text it says so."""


@dataclass(frozen=True)
class Selection:
    """What somebody asks for. Empty parts narrow nothing down.

    Attributes:
        which: PUBLISHED or IN_WORK.
        country: code of a country.
        organisation: who answers for a public record, or has one in work.
    """

    kind: Kind
    which: str = PUBLISHED
    country: str = ""
    organisation: Organisation | None = None


def selected(selection: Selection, rights: Rights) -> Iterator[tuple[str, Document]]:
    """Slug and document of every record that was asked for and may be read, by slug."""
    kind = selection.kind
    if selection.which == IN_WORK:
        versions = WorkingVersion.objects.in_work().visible_to(rights).filter(kind=kind.slug)
        if selection.country:
            versions = versions.filter(country=selection.country)
        if selection.organisation:
            versions = versions.filter(organisation=selection.organisation)
        yield from versions.order_by("slug", "pk").values_list("slug", "document")
        return
    records = kind.model._default_manager.filter(state="published")
    if selection.country:
        records = records.filter(country__code=selection.country)
    if selection.organisation:
        records = records.filter(responsible=selection.organisation)
    for record in records.order_by("slug", "pk"):
        document = kind.document_of(record)
        yield kind.slug_of(document), document


def exported(selection: Selection, rights: Rights, *, file_format: str, at: datetime) -> tuple[bytes, int]:
    """The file and how many records it holds. Importing it again changes nothing.

    Raises:
        TooManyRecordsError: more than an import would take.
        TooLargeForSheetError: a spreadsheet cannot hold them.
    """
    records: list[tuple[str, Document]] = []
    for slug, document in selected(selection, rights):
        if len(records) == MOST_RECORDS:
            words = _("There are more than %(limit)s records. Choose fewer, for example of one country.")
            raise TooManyRecordsError(words % {"limit": MOST_RECORDS})
        records.append((slug, document))
    about = {"kind": selection.kind.slug, "product": product(), "exported_at": at.isoformat(timespec="seconds")}
    stamped = [(slug, document, stamp_of(document)) for slug, document in records]
    if file_format == XLSX:
        return workbook_of(tables_of(stamped, selection.kind.shape, about)), len(records)
    text = yaml_of([(document, {**about, "stamp": stamp}) for _slug, document, stamp in stamped])
    return text.encode(), len(records)


def product() -> str:
    """Name and version of the portal's software."""
    try:
        return f"bqportal {version('bqportal')}"
    except PackageNotFoundError:
        return "bqportal"


__all__ = [
    "IN_WORK", "PUBLISHED", "XLSX", "YAML", "Selection", "TooLargeForSheetError", "TooManyRecordsError", "exported",
    "selected",
]  # fmt: skip
