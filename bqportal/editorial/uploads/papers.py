"""A PDF without anything that acts: no script, no program, no attachment, no form that sends data, no password.

Two layers look: one at the bytes, for names of active things wherever they stand, also in parts that no table points
to; one with pypdf at every object. Links to web pages are harmless, they ask before they open.
Sources: ISO 32000-2 12.6.4 (actions), 7.11.4 (embedded files), 7.5.7 (object streams), 12.7.8 (XFA).
"""

import io
import logging
import re
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, overwrite_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from bqportal.editorial.uploads.refusals import InvalidUploadError, Reason
from bqportal.editorial.uploads.sniffing import EICAR

MAX_OBJECTS = 100_000
MAX_PAGES = 2_000
MAX_STREAM = 40_000_000  # bytes of one stream when unpacked
MAX_UNPACKED = 100_000_000  # bytes of all streams that are no pictures, when unpacked
MAX_TEXT = 500_000  # letters of all pages together that are kept
PACKED_OBJECTS = 1_000_000  # bytes of a packed stream of objects that the first layer looks at
MAX_PIXELS = 200_000_000  # of one picture inside; a page of A2 at 600 dots per inch

# Long enough not to occur by chance in packed data.
ACTIVE_NAMES = (
    "EmbeddedFile", "EmbeddedFiles", "GoTo3DView", "ImportData", "JavaScript", "Launch", "Rendition", "RichMedia",
    "RichMediaContent", "SubmitForm",
)  # fmt: skip
ACTIVE = re.compile(rb"/(?:" + "|".join(ACTIVE_NAMES).encode() + rb")(?![A-Za-z0-9])")
ESCAPED_NAME = re.compile(rb"/[A-Za-z0-9]*(?:#[0-9A-Fa-f]{2}[A-Za-z0-9]*)+")
OBJECT_STREAM = re.compile(rb"/ObjStm[^\x80-\xff]{0,400}?stream\r?\n")
ACTIVE_KEYS = frozenset(
    ["/AA", "/AF", "/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/RichMediaContent", "/RichMediaSettings", "/XFA"]
)
ACTIONS = frozenset(
    [
        "/GoTo3DView", "/GoToE", "/GoToR", "/ImportData", "/JavaScript", "/Launch", "/Movie", "/Rendition",
        "/RichMediaExecute", "/Sound", "/SubmitForm",
    ]
)  # fmt: skip
WEB_ADDRESS = re.compile(r"(?:https?|mailto|tel):|[^:\\\\]*$", re.IGNORECASE)
ACTIVE_KINDS = frozenset(["/3D", "/EmbeddedFile", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound"])


class Circles(logging.Handler):
    """Hears whether pypdf met tables that lead back to themselves: it goes on, another reader may not."""

    found = False

    def emit(self, record: logging.LogRecord) -> None:
        """Note the one warning that matters."""
        self.found = self.found or "Circular xref" in record.getMessage()


def looked_through(content: bytes) -> PdfReader:
    """The PDF, ready to read text from, when nothing in it acts.

    Raises:
        InvalidUploadError: active, encrypted, damaged or too complex.
    """
    overwrite_configuration(
        maximum_declared_stream_length=MAX_STREAM,
        array_based_stream_maximum_output_length=MAX_STREAM,
        lzw_maximum_output_length=MAX_STREAM,
        run_length_maximum_output_length=MAX_STREAM,
        zlib_maximum_output_length=MAX_STREAM,
        zlib_maximum_recovery_input_length=100_000,
        stream_decoding_work_maximum_length=MAX_UNPACKED,
        page_tree_maximum_entries=2 * MAX_PAGES,
        image_maximum_buffer_size=MAX_STREAM,
        jbig2dec_binary=None,  # no other program is started
    )
    try:
        refuse_active_bytes(content)
        return _walked(content)
    except InvalidUploadError:
        raise
    except (LimitReachedError, MemoryError) as error:
        raise InvalidUploadError(Reason.TOO_COMPLEX) from error
    except Exception as error:  # a parser fails on hostile bytes in many ways; each means the same to the sender
        raise InvalidUploadError(Reason.DAMAGED) from error


def refuse_active_bytes(content: bytes) -> None:
    """The layer that trusts no table of the file.

    Raises:
        InvalidUploadError: the name of something active stands in the bytes or in a packed stream of objects.
    """
    if _names_active(content):
        raise InvalidUploadError(Reason.ACTIVE)
    left = MAX_STREAM
    for found in OBJECT_STREAM.finditer(content):
        unpacked = _inflated(content[found.end() : found.end() + PACKED_OBJECTS], left)
        left -= len(unpacked)
        if left <= 0:
            raise InvalidUploadError(Reason.TOO_COMPLEX)
        if _names_active(unpacked):
            raise InvalidUploadError(Reason.ACTIVE)


def _names_active(content: bytes) -> bool:
    """True when a name of `ACTIVE_NAMES` stands there, plainly or with letters written as #xx."""
    plain = (
        re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), name[0])
        for name in ESCAPED_NAME.finditer(content)
    )
    return bool(ACTIVE.search(content)) or any(ACTIVE.fullmatch(name) for name in plain)


