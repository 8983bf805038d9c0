"""What a file is, by its content: PDF, PNG or JPEG, and nothing else at the same time.

Pure: bytes in, verdict out. A file that two programs read as two different things (a polyglot) is refused, so what
was checked is what a reader later sees. Sources: ISO 32000-2 7.5; PNG (W3C) 5; ISO/IEC 10918-1 annex B;
APPNOTE.TXT 4.3.16 (end of a zip's directory).
"""

import re
import unicodedata
from pathlib import PurePosixPath

from bqportal.editorial.uploads.refusals import InvalidUploadError, Reason

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
SUFFIXES = {PDF: ("pdf",), PNG: ("png",), JPEG: ("jpg", "jpeg")}
ALIASES = {"application/x-pdf": PDF, "image/jpg": JPEG, "image/pjpeg": JPEG, "image/x-png": PNG}
UNDECLARED = ("", "application/octet-stream")  # what a browser says that does not know
NAME_LENGTH = 200

# The harmless test file of the antivirus makers (eicar.org), in halves so that no scanner takes this module for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

ACTIVE_SUFFIXES = frozenset(
    [
        "asp",
        "aspx",
        "bat",
        "chm",
        "cmd",
        "com",
        "cpl",
        "docm",
        "dotm",
        "exe",
        "hta",
        "htm",
        "html",
        "jar",
        "js",
        "jse",
        "jsp",
        "lnk",
        "mht",
        "mhtml",
        "msi",
        "php",
        "phtml",
        "pl",
        "ps1",
        "py",
        "reg",
        "scr",
        "sh",
        "shtml",
        "svg",
        "swf",
        "url",
        "vbe",
        "vbs",
        "wsf",
        "xhtml",
        "xlsm",
        "xml",
    ]
)
# Beginnings of other formats that mean harm anywhere in a file; long enough not to occur by chance.
FOREIGN = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<script[\s>]|<iframe[\s>]|<svg[\s>]|<\?php|<%@\s*page|javascript:|"
    rb"this program cannot be run in dos mode|\x7felf[\x01\x02][\x01\x02]\x01|rar!\x1a\x07|7z\xbc\xaf\x27\x1c|"
    rb"mscf\0\0\0\0|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|content-type:\s*multipart/|\xef\xbb\xbf<\?xml version",
    re.IGNORECASE,
)
ZIP_END = b"PK\5\6"
ZIP_END_REACH = 65_557  # a zip reader looks for its directory in so many bytes from the end
WHITE_SPACE = b"\0\t\n\f\r "


def sniffed(content: bytes, *, name: str, declared: str = "") -> str:
    """The media type of `content`, sent under `name` and declared as a media type by the browser.

    Raises:
        InvalidUploadError: empty, a bad name, none of the three kinds, or more than one at once.
    """
    if not content.strip(WHITE_SPACE):
        raise InvalidUploadError(Reason.EMPTY)
    refuse_name(name)
    if EICAR in content:
        raise InvalidUploadError(Reason.VIRUS)
    media_type = kind_of(content)
    declared = declared.partition(";")[0].strip().lower()
    is_named = name.rpartition(".")[2].lower() in SUFFIXES[media_type]
    is_declared = declared in UNDECLARED or ALIASES.get(declared, declared) == media_type
    if not (is_named and is_declared):
        raise InvalidUploadError(Reason.MISMATCH)
    refuse_mixture(content, media_type)
    return media_type


def refuse_name(name: str) -> None:
    """A name that misleads people or programs is not taken.

    Raises:
        InvalidUploadError: too long, with a path, with control or direction marks, or with a program's ending inside.
    """
    misleading = any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for letter in name)
    inner = {suffix.strip(". ").lower() for suffix in PurePosixPath(name).suffixes}
    if not name.strip() or len(name) > NAME_LENGTH or misleading or set(name) & set('/\\:*?"<>|'):
        raise InvalidUploadError(Reason.NAME)
    if inner & ACTIVE_SUFFIXES:
        raise InvalidUploadError(Reason.NAME)


def kind_of(content: bytes) -> str:
    """The media type by the first bytes.

    Raises:
        InvalidUploadError: none of the three.
    """
    if re.match(rb"%PDF-[12]\.\d", content):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    raise InvalidUploadError(Reason.KIND)


def refuse_mixture(content: bytes, media_type: str) -> None:
    """Nothing behind the end, no second format inside.

    Raises:
        InvalidUploadError: damaged (the end is missing) or mixed with another format.
    """
    end = {PDF: pdf_end, PNG: png_end, JPEG: jpeg_end}[media_type](content)
    if content[end:].strip(WHITE_SPACE if media_type == PDF else b""):
        raise InvalidUploadError(Reason.MIXED)
    has_zip = ZIP_END in content[-ZIP_END_REACH:] or b"PK\3\4" in content[:1024]
    has_second_pdf = content.find(b"%PDF-", 5 if media_type == PDF else 0) >= 0
    has_picture = media_type == PNG and b"\xff\xd8\xff\xe0\0\x10JFIF" in content
    if has_zip or has_second_pdf or has_picture or FOREIGN.search(content):
        raise InvalidUploadError(Reason.MIXED)


def pdf_end(content: bytes) -> int:
    """Where the last end marker of a PDF stops.

    Raises:
        InvalidUploadError: there is none.
    """
    at = content.rfind(b"%%EOF")
    if at < 0:
        raise InvalidUploadError(Reason.DAMAGED)
    return at + 5


def png_end(content: bytes) -> int:
    """Where the last chunk of a PNG stops.

    Raises:
        InvalidUploadError: the chain of chunks breaks before IEND.
    """
    at = 8
    while at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        at += 12 + length
        if name == b"IEND" and at <= len(content):
            return at
    raise InvalidUploadError(Reason.DAMAGED)


def jpeg_end(content: bytes) -> int:
    """Where the picture of a JPEG stops: behind the first EOI that stands outside of a segment.

    Raises:
        InvalidUploadError: the chain of segments breaks before EOI.
    """
    at = 2
    while at + 2 <= len(content):
        marker = content[at + 1]
        if content[at] != 0xFF:
            break
        if marker == 0xD9:
            return at + 2
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == 0xDA:  # scan: coded data up to the next marker that is neither stuffing nor a restart
            found = JPEG_MARKER.search(content, at)
            if found is None:
                break
            at = found.start()
    raise InvalidUploadError(Reason.DAMAGED)


JPEG_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
