"""The invented cases: every outcome, most states, two bodies that cannot see each other."""

from datetime import date

import pytest
import yaml
from django.utils import timezone

from bqportal.organisations.queries import rights_of
from bqportal.procedures.models import Case
from bqportal.procedures.workflow import Outcome, State
from demo.cases import FILE, case_workers, example_cases
from tests.countries.factories import CountryFactory
from tests.occupations.factories import OccupationVersionFactory, ReferenceOccupationFactory
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(settings, tmp_path) -> dict:
    """What cases.yaml says, with the profiles and occupations that it names."""
    settings.MEDIA_ROOT = tmp_path
    found = yaml.safe_load(FILE.read_text())
    entries = [*found["cases"], *found["shared"]]
    for slug in sorted({entry["qualification"] for entry in entries if "qualification" in entry}):
        code = slug[:2].upper()
        QualificationFactory(slug=slug, country=CountryFactory(code=code, alpha2=code), language="pl")
    for slug in sorted({entry["occupation"] for entry in entries}):
        OccupationVersionFactory(occupation=ReferenceOccupationFactory(slug=slug))
    return found


def test_the_example_has_every_outcome_and_two_bodies_apart(told):
    today = timezone.localdate()
    workers = case_workers()
    assert example_cases(workers, today) == len(told["cases"]) >= 12
    cases = list(Case.objects.all())
    assert {case.outcome for case in cases} >= set(Outcome) - {Outcome.PARTIAL_ACCESS}
    assert {case.state for case in cases} >= {
        State.RECEIVED, State.INCOMPLETE, State.ASSESSMENT, State.SUSPENDED_INFORMATION, State.SUSPENDED_ANALYSIS,
        State.DECISION_DRAFT, State.NOTIFIED, State.OBJECTION, State.COURT, State.MEASURE_PENDING, State.FINAL,
        State.FORWARDED, State.WITHDRAWN, State.CLOSED,
    }  # fmt: skip
    assert all(case.is_example for case in cases)
    craft, trade = (rights_of(workers[body][0]) for body in ("craft", "trade"))
    seen = [set(Case.objects.visible_to(rights)) for rights in (craft, trade)]
    assert not seen[0] & seen[1]
    assert seen[0] | seen[1] == set(cases)


def test_telling_it_twice_makes_nothing_new(told):
    workers = case_workers()
    example_cases(workers, date(2026, 11, 28))
    assert example_cases(workers, date(2026, 11, 29)) == 0


def test_every_invented_person_is_called_so(told):
    names = [entry["person"]["family_name"].lower() for entry in told["cases"]]
    marks = ("beispiel", "muster", "test", "platzhalter", "quasi", "vorlage", "attrappe", "exempel", "örnek")
    assert [name for name in names if not any(mark in name for mark in marks)] == []
