"""The directory of centres, courses, trainings and good practice, as the public sees it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bqportal.catalogue.views.offers import cost_in_words
from bqportal.editorial.kinds import kind_of
from bqportal.editorial.models import Publishable
from bqportal.offers.models import Centre
from bqportal.organisations.models import Membership, Organisation, Person, PostalPlace
from tests.occupations.factories import OccupationVersionFactory
from tests.offers.factories import CentreFactory, EventFactory, NetworkFactory, OfferFactory, PracticeFactory

pytestmark = pytest.mark.django_db
LIST = "/en/counselling-centres/"
COURSES = "/en/courses/"


def published(record: Publishable) -> Any:
    """The record with its first revision."""
    kind = kind_of(record)
    assert kind is not None
    kind.publish(record, timezone.now())
    return record


def page(visitor: Client, address: str, **query: str) -> str:
    """What a visitor reads; every page is for everybody, and sets no cookie."""
    response = visitor.get(address, query)
    assert response.status_code == 200, address
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    return " ".join(response.content.decode().split())


def test_without_a_place_the_list_asks_for_it_and_counts_by_land(visitor: Client) -> None:
    CentreFactory(name="Beratung Köln")
    CentreFactory(name="Hotline", lands=[], ags="", is_nationwide=True)
    html = page(visitor, LIST)
    assert "?land=NW" in html
    assert "Beratung Köln" not in html
    assert "Hotline" in html


def test_a_postcode_shows_the_nearest_first_by_groups(visitor: Client) -> None:
    PostalPlace.objects.create(postcode="50667", ags="05315000", name="Köln", folded="koln")
    CentreFactory(name="in der Stadt")
    CentreFactory(name="im Land", ags="", postcode="")
    CentreFactory(name="woanders", ags="", postcode="80331", lands=["BY"])
    html = page(visitor, LIST, postcode="50667")
    assert html.index("In your municipality") < html.index("in der Stadt") < html.index("In your Land")
    assert html.index("In your Land") < html.index("im Land")
    assert "woanders" not in html
    assert 'value="50667"' in html


def test_several_municipalities_are_asked_about_and_the_answer_stands_in_the_address(visitor: Client) -> None:
    for ags, name in (("05315000", "Köln"), ("05362008", "Brühl")):
        PostalPlace.objects.create(postcode="50667", ags=ags, name=name, folded=name.lower())
    CentreFactory(name="in der Stadt", postcode="")
    html = page(visitor, LIST, postcode="50667")
    assert "Which place do you mean?" in html
    assert "town=05362008" in html
    chosen = page(visitor, LIST, postcode="50667", town="05315000")
    assert "Which place do you mean?" not in chosen
    assert "In your municipality" in chosen


def test_an_unknown_postcode_is_said_and_a_mistyped_one_explained(visitor: Client) -> None:
    PostalPlace.objects.create(postcode="50667", ags="05315000", name="Köln", folded="koln")
    assert "This postcode is not known here" in page(visitor, LIST, postcode="99999")
    assert "A postcode has five digits" in page(visitor, LIST, postcode="5066")


def test_filters_that_do_not_exist_are_left_out_and_said(visitor: Client) -> None:
    assert "was left out" in page(visitor, LIST, land="ZZ", topic="x")
    assert "was left out" not in page(visitor, LIST, land="NW", language="ti")


def test_language_and_topic_narrow_and_sort(visitor: Client) -> None:
    CentreFactory(name="A ohne", languages=["de"], topics=["companies"])
    CentreFactory(name="B mit", languages=["uk"], topics=["recognition"])
    html = page(visitor, LIST, land="NW", language="uk")
    assert html.index("B mit") < html.index("A ohne")
    assert "A ohne" not in page(visitor, LIST, land="NW", topic="recognition")


def test_what_is_no_draft_of_somebody_is_there_and_drafts_are_not(visitor: Client) -> None:
    for draft in (
        CentreFactory(state="draft"), OfferFactory(state="draft"), EventFactory(state="draft"),
        PracticeFactory(state="draft"),
    ):  # fmt: skip
        route, arguments = kind_of(draft).address(draft)  # type: ignore[union-attr]
        assert visitor.get(reverse(route, args=arguments)).status_code == 404


def test_a_centre_says_what_is_known_and_what_is_not(visitor: Client) -> None:
    network = NetworkFactory(name="Netzwerk NRW")
    centre = published(CentreFactory(parent=network, partners=["Jobcenter"], funded_until="2024", street=""))
    html = page(visitor, f"{LIST}{centre.slug}/")
    for words in ("Netzwerk NRW", "Arabic", "in person", "Jobcenter", "1,234", "The funding ended", "tel:+49"):
        assert words in html, words
    assert "Write to this centre" not in html
    assert "No information" in html or "no information" in html
    assert "Netzwerk NRW" in page(visitor, f"{LIST}{network.slug}/")


def test_a_centre_that_takes_requests_has_a_form(visitor: Client) -> None:
    organisation = Organisation.objects.create(kind="counselling", slug="b", name="B")
    person = Person.objects.create(username="c")
    Membership.objects.create(person=person, organisation=organisation, role=Membership.Role.COUNSELLOR)
    centre = CentreFactory(organisation=organisation)
    assert f"/en/counselling/{centre.slug}/" in page(visitor, f"{LIST}{centre.slug}/")


def test_networks_stand_as_a_tree(visitor: Client) -> None:
    network = NetworkFactory(name="Netzwerk Hamburg")
    CentreFactory(name="Anlaufstelle", parent=network)
    NetworkFactory(name="Fachstelle", kind=Centre.Kind.SPECIALIST)
    html = page(visitor, "/en/counselling-centres/networks/")
    assert html.index("Netzwerk Hamburg") < html.index("Anlaufstelle") < html.index("Fachstelle")


def test_courses_for_open_positions_say_what_they_close_and_what_stays_open(visitor: Client) -> None:
    version = OccupationVersionFactory()
    first, second, third, _fourth = version.positions.all()
    course = OfferFactory(title="Kurs Löten", occupation=version.occupation)
    course.positions.set([first, second])
    OfferFactory(title="Kurs daneben", occupation=version.occupation)
    slug = version.occupation.slug
    html = page(visitor, COURSES, occupation=slug, positions=f"{first.pk},{third.pk},999999,x")
    assert "Closes 1 open position" in html
    assert "1 position stays open" in html
    assert html.index("Closes 1") < html.index(first.text, html.index("Closes 1")) < html.index("stays open")
    assert second.text not in html
    assert "Kurs daneben" not in html
    assert "decided by the competent body" in html
    assert "nothing stays open" in page(visitor, COURSES, occupation=slug, positions=str(second.pk))
    assert "Kurs daneben" in page(visitor, COURSES, occupation=slug)


def test_filters_of_courses_keep_the_occupation_and_the_positions(visitor: Client) -> None:
    version = OccupationVersionFactory()
    position = version.positions.first()
    for land in ("NW", "BY"):
        OfferFactory(occupation=version.occupation, land=land).positions.add(position)
    slug = version.occupation.slug
    html = page(visitor, COURSES, occupation=slug, positions=str(position.pk))
    assert f"?occupation={slug}&amp;positions={position.pk}&amp;land=BY" in html
    assert "1 course<" in page(visitor, COURSES, occupation=slug, land="BY")


@pytest.mark.parametrize("query", [{"occupation": "nothing"}, {"kind": "x"}, {"land": "XX"}])
def test_unknown_filters_of_courses_are_left_out_and_said(visitor: Client, query: dict[str, str]) -> None:
    OfferFactory()
    html = page(visitor, COURSES, **query)
    assert "was left out" in html
    assert "1 course<" in html


@pytest.mark.parametrize("positions", ["9" * 400, ",,,", "-1", "1e3", "٣", "x" * 900])
def test_nonsense_in_the_address_is_harmless(visitor: Client, positions: str) -> None:
    version = OccupationVersionFactory()
    page(visitor, COURSES, occupation=version.occupation.slug, positions=positions)
    page(visitor, LIST, postcode=positions[:50], town=positions[:50], language=positions[:50])


def test_a_course_that_is_over_is_not_listed_but_says_so(visitor: Client) -> None:
    course = published(OfferFactory(title="Kurs von gestern", valid_to="2020"))
    assert "Kurs von gestern" not in page(visitor, COURSES)
    html = page(visitor, f"{COURSES}{course.slug}/")
    assert "This course was offered until 2020" in html
    assert "€1,200.50" in html


@pytest.mark.parametrize(("cents", "words"), [(None, ""), (0, "free of charge"), (5, "€0.05"), (120_000, "€1,200.00")])
def test_costs_in_words(cents: int | None, words: str) -> None:
    assert str(cost_in_words(cents)) == words


def test_the_calendar_keeps_past_trainings_apart(visitor: Client) -> None:
    EventFactory(title="Schulung gestern")
    EventFactory(title="Schulung morgen", starts_on=timezone.localdate() + timedelta(days=1))
    html = page(visitor, "/en/trainings/")
    assert "Schulung morgen" in html
    assert "Schulung gestern" not in html
    html = page(visitor, "/en/trainings/", when="past")
    assert "Schulung gestern" in html
    assert "Schulung morgen" not in html


@pytest.mark.parametrize("factory", [CentreFactory, OfferFactory, EventFactory, PracticeFactory])
def test_every_entry_keeps_an_address_that_can_be_cited(visitor: Client, factory: Callable[[], Any]) -> None:
    record = published(factory())
    route, arguments = kind_of(record).address(record)  # type: ignore[union-attr]
    address = reverse(route, args=arguments)
    today = timezone.localdate().isoformat()
    assert f"/as-of/{today}/" in page(visitor, address)
    assert "This is how the page stood on" in page(visitor, f"{address}as-of/{today}/")
    assert visitor.get(f"{address}as-of/2000-01-01/").status_code == 404


@pytest.mark.parametrize("language", ["de", "ar", "fa", "uk"])
def test_all_pages_can_be_read_in_other_languages(visitor: Client, language: str) -> None:
    version = OccupationVersionFactory()
    course = OfferFactory(occupation=version.occupation)
    course.positions.add(version.positions.first())
    parts = [CentreFactory(), course, EventFactory(), PracticeFactory(network=NetworkFactory())]
    details = [reverse(*kind_of(record).address(record)[:1], args=[record.slug]) for record in parts]  # type: ignore[union-attr]
    lists = ["/counselling-centres/", "/counselling-centres/networks/", "/courses/", "/trainings/", "/good-practice/"]
    for address in [f"/{language}{one}" for one in lists] + [f"/{language}/{one.split('/', 2)[2]}" for one in details]:
        page(visitor, address)


def test_legal_terms_stand_beside_the_translation(visitor: Client) -> None:
    assert "(Beratungsstellen)" in page(visitor, LIST)
    assert "(Beratungsstellen)" not in page(visitor, "/de/counselling-centres/")


def fill(number: int, network: Centre, version: Any) -> None:
    """As many rows of everything, around what the pages show."""
    for centre in CentreFactory.create_batch(number, parent=network, languages=["ar"]):
        PracticeFactory(network=network)
        assert centre.parent == network
    for course in OfferFactory.create_batch(number, occupation=version.occupation):
        course.positions.set(version.positions.all())
    EventFactory.create_batch(number)
    EventFactory.create_batch(number, starts_on=timezone.localdate() + timedelta(days=9))


def test_pages_ask_as_often_for_100_rows_as_for_10(visitor: Client) -> None:
    version, network = OccupationVersionFactory(), published(NetworkFactory())
    positions = ",".join(str(position.pk) for position in version.positions.all())
    addresses = [
        LIST, f"{LIST}?land=NW&language=ar&topic=recognition", f"{LIST}?postcode=50667", f"{LIST}{network.slug}/",
        f"{LIST}networks/", COURSES, f"{COURSES}?occupation={version.occupation.slug}&positions={positions}",
        "/en/trainings/", "/en/trainings/?when=past", "/en/good-practice/",
    ]  # fmt: skip

    def asked() -> dict[str, int]:
        found = {}
        for address in addresses:
            visitor.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert visitor.get(address).status_code == 200
            found[address] = len(queries)
        return found

    fill(10, network, version)
    few = asked()
    fill(90, network, version)
    assert asked() == few
    assert max(few.values()) <= 12, few
