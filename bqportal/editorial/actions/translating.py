"""What is done with the languages of a record: minor edits of a source, and marking machine text."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.editorial.documents import FACTS, part_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import MinorEdit, Strand, WorkingVersion
from bqportal.editorial.plain_text import plain_text
from bqportal.editorial.rules import digest_of
from bqportal.editorial.workflow import State
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_review, may_write


@transaction.atomic
def mark_minor(
    *, version: WorkingVersion, language: str, since: str, seen: str, reason: str, by: Person, at: datetime
) -> MinorEdit:
    """Say that what changed in `language` left the meaning as it was: translations made from it stay as they are.

    Only translations of the wording `since` are meant: who says so has seen the change from that wording to the one of
    now. A translation that was older already stays outdated.

    Args:
        since: digest of the wording before (Strand.source_digest).
        seen: digest of the wording that the person looked at.

    Raises:
        PermissionDenied: `by` neither writes nor reviews this record.
        ValidationError: no reason; the text changed since; no translation is meant.
    """
    locked = WorkingVersion.objects.select_for_update().get(pk=version.pk)
    rights, work = rights_of(by), locked.work
    if not (may_write(rights, work) or may_review(rights, work)):
        raise PermissionDenied
    cleaned = plain_text(reason, limit=500, field="reason")
    words = part_of(locked.document, language, kind_named(locked.kind).shape)
    now = digest_of(words)
    if seen != now:
        raise ValidationError(_("The text changed since you looked at it. Look at it again."), code="stale")
    meant = list(locked.strands.select_for_update().filter(source_language=language, source_digest=since))
    if not since or since == now or not meant:
        raise ValidationError(_("No translation was made from that wording."), code="none")
    for strand in meant:
        strand.source_text, strand.source_digest = words, now
        strand.save(update_fields=["source_text", "source_digest"])
    kept = [strand.part for strand in meant]
    audit.record(
        deed="text.minor_edit", by=by, about=locked, organisation=locked.organisation,
        details={"language": language, "translations": ",".join(kept)}, at=at,
    )  # fmt: skip
    return MinorEdit.objects.create(
        version=locked, language=language, from_digest=since, to_digest=now, translations=kept, reason=cleaned,
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def mark_machine(*, version: WorkingVersion, language: str, machine: bool, by: Person, at: datetime) -> Strand:
    """Say that a machine wrote the words of a language, such as imported ones; or, with `machine` false, a person.

    Raises:
        PermissionDenied: `by` may not write here.
        ValidationError: the record has no such language, or somebody has approved it already.
    """
    if not may_write(rights_of(by), version.work):
        raise PermissionDenied
    strand = version.strands.select_for_update().filter(part=language).exclude(part=FACTS).first()
    if strand is None:
        raise ValidationError(_("This record has no text in that language."), code="none")
    if strand.state == State.APPROVED:
        raise ValidationError(_("This text is approved. Take it back first; machine text must be read as such."))
    origin = Strand.Origin.MACHINE if machine else Strand.Origin.HUMAN
    if strand.origin != origin:
        strand.origin = origin
        strand.save(update_fields=["origin"])
        audit.record(
            deed="text.origin", by=by, about=version, organisation=version.organisation,
            details={"language": language, "origin": origin.value}, at=at,
        )  # fmt: skip
    return strand
