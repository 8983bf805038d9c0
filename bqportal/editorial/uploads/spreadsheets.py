"""Opening a workbook (.xlsx) of unknown origin: nothing acts, nothing links outwards, nothing unpacks without end.

`open_workbook` is what an import calls. Sources: ISO/IEC 29500-2 (packages), 29500-1 18 (spreadsheets).
"""

import io
import re
import warnings
import zipfile
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser
from django.conf import settings

from bqportal.editorial.uploads.inspecting import SPREADSHEET, inspected
from bqportal.editorial.uploads.refusals import InvalidUploadError, Reason
from bqportal.editorial.uploads.scanning import refuse_harmful
from bqportal.editorial.uploads.sniffing import EICAR, refuse_name

MAX_PACKED = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 200  # unpacked to packed; tables of repeated rows reach about 40
RATIO_FROM = 2 * 1024 * 1024  # below so many unpacked bytes the ratio says nothing
MAX_ENTRIES = 1_000
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_CELLS = 500_000  # in a sheet
MAX_ELEMENTS = 1_000_000  # in the parts beside the sheets: texts, styles
MAX_DEPTH = 64

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PACKAGE = "[Content_Types].xml"
ACTIVE_PART = re.compile(
    r"vbaproject|vbadata|macrosheets|dialogsheets|activex|ctrlprops|customui|embeddings|oleobject|\.(?:exe|dll|js|vbs)$",
    re.IGNORECASE,
)
LINKING_PART = re.compile(r"externallinks|connections\.xml$|querytables|webextensions", re.IGNORECASE)
LINKING_FORMULA = re.compile(r"\|.*!|\b(?:webservice|call|register(?:\.id)?|exec|rtd|importdata)\s*\(", re.IGNORECASE)


def open_workbook(content: bytes, *, name: str) -> Any:
    """The workbook, to be read row by row (openpyxl: read only, values instead of formulas).

    It was read through once in a process of its own, so that reading it again raises nothing. Sheets have no
    dimensions of their own: rows may differ in length, and none comes behind the last.

    Raises:
        InvalidUploadError: no such workbook, damaged, dangerous or too large; as text it says which.
    """
    if not content:
        raise InvalidUploadError(Reason.EMPTY)
    if len(content) > MAX_PACKED:
        raise InvalidUploadError(Reason.TOO_LARGE)
    refuse_name(name)
    if not name.lower().endswith(".xlsx"):
        raise InvalidUploadError(Reason.NO_SPREADSHEET)
    if EICAR in content:
        raise InvalidUploadError(Reason.VIRUS)
    if not content.startswith(b"PK"):  # Excel keeps a workbook with a password in another container
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise InvalidUploadError(Reason.ENCRYPTED if is_locked else Reason.NO_SPREADSHEET)
    refuse_harmful(content, address=settings.BQPORTAL_CLAMAV)
    inspected(content, SPREADSHEET)
    return _opened(content)


def read_through(content: bytes) -> None:
    """Check everything, down to the last cell; for the inspector.

    Raises:
        InvalidUploadError: as `open_workbook`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            refuse_package(content, package)
            for entry in package.infolist():
                refuse_part(entry.filename, _unpacked(package, entry))
        for sheet in _opened(content).worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass
    except InvalidUploadError:
        raise
    except MemoryError as error:
        raise InvalidUploadError(Reason.TOO_COMPLEX) from error
    except Exception as error:  # zip, XML and openpyxl fail in many ways; each means the same to the sender
        raise InvalidUploadError(Reason.DAMAGED) from error


def _opened(content: bytes) -> Any:
    """The workbook without what it says of its own size."""
    from openpyxl import DEFUSEDXML, load_workbook

    if not DEFUSEDXML:
        raise RuntimeError("openpyxl reads XML without defusedxml; install it")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # unknown extensions, missing styles: nothing that an import needs
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()
    return workbook


def refuse_package(content: bytes, package: zipfile.ZipFile) -> None:
    """The list of entries, before any is unpacked.

    Raises:
        InvalidUploadError: not the package of a workbook, or with parts that no harmless workbook has.
    """
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES:
        raise InvalidUploadError(Reason.TOO_COMPLEX)
    if PACKAGE not in names:
        raise InvalidUploadError(Reason.NO_SPREADSHEET)
    if any(entry.flag_bits & 1 for entry in entries):
        raise InvalidUploadError(Reason.ENCRYPTED)
    # A package starts with its first entry and ends with its directory: nothing before, between or behind.
    is_plain = content.startswith(b"PK\3\4") and content[-22:-18] == b"PK\5\6" and not package.comment
    is_packed_usually = all(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries)
    if not (is_plain and is_packed_usually and len({name.lower() for name in names}) == len(names)):
        raise InvalidUploadError(Reason.MIXED)
    for entry in entries:
        name = entry.filename
        if (
            name != entry.orig_filename
            or "\\" in name
            or ":" in name
            or name.startswith("/")
            or ".." in name.split("/")
        ):
            raise InvalidUploadError(Reason.MIXED)
        if ACTIVE_PART.search(name):
            raise InvalidUploadError(Reason.MACROS)
        if LINKING_PART.search(name):
            raise InvalidUploadError(Reason.LINKED)


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One entry, counted while it is unpacked: what the header says of its size is not believed.

    Raises:
        InvalidUploadError: more than all entries may have together.
    """
    budget: int = getattr(package, "budget", MAX_UNPACKED)
    with package.open(entry) as file:
        content = file.read(budget + 1)
    package.budget = budget - len(content)  # type: ignore[attr-defined]
    used = MAX_UNPACKED - budget + len(content)
    packed = sum(one.compress_size for one in package.infolist()) or 1
    if used > MAX_UNPACKED or (used > RATIO_FROM and used > MAX_RATIO * packed):
        raise InvalidUploadError(Reason.TOO_LARGE)
    return content


