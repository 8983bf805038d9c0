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

    Publishing unchanged content again adds no revision and no news, so that repeated imports are a fixed point.
    """
    if was_hidden := not record.is_published or record.published_at is None:
        record.state = Publishable.State.PUBLISHED
        record.published_at = record.published_at or at
        record.save(update_fields=["state", "published_at", "changed_at"])
    kind = ContentType.objects.get_for_model(record)
    last, digest = Revision.objects.filter(content_type=kind, object_id=record.pk).first(), digest_of(sheet)
    if last is None or last.digest != digest:
        number = last.number + 1 if last else 1
        last = Revision.objects.create(
            content_type=kind, object_id=record.pk, number=number, at=at, sheet=sheet, digest=digest
        )
    elif not was_hidden:
        return last
    signals.published.send(sender=type(record), record=record)
    return last


@transaction.atomic
def withdraw_record(*, record: Publishable) -> None:
    """Take `record` out of the public pages and the search. Its revisions stay."""
    record.state = Publishable.State.WITHDRAWN
    record.save(update_fields=["state", "changed_at"])
    signals.withdrawn.send(sender=type(record), record=record)


def report_error(*, page: str, message: str, language: str) -> ErrorReport:
    """Keep a reader's hint about a page. Nothing about the reader is stored."""
    return ErrorReport.objects.create(page=page[:500], message=message[:4000], language=language)
