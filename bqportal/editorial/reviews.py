"""Public records of every kind by the day on which they should be looked at again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet

from bqportal.editorial.freshness import QUEUES, REMINDED, Bucket, Interval, bucket_of, due_in, interval_of
from bqportal.editorial.kinds import Kind, kinds
from bqportal.editorial.listing import place_of_record
from bqportal.editorial.models import Publishable, Reminder
from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import Place


@dataclass(frozen=True)
class Wanted:
    """What a queue is narrowed to; empty narrows nothing.

    Attributes:
        organisations: who answers for the record; None for all.
    """

    kind: str = ""
    country: str = ""
    organisations: frozenset[int] | None = None


@dataclass(frozen=True)
class Due:
    """A public record in a queue, with what a page shows of it."""

    kind: Kind
    record: Any
    place: Place
    bucket: Bucket
    interval: Interval

    @property
    def address(self) -> tuple[str, tuple[Any, ...]]:
        """Route and arguments of its public page."""
        return self.kind.address(self.record)


def public_records(kind: Kind, wanted: Wanted) -> QuerySet[Any]:
    """Public records of one kind, narrowed."""
    records = kind.model._default_manager.filter(state=Publishable.State.PUBLISHED)
    if wanted.country:
        records = records.filter(country__code=wanted.country)
    if wanted.organisations is not None:
        records = records.filter(responsible__in=wanted.organisations)
    return records


def in_bucket(bucket: Bucket, today: date) -> Q:
    """The condition for a bucket."""
    if bucket is Bucket.NEVER:
        return Q(review_by=None)
    first, last = due_in(bucket, today)
    condition = Q(review_by__isnull=False)
    if first:
        condition &= Q(review_by__gte=first)
    if last:
        condition &= Q(review_by__lte=last)
    return condition


def wanted_kinds(wanted: Wanted) -> list[Kind]:
    """The kinds of records that are asked for."""
    return [kind for kind in kinds() if wanted.kind in ("", kind.slug)]


def queue_counts(today: date, wanted: Wanted) -> dict[Bucket, int]:
    """How many records stand in each queue; one query for each kind."""
    counts = dict.fromkeys(QUEUES, 0)
    for kind in wanted_kinds(wanted):
        asked = {f"n{index}": Count("pk", filter=in_bucket(bucket, today)) for index, bucket in enumerate(QUEUES)}
        row = public_records(kind, wanted).order_by().aggregate(**asked)
        for index, bucket in enumerate(QUEUES):
            counts[bucket] += row[f"n{index}"]
    return counts


def queue(bucket: Bucket, today: date, wanted: Wanted) -> list[tuple[str, int]]:
    """Kind and key of the records in a queue, the longest due first; one query for each kind."""
    found = []
    for kind in wanted_kinds(wanted):
        records = public_records(kind, wanted).filter(in_bucket(bucket, today)).order_by()
        found += [(day or date.min, kind.slug, pk) for day, pk in records.values_list("review_by", "pk")]
    return [(slug, pk) for _day, slug, pk in sorted(found)]


def dues(keys: Iterable[tuple[str, int]], today: date) -> list[Due]:
    """The records of a page of a queue, in the same order; one query for each kind."""
    wanted = list(keys)
    found: dict[tuple[str, int], Due] = {}
    for kind in kinds():
        pks = [pk for slug, pk in wanted if slug == kind.slug]
        if pks:
            records: QuerySet[Any] = kind.model._default_manager.filter(pk__in=pks)
            for record in records.select_related("country", "responsible"):
                found[kind.slug, record.pk] = due(kind, record, today)
    return [found[key] for key in wanted if key in found]


def due(kind: Kind, record: Any, today: date) -> Due:
    """One record with its place and interval."""
    return Due(
        kind, record, place_of_record(kind, record), bucket_of(record.review_by, today),
        interval_for(kind, record, today),
    )  # fmt: skip


def interval_for(kind: Kind, record: Any, today: date) -> Interval:
    """How long a check of the record holds."""
    return interval_of(kind.review_months, record.country.code, record.valid_to, today)


def countries_of_records() -> list[str]:
    """Codes of the countries of which something is public; one query for each kind."""
    found: set[str] = set()
    for kind in kinds():
        records = public_records(kind, Wanted()).order_by()
        found |= set(records.values_list("country__code", flat=True).distinct())
    return sorted(found)


def due_notices(today: date) -> dict[Organisation | None, list[Due]]:
    """Records that are overdue or due within 90 days and of which nobody was told in this bucket yet, by owner."""
    found: dict[Organisation | None, list[Due]] = {}
    for bucket in REMINDED:
        for one in dues(queue(bucket, today, Wanted()), today):
            found.setdefault(one.record.responsible, []).append(one)
    told = set(Reminder.objects.values_list("content_type", "object_id", "review_by", "bucket"))
    types = {kind.slug: ContentType.objects.get_for_model(kind.model).pk for kind in kinds()}
    left = {
        owner: [
            one for one in rows if (types[one.kind.slug], one.record.pk, one.record.review_by, one.bucket) not in told
        ]
        for owner, rows in found.items()
    }
    return {owner: rows for owner, rows in left.items() if rows}
