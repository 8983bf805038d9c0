"""The history of a working version: its snapshots, who judged and published which, who wrote every statement."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from bqportal.editorial.authorship import authors_of
from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Publishable, Snapshot, Transition, WorkingVersion
from bqportal.editorial.workflow import Step
from bqportal.organisations.models import Person

JUDGING = (Step.APPROVE, Step.REQUEST_CHANGES, Step.PUBLISH)
AT_ONCE = 20  # documents in memory while authors are looked for


def history_of(version: WorkingVersion) -> QuerySet[Snapshot]:
    """The snapshots without their content, the newest first, each with the steps that were taken on it."""
    steps = Prefetch("transitions", Transition.objects.select_related("strand", "by"))
    return version.snapshots.defer("document").select_related("by").prefetch_related(steps)


def steps_apart(version: WorkingVersion) -> QuerySet[Transition]:
    """Steps that were taken on no snapshot, the newest first."""
    return Transition.objects.filter(strand__version=version, snapshot=None).select_related("strand", "by")


def document_at(version: WorkingVersion, number: int) -> Document:
    """What the record said then. Raises Snapshot.DoesNotExist."""
    document: Document = version.snapshots.values_list("document", flat=True).get(number=number)
    return document


def is_public(version: WorkingVersion) -> bool:
    """True when the public can read some version of the record now."""
    return isinstance(version.record, Publishable) and version.record.is_published


def public_document(version: WorkingVersion) -> Document:
    """What the public reads now: parts that are still in work are not in it, whatever a snapshot holds."""
    return kind_named(version.kind).document_of(version.record)


def last_judged(version: WorkingVersion, person: Person, part: str | None = None) -> int | None:
    """Number of the snapshot that `person` last approved, sent back or published, in one part or in any."""
    steps = Transition.objects.filter(strand__version=version, by=person, step__in=JUDGING, snapshot__isnull=False)
    if part is not None:
        steps = steps.filter(strand__part=part)
    return steps.values_list("snapshot__number", flat=True).first()


def last_published(version: WorkingVersion) -> int | None:
    """Number of the snapshot of which a part was last published."""
    steps = Transition.objects.filter(strand__version=version, step=Step.PUBLISH, snapshot__isnull=False)
    return steps.values_list("snapshot__number", flat=True).first()


def statement_authors(version: WorkingVersion) -> dict[str, tuple[Person | None, datetime]]:
    """Path of every statement → who wrote it last and when; None stands for an import. Paths as in `comparing`."""
    return authors_of(_states(version), kind_named(version.kind).shape)


def _states(version: WorkingVersion) -> Iterator[tuple[Document, Person | None, datetime]]:
    """Every snapshot from the oldest on, then what was written since."""
    snapshots = version.snapshots.select_related("by").order_by("number")
    for snapshot in snapshots.iterator(chunk_size=AT_ONCE):
        yield snapshot.document, snapshot.by, snapshot.at
    yield version.document, version.changed_by, version.changed_at
