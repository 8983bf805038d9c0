"""What is done with centres, courses, trainings and good practice."""

from datetime import datetime

from bqportal.editorial.actions.publishing import publish_record
from bqportal.editorial.models import Revision
from bqportal.offers.models import Centre, Event, Offer, Practice
from bqportal.offers.queries import centre_profiles, event_profiles, offer_profiles, practice_profiles
from bqportal.offers.sheets import centre_sheet, event_sheet, offer_sheet, practice_sheet


def publish_centre(*, centre: Centre, at: datetime) -> Revision:
    """Make a centre public as it stands now."""
    complete = centre_profiles().get(pk=centre.pk)
    return publish_record(record=complete, sheet=centre_sheet(complete), at=at)


def publish_offer(*, offer: Offer, at: datetime) -> Revision:
    """Make a course public as it stands now."""
    complete = offer_profiles().get(pk=offer.pk)
    return publish_record(record=complete, sheet=offer_sheet(complete), at=at)


def publish_event(*, event: Event, at: datetime) -> Revision:
    """Make a training public as it stands now."""
    complete = event_profiles().get(pk=event.pk)
    return publish_record(record=complete, sheet=event_sheet(complete), at=at)


def publish_practice(*, practice: Practice, at: datetime) -> Revision:
    """Make a good practice public as it stands now."""
    complete = practice_profiles().get(pk=practice.pk)
    return publish_record(record=complete, sheet=practice_sheet(complete), at=at)
