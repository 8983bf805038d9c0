"""Centres, courses, trainings and good practice as kinds of records that people write in the work area."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import Kind
from bqportal.editorial.models import Revision
from bqportal.offers import actions, exporting, queries, sheets
from bqportal.offers.importers.records import import_centre, import_event, import_offer, import_practice
from bqportal.offers.models import Centre, Event, Offer, Practice
from bqportal.offers.shape import CENTRE, EVENT, OFFER, PRACTICE


def _slug(document: Document) -> str:
    return str(document.get("slug", ""))


def _title(document: Document) -> str:
    return str(document.get("title", ""))


def publish_centre(centre: Centre, at: datetime) -> Revision:
    """Make it public."""
    return actions.publish_centre(centre=centre, at=at)


def publish_offer(offer: Offer, at: datetime) -> Revision:
    """Make it public."""
    return actions.publish_offer(offer=offer, at=at)


def publish_event(event: Event, at: datetime) -> Revision:
    """Make it public."""
    return actions.publish_event(event=event, at=at)


def publish_practice(practice: Practice, at: datetime) -> Revision:
    """Make it public."""
    return actions.publish_practice(practice=practice, at=at)


CENTRE_KIND = Kind(
    slug="centre",
    label=_("counselling centre"),
    plural=_("counselling centres"),
    model=Centre,
    shape=CENTRE,
    document_of=lambda centre: exporting.centre_document(queries.centre_profiles().get(pk=centre.pk)),
    write=import_centre,
    publish=publish_centre,
    sheet_of=lambda centre: sheets.centre_sheet(queries.centre_profiles().get(pk=centre.pk)),
    address=lambda centre: ("catalogue:centre-detail", (centre.slug,)),
    template="catalogue/centre/show.html",
    slug_of=_slug,
    title_of=lambda document: str(document.get("name", "")),
    review_months=6,
)
OFFER_KIND = Kind(
    slug="offer",
    label=_("course"),
    plural=_("courses"),
    model=Offer,
    shape=OFFER,
    document_of=lambda offer: exporting.offer_document(queries.offer_profiles().get(pk=offer.pk)),
    write=import_offer,
    publish=publish_offer,
    sheet_of=lambda offer: sheets.offer_sheet(queries.offer_profiles().get(pk=offer.pk)),
    address=lambda offer: ("catalogue:offer-detail", (offer.slug,)),
    template="catalogue/offer/show.html",
    slug_of=_slug,
    title_of=_title,
    review_months=6,
)
EVENT_KIND = Kind(
    slug="event",
    label=_("training"),
    plural=_("trainings"),
    model=Event,
    shape=EVENT,
    document_of=lambda event: exporting.event_document(queries.event_profiles().get(pk=event.pk)),
    write=import_event,
    publish=publish_event,
    sheet_of=lambda event: sheets.event_sheet(queries.event_profiles().get(pk=event.pk)),
    address=lambda event: ("catalogue:event-detail", (event.slug,)),
    template="catalogue/event/show.html",
    slug_of=_slug,
    title_of=_title,
    review_months=12,
)
PRACTICE_KIND = Kind(
    slug="practice",
    label=_("good practice"),
    plural=_("good practice"),
    model=Practice,
    shape=PRACTICE,
    document_of=lambda practice: exporting.practice_document(queries.practice_profiles().get(pk=practice.pk)),
    write=import_practice,
    publish=publish_practice,
    sheet_of=lambda practice: sheets.practice_sheet(queries.practice_profiles().get(pk=practice.pk)),
    address=lambda practice: ("catalogue:practice-detail", (practice.slug,)),
    template="catalogue/practice/show.html",
    slug_of=_slug,
    title_of=_title,
    review_months=24,
)
KINDS = (CENTRE_KIND, OFFER_KIND, EVENT_KIND, PRACTICE_KIND)
