"""What the finder, sheets and pages ask of the directory."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.offers.models import Centre
from bqportal.offers.nearness import Nearness
from bqportal.offers.queries import (
    centres_by_land,
    centres_near,
    events,
    grouped_by_nearness,
    is_over,
    lands_of,
    networks,
    offers_for,
    past_events,
    spot_of,
    takes_requests,
)
from bqportal.organisations.models import Membership, Organisation, Person, PostalPlace
from tests.occupations.factories import OccupationVersionFactory
from tests.offers.factories import CentreFactory, EventFactory, NetworkFactory, OfferFactory

pytestmark = pytest.mark.django_db


def names(found: list[Centre]) -> list[str]:
    return [centre.name for centre in found]


@pytest.fixture
def directory() -> None:
    """Centres near and far, with a network, a draft and one whose funding ended."""
    CentreFactory(name="town", languages=["de"])
    CentreFactory(name="district", ags="", postcode="", areas=["05315"], languages=["de", "ar"])
    CentreFactory(name="region", ags="", postcode="50354", lands=[], languages=[])
    CentreFactory(name="Land", ags="", postcode="", languages=["ar"])
    CentreFactory(name="far", ags="09162000", postcode="80331", lands=["BY"])
    CentreFactory(name="everywhere", ags="", postcode="", lands=[], is_nationwide=True, languages=["ar"])
    CentreFactory(name="draft", state="draft")
    CentreFactory(name="ended", funded_until="2022")
    NetworkFactory(name="network")


def test_the_nearest_with_the_language_come_first(directory: None) -> None:
    asked = {"land": "NW", "ags": "05315000", "postcode": "50667", "limit": 10}
    assert names(centres_near(**asked, language="ar")) == ["district", "Land", "town", "region", "everywhere"]
    assert names(centres_near(**asked, language="de")) == ["town", "district", "region", "Land", "everywhere"]
    assert names(centres_near(**asked, language="uk")) == ["town", "district", "region", "Land", "everywhere"]
    assert len(centres_near(land="NW")) == 3


def test_without_a_place_only_those_for_all_of_germany(directory: None) -> None:
    assert names(centres_near()) == ["everywhere"]
    assert names(centres_near(land="SL")) == ["everywhere"]


def test_a_postcode_leads_to_its_municipality(directory: None) -> None:
    PostalPlace.objects.create(postcode="50667", ags="05315000", name="Köln", folded="koln")
    spot = spot_of(postcode="50667")
    assert (spot.land, spot.ags) == ("NW", "05315000")
    assert names(centres_near(postcode="50667", limit=1)) == ["town"]
    PostalPlace.objects.create(postcode="50667", ags="05362008", name="Brühl", folded="bruhl")
    spot = spot_of(postcode="50667")
    assert (spot.land, spot.ags) == ("NW", "")  # which of the two nobody knows


def test_groups_and_counts(directory: None) -> None:
    groups = dict(grouped_by_nearness(spot_of(ags="05315000"), language="ar"))
    assert [near.name for near in groups] == ["MUNICIPALITY", "DISTRICT", "LAND", "NATIONWIDE"]
    assert names(groups[Nearness.DISTRICT]) == ["district"]
    assert centres_by_land() == {"NW": 3, "BY": 1}
    assert centres_by_land(language="ar") == {"NW": 2, "BY": 1}
    assert grouped_by_nearness(spot_of(land="NW"), topic="companies") == []
    assert lands_of(Centre(lands=["NW"], areas=["09162", "05"], ags="05315000")) == ["NW", "BY"]


def test_centres_are_ranked_with_as_many_queries_for_100_as_for_10() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            centres_near(land="NW", postcode="50667", language="ar")
            centres_by_land()
            list(networks())
        return len(queries)

    NetworkFactory()
    CentreFactory.create_batch(10, parent=NetworkFactory())
    few = asked()
    CentreFactory.create_batch(90, parent=NetworkFactory())
    assert asked() == few


def test_courses_that_close_most_come_first_and_say_what_stays_open() -> None:
    version = OccupationVersionFactory()
    first, second, third, fourth = version.positions.all()
    most, one, other, over = OfferFactory.create_batch(4, occupation=version.occupation)
    most.positions.set([first, second])
    one.positions.set([second, fourth])
    other.positions.set([fourth])
    over.positions.set([first, second, third])
    type(over).objects.filter(pk=over.pk).update(valid_to="2020")
    slug = version.occupation.slug
    found = offers_for(slug, positions=[first.pk, second.pk, third.pk])
    assert [(match.offer, match.covered, match.open_left) for match in found] == [
        (most, (first, second), 1), (one, (second,), 2),
    ]  # fmt: skip
    assert {match.offer for match in offers_for(slug)} == {most, one, other}
    assert offers_for("nothing") == []


def test_courses_in_the_land_come_before_others() -> None:
    version = OccupationVersionFactory()
    far = OfferFactory(occupation=version.occupation, land="BY", title="A")
    near = OfferFactory(occupation=version.occupation, land="NW", title="B")
    assert [match.offer for match in offers_for(version.occupation.slug, land="NW")] == [near, far]


def test_courses_are_asked_for_with_as_many_queries_for_100_as_for_10() -> None:
    version = OccupationVersionFactory()
    position = version.positions.first()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            offers_for(version.occupation.slug, positions=[position.pk])
        return len(queries)

    for offer in OfferFactory.create_batch(10, occupation=version.occupation):
        offer.positions.add(position)
    few = asked()
    for offer in OfferFactory.create_batch(90, occupation=version.occupation):
        offer.positions.add(position)
    assert asked() == few == 3


def test_the_calendar_keeps_what_lasts_until_today() -> None:
    today = timezone.localdate()
    lasting = EventFactory(starts_on=today - timedelta(days=3), ends_on=today)
    coming = EventFactory(starts_on=today + timedelta(days=3))
    over = EventFactory()
    assert list(events(today=today)) == [lasting, coming]
    assert list(past_events(today=today)) == [over]


@pytest.mark.parametrize(("end", "expected"), [("", False), ("2026", False), ("2026-11", False), ("2026-11-27", True)])
def test_a_year_is_over_when_it_is_over(end: str, expected: bool) -> None:
    assert is_over(end, date(2026, 11, 28)) is expected


def test_a_centre_takes_requests_where_somebody_counsels() -> None:
    organisation = Organisation.objects.create(kind="counselling", slug="b", name="B")
    centre = CentreFactory(organisation=organisation)
    assert not takes_requests(centre)
    person = Person.objects.create(username="c")
    Membership.objects.create(person=person, organisation=organisation, role=Membership.Role.COUNSELLOR)
    assert takes_requests(centre)
    organisation.closed = True
    assert not takes_requests(centre)
    assert not takes_requests(CentreFactory())
