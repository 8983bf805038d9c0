"""From what a case found missing to the courses that close exactly that."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.organisations.models import Person
from bqportal.procedures.actions.assessing import begin_assessment
from bqportal.procedures.findings import missing_positions
from bqportal.procedures.models import Case
from bqportal.procedures.workflow import State
from tests.occupations.factories import OccupationVersionFactory
from tests.offers.factories import OfferFactory
from tests.procedures.factories import CaseFactory

pytestmark = pytest.mark.django_db
DIFFERS = {
    f"{question}{ending}": value
    for question, answer in (("differs", "yes"), ("essential", "yes"), ("compensated", "no"))
    for ending, value in (("", answer), ("_reason", "Grund"))
}


def case_missing(worker: Person, *numbers: int, of: int = 4) -> Case:
    """A case whose positions of these places differ substantially; the others have no difference."""
    case: Case = CaseFactory(
        created_by=worker, state=State.ASSESSMENT, outcome="partial", version=OccupationVersionFactory(positions=of)
    )
    begin_assessment(case=case, by=worker, at=timezone.now())
    findings = list(case.assessment.findings.order_by("position__order"))
    for place, finding in enumerate(findings):
        answers: dict[str, Any] = DIFFERS if place in numbers else {"differs": "no", "differs_reason": "Gleich"}
        type(finding).objects.filter(pk=finding.pk).update(**answers)
    return case


def course(case: Case, *places: int, **more: Any) -> Any:
    """A course for the occupation that names the positions of these places."""
    assert case.version
    offer = OfferFactory(occupation=case.version.occupation, **more)
    positions = list(case.version.positions.order_by("order"))
    offer.positions.set(positions[place] for place in places)
    return offer


def page(browser: Client, case: Case) -> str:
    response = browser.get(f"/en/workspace/cases/{case.pk}/courses/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_what_is_missing_comes_in_the_order_of_the_regulation(worker: Person) -> None:
    case = case_missing(worker, 3, 1)
    assert case.version
    positions = list(case.version.positions.order_by("order"))
    assert missing_positions(case) == [positions[1], positions[3]]


def test_the_course_that_closes_most_comes_first_and_says_what_stays_open(worker: Person, browser: Client) -> None:
    case = case_missing(worker, 1, 2, 3)
    course(case, 1, title="Closes one")
    course(case, 1, 2, 3, title="Closes all")
    course(case, 0, title="Closes what is not missing")
    course(case, 2, title="Is over", valid_to="2020")
    shown = page(browser, case)
    assert shown.index("Closes all") < shown.index("Closes one")
    assert "Closes what is not missing" not in shown
    assert "Is over" not in shown
    assert "Closes 3 open positions" in shown
    assert "2 positions stay open" in shown
    assert shown.count("nothing stays open") == 1


def test_no_course_leads_on(worker: Person, browser: Client) -> None:
    case = case_missing(worker, 1)
    assert case.version
    shown = page(browser, case)
    assert "1 position is missing" in shown
    assert f'href="/en/courses/?occupation={case.version.occupation.slug}"' in shown
    assert 'href="/en/counselling-centres/' in shown


def test_without_a_comparison_the_page_says_so(worker: Person, browser: Client) -> None:
    case = CaseFactory(created_by=worker, state=State.ASSESSMENT)
    assert "has found no substantial difference" in page(browser, case)


def test_the_overview_and_the_comparison_lead_there(worker: Person, browser: Client) -> None:
    case = case_missing(worker, 1)
    link = f'href="/en/workspace/cases/{case.pk}/courses/"'
    for path in ("", "comparison/"):
        assert link in browser.get(f"/en/workspace/cases/{case.pk}/{path}").content.decode()


def test_as_many_queries_for_one_position_as_for_many(worker: Person, browser: Client) -> None:
    few, many = case_missing(worker, 1), case_missing(worker, *range(30), of=30)
    course(few, 1)
    for place in range(8):
        course(many, place)
    counts = []
    for case in (few, many):
        page(browser, case)  # the first look of a day is noted in the logbook
        with CaptureQueriesContext(connection) as heard:
            page(browser, case)
        counts.append(len(heard))
    assert counts[0] == counts[1]
