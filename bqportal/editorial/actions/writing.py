"""Beginning a working version, saving what people write in it, restoring, dropping. Nothing here is public yet."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bqportal.editorial import notices
from bqportal.editorial.actions.keeping import keep_snapshot, log_transition
from bqportal.editorial.documents import FACTS, Document, changed_parts, is_only_shortened, part_of, parts_of
from bqportal.editorial.kinds import Kind, kind_named
from bqportal.editorial.models import Publishable, Snapshot, Strand, WorkingVersion
from bqportal.editorial.rules import digest_of
from bqportal.editorial.sections import Values, part_of_section, section_values, with_section
from bqportal.editorial.shapes import Shape, value_at
from bqportal.editorial.workflow import WRITABLE, State, Step
from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Place, is_editor, may_begin, may_write

LARGEST_DOCUMENT = 2_000_000  # characters of a document; 60 units in 12 languages stay below a tenth of it


class StaleSaveError(Exception):
    """Somebody else wrote in the same section meanwhile. Nothing was written; both texts are here."""

    def __init__(self, mine: Values, theirs: Values, version: WorkingVersion) -> None:
        super().__init__("stale")
        self.mine, self.theirs, self.version = mine, theirs, version


@transaction.atomic
def begin_record(
    *, kind: Kind, document: Document, organisation: Organisation | None, by: Person, at: datetime
) -> WorkingVersion:
    """Begin a record that the portal does not have yet.

    Raises:
        PermissionDenied: `by` may not write at this place of the catalogue, or not for this organisation.
        ValidationError: the address is taken.
    """
    place = place_of(document, kind)
    rights = rights_of(by)
    if not may_begin(rights, place):
        raise PermissionDenied
    if organisation and not is_editor(rights) and organisation.pk not in rights.organisations_for(place):
        raise PermissionDenied
    slug = kind.slug_of(document)
    known = WorkingVersion.objects.current().filter(kind=kind.slug, slug=slug)
    if record_named(kind, document) or known.exists():
        raise ValidationError({"slug": _("“%(slug)s” is taken; choose another address") % {"slug": slug}})
    version = create_version(kind, document, organisation=organisation, by=by, at=at)
    Strand.objects.bulk_create(
        [Strand(version=version, part=part, author=by, last_editor=by) for part in parts_of(document, kind.shape)]
    )
    keep_snapshot(version, Snapshot.Occasion.BEGUN, by=by, at=at)
    audit.record(deed="version.begun", by=by, about=version, organisation=organisation, at=at)
    return version


@transaction.atomic
def open_record(
    *, kind: Kind, record: Publishable, organisation: Organisation | None, by: Person, at: datetime
) -> WorkingVersion:
    """The working version of a record that the portal has: the one in work, or a fresh one of what is public.

    A version that rests, all its parts public, follows what importers wrote meanwhile. Another organisation gets one
    of its own.

    Raises:
        PermissionDenied: `by` may not write here.
    """
    document = kind.document_of(record)
    rights, place = rights_of(by), place_of(document, kind)
    content_type = ContentType.objects.get_for_model(record)
    known = WorkingVersion.objects.current().filter(content_type=content_type, object_id=record.pk)
    version: WorkingVersion | None = known.select_for_update().first()
    if version is not None and not is_resting(version):
        if not may_write(rights, version.work):
            raise PermissionDenied
        return version
    if not may_begin(rights, place) or (
        organisation and not is_editor(rights) and organisation.pk not in rights.organisations_for(place)
    ):
        raise PermissionDenied
    if version is None:
        version = create_version(kind, document, organisation=organisation, by=by, at=at, record=record)
    elif organisation is not None and organisation.pk != version.organisation_id:
        version = pass_on(version, kind, document, organisation, by=by, at=at)
    if version.document != document:
        version.document = document
        version.edition += 1
        version.save()
    sync_strands(version, kind.shape, record)
    keep_snapshot(version, Snapshot.Occasion.IMPORTED, by=None, at=at)
    return version


def pass_on(
    version: WorkingVersion, kind: Kind, document: Document, organisation: Organisation, *, by: Person, at: datetime
) -> WorkingVersion:
    """Close a version that rests, and make one for another organisation with nothing in it but what is public.

    What was said, attached and tried in the old one stays with those who could read it. What is public goes along:
    papers for the public, and of each part whether it was reviewed and from which language it was translated.
    """
    old = {strand.part: strand for strand in version.strands.all()}
    version.closed_at = at
    version.save()
    fresh = create_version(kind, document, organisation=organisation, by=by, at=at, record=version.record)
    for part, strand in old.items():
        source = part_of(document, strand.source_language, kind.shape) if strand.source_language else {}
        is_current = bool(strand.source_digest) and digest_of(source) == strand.source_digest
        Strand.objects.create(
            version=fresh, part=part, state=strand.state, is_public=strand.is_public, is_reviewed=strand.is_reviewed,
            origin=strand.origin, source_language=strand.source_language, source_digest=strand.source_digest,
            source_text=source if is_current else {},
        )  # fmt: skip
    version.papers.filter(is_public=True).update(version=fresh)
    audit.record(deed="version.passed_on", by=by, about=fresh, organisation=organisation, at=at)
    return fresh


def is_resting(version: WorkingVersion) -> bool:
    """True when every part is public or withdrawn."""
    return not version.strands.exclude(state__in=(State.PUBLISHED, State.WITHDRAWN)).exists()


def place_of(document: Document, kind: Kind) -> Place:
    """Where a document stands in the catalogue."""
    sector = str(value_at(document, kind.shape.sector) or "") if kind.shape.sector else ""
    return Place(kind.slug, str(document.get("country", "")), sector)


def record_named(kind: Kind, document: Document) -> Publishable | None:
    """The record in the tables that the document would write; None if it would be new."""
    slug = str(document.get("slug", ""))
    records: QuerySet[Any] = kind.model._default_manager.all()
    records = records.filter(slug=slug)
    if kind.slug_of(document) != slug:  # told apart by country and version
        records = records.filter(country__code=str(document.get("country", "")))
    found: Publishable | None = records.first()
    return found


def create_version(
    kind: Kind,
    document: Document,
    *,
    organisation: Organisation | None,
    by: Person,
    at: datetime,
    record: Publishable | None = None,
) -> WorkingVersion:
    """The row of a working version. Raises ValidationError when somebody begins the same at this moment."""
    place = place_of(document, kind)
    try:
        with transaction.atomic():
            return WorkingVersion.objects.create(
                kind=kind.slug,
                record=record,
                slug=kind.slug_of(document)[:150],
                title=kind.title_of(document)[:300],
                country=place.country[:4],
                sector=place.sector[:4],
                organisation=organisation,
                document=document,
                begun_at=at,
                changed_at=at,
                changed_by=by,
            )
    except IntegrityError as error:
        raise ValidationError(
            _("Somebody else has begun this record at this moment. Open it from the list.")
        ) from error


def sync_strands(version: WorkingVersion, shape: Shape, record: Publishable) -> None:
    """One strand for every part that the document has; those of a record that rests are as public as it is."""
    public, reviewed = record.is_published, record.reviewed_on is not None
    known = set(version.strands.values_list("part", flat=True))
    state = State.PUBLISHED if public else State.WITHDRAWN
    Strand.objects.bulk_create(
        [
            Strand(version=version, part=part, state=state, is_public=public, is_reviewed=reviewed)
            for part in parts_of(version.document, shape)
            if part not in known
        ]
    )


@transaction.atomic
def save_section(
    *,
    version: WorkingVersion,
    section: str,
    values: Values,
    base: str,
    by: Person,
    at: datetime,
    keep: bool = True,
    translated_from: str = "",
) -> WorkingVersion:
    """Write one section of a working version.

    Args:
        base: digest of the section as the form showed it (`section_digest`).
        keep: also keep a snapshot; an autosave does not, unless another person wrote before.
        translated_from: language that the words of a text section were translated from.

    Raises:
        PermissionDenied: `by` may not write here.
        ValidationError: the part is in review or approved.
        StaleSaveError: somebody else wrote in this section since the form was shown.
    """
    kind = kind_named(version.kind)
    locked: WorkingVersion = WorkingVersion.objects.select_for_update().get(pk=version.pk)
    if not may_write(rights_of(by), locked.work):
        raise PermissionDenied
    part = part_of_section(section)
    present = section_values(locked.document, section, kind.shape)
    document = with_section(locked.document, section, values, kind.shape)
    refuse_locked(locked, [part, *changed_parts(locked.document, document, kind.shape)])
    if document != locked.document and base != digest_of(present):
        raise StaleSaveError(values, present, locked)
    if section == "facts" and version.object_id:
        refuse_moved(locked, document, kind)
    if document != locked.document:
        write_document(locked, document, kind, parts=touched_parts(locked, document, part, kind), by=by, at=at)
        if translated_from:
            note_source(locked, part, kind, translated_from)
    if keep:
        keep_snapshot(locked, Snapshot.Occasion.SAVED, by=locked.changed_by, at=at)
    return locked


def touched_parts(version: WorkingVersion, document: Document, part: str, kind: Kind) -> list[str]:
    """The part that is written, and languages whose words now hang on other rows; not those that only lost rows."""
    changed = changed_parts(version.document, document, kind.shape)
    return [part] + [
        language
        for language in changed
        if language not in (part, FACTS) and not is_only_shortened(version.document, document, language, kind.shape)
    ]


def section_digest(version: WorkingVersion, section: str) -> str:
    """Digest of a section as it stands: what a form carries along, so that a stale save is noticed."""
    return digest_of(section_values(version.document, section, kind_named(version.kind).shape))


def refuse_locked(version: WorkingVersion, parts: list[str]) -> None:
    """What is in review or approved stays as it was read. Raises ValidationError when one of the parts is."""
    if version.strands.filter(part__in=parts, state__in=(State.IN_REVIEW, State.APPROVED)).exists():
        raise ValidationError(_("This part is in review. Take it back first, then write."), code="in_review")


def refuse_moved(version: WorkingVersion, document: Document, kind: Kind) -> None:
    """What the address of a record hangs on stays (Field.fixed). Raises ValidationError when it would change."""
    for field in kind.shape.facts:
        if field.fixed and value_at(document, field.path) != value_at(version.document, field.path):
            raise ValidationError({field.path: _("This stays as it is: the address of a public record hangs on it.")})


def write_document(
    version: WorkingVersion, document: Document, kind: Kind, *, parts: list[str], by: Person, at: datetime
) -> None:
    """Write the document, and set these parts to draft.

    Raises:
        ValidationError: it is too large, or its new address is taken.
    """
    if len(str(document)) > LARGEST_DOCUMENT:
        raise ValidationError(_("This record would become too large. Shorten it, or split it."))
    if version.changed_by_id != by.pk:
        keep_snapshot(version, Snapshot.Occasion.SAVED, by=version.changed_by, at=version.changed_at)
    place, slug = place_of(document, kind), kind.slug_of(document)[:150]
    taken = WorkingVersion.objects.current().filter(kind=kind.slug, slug=slug).exclude(pk=version.pk)
    if slug != version.slug and (taken.exists() or record_named(kind, document)):
        raise ValidationError({"slug": _("“%(slug)s” is taken; choose another address") % {"slug": slug}})
    if version.object_id is None and not may_begin(rights_of(by), place):
        raise ValidationError({"country": _("Your organisation is not competent for this country and field.")})
    version.document, version.title = document, kind.title_of(document)[:300]
    version.slug, version.country, version.sector = slug, place.country[:4], place.sector[:4]
    version.edition += 1
    version.changed_at, version.changed_by = at, by
    version.save()
    for part in parts:
        begin_strand(version, part, by=by, at=at)
    audit.record(
        deed="version.saved", by=by, about=version, organisation=version.organisation,
        details={"edition": version.edition, "parts": ",".join(part or "facts" for part in parts)}, at=at,
    )  # fmt: skip


def begin_strand(version: WorkingVersion, part: str, *, by: Person, at: datetime) -> None:
    """Note who writes; what was public becomes a draft of its next version. A new language gets its strand."""
    strand, _is_new = Strand.objects.get_or_create(version=version, part=part)
    begun = None
    if strand.state not in WRITABLE:
        begun = log_transition(strand, Step.BEGIN, State.DRAFT, by=by, at=at)
        strand.author = None
        strand.origin = Strand.Origin.HUMAN
    strand.author = strand.author or by
    strand.last_editor = by
    strand.save()
    if begun:
        notices.about_transition(begun)


def note_source(version: WorkingVersion, part: str, kind: Kind, language: str) -> None:
    """Keep what a translation was made from, so that it can say what changed since."""
    source = part_of(version.document, language, kind.shape)
    version.strands.filter(part=part).update(
        source_language=language, source_text=source, source_digest=digest_of(source)
    )


@transaction.atomic
def replace_document(
    *,
    version: WorkingVersion,
    document: Document,
    occasion: str,
    by: Person,
    at: datetime,
    edition: int,
    note: str = "",
) -> WorkingVersion:
    """Write a whole document: restoring, importing, changing in bulk. Only the parts that differ become drafts.

    Raises:
        PermissionDenied: `by` may not write here.
        ValidationError: a part that would change is in review, or somebody wrote since `edition`.
    """
    kind = kind_named(version.kind)
    locked: WorkingVersion = WorkingVersion.objects.select_for_update().get(pk=version.pk)
    if not may_write(rights_of(by), locked.work):
        raise PermissionDenied
    if locked.edition != edition:
        raise ValidationError(_("Somebody wrote in this record meanwhile. Look at it again."), code="stale")
    if locked.object_id:
        refuse_moved(locked, document, kind)
    if parts := changed_parts(locked.document, document, kind.shape):
        refuse_locked(locked, parts)
        write_document(locked, document, kind, parts=parts, by=by, at=at)
    keep_snapshot(locked, occasion, by=by, at=at, note=note)
    return locked


def restore_snapshot(*, version: WorkingVersion, number: int, edition: int, by: Person, at: datetime) -> WorkingVersion:
    """Write an older snapshot as the newest draft; everything in between stays in the history.

    Raises Snapshot.DoesNotExist, and what `replace_document` raises.
    """
    snapshot = version.snapshots.get(number=number)
    note = _("as in no. %(number)s") % {"number": number}
    return replace_document(
        version=version, document=snapshot.document, occasion=Snapshot.Occasion.RESTORED,
        by=by, at=at, edition=edition, note=note,
    )  # fmt: skip


@transaction.atomic
def drop_version(*, version: WorkingVersion, reason: str, by: Person, at: datetime) -> None:
    """Throw away a record that was never public, with its history. The audit log says who did so and when.

    Raises:
        PermissionDenied: `by` may not write here.
        ValidationError: it was public once, or no reason is given.
    """
    if not may_write(rights_of(by), version.work):
        raise PermissionDenied
    if version.object_id:
        raise ValidationError(_("This record was public. Withdraw it instead."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    audit.record(
        deed="version.dropped", by=by, about=version, organisation=version.organisation,
        details={"edition": version.edition}, at=at,
    )  # fmt: skip
    version.delete()


def note_presence(*, version: WorkingVersion, by: Person, at: datetime) -> None:
    """Somebody has it open; others are told."""
    version.presences.update_or_create(person=by, defaults={"seen_at": at})
