"""Fetching with permission: what is not public is not there (404)."""

from datetime import date
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from bqportal.editorial.models import Publishable, Revision
from bqportal.editorial.queries import revision_as_of, revisions_of
from bqportal.editorial.reading import note_read

PAGE_SIZE = 25


def public_record(records: QuerySet[Any], **lookup: Any) -> Any:
    """The one public record that fits; counted as read.

    Raises:
        Http404: there is none, or the public may not read it.
    """
    record = records.filter(state=Publishable.State.PUBLISHED, **lookup).first()
    if record is None:
        raise Http404
    note_read(record, timezone.localdate())
    return record


def public_revision(record: Publishable, day: date) -> Revision:
    """What `record` said at the end of `day`, for an "as of" address.

    Raises:
        Http404: nothing was public on that day, or the day is still to come and could change.
    """
    revision = revision_as_of(record, day) if day <= timezone.localdate() else None
    if revision is None:
        raise Http404
    return revision


def last_changed(record: Publishable) -> date | None:
    """The day (time zone of the portal) on which the public content of `record` last changed."""
    newest = revisions_of(record).first()
    return timezone.localtime(newest.at).date() if newest else None


def page_of(request: HttpRequest, rows: Any, size: int = PAGE_SIZE) -> Page[Any]:
    """The page of `rows` that the address asks for.

    Raises:
        Http404: the page number is none, or past the end.
    """
    try:
        return Paginator(rows, size).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
