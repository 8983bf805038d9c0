"""Papers of a record, as pages ask for them."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from bqportal.editorial.models import Paper, Publishable, WorkingVersion


def papers_of(version: WorkingVersion) -> QuerySet[Paper]:
    """All papers of a working version, without their long words."""
    return version.papers.select_related("uploaded_by").defer("words")


def papers_in_work() -> QuerySet[Paper]:
    """Every paper with what its rights depend on."""
    return Paper.objects.select_related("version__organisation").prefetch_related("version__strands")


def public_papers_of(record: Publishable) -> QuerySet[Paper]:
    """What the public may have of a record's papers: those marked so, while the record is published."""
    if not record.is_published:
        return Paper.objects.none()
    kind = ContentType.objects.get_for_model(record)
    return Paper.objects.filter(
        is_public=True, version__content_type=kind, version__object_id=record.pk
    ).defer("words")  # fmt: skip


def public_paper(pk: int) -> Paper | None:
    """The paper, if the public may have it."""
    paper = Paper.objects.filter(pk=pk, is_public=True).select_related("version").defer("words").first()
    record: Any = paper.version.record if paper else None
    return paper if record is not None and record.is_published else None
