"""Attaching papers to a working version, changing what is said of them, removing them, clearing orphans away."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.editorial.models import Paper, WorkingVersion
from bqportal.editorial.uploads.inspecting import Inspected
from bqportal.editorial.uploads.receiving import received
from bqportal.editorial.uploads.refusals import InvalidUploadError
from bqportal.editorial.uploads.sniffing import SUFFIXES
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Rights, may_publish, may_write

FOLDER = "papers"
MOST = 50  # papers of one working version
ORPHAN_AGE = timedelta(hours=24)  # an upload under way has a file and no row yet


class SamePaperError(ValidationError):
    """The working version has this very file already."""

    def __init__(self, first: Paper) -> None:
        super().__init__({"file": _("This file is here already.")})
        self.first = first


def attach_paper(
    *,
    version: WorkingVersion,
    content: bytes,
    name: str,
    declared: str,
    kind: str,
    title: str,
    language: str,
    by: Person,
    at: datetime,
) -> Paper:
    """Look into a file and keep it, not public yet.

    The file is written before its row is committed: no row is ever without a file.

    Args:
        name: as it was sent; it must fit the content, and is not kept.
        declared: media type that the browser says; empty if none.

    Raises:
        PermissionDenied: somebody else writes this record.
        ValidationError: the file cannot be taken (key "file"), or what is said of it is wrong.
        SamePaperError: it is there already.
    """
    _must_write(version, by)
    paper = Paper(version=version, kind=kind, title=title, language=language)
    _check(paper)
    try:
        paper.media_type, looked = received(content, name=name, declared=declared)
    except InvalidUploadError as error:
        audit.record(
            deed="paper.refused", by=by, about=version, organisation=version.organisation,
            details={"reason": error.reason.value}, at=at,
        )  # fmt: skip
        raise ValidationError({"file": str(error)}, code=error.reason.name) from error
    paper.uploaded_by, paper.uploaded_at = by, at
    return _kept(paper, looked)


def _kept(paper: Paper, looked: Inspected) -> Paper:
    """File first, then row and entry in one transaction; without the row the file goes again."""
    paper.sha256, paper.size = hashlib.sha256(looked.content).hexdigest(), len(looked.content)
    paper.page_count, paper.words = looked.page_count, looked.pages
    random = secrets.token_hex(20)
    place = f"{FOLDER}/{random[:2]}/{random[2:]}.{SUFFIXES[paper.media_type][0]}"
    _refuse_more(paper)
    paper.stored_as = default_storage.save(place, ContentFile(looked.content))
    try:
        with transaction.atomic():
            WorkingVersion.objects.select_for_update().get(pk=paper.version_id)
            _refuse_more(paper)
            paper.save(force_insert=True)
            _record("paper.attached", paper, paper.uploaded_by, paper.uploaded_at)
    except BaseException as error:
        default_storage.delete(paper.stored_as)
        if isinstance(error, WorkingVersion.DoesNotExist | IntegrityError):
            raise ValidationError(_("The record is not in work any more.")) from error
        raise
    return paper


def _refuse_more(paper: Paper) -> None:
    """Raises ValidationError when the version has this file already, or as many as it may have."""
    others = paper.version.papers.defer("words")
    if first := others.filter(sha256=paper.sha256).first():
        raise SamePaperError(first)
    if others.count() >= MOST:
        raise ValidationError(
            {"file": _("A record can have %(most)s papers. Remove one first.") % {"most": MOST}}, code="too many"
        )


def change_paper(
    *,
    paper: Paper,
    kind: str,
    title: str,
    language: str,
    is_public: bool,
    free_of_personal_data: bool,
    by: Person,
    at: datetime,
    seen: str = "",
) -> Paper:
    """Say anew what a paper is and whether the public may have it. What somebody else changes is hidden again.

    Args:
        seen: digest of what was said of it (`said_of`) as the person read it; empty where nobody looked.

    Raises:
        PermissionDenied: somebody else writes this record.
        ValidationError: a value is wrong, or it may not be public: two people must agree, one of them of the central
            office, and one must have looked for personal data; or somebody else changed it meanwhile.
    """
    _must_write(paper.version, by)
    if is_public and not may_release(paper, rights_of(by)):
        raise ValidationError({"is_public": _("Somebody of the central office who did not attach it decides this.")})
    if is_public and not free_of_personal_data:
        raise ValidationError({"free_of_personal_data": _("Look whether it names a person, and say that it does not.")})
    with transaction.atomic():
        refuse_stale(seen, said_of(Paper.objects.select_for_update().get(pk=paper.pk)))
        paper.kind, paper.title, paper.language, paper.is_public = kind, title, language, is_public
        _check(paper)
        paper.save(update_fields=["kind", "title", "language", "is_public"])
        _record("paper.changed", paper, by, at)
    return paper


def said_of(paper: Paper) -> dict[str, Any]:
    """What is said of a paper, as a form changes it."""
    return {name: getattr(paper, name) for name in ("title", "kind", "language", "is_public")}


def may_release(paper: Paper, rights: Rights) -> bool:
    """Make a paper public: who publishes, but not who attached it (four eyes)."""
    return may_publish(rights) and (paper.is_public or paper.uploaded_by_id != rights.person)


def remove_paper(*, paper: Paper, by: Person, at: datetime) -> None:
    """Remove a paper; its file goes when the removal is certain.

    Raises:
        PermissionDenied: somebody else writes this record.
    """
    _must_write(paper.version, by)
    with transaction.atomic():
        _record("paper.removed", paper, by, at)
        stored_as = paper.stored_as
        paper.delete()
        transaction.on_commit(lambda: default_storage.delete(stored_as))


def sweep_papers(*, at: datetime, dry_run: bool = True) -> list[str]:
    """Files that belong to no paper and are older than `ORPHAN_AGE`; removed unless `dry_run`.

    They are left over where a machine stopped between file and row, or where a working version was deleted.
    """
    known = set(Paper.objects.values_list("stored_as", flat=True))
    orphans = [
        place
        for place in stored_files(FOLDER)
        if place not in known and default_storage.get_modified_time(place) < at - ORPHAN_AGE
    ]
    if not dry_run:
        for place in orphans:
            default_storage.delete(place)
    return orphans


def stored_files(folder: str) -> list[str]:
    """Every file below a folder of the storage."""
    if not default_storage.exists(folder):
        return []
    folders, files = default_storage.listdir(folder)
    found = [f"{folder}/{name}" for name in sorted(files)]
    for name in sorted(folders):
        found += stored_files(f"{folder}/{name}")
    return found


def _must_write(version: WorkingVersion, by: Person) -> None:
    """Raises PermissionDenied unless the person may write the record."""
    if not may_write(rights_of(by), version.work):
        raise PermissionDenied


def _check(paper: Paper) -> None:
    """Raises ValidationError, field by field, where what is said of a paper is wrong."""
    paper.title = paper.title.strip()
    paper.clean_fields(
        exclude=["version", "stored_as", "sha256", "media_type", "size", "words", "uploaded_by", "uploaded_at"]
    )


def _record(deed: str, paper: Paper, by: Person, at: datetime) -> None:
    """An entry in the audit log, without title and text."""
    audit.record(
        deed=deed, by=by, about=paper, organisation=paper.version.organisation,
        details={"version": paper.version_id, "sha256": paper.sha256, "public": paper.is_public}, at=at,
    )  # fmt: skip
