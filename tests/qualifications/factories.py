"""Qualifications with content, for tests."""

import factory
from factory.django import DjangoModelFactory

from bqportal.editorial.models import Publishable
from bqportal.qualifications.models import (
    Qualification,
    QualificationBody,
    QualificationBodyText,
    QualificationText,
    TrainingUnit,
    TrainingUnitText,
)
from bqportal.sources.models import Citation, Source
from tests.countries.factories import CountryFactory


class QualificationFactory(DjangoModelFactory):
    """A published profile with units, a body and a source."""

    class Meta:
        model = Qualification
        skip_postgeneration_save = True

    country = factory.SubFactory(CountryFactory)
    slug = factory.Sequence(lambda n: f"pl-technik-mechatronik-{n}")
    title = "Technik mechatronik"
    language = "pl"
    kind = Qualification.Kind.INITIAL
    form = Qualification.Form.SCHOOL
    duration_months = 60
    eqf_level = 4
    field = "0714"
    certificate = "dyplom zawodowy"
    also_known_as = ["techniczka mechatronik"]
    valid_from = "2019-09-01"
    state = Publishable.State.PUBLISHED

    @factory.post_generation
    def content(qualification, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        QualificationText.objects.create(
            owner=qualification, language="de", title="Techniker für Mechatronik", summary="Fünf Jahre am *Technikum*."
        )
        QualificationText.objects.create(owner=qualification, language="en", title="Mechatronics technician")
        for order in range(1, (extracted or 2) + 1):
            unit = TrainingUnit.objects.create(
                qualification=qualification, order=order, number=f"ELM.{order}", title=f"Montaż {order}", language="pl",
                hours_theory=40, hours_practice=80,
            )  # fmt: skip
            TrainingUnitText.objects.create(owner=unit, language="de", title=f"Montage {order}")
        body = QualificationBody.objects.create(
            qualification=qualification, order=1, role=QualificationBody.Role.AWARDING, name="OKE", language="pl"
        )
        QualificationBodyText.objects.create(owner=body, language="de", name="Bezirksprüfungskommission")
        source, _created = Source.objects.get_or_create(title="Rozporządzenie 2019", url="https://example.org/law")
        Citation.objects.create(record=qualification, statement="duration_months", source=source)
