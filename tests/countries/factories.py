"""Countries and their profiles, for tests."""

import factory
from factory.django import DjangoModelFactory

from bqportal.countries.models import (
    Country,
    CountryBody,
    CountryBodyText,
    CountryLink,
    CountryProfile,
    CountryProfileText,
    Stage,
    StageText,
)
from bqportal.editorial.models import Publishable


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "PL"
    alpha2 = factory.LazyAttribute(lambda country: country.code[:2])
    languages = ["pl"]


class CountryProfileFactory(DjangoModelFactory):
    """A published profile with texts, stages, a body and a link."""

    class Meta:
        model = CountryProfile
        skip_postgeneration_save = True

    country = factory.SubFactory(CountryFactory)
    slug = "2019"
    valid_from = "2019-09-01"
    state = Publishable.State.PUBLISHED

    @factory.post_generation
    def content(profile, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        texts = {"summary": "Berufliche Bildung in *Schulen*.", "structure": "Drei Wege.", "certificates": "dyplom"}
        CountryProfileText.objects.create(owner=profile, language="de", **texts)
        CountryProfileText.objects.create(owner=profile, language="en", summary="Vocational training in schools.")
        primary = Stage.objects.create(
            profile=profile, key="primary", order=1, kind=Stage.Kind.PRIMARY, title="szkoła podstawowa", language="pl",
            age_from=7, years=8, compulsory=True,
        )  # fmt: skip
        technikum = Stage.objects.create(
            profile=profile, key="technikum", order=2, kind=Stage.Kind.VOCATIONAL_SECONDARY, title="technikum",
            language="pl", age_from=15, years=5, certificate="dyplom zawodowy",
        )  # fmt: skip
        StageText.objects.create(owner=primary, language="de", title="Grundschule")
        StageText.objects.create(owner=technikum, language="de", title="Technikum", certificate="Berufsdiplom")
        primary.leads_to.add(technikum)
        body = CountryBody.objects.create(
            profile=profile, order=1, role=CountryBody.Role.MINISTRY, name="Ministerstwo Edukacji Narodowej",
            language="pl", url="https://www.gov.pl/web/edukacja",
        )  # fmt: skip
        CountryBodyText.objects.create(owner=body, language="de", name="Ministerium für nationale Bildung")
        CountryLink.objects.create(
            profile=profile, order=1, title="VET in Poland", url="https://example.org/", language="en"
        )
