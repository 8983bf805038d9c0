"""Bringing parts of a working version into the tables that the public pages read, and taking them out again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from bqportal.editorial.actions.publishing import withdraw_record
from bqportal.editorial.documents import FACTS, Document, with_part
from bqportal.editorial.freshness import next_review
from bqportal.editorial.kinds import Kind, kind_named
from bqportal.editorial.models import Publishable, WorkingVersion
from bqportal.editorial.records import Record
from bqportal.editorial.reviews import interval_for
from bqportal.editorial.writing import saved


def release(version: WorkingVersion, parts: Sequence[str], *, at: datetime, withdraw: bool = False) -> None:
    """Make the record public with these parts as they stand in the working version, or without them.

    All other parts stay exactly as the public has them. The caller holds the transaction.

    Raises ValidationError with every problem that the importer finds; the caller's transaction rolls back.
    """
    kind = kind_named(version.kind)
    if withdraw and FACTS in parts and version.record is not None:
        withdraw_record(record=version.record)
        version.strands.exclude(part=FACTS).filter(is_public=True).update(is_public=False, is_reviewed=False)
        return
    document = public_document(version, kind)
    for part in sorted(parts):  # the facts, whose name is empty, come first: texts hang on their rows
        document = with_part(document, {} if withdraw else version.document, part, kind.shape)
    record = write_public(version, document, kind, parts, at=at, withdraw=withdraw)
    mark_machine_texts(version, record, parts)
    kind.publish(record, at)
    keep_up(version, kind, parts)


def public_document(version: WorkingVersion, kind: Kind) -> Document:
    """What the public has now; nothing where the record is new or withdrawn."""
    record: Any = version.record
    return kind.document_of(record) if record is not None and record.is_published else {}


def write_public(
    version: WorkingVersion, document: Document, kind: Kind, parts: Sequence[str], *, at: datetime, withdraw: bool
) -> Publishable:
    """Write the document into the tables, with who answers for it and when it was checked."""
    outcome = Record(document, version.slug)
    row = kind.write(outcome)
    if outcome.problems or row is None:
        raise ValidationError([str(problem) for problem in outcome.problems], code="faulty")
    standing: dict[str, Any] = {"responsible": version.organisation} if version.organisation else {}
    if not withdraw:
        standing |= checked(version, kind, row, parts, timezone.localdate(at))
    record: Publishable = saved(type(row), {"pk": row.pk}, standing)
    version.record = record
    version.save()
    return record


def checked(version: WorkingVersion, kind: Kind, row: Any, parts: Sequence[str], today: date) -> dict[str, Any]:
    """What publishing these parts says of the record: its facts were checked today; and it counts as reviewed as a
    whole once a second person has approved everything that is public of it."""
    others = version.strands.exclude(part__in=parts).filter(is_public=True, is_reviewed=False)
    reviewed: dict[str, Any] = {} if others.exists() else {"reviewed_on": today}
    if FACTS not in parts:
        return reviewed
    return {**reviewed, "last_checked": today, "review_by": next_review(today, interval_for(kind, row, today))}


def mark_machine_texts(version: WorkingVersion, record: Any, parts: Sequence[str]) -> None:
    """The public sees which language a machine translated, also after a person has approved it."""
    for strand in version.strands.filter(part__in=parts).exclude(part=FACTS):
        record.texts.filter(language=strand.part).exclude(origin=strand.origin).update(origin=strand.origin)


def keep_up(version: WorkingVersion, kind: Kind, parts: Sequence[str]) -> None:
    """Where nothing else is in work, the working version says exactly what the tables say, to the last blank."""
    others = version.strands.exclude(part__in=parts).exclude(state__in=("published", "withdrawn"))
    if not others.exists():
        version.document = kind.document_of(version.record)
        version.save()