def refuse_part(name: str, content: bytes) -> None:
    """One unpacked entry.

    Raises:
        InvalidUploadError: it acts, links outwards, holds another package, or has too much in it.
    """
    if EICAR in content:
        raise InvalidUploadError(Reason.VIRUS)
    if content.startswith((b"PK\3\4", b"PK\5\6", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0")):
        raise InvalidUploadError(Reason.MACROS)
    if name.lower().endswith((".xml", ".rels", ".vml")):
        parser, part = create_parser(forbid_dtd=True), Part()
        parser.setContentHandler(part)
        try:
            parser.feed(content)
            parser.close()
        except DefusedXmlException as error:
            raise InvalidUploadError(Reason.MIXED) from error
        except SAXException as error:
            raise InvalidUploadError(Reason.DAMAGED) from error
        if name == PACKAGE and WORKBOOK not in part.types:
            raise InvalidUploadError(Reason.NO_SPREADSHEET)


class Part(ContentHandler):
    """Counts rows, columns and cells of a part, and refuses what links outwards."""

    def __init__(self) -> None:
        super().__init__()
        self.types: set[str] = set()
        self._is_sheet = False
        self._depth = self._elements = self._rows = self._columns = self._cells = 0
        self._formula: list[str] | None = None

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - SAX
        """Raises InvalidUploadError where a limit is passed."""
        tag = name.rpartition(":")[2]
        self._is_sheet = self._is_sheet or (tag == "worksheet" and not self._depth)
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise InvalidUploadError(Reason.TOO_COMPLEX)
        if tag == "row" and self._is_sheet:
            self._rows, self._columns = self._rows + 1, 0
            if max(self._rows, _number(attrs.get("r", ""))) > MAX_ROWS:
                raise InvalidUploadError(Reason.TOO_MANY_CELLS)
        elif tag == "c" and self._is_sheet:
            self._columns, self._cells = self._columns + 1, self._cells + 1
            if max(self._columns, _column(attrs.get("r", ""))) > MAX_COLUMNS or self._cells > MAX_CELLS:
                raise InvalidUploadError(Reason.TOO_MANY_CELLS)
        elif tag in {"f", "definedName"}:
            self._formula = []
        elif tag in {"ddeLink", "oleLink"}:
            raise InvalidUploadError(Reason.LINKED)
        elif tag == "Relationship":
            is_page = attrs.get("Type", "").endswith("/hyperlink")
            if attrs.get("TargetMode", "").lower() == "external" and not is_page:
                raise InvalidUploadError(Reason.LINKED)
        self._note_type(attrs.get("ContentType", ""))
        if self._elements > (4 * MAX_CELLS if self._is_sheet else MAX_ELEMENTS):
            raise InvalidUploadError(Reason.TOO_MANY_CELLS)

    def _note_type(self, content_type: str) -> None:
        """What the package says a part is."""
        if "macroenabled" in content_type.lower() or "vbaproject" in content_type.lower():
            raise InvalidUploadError(Reason.MACROS)
        if content_type:
            self.types.add(content_type)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX
        """Judges a formula when it is complete."""
        self._depth -= 1
        if self._formula is not None:
            formula, self._formula = "".join(self._formula), None
            if LINKING_FORMULA.search(formula):
                raise InvalidUploadError(Reason.LINKED)

    def characters(self, content: str) -> None:
        """Collects a formula."""
        if self._formula is not None:
            self._formula.append(content)


def _number(reference: str) -> int:
    """The number of a row."""
    return int(reference) if reference.isascii() and reference.isdigit() and len(reference) < 10 else 0


def _column(reference: str) -> int:
    """The column of a cell such as "AB12", counted from 1."""
    number = 0
    for letter in reference[:4].upper():
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number
