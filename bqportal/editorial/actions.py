"""What people do with a record's public life."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from bqportal.editorial import signals
from bqportal.editorial.models import ErrorReport, Publishable, Revision
from bqportal.editorial.rules import digest_of


@transaction.atomic
def publish_record(*, record: Publishable, sheet: dict[str, Any], at: datetime) -> Revision:
    """Make `record` public with `sheet`, the whole of its content, as its newest revision.

    Publishing unchanged content again adds no revision, so that repeated imports are a fixed point.
    """
    if not record.is_published or record.published_at is None:
        record.state = Publishable.State.PUBLISHED
        record.published_at = record.published_at or at
        record.save(update_fields=["state", "published_at", "changed_at"])
    revision = newest_revision_or_new(record=record, sheet=sheet, at=at)
    signals.published.send(sender=type(record), record=record)
    return revision


def newest_revision_or_new(*, record: Publishable, sheet: dict[str, Any], at: datetime) -> Revision:
    """The last revision when it already says the same, otherwise the next one."""
    digest = digest_of(sheet)
    kind = ContentType.objects.get_for_model(record)
    last = Revision.objects.filter(content_type=kind, object_id=record.pk).first()
    if last and last.digest == digest:
        return last
    number = last.number + 1 if last else 1
    return Revision.objects.create(
        content_type=kind, object_id=record.pk, number=number, at=at, sheet=sheet, digest=digest
    )


@transaction.atomic
def withdraw_record(*, record: Publishable) -> None:
    """Take `record` out of the public pages and the search. Its revisions stay."""
    record.state = Publishable.State.WITHDRAWN
    record.save(update_fields=["state", "changed_at"])
    signals.withdrawn.send(sender=type(record), record=record)


def report_error(*, page: str, message: str, language: str) -> ErrorReport:
    """Keep a reader's hint about a page. Nothing about the reader is stored."""
    return ErrorReport.objects.create(page=page[:500], message=message[:4000], language=language)
