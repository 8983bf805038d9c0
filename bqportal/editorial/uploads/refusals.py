"""Why an upload is not taken, in words that help the person who sent it."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    """What is wrong with an upload."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    NAME = "name"
    KIND = "kind"
    MISMATCH = "mismatch"
    MIXED = "mixed"
    DAMAGED = "damaged"
    ACTIVE = "active"
    ENCRYPTED = "encrypted"
    TOO_COMPLEX = "too complex"
    TOO_MANY_PIXELS = "too many pixels"
    VIRUS = "virus"
    NOT_SCANNED = "not scanned"
    BUSY = "busy"
    NO_SPREADSHEET = "no spreadsheet"
    MACROS = "macros"
    LINKED = "linked"
    TOO_MANY_CELLS = "too many cells"


WORDS: dict[Reason, Any] = {
    Reason.EMPTY: _("The file is empty."),
    Reason.TOO_LARGE: _("The file is too large."),
    Reason.NAME: _("The name of the file cannot be used. Rename it, for example to curriculum.pdf."),
    Reason.KIND: _("Only PDF files and pictures (PNG, JPEG) can be taken. This is something else."),
    Reason.MISMATCH: _("The name of the file says something else than its content. Rename it or export it again."),
    Reason.MIXED: _("The file holds something of another format beside its content. Export or scan it again."),
    Reason.DAMAGED: _("The file is damaged and cannot be read. Export or scan it again."),
    Reason.ACTIVE: _(
        "The PDF holds active content (scripts, attachments, forms that send data or the like)."
        " Print it into a new PDF and send that."
    ),
    Reason.ENCRYPTED: _("The file is protected by a password. Take the protection away and send it again."),
    Reason.TOO_COMPLEX: _("The file needs too much time or memory to be read. Split it, or export it more simply."),
    Reason.TOO_MANY_PIXELS: _("The picture has too many pixels. Make it smaller and send it again."),
    Reason.VIRUS: _("The file holds harmful software and was not taken. Tell whoever looks after your computer."),
    Reason.NOT_SCANNED: _("The file could not be checked for harmful software. Please try again later."),
    Reason.BUSY: _("Other files are being checked just now. Please try again in a minute."),
    Reason.NO_SPREADSHEET: _("This is no Excel workbook (.xlsx). Save the table as an Excel workbook and send that."),
    Reason.MACROS: _("The workbook holds macros or embedded programs. Save it as a workbook without macros (.xlsx)."),
    Reason.LINKED: _("The workbook takes data from outside. Break the links to other files and send it again."),
    Reason.TOO_MANY_CELLS: _("The workbook has too many rows, columns or cells. Split it into smaller ones."),
}


class InvalidUploadError(ValueError):
    """An upload that is not taken; as text it says why, in the reader's language."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(WORDS[self.reason])
