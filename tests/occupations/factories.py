"""Reference occupations with regulations, for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from bqportal.editorial.models import Publishable
from bqportal.occupations.models import (
    OccupationVersion,
    ReferenceOccupation,
    ReferenceOccupationText,
    Regulation,
    Specialisation,
    TrainingPosition,
)


class RegulationFactory(DjangoModelFactory):
    class Meta:
        model = Regulation

    key = factory.Sequence(lambda n: f"mechatronausbv-{n}")
    abbreviation = "MechatronAusbV"
    title = "Verordnung über die Berufsausbildung zum Mechatroniker und zur Mechatronikerin"
    citation = "BGBl. I S. 1516"
    enacted = date(2011, 7, 21)
    in_force_from = date(2011, 8, 1)
    legal_basis = "BBiG, HwO"


class ReferenceOccupationFactory(DjangoModelFactory):
    class Meta:
        model = ReferenceOccupation
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"mechatroniker-{n}")
    name_m = factory.Sequence(lambda n: f"Mechatroniker {n}")
    name_f = factory.Sequence(lambda n: f"Mechatronikerin {n}")
    dqr_level = 4
    isco = "7412"
    kldb = "26112"
    competent_body = "ihk,hwk"
    state = Publishable.State.PUBLISHED

    @factory.post_generation
    def content(occupation, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        ReferenceOccupationText.objects.create(owner=occupation, language="en", title="Mechatronics fitter")


class OccupationVersionFactory(DjangoModelFactory):
    """A version with two sections of positions."""

    class Meta:
        model = OccupationVersion
        skip_postgeneration_save = True

    occupation = factory.SubFactory(ReferenceOccupationFactory)
    regulation = factory.SubFactory(RegulationFactory)
    name_m = factory.SelfAttribute("occupation.name_m")
    name_f = factory.SelfAttribute("occupation.name_f")
    duration_months = 42

    @factory.post_generation
    def positions(version, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        Specialisation.objects.create(version=version, order=1, name="Antriebstechnik")
        for order in range(1, (extracted or 4) + 1):
            TrainingPosition.objects.create(
                version=version, order=order, number=str(order), section="Abschnitt A" if order < 3 else "Abschnitt B",
                text=f"Prüfen, Anreißen und Kennzeichnen {order}", weeks=4 if order % 2 else None,
            )  # fmt: skip
