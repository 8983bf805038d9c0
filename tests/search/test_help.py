"""Counselling centres and courses in the one search box."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bqportal.editorial.actions.publishing import withdraw_record
from bqportal.editorial.kinds import kind_of
from bqportal.editorial.models import Publishable
from bqportal.offers.models import Centre
from bqportal.search import upkeep
from bqportal.search.builders import document_count, documents
from bqportal.search.consistency import deviations
from bqportal.search.current import portal_index
from bqportal.search.queries import search, suggest
from bqportal.search.upkeep import rebuild_index
from tests.occupations.factories import OccupationVersionFactory
from tests.offers.factories import CentreFactory, NetworkFactory, OfferFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has an index and clocks of its own."""
    monkeypatch.setattr(upkeep, "_looked", {})
    monkeypatch.setattr(upkeep, "_mended", {})


def published(record: Any) -> Any:
    """The record, public since noon."""
    kind = kind_of(record)
    assert kind is not None
    kind.publish(record, datetime(2026, 11, 23, 12, tzinfo=UTC))
    return record


def found(text: str, language: str = "de") -> list[str]:
    return [hit.key for hit in search(text, language=language).hits]


def agree() -> bool:
    return list(deviations(portal_index())) == []


def test_a_centre_is_found_by_name_carrier_town_land_and_text() -> None:
    CentreFactory(slug="a", name="Willkommensbüro", carrier="Musterverein", city="Köln")
    CentreFactory(slug="b", name="Haus", carrier="Caritas", city="Kiel", lands=["SH"], ags="01002000")
    for words in ("Willkommensbüro", "Musterverein", "koln", "Nordrhein-Westfalen", "Willkommensbüro Köln"):
        assert found(words) == ["centre:a"], words
    assert set(found("Berät")) == {"centre:a", "centre:b"}


@pytest.mark.parametrize(
    ("words", "language"),
    [("Anerkennungsberatung Köln", "de"), ("recognition Köln", "en"), ("counselling centre Köln", "en")],
)
def test_what_a_centre_does_leads_to_the_one_in_the_town_whatever_it_is_called(words: str, language: str) -> None:
    CentreFactory(slug="a", name="Willkommensbüro", city="Köln")
    CentreFactory(slug="b", name="Haus der Wege", city="Kiel")
    NetworkFactory(slug="c", name="Netzwerk West", topics=[], city="Köln")
    assert found(words, language) == ["centre:a"]


def test_a_course_is_found_by_its_titles_provider_town_kind_and_occupation() -> None:
    occupation = OccupationVersionFactory().occupation
    OfferFactory(slug="k", title="Lehrgang Nord", provider="Kaiserswerther Diakonie", occupation=occupation)
    for words in ("Lehrgang Nord", "Kaiserswerther Diakonie", "Köln", "Adaptation training", occupation.name_m):
        assert "offer:k" in found(words), words
    hit = search("Diakonie", language="de").hits[0]
    assert (hit.detail, hit.is_over, hit.why) == ("Kaiserswerther Diakonie · Köln", False, "context")
    assert hit.url.endswith("/courses/k/")


def test_the_occupation_stands_before_courses_for_it() -> None:
    occupation = OccupationVersionFactory().occupation
    type(occupation).objects.update(state=Publishable.State.PUBLISHED)
    OfferFactory(slug="k", title=f"Kurs {occupation.name_m}", occupation=occupation)
    assert found(occupation.name_m) == [f"occupation:{occupation.slug}", "offer:k"]


def test_what_is_over_is_found_and_says_so() -> None:
    CentreFactory(name="Altes Haus", funded_until="2020")
    CentreFactory(name="Neues Haus", funded_until="2999-12")
    OfferFactory(title="Kurs Gestern", valid_to="2020-06-30")
    states = {hit.title: hit.is_over for hit in search("Haus", language="de").hits}
    assert states == {"Altes Haus": True, "Neues Haus": False}
    assert search("Gestern", language="de").hits[0].is_over


def test_a_centre_follows_every_change_of_its_state() -> None:
    centre = CentreFactory(name="Willkommensbüro", state="draft")
    rebuild_index()
    assert found("Willkommensbüro") == []
    published(centre)
    assert found("Willkommensbüro") == [f"centre:{centre.slug}"]
    Centre.objects.update(name="Lotsenstelle")
    published(centre)
    assert (found("Willkommensbüro"), found("Lotsenstelle")) == ([], [f"centre:{centre.slug}"])
    withdraw_record(record=centre)
    assert found("Lotsenstelle") == []
    assert agree()


def test_a_course_follows_the_name_of_its_occupation() -> None:
    occupation = OccupationVersionFactory().occupation
    course = published(OfferFactory(occupation=occupation))
    rebuild_index()
    type(occupation).objects.update(name_m="Strommeister")
    upkeep.note_change(record=occupation)
    assert f"offer:{course.slug}" in found("Strommeister")
    assert agree()


def test_the_box_offers_no_centres_and_courses_while_somebody_types() -> None:
    CentreFactory(name="Willkommensbüro")
    OfferFactory(title="Willkommenskurs")
    rebuild_index()
    assert suggest("willk", language="de") == ()


def test_the_bar_counts_them_and_the_number_of_queries_does_not_grow() -> None:
    occupation = OccupationVersionFactory().occupation

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(list(documents())) == document_count()
        return len(queries)

    def fill(number: int) -> None:
        CentreFactory.create_batch(number)
        OfferFactory.create_batch(number, occupation=occupation)

    fill(1)
    few = asked()
    fill(9)
    assert asked() == few
