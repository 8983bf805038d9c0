"""Centres, courses, trainings and good practice as kinds of records that people write in the work area."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.actions.publishing import publish_record
from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import Kind
from bqportal.editorial.models import Revision
from bqportal.offers import exporting, queries, sheets
from bqportal.offers.importers.records import import_centre, import_event, import_offer, import_practice
from bqportal.offers.models import Centre, Event, Offer, Practice
from bqportal.offers.shape import CENTRE, EVENT, OFFER, PRACTICE


def _kind(
    slug: str,
    *,
    profiles: Callable[[], QuerySet[Any]],
    document_of: Callable[[Any], Document],
    sheet_of: Callable[[Any], dict[str, Any]],
    title: str = "title",
    **others: Any,
) -> Kind:
    """A kind whose records `profiles` gives complete; `title` is the field that lists show."""

    def complete(record: Any) -> Any:
        return profiles().get(pk=record.pk)

    def publish(record: Any, at: datetime) -> Revision:
        whole = complete(record)
        return publish_record(record=whole, sheet=sheet_of(whole), at=at)

    return Kind(
        slug=slug,
        document_of=lambda record: document_of(complete(record)),
        publish=publish,
        sheet_of=lambda record: sheet_of(complete(record)),
        address=lambda record: (f"catalogue:{slug}-detail", (record.slug,)),
        slug_of=lambda document: str(document.get("slug", "")),
        title_of=lambda document: str(document.get(title, "")),
        **others,
    )


KINDS = (
    _kind(
        "centre",
        label=_("counselling centre"),
        plural=_("counselling centres"),
        model=Centre,
        shape=CENTRE,
        profiles=queries.centre_profiles,
        document_of=exporting.centre_document,
        sheet_of=sheets.centre_sheet,
        write=import_centre,
        template="catalogue/centre/show.html",
        title="name",
        review_months=6,
    ),
    _kind(
        "offer",
        label=_("course"),
        plural=_("courses"),
        model=Offer,
        shape=OFFER,
        profiles=queries.offer_profiles,
        document_of=exporting.offer_document,
        sheet_of=sheets.offer_sheet,
        write=import_offer,
        template="catalogue/offer/show.html",
        review_months=6,
    ),
    _kind(
        "event",
        label=_("training"),
        plural=_("trainings"),
        model=Event,
        shape=EVENT,
        profiles=queries.event_profiles,
        document_of=exporting.event_document,
        sheet_of=sheets.event_sheet,
        write=import_event,
        template="catalogue/event/show.html",
        review_months=12,
    ),
    _kind(
        "practice",
        label=_("good practice"),
        plural=_("good practice"),
        model=Practice,
        shape=PRACTICE,
        profiles=queries.practice_profiles,
        document_of=exporting.practice_document,
        sheet_of=sheets.practice_sheet,
        write=import_practice,
        template="catalogue/practice/show.html",
        review_months=24,
    ),
)
