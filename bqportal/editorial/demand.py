"""The demand board: what visitors look for and do not find, and what they read although nobody looked at it lately."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, Sum

from bqportal.editorial.kinds import Kind, kinds
from bqportal.editorial.models import MissingProfileRequest, ReadCount, WorkingVersion
from bqportal.organisations.rights import Rights

DAYS = 90  # of which reads are counted
READ = 1000  # records per kind, the most read first, that are weighed by their age
SHOWN = 25


@dataclass(frozen=True)
class Worn:
    """A public record that is read: how often in the last 90 days, and since how many days nobody checked it."""

    kind: Kind
    record: Any
    reads: int
    age: int

    @property
    def weight(self) -> int:
        """Reads times age: how many readings fell on how old a check."""
        return self.reads * self.age

    @property
    def address(self) -> tuple[str, tuple[Any, ...]]:
        """Route and arguments of the public page."""
        return self.kind.address(self.record)


def requests(*, country: str = "", state: str = "") -> QuerySet[Any]:
    """What visitors asked for, most often asked first, narrowed by country and by open, work or done."""
    rows = MissingProfileRequest.objects.all().with_state()
    if country:
        rows = rows.filter(country=country)
    if state == "open":
        rows = rows.filter(version=None)
    elif state in ("work", "done"):
        rows = rows.filter(version__isnull=False, is_done=state == "done")
    return rows


def readable_versions(rows: list[MissingProfileRequest], rights: Rights) -> dict[int, str]:
    """Titles of those linked working versions that the person may read: one query."""
    linked = {row.version_id for row in rows if row.version_id}
    return dict(WorkingVersion.objects.all().visible_to(rights).filter(pk__in=linked).values_list("pk", "title"))


def linkable_versions(rights: Rights) -> QuerySet[Any]:
    """Working versions that may turn out to be what was missed."""
    return WorkingVersion.objects.all().visible_to(rights).defer("document")


def read_and_old(today: date) -> list[Worn]:
    """Public records by reads times days since the last check: two queries per kind of record."""
    found = [worn for kind in kinds() for worn in _read_and_old(kind, today)]
    return sorted(found, key=lambda worn: (-worn.weight, worn.record.pk))[:SHOWN]


def _read_and_old(kind: Kind, today: date) -> Iterator[Worn]:
    """Of one kind. Who never checked it counts from the day it became public."""
    counts = ReadCount.objects.filter(
        content_type=ContentType.objects.get_for_model(kind.model), day__gt=today - timedelta(days=DAYS)
    )
    totals = counts.values("object_id").annotate(reads=Sum("count")).order_by("-reads", "object_id")[:READ]
    reads = {row["object_id"]: row["reads"] for row in totals}
    related = [field.name for field in kind.model._meta.fields if field.name == "country" and field.is_relation]
    for record in kind.model._default_manager.select_related(*related).filter(pk__in=reads, state="published"):
        checked = record.last_checked or (record.published_at.date() if record.published_at else today)
        yield Worn(kind, record, reads[record.pk], max(0, (today - checked).days))
