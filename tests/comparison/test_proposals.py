"""Proposals read both sides from the database with a constant number of questions, skills where ESCO is imported."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bqportal.comparison import proposals
from bqportal.comparison.proposals import (
    ContentProposal,
    content_proposal,
    lore_of_positions,
    occupations_with_positions,
    published_comparisons,
    qualifications_with_units,
    shared_skills,
)
from bqportal.editorial.models import Publishable
from bqportal.occupations.models import (
    Concept,
    ConceptLabel,
    OccupationVersion,
    PositionTranslation,
    SkillRelation,
    TrainingPosition,
)
from bqportal.qualifications.models import Qualification, TrainingUnit, TrainingUnitText
from tests.comparison.factories import ComparisonFactory
from tests.occupations.factories import OccupationVersionFactory, RegulationFactory
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
HAIR, BAKER = "http://data.europa.eu/esco/occupation/hair", "http://data.europa.eu/esco/occupation/baker"


@pytest.fixture(autouse=True)
def _nothing_learned_elsewhere() -> None:
    proposals._lore.cache_clear()


@pytest.fixture
def version() -> OccupationVersion:
    """An occupation whose regulation names what hairdressers do."""
    version = OccupationVersionFactory(positions=1)
    version.positions.all().delete()
    for order, text in enumerate(("Coloration", "Verkaufen von Waren", "Langhaarfrisuren"), start=1):
        TrainingPosition.objects.create(version=version, order=order, number=f"{order}", section="A", text=text)
    PositionTranslation.objects.create(german="Coloration", language="en", text="Hair colouring")
    return version


@pytest.fixture
def qualification() -> Qualification:
    """A qualification with two units, one of them only in Polish and English."""
    qualification = QualificationFactory(content=1)
    qualification.units.all().delete()
    colour = TrainingUnit.objects.create(
        qualification=qualification, order=1, number="1", title="Koloryzacja", language="pl"
    )
    TrainingUnitText.objects.create(owner=colour, language="en", title="Hair colouring")
    long = TrainingUnit.objects.create(qualification=qualification, order=2, number="2", title="Upięcia", language="pl")
    TrainingUnitText.objects.create(owner=long, language="de", title="Langhaarfrisuren und Hochstecken")
    return qualification


def proposal_of(qualification: Qualification, version: OccupationVersion, day: date = TODAY) -> ContentProposal:
    return content_proposal(
        qualifications_with_units().get(pk=qualification.pk),
        occupations_with_positions().get(pk=version.occupation_id),
        day,
    )


def units_of(proposal: ContentProposal) -> dict[str, list[str]]:
    return {row.position["text"]: [found.unit["number"] for found in row.units] for row in proposal.positions}


def esco(code: str, *skills: tuple[str, str]) -> None:
    """An ESCO occupation with the skills that it needs: (address, label)."""
    occupation, _created = Concept.objects.get_or_create(scheme=Concept.Scheme.ESCO, code=code, uri=code)
    for uri, label in skills:
        skill, is_new = Concept.objects.get_or_create(scheme=Concept.Scheme.SKILL, code=uri, uri=uri)
        SkillRelation.objects.create(occupation=occupation, skill=skill, essential=True)
        if is_new:
            ConceptLabel.objects.create(concept=skill, language="en", kind="alt", text=f"another {label}")
            ConceptLabel.objects.create(concept=skill, language="en", kind="pref", text=label)
            ConceptLabel.objects.create(concept=skill, language="de", kind="pref", text="Deutsch")


def test_units_meet_positions_in_german_and_in_english(
    qualification: Qualification, version: OccupationVersion
) -> None:
    proposal = proposal_of(qualification, version)
    assert units_of(proposal) == {"Coloration": ["1"], "Verkaufen von Waren": [], "Langhaarfrisuren": ["2"]}
    assert proposal.found == 2
    assert [found.place for row in proposal.positions for found in row.units] == [1, 2]


def test_an_original_title_in_german_is_read(qualification: Qualification, version: OccupationVersion) -> None:
    TrainingUnit.objects.create(
        qualification=qualification, order=3, number="3", title="Verkaufen von Waren", language="de"
    )
    assert units_of(proposal_of(qualification, version))["Verkaufen von Waren"] == ["3"]


def test_the_regulation_in_force_on_the_day_counts(qualification: Qualification, version: OccupationVersion) -> None:
    coming = RegulationFactory(enacted=date(2027, 1, 1), in_force_from=date(2027, 8, 1))
    newer = OccupationVersionFactory(occupation=version.occupation, regulation=coming)
    today, later = proposal_of(qualification, version), proposal_of(qualification, version, date(2027, 9, 1))
    assert today.version == version
    assert later.version == newer
    assert set(units_of(today)).isdisjoint(units_of(later))


def test_without_regulation_positions_or_units_there_is_nothing_to_propose(
    qualification: Qualification, version: OccupationVersion
) -> None:
    qualification.units.all().delete()
    proposal = proposal_of(qualification, version)
    assert (proposal.positions, proposal.has_units, proposal.version) == ((), False, version)
    occupation = version.occupation
    version.delete()
    proposal = content_proposal(
        qualifications_with_units().get(pk=qualification.pk),
        occupations_with_positions().get(pk=occupation.pk),
        TODAY,
    )
    assert (proposal.positions, proposal.version, proposal.regulation) == ((), None, None)


def test_it_asks_as_often_for_much_as_for_little(qualification: Qualification, version: OccupationVersion) -> None:
    proposal_of(qualification, version)
    with CaptureQueriesContext(connection) as few:
        proposal_of(qualification, version)
    for order in range(10, 40):
        TrainingPosition.objects.create(version=version, order=order, number=f"{order}", text=f"Haarpflege {order}")
        unit = TrainingUnit.objects.create(
            qualification=qualification, order=order, number=f"{order}", title="Włosy", language="pl"
        )
        TrainingUnitText.objects.create(owner=unit, language="de", title=f"Pflege {order}")
    proposal_of(qualification, version)  # learns the words of the new positions
    with CaptureQueriesContext(connection) as many:
        proposal_of(qualification, version)
    assert len(many) == len(few)


def test_words_are_learned_once_and_again_when_positions_come(version: OccupationVersion) -> None:
    first = lore_of_positions()
    assert lore_of_positions() is first
    TrainingPosition.objects.create(version=version, order=9, number="9", text="Maniküre")
    assert lore_of_positions() is not first
    assert lore_of_positions().total == first.total + 1


def test_only_skills_of_both_sides_are_read_the_preferred_label_first(
    qualification: Qualification, version: OccupationVersion
) -> None:
    qualification.esco, version.occupation.esco = [HAIR], BAKER
    esco(HAIR, ("skill:colour", "colour hair"), ("skill:cut", "cut hair"))
    esco(BAKER, ("skill:colour", "colour hair"), ("skill:bake", "bake"))
    (skill,) = shared_skills(qualification, version.occupation)
    assert (skill.uri, skill.labels) == ("skill:colour", ("colour hair", "another colour hair"))


@pytest.mark.parametrize(("theirs", "ours"), [([], HAIR), ([HAIR], ""), ([HAIR], HAIR)])
def test_without_links_or_without_esco_there_are_no_skills(
    qualification: Qualification, version: OccupationVersion, theirs: list[str], ours: str
) -> None:
    qualification.esco, version.occupation.esco = theirs, ours
    assert shared_skills(qualification, version.occupation) == ()


def test_a_skill_joins_unit_and_position(qualification: Qualification, version: OccupationVersion) -> None:
    qualification.esco = [HAIR]
    qualification.save()
    version.occupation.esco = HAIR
    version.occupation.save()
    esco(HAIR, ("skill:colour", "hair colouring"))
    proposal = proposal_of(qualification, version)
    (found,) = proposal.positions[0].units
    assert proposal.uses_skills
    assert [link.skill.uri for link in found.proposal.links if link.skill] == ["skill:colour"]


def test_only_published_comparisons_of_the_two_are_named(
    qualification: Qualification, version: OccupationVersion
) -> None:
    ours = ComparisonFactory(qualification=qualification, version=version)
    ComparisonFactory(qualification=qualification)
    ComparisonFactory(version=version)
    assert published_comparisons(qualification, version.occupation) == [ours]
    ours.state = Publishable.State.DRAFT
    ours.save()
    assert published_comparisons(qualification, version.occupation) == []
