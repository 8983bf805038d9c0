"""Comparisons with a finding per position, for tests."""

import factory
from factory.django import DjangoModelFactory

from bqportal.comparison.models import Comparison, ComparisonText, Finding, FindingText
from bqportal.editorial.models import Publishable
from bqportal.sources.models import Source
from tests.occupations.factories import OccupationVersionFactory
from tests.qualifications.factories import QualificationFactory


class ComparisonFactory(DjangoModelFactory):
    """One verdict of each kind in turn; `yes` and `partly` name units, hours and a source."""

    class Meta:
        model = Comparison
        skip_postgeneration_save = True

    qualification = factory.SubFactory(QualificationFactory)
    version = factory.SubFactory(OccupationVersionFactory)
    slug = factory.LazyAttribute(lambda row: f"{row.qualification.slug}--{row.version.occupation.slug}")
    state = Publishable.State.PUBLISHED

    @factory.post_generation
    def findings(comparison, create, extracted, **kwargs):  # noqa: N805 - factory_boy hands the object over
        ComparisonText.objects.create(owner=comparison, language="de", summary="Viel ist gedeckt.")
        verdicts = list(Finding.Verdict.values)
        units = list(comparison.qualification.units.all())
        source, _created = Source.objects.get_or_create(title="Podstawa programowa", url="https://example.org/pp")
        for number, position in enumerate(comparison.version.positions.all()):
            verdict = verdicts[number % len(verdicts)]
            finding = Finding.objects.create(comparison=comparison, position=position, verdict=verdict)
            if verdict in ("yes", "partly"):
                finding.units.set(units)
                finding.sources.add(source)
                FindingText.objects.create(owner=finding, language="de", reason="Gleiche Inhalte.")
