"""Who contributed to what is public, for public credit: organisations, never people."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Max, Q, QuerySet

from bqportal.editorial.documents import FACTS
from bqportal.editorial.models import Publishable, Transition
from bqportal.editorial.workflow import Step


def contributions() -> QuerySet[Any, Any]:
    """For each organisation: records and language texts that are public now and that it brought there: one query.

    Rows: {"organisation", "name", "url", "records", "texts", "languages", "last"}, the most records first.
    """
    return (
        _credited()
        .order_by()
        .values("organisation", name=F("organisation__name"), url=F("organisation__url"))
        .annotate(
            records=Count("strand__version", distinct=True),
            texts=Count("strand", distinct=True, filter=~Q(strand__part=FACTS)),
            languages=Count("strand__part", distinct=True, filter=~Q(strand__part=FACTS)),
            last=Max("at"),
        )
        .order_by("-records", "-texts", "name")
    )


def _credited() -> QuerySet[Transition]:
    """Steps by which an organisation's work became public and still is."""
    return Transition.objects.filter(step=Step.PUBLISH, strand__is_public=True, organisation__isnull=False)


def contributors_of(record: Publishable) -> QuerySet[Any, Any]:
    """Organisations that contributed to one public record, with the parts and the last day: one query.

    Rows: {"organisation", "name", "url", "parts", "last"}, the latest first.
    """
    return (
        _credited()
        .filter(
            strand__version__content_type=ContentType.objects.get_for_model(record),
            strand__version__object_id=record.pk,
        )
        .order_by()
        .values("organisation", name=F("organisation__name"), url=F("organisation__url"))
        .annotate(parts=Count("strand", distinct=True), last=Max("at"))
        .order_by("-last", "name")
    )
