"""Revisions, as pages ask for them."""

from datetime import date, datetime, time

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from bqportal.editorial.models import Publishable, Revision


def revisions_of(record: Publishable) -> QuerySet[Revision]:
    """All revisions, newest first, without their content."""
    kind = ContentType.objects.get_for_model(record)
    return Revision.objects.filter(content_type=kind, object_id=record.pk).defer("sheet")


def revision_as_of(record: Publishable, day: date) -> Revision | None:
    """What was public at the end of `day` (time zone of the portal), or None if nothing was."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    kind = ContentType.objects.get_for_model(record)
    return Revision.objects.filter(content_type=kind, object_id=record.pk, at__lte=end).first()


def newest_revisions() -> QuerySet[Revision]:
    """What was published last in the whole portal, newest first, without its content.

    What was published in one go stands in a mixed but lasting order, so that no kind hides the others.
    """
    return Revision.objects.order_by("-at", "digest", "-pk").defer("sheet")
