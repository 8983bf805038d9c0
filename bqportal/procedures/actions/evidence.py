"""Trainings, experience and documents of a case: adding, changing, removing (§§ 3, 5, 12 BQFG)."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.editorial.uploads.receiving import received
from bqportal.editorial.uploads.refusals import InvalidUploadError
from bqportal.editorial.uploads.sniffing import SUFFIXES
from bqportal.organisations.models import Person
from bqportal.procedures.actions.keeping import is_frozen, must_be_open, must_work, note_deed, values_of, write_values
from bqportal.procedures.actions.stepping import locked_case
from bqportal.procedures.documents import HERE, TRANSLATED
from bqportal.procedures.models import Case, Document, Experience, Training

Values = Mapping[str, Any]
TRAINING = (
    "kind", "title", "language", "transliteration", "institution", "country", "began", "ended", "certified_on",
    "months", "practice_months", "prior_schooling", "content",
)  # fmt: skip
EXPERIENCE = ("employer", "country", "occupation", "began", "ended", "share", "tasks", "evidence")
DOCUMENT = ("kind", "title", "language", "translation", "state", "arrived_on", "note")
FOLDER = "cases"
MOST = 200  # documents of one case
R = TypeVar("R", Training, Experience, Document)


@dataclass(frozen=True)
class Upload:
    """A file as it was sent.

    Attributes:
        name: as it was sent; it must fit the content, and is not kept: it may name the person.
        declared: media type that the browser says; empty if none.
    """

    content: bytes
    name: str
    declared: str = ""


def training_values(training: Training) -> dict[str, Any]:
    """What the form of a training shows."""
    return values_of(training, TRAINING)


def experience_values(experience: Experience) -> dict[str, Any]:
    """What the form of an experience shows."""
    return values_of(experience, EXPERIENCE)


def document_values(document: Document) -> dict[str, Any]:
    """What the form of a document shows; `sha256` tells whether its file is still the same."""
    return values_of(document, (*DOCUMENT, "sha256"))


def add_training(*, case: Case, values: Values, by: Person, at: datetime) -> Training:
    """A training of the applicant; the errors of all three are alike (see `change_training`)."""
    return _added(Training(), TRAINING, case, values, by, at)


def change_training(*, training: Training, values: Values, by: Person, at: datetime, seen: str = "") -> Training:
    """Say anew what she learned.

    Args:
        seen: digest of `training_values` as the person had them before her.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
        ValidationError: a value is wrong, the case is decided, or somebody else changed it meanwhile (code "stale").
    """
    return _changed(training, TRAINING, values, by, at, seen)


def remove_training(*, training: Training, by: Person, at: datetime) -> None:
    """Remove a training; not once a decision rests on it."""
    _remove(training, by, at)


def add_experience(*, case: Case, values: Values, by: Person, at: datetime) -> Experience:
    """Work of the applicant."""
    return _added(Experience(), EXPERIENCE, case, values, by, at)


def change_experience(
    *, experience: Experience, values: Values, by: Person, at: datetime, seen: str = ""
) -> Experience:
    """Say anew what she worked; errors as in `change_training`."""
    return _changed(experience, EXPERIENCE, values, by, at, seen)


def remove_experience(*, experience: Experience, by: Person, at: datetime) -> None:
    """Remove work; not once a decision rests on it."""
    _remove(experience, by, at)


def add_document(*, case: Case, values: Values, by: Person, at: datetime, upload: Upload | None = None) -> Document:
    """A document, with its file where there is one; errors as in `change_document`."""
    document = Document(case=case)
    return _with_file(document, values, upload, by, at, seen="")


def change_document(
    *, document: Document, values: Values, by: Person, at: datetime, seen: str = "", upload: Upload | None = None
) -> Document:
    """Say anew what a document is and whether it arrived; put a file in the place of the present one.

    Args:
        seen: digest of `document_values` as the person had them before her.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
        ValidationError: a value is wrong, the file cannot be taken (key "file"), the case is decided, or somebody else
            changed it meanwhile (code "stale").
    """
    return _with_file(document, values, upload, by, at, seen=seen)


@transaction.atomic
def remove_document(*, document: Document, by: Person, at: datetime) -> None:
    """Remove a document; its file goes when the removal is certain. Not once a decision rests on it."""
    stored_as = document.stored_as
    _remove(document, by, at)
    if stored_as:
        transaction.on_commit(lambda: default_storage.delete(stored_as))


def _with_file(
    document: Document, values: Values, upload: Upload | None, by: Person, at: datetime, *, seen: str
) -> Document:
    """File first, then row and entry in one transaction; without the row the file goes again."""
    must_work(document.case.organisation_id, by)
    stored = _stored(document.case, upload, by, at) if upload else None
    try:
        with transaction.atomic():
            held = _held(document, seen)
            former = held.stored_as
            if stored:
                if former and is_frozen(held.case):
                    raise ValidationError({"file": _("A decision rests on the present file. Add another document.")})
                held.stored_as, held.sha256, held.media_type, held.size = stored
            changed = write_values(held, DOCUMENT, values)
            _check_document(held, at)
            held.save()
            deed = "case.document_changed" if document.pk else "case.document_added"
            note_deed(
                deed, held.case, by, at, kind=held.kind, state=held.state, file=bool(stored), fields=", ".join(changed)
            )
            if stored and former:
                transaction.on_commit(lambda: default_storage.delete(former))
    except BaseException:
        if stored:
            default_storage.delete(stored[0])
        raise
    return held


def _held(document: Document, seen: str) -> Document:
    """The row as it stands now, or the new one; the case is held until the transaction ends."""
    case = locked_case(document.case)
    must_be_open(case)
    if document.pk is None:
        if case.documents.count() >= MOST:
            raise ValidationError(_("A case can have %(most)s documents. Remove one first.") % {"most": MOST})
        return Document(case=case)
    held: Document = Document.objects.select_for_update().get(pk=document.pk)
    refuse_stale(seen, document_values(held))
    held.case = case
    return held


def _check_document(document: Document, at: datetime) -> None:
    """Day and state agree; what is in German needs no translation (§ 5 Abs. 2 Satz 2, § 12 Abs. 2 Satz 2)."""
    if document.state not in HERE:
        document.arrived_on = None
    elif document.arrived_on is None:
        raise ValidationError({"arrived_on": _("Say on which day it arrived.")})
    elif document.arrived_on > timezone.localdate(at):
        raise ValidationError({"arrived_on": _("This day lies in the future.")})
    if document.state == Document.State.DOUBTED and not document.note:
        raise ValidationError({"note": _("Say what the doubt rests on (§ 5 (5), § 12 (5)).")})
    is_open = document.translation == Document.Translation.MISSING
    if is_open and (document.language == "de" or document.kind not in TRANSLATED):
        document.translation = Document.Translation.NOT_NEEDED


def _stored(case: Case, upload: Upload, by: Person, at: datetime) -> tuple[str, str, str, int]:
    """Look into a file and keep it under a random name: where, its SHA-256, media type and size."""
    try:
        media_type, looked = received(upload.content, name=upload.name, declared=upload.declared)
    except InvalidUploadError as error:
        note_deed("case.file_refused", case, by, at, reason=error.reason.value)
        raise ValidationError({"file": str(error)}, code=error.reason.name) from error
    random = secrets.token_hex(20)
    place = f"{FOLDER}/{random[:2]}/{random[2:]}.{SUFFIXES[media_type][0]}"
    stored_as = default_storage.save(place, ContentFile(looked.content))
    return stored_as, hashlib.sha256(looked.content).hexdigest(), media_type, len(looked.content)


@transaction.atomic
def _added(row: R, names: tuple[str, ...], case: Case, values: Values, by: Person, at: datetime) -> R:
    must_work(case.organisation_id, by)
    held = locked_case(case)
    must_be_open(held)
    row.case = held
    write_values(row, names, values)
    _check_days(row)
    row.save()
    note_deed(f"case.{row._meta.model_name}_added", held, by, at)
    return row


@transaction.atomic
def _changed(row: R, names: tuple[str, ...], values: Values, by: Person, at: datetime, seen: str) -> R:
    must_work(row.case.organisation_id, by)
    case = locked_case(row.case)
    must_be_open(case)
    held: R = type(row).objects.select_for_update().get(pk=row.pk)
    refuse_stale(seen, values_of(held, names))
    changed = write_values(held, names, values)
    _check_days(held)
    if changed:
        held.save(update_fields=changed)
        note_deed(f"case.{held._meta.model_name}_changed", case, by, at, fields=", ".join(changed))
    return held


@transaction.atomic
def _remove(row: Training | Experience | Document, by: Person, at: datetime) -> None:
    """Raises PermissionDenied, or ValidationError where a decision rests on it."""
    must_work(row.case.organisation_id, by)
    case = locked_case(row.case)
    must_be_open(case)
    if is_frozen(case):
        raise ValidationError(_("A decision went out that rests on it: it stays in the file."), code="frozen")
    note_deed(f"case.{row._meta.model_name}_removed", case, by, at)
    row.delete()


def _check_days(row: Training | Experience | Document) -> None:
    """Nothing ends before it begins."""
    began, ended = getattr(row, "began", None), getattr(row, "ended", None)
    if began and ended and ended < began:
        raise ValidationError({"ended": _("It ends before it begins.")})
