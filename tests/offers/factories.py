"""Centres, courses, trainings and good practice, for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from bqportal.editorial.models import Publishable
from bqportal.offers.models import (
    Centre,
    CentreReport,
    CentreText,
    Event,
    EventText,
    Offer,
    OfferText,
    Practice,
    PracticeText,
)
from tests.countries.factories import CountryFactory


class CentreFactory(DjangoModelFactory):
    """A public counselling centre in Cologne with texts and a report."""

    class Meta:
        model = Centre
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"beratung-{n}")
    country = factory.SubFactory(CountryFactory, code="DE", alpha2="DE", languages=["de"])
    kind = Centre.Kind.COUNSELLING
    name = factory.Sequence(lambda n: f"Beratung {n:03}")
    carrier = "Musterverein e. V."
    lands = ["NW"]
    ags = "05315000"
    street = "Musterweg 1"
    postcode = "50667"
    city = "Köln"
    url = "https://example.org/"
    email = "beratung@example.org"
    phone = "+49 221 00"
    languages = ["de", "ar"]
    topics = ["recognition"]
    modes = ["in_person", "phone"]
    state = Publishable.State.PUBLISHED

    @factory.post_generation
    def content(centre, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        CentreText.objects.create(owner=centre, language="de", summary="Berät.", hours="Mo 9–12 Uhr", funding="Bund")
        CentreText.objects.create(owner=centre, language="en", summary="Counsels.")
        CentreReport.objects.create(centre=centre, order=0, year=2025, title="Bericht", figures={"Beratene": 1234})


class NetworkFactory(CentreFactory):
    """A public state network."""

    slug = factory.Sequence(lambda n: f"netzwerk-{n}")
    name = factory.Sequence(lambda n: f"Netzwerk {n:03}")
    kind = Centre.Kind.NETWORK


class OfferFactory(DjangoModelFactory):
    """A public course."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"kurs-{n}")
    country = factory.SubFactory(CountryFactory, code="DE", alpha2="DE", languages=["de"])
    kind = Offer.Kind.ADAPTATION
    title = factory.Sequence(lambda n: f"Anpassungslehrgang {n:03}")
    provider = "Musterakademie"
    url = "https://example.org/kurs"
    land = "NW"
    city = "Köln"
    forms = ["full_time"]
    is_rolling = True
    weeks = 12
    cost_cents = 120_050
    state = Publishable.State.PUBLISHED

    @factory.post_generation
    def content(offer, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        OfferText.objects.create(owner=offer, language="de", summary="Inhalt.", funding="Bildungsgutschein")
        OfferText.objects.create(owner=offer, language="en", title="Adaptation training")


class EventFactory(DjangoModelFactory):
    """A public training that is over."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"schulung-{n}")
    country = factory.SubFactory(CountryFactory, code="DE", alpha2="DE", languages=["de"])
    title = factory.Sequence(lambda n: f"Schulung {n:03}")
    starts_on = date(2020, 3, 2)
    is_online = True
    topics = ["intercultural"]
    organiser = "Musterverein e. V."
    state = Publishable.State.PUBLISHED

    @factory.post_generation
    def content(event, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        EventText.objects.create(owner=event, language="de", summary="Inhalt.", audience="Betriebe")


class PracticeFactory(DjangoModelFactory):
    """A public good practice."""

    class Meta:
        model = Practice
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"praxis-{n}")
    country = factory.SubFactory(CountryFactory, code="DE", alpha2="DE", languages=["de"])
    title = factory.Sequence(lambda n: f"Praxis {n:03}")
    year = 2024
    topics = ["companies"]
    state = Publishable.State.PUBLISHED

    @factory.post_generation
    def content(practice, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        PracticeText.objects.create(owner=practice, language="de", what="Getan.", audience="Kammern")