def _inflated(packed: bytes, most: int) -> bytes:
    """What zlib makes of the bytes, at most `most` of it; nothing if they are not packed so."""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _walked(content: bytes) -> PdfReader:
    """The layer that understands the file: every object of every table."""
    circles = Circles()
    logging.getLogger("pypdf").addHandler(circles)
    reader = PdfReader(io.BytesIO(content))
    if circles.found:
        raise InvalidUploadError(Reason.DAMAGED)
    if reader.is_encrypted:
        raise InvalidUploadError(Reason.ENCRYPTED)
    numbers = {(number, generation) for generation, found in reader.xref.items() for number in found}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MAX_OBJECTS:
        raise InvalidUploadError(Reason.TOO_COMPLEX)
    refuse_active_things(reader.trailer)
    unpacked = 0
    for number, generation in sorted(numbers):
        thing = reader.get_object(IndirectObject(number, generation, reader))
        refuse_active_things(thing)
        if isinstance(thing, StreamObject):
            unpacked += _weighed(thing)
        if unpacked > MAX_UNPACKED:
            raise InvalidUploadError(Reason.TOO_COMPLEX)
    refuse_endless_pages(reader)
    return reader


def refuse_active_things(thing: Any) -> None:
    """One object with all that stands directly in it.

    Raises:
        InvalidUploadError: something in it acts.
    """
    waiting = [thing]
    while waiting:
        here = waiting.pop()
        if isinstance(here, ArrayObject):
            waiting += list(here)
        elif isinstance(here, DictionaryObject):
            if here.keys() & ACTIVE_KEYS or _acts(here):
                raise InvalidUploadError(Reason.ACTIVE)
            waiting += list(dict.values(here))


def _acts(here: DictionaryObject) -> bool:
    """True for an action beyond links to the web and within the file, a thing that plays, or an eager first page."""
    named = {key: _direct(here, key) for key in ("/S", "/Subtype", "/Type", "/OpenAction", "/URI")}
    opening, address = named["/OpenAction"], named["/URI"]
    return (
        named["/S"] in ACTIONS
        or named["/Subtype"] in ACTIVE_KINDS
        or named["/Type"] in ACTIVE_KINDS
        or (isinstance(opening, DictionaryObject) and _direct(opening, "/S") != "/GoTo")
        or (isinstance(address, str) and not WEB_ADDRESS.match(address.strip()))
    )


def _direct(here: DictionaryObject, key: str) -> Any:
    """What stands under a key, also where the file only refers to it; None for what cannot be compared."""
    found = here.get(key)
    found = found.get_object() if found is not None else None
    return found if isinstance(found, str | DictionaryObject) else None


def _weighed(stream: StreamObject) -> int:
    """Bytes of a stream when unpacked; pictures are judged by their size in pixels and not unpacked.

    Raises:
        InvalidUploadError: harmful software inside, or a picture too large.
    """
    if stream.get("/Subtype") == "/Image":
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MAX_PIXELS:
            raise InvalidUploadError(Reason.TOO_MANY_PIXELS)
        return 0
    unpacked = stream.get_data()
    if EICAR in unpacked:
        raise InvalidUploadError(Reason.VIRUS)
    return len(unpacked)


def refuse_endless_pages(reader: PdfReader) -> None:
    """The tree of pages is a tree: no page stands in it twice.

    Raises:
        InvalidUploadError: it runs in a circle, or has more than `MAX_PAGES`, or none.
    """
    waiting, seen, pages = [reader.root_object.raw_get("/Pages")], set(), 0
    while waiting:
        here = waiting.pop()
        if not isinstance(here, IndirectObject) or here.idnum in seen:
            raise InvalidUploadError(Reason.DAMAGED)
        seen.add(here.idnum)
        node = here.get_object()
        kids = node.get("/Kids") if isinstance(node, DictionaryObject) else None
        if kids is None:
            pages += 1
        else:
            waiting += list(kids.get_object())
        if pages > MAX_PAGES:
            raise InvalidUploadError(Reason.TOO_COMPLEX)
    if not pages:
        raise InvalidUploadError(Reason.DAMAGED)


def texts_of(reader: PdfReader) -> Iterator[str]:
    """The words of each page, empty for a page that is only a picture; ends when `MAX_TEXT` letters are told."""
    left = MAX_TEXT
    for page in reader.pages:
        try:
            text = page.extract_text()
        except Exception:  # a font that nobody understands must not hide the other pages
            text = ""
        # PostgreSQL stores no NUL and no half of a surrogate pair.
        text = text.replace("\0", "").encode("utf-8", "replace").decode().strip()[:left]
        left -= len(text)
        yield text
        if left <= 0:
            return
