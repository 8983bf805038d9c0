"""Changing one field in many records at once, and taking it back. What changes becomes a draft, never public."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import keep_snapshot
from bqportal.editorial.actions.writing import open_record, replace_document
from bqportal.editorial.bulk_rules import Change, changed, new_faults, shown_value
from bqportal.editorial.documents import FACTS, Document
from bqportal.editorial.importing.selection import Selection
from bqportal.editorial.importing.wording import words_of
from bqportal.editorial.models import (
    BulkChange,
    BulkChangedVersion,
    Publishable,
    Snapshot,
    Strand,
    WorkingVersion,
)
from bqportal.editorial.rules import digest_of
from bqportal.editorial.workflow import State
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_change_in_bulk

MOST_CHANGED = 1_000
AT_REST = (State.PUBLISHED, State.WITHDRAWN)


@dataclass
class Changing:
    """One record of the preview.

    Attributes:
        version: the working version that would be changed; None where one is opened first.
        obstacle: why the record is left out; empty when it is changed.
    """

    slug: str
    title: str
    version: WorkingVersion | None
    record: Publishable | None
    before: Document
    after: Document
    old: list[Any] = field(default_factory=list)
    new: list[Any] = field(default_factory=list)
    obstacle: str = ""


@dataclass
class Preview:
    """What the change would do: the records that change, and those that are left out with the reason."""

    rows: list[Changing] = field(default_factory=list)
    left_out: list[Changing] = field(default_factory=list)
    looked_at: int = 0

    @property
    def digest(self) -> str:
        """What somebody agrees to: written is what was shown, or nothing."""
        return digest_of({"records": [[row.slug, digest_of(row.before), digest_of(row.after)] for row in self.rows]})


def candidates(selection: Selection, words: str) -> list[Changing]:
    """Working versions in work, and public records of which nothing is in work, as far as the filter fits.

    Raises ValidationError when they are more than one change may touch.
    """
    kind = selection.kind
    versions = WorkingVersion.objects.in_work().filter(kind=kind.slug)
    records = kind.model._default_manager.filter(state="published")
    if selection.country:
        versions, records = versions.filter(country=selection.country), records.filter(country__code=selection.country)
    if selection.organisation:
        versions = versions.filter(organisation=selection.organisation)
        records = records.filter(responsible=selection.organisation)
    if words:
        field_name = "title" if any(one.name == "title" for one in kind.model._meta.get_fields()) else "slug"
        versions = versions.filter(Q(title__icontains=words) | Q(slug__icontains=words))
        records = records.filter(Q(**{f"{field_name}__icontains": words}) | Q(slug__icontains=words))
    in_work = WorkingVersion.objects.in_work().filter(kind=kind.slug, object_id__isnull=False)
    records = records.exclude(pk__in=in_work.values("object_id"))
    number = versions.count() + records.count()
    if number > MOST_CHANGED:
        message = _("%(number)s records fit; at most %(limit)s can be changed at once. Narrow them down.")
        raise ValidationError(message % {"number": number, "limit": MOST_CHANGED}, code="too_many")
    found = [
        Changing(version.slug, version.title, version, None, version.document, version.document)
        for version in versions.order_by("slug").prefetch_related("strands")
    ]
    for record in records.order_by("slug"):
        document = kind.document_of(record)
        found.append(Changing(kind.slug_of(document), kind.title_of(document), None, record, document, document))
    return found


def preview_of(selection: Selection, words: str, change: Change) -> Preview:
    """What the change would do, record by record. Raises ValidationError when there are too many."""
    preview = Preview()
    for row in candidates(selection, words):
        preview.looked_at += 1
        row.after = changed(row.before, change)
        if row.after == row.before:
            continue
        row.old, row.new = shown_value(row.before, change), shown_value(row.after, change)
        faults = new_faults(row.before, row.after, selection.kind.shape)
        if faults:
            row.obstacle = "; ".join(words_of(fault) for fault in faults)
        elif row.version is not None and is_reviewed(row.version):
            row.obstacle = _("the facts are in review")
        (preview.left_out if row.obstacle else preview.rows).append(row)
    return preview


def is_reviewed(version: WorkingVersion) -> bool:
    """True when the facts wait for a reviewer or for publication."""
    states = (State.IN_REVIEW, State.APPROVED)
    return any(strand.part == FACTS and strand.state in states for strand in version.strands.all())


@transaction.atomic
def change_in_bulk(
    *, selection: Selection, words: str, change: Change, seen: str, by: Person, at: datetime
) -> BulkChange:
    """Write the change into the working versions, as drafts: all that were shown, or none.

    Args:
        seen: digest of the preview that the person agreed to.

    Raises:
        PermissionDenied: `by` may not change many records at once.
        ValidationError: something changed since the preview, or nothing would change.
    """
    if not may_change_in_bulk(rights_of(by)):
        raise PermissionDenied
    preview = preview_of(selection, words, change)
    if not preview.rows:
        raise ValidationError(_("This changes no record."), code="nothing")
    if seen != preview.digest:
        raise ValidationError(_("Something changed since you looked. Look at it again."), code="stale")
    bulk = BulkChange.objects.create(
        kind=selection.kind.slug, field=change.field.path, operation=change.operation.value,
        values={"value": change.value, "find": change.find, **change.source}, by=by, at=at,
    )  # fmt: skip
    for row in preview.rows:
        BulkChangedVersion.objects.create(change=bulk, **written(row, selection, bulk, by=by, at=at))
    audit.record(
        deed="records.changed_in_bulk", by=by, about=bulk, at=at,
        details={"kind": bulk.kind, "field": bulk.field, "operation": bulk.operation, "records": len(preview.rows)},
    )  # fmt: skip
    return bulk


def written(row: Changing, selection: Selection, bulk: BulkChange, *, by: Person, at: datetime) -> dict[str, Any]:
    """Write one record; what is needed to take it back."""
    version = row.version
    if version is None and row.record is not None:
        responsible = row.record.responsible
        version = open_record(kind=selection.kind, record=row.record, organisation=responsible, by=by, at=at)
    if version is None or version.document != row.before:
        raise ValidationError(_("Something changed since you looked. Look at it again."), code="stale")
    before = keep_snapshot(version, Snapshot.Occasion.SAVED, by=version.changed_by, at=version.changed_at)
    edition = version.edition
    after = replace_document(
        version=version, document=row.after, occasion=Snapshot.Occasion.CHANGED_IN_BULK,
        by=by, at=at, edition=edition, note=_("bulk change no. %(number)s") % {"number": bulk.pk},
    )  # fmt: skip
    return {
        "version": after, "edition_before": edition, "edition_after": after.edition, "snapshot_before": before.number,
    }  # fmt: skip


@transaction.atomic
def undo_bulk_change(*, bulk: BulkChange, by: Person, at: datetime) -> list[tuple[WorkingVersion, str]]:
    """Write every record as it was before, where nobody wrote since. Returns the others, with the reason.

    Raises:
        PermissionDenied: `by` may not change many records at once.
        ValidationError: it was undone already.
    """
    if not may_change_in_bulk(rights_of(by)):
        raise PermissionDenied
    locked = BulkChange.objects.select_for_update().get(pk=bulk.pk)
    if locked.undone_at:
        raise ValidationError(_("This change was undone already."), code="undone")
    kept = []
    rows = list(locked.rows.select_related("version"))
    for row in rows:
        if reason := put_back(row, locked, by=by, at=at):
            kept.append((row.version, reason))
    locked.undone_by, locked.undone_at = by, at
    locked.save()
    audit.record(
        deed="records.bulk_undone", by=by, about=locked, at=at,
        details={"records": len(rows) - len(kept), "kept": len(kept)},
    )  # fmt: skip
    return kept


def put_back(row: BulkChangedVersion, bulk: BulkChange, *, by: Person, at: datetime) -> str:
    """Write one record as it was; why not, where it cannot be."""
    if row.version.edition != row.edition_after:
        return _("somebody wrote in it since")
    if Strand.objects.filter(version=row.version, part=FACTS, state__in=AT_REST).exists():
        return _("the change is public already")
    snapshot = row.version.snapshots.get(number=row.snapshot_before)
    try:
        with transaction.atomic():
            replace_document(
                version=row.version, document=snapshot.document, occasion=Snapshot.Occasion.RESTORED, by=by, at=at,
                edition=row.edition_after, note=_("bulk change no. %(number)s undone") % {"number": bulk.pk},
            )  # fmt: skip
    except ValidationError as error:
        return " ".join(error.messages)
    row.is_undone = True
    row.save(update_fields=["is_undone"])
    return ""
