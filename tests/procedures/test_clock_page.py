"""The page of a case that says what is due by when, and why."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from bqportal.organisations.models import Person
from bqportal.procedures.clock import counts_as_notified, deadlines_of, office_of, refresh, seat_of
from bqportal.procedures.models import Case, CaseEvent
from bqportal.procedures.workflow import State, Step
from bqportal.workspace.views.case_clock import rows_of
from tests import cast
from tests.procedures.factories import CaseFactory, office
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 10, 9, tzinfo=UTC)
TODAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def _folder_of_static_files(settings: Any) -> None:
    """The server of static files warns when its folder is missing, and in tests nothing was collected yet."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def worker() -> Person:
    return cast.case_worker()


def happened(case: Case, step: Step, on: date, **values: object) -> None:
    """Something happened; the state does not matter to the clock."""
    CaseEvent.objects.create(
        case=case, step=step, on=on, at=AT, by=case.created_by, from_state=case.state, to_state=case.state, **values
    )


@pytest.fixture
def case(worker: Person) -> Case:
    """Complete on 2 March, asked for information until 28 April, answered on 20 April."""
    found = CaseFactory(created_by=worker, state=State.ASSESSMENT, received_on=date(2026, 3, 2))
    happened(found, Step.RECEIVE, date(2026, 3, 2))
    happened(found, Step.COMPLETE, date(2026, 3, 2))
    happened(found, Step.SUSPEND, date(2026, 4, 1), kind="information", until=date(2026, 4, 28))
    happened(found, Step.RESUME, date(2026, 4, 20), kind="information")
    refresh(found)
    found.save()
    return found


def page(client: Client, case: Case) -> str:
    answer = client.get(f"/en/workspace/cases/{case.pk}/clock/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_days_readings_and_reasons(case: Case, worker: Person):
    office()
    html = page(client_of(worker), case)
    for part in (
        "22 June 2026", "30 June 2026", "2 April 2026", "How this was counted", "§ 6 (3) sentence 1 BQFG",
        "20 days more", "28 days more", "in favour of the applicant", "It begins when the decision is notified.",
        "a person decides",
    ):  # fmt: skip
        assert part in html, part


def test_a_body_that_reads_literally_gets_the_literal_day(case: Case, worker: Person):
    body = office()
    body.reads_literally = True
    body.save()
    refresh(case)
    assert case.next_due == case.decide_by == date(2026, 6, 30)
    decision = rows_of(case, office_of(case), TODAY)[1]
    assert (decision.due, decision.other, decision.days) == (date(2026, 6, 30), date(2026, 6, 22), 20)
    assert "This body counts by the wording" in page(client_of(worker), case)


def test_how_near_each_day_is(case: Case):
    office()
    acknowledge, decision, remedy = rows_of(case, office_of(case), TODAY)
    assert acknowledge.nearness
    assert acknowledge.nearness[1] == "danger"
    assert decision.nearness
    assert decision.nearness[1] == "info"
    assert remedy.nearness is None
    happened(case, Step.ACKNOWLEDGE, date(2026, 4, 7))
    acknowledge = rows_of(case, office_of(case), TODAY)[0]
    assert acknowledge.nearness is None
    assert acknowledge.was_late


def test_a_draft_says_what_has_not_begun(worker: Person):
    html = page(client_of(worker), CaseFactory(created_by=worker))
    assert "It begins when the application is taken in." in html
    assert "It begins when the documents are complete." in html
    assert "How this was counted" not in html


def test_a_clock_that_stands_still_says_so(case: Case, worker: Person):
    happened(case, Step.SUSPEND, date(2026, 5, 4), kind="qualification_analysis")
    html = page(client_of(worker), case)
    assert "There is no last day at present." in html
    assert "The clock stands still" in html


def test_a_body_without_land_is_told(case: Case, worker: Person):
    case.organisation.land = ""
    case.organisation.save()
    assert "only the holidays of all Länder count" in page(client_of(worker), case)


def test_days_that_contradict_each_other_are_explained_and_stop_the_step(case: Case, worker: Person):
    happened(case, Step.RESUME, date(2026, 5, 4), kind="information")
    assert "The deadlines cannot be reckoned" in page(client_of(worker), case)
    assert deadlines_of(case).decide_by is None
    with pytest.raises(ValidationError) as refused:
        refresh(case)
    assert refused.value.code == "nothing_to_resume"


def test_the_office_decides_about_holidays_and_posting(case: Case):
    body = office()
    body.has_assumption_day, body.more_holidays, body.fiction_days, body.land = True, ["08-08"], 3, "by"
    seat = seat_of(body)
    assert (seat.land, seat.has_assumption_day, seat.more_holidays, seat.fiction_days) == ("BY", True, ("08-08",), 3)
    assert counts_as_notified(body, date(2026, 3, 2), "post") == date(2026, 3, 5)
    assert counts_as_notified(body, date(2026, 3, 2), "post_abroad") is None


def test_other_bodies_find_nothing_and_nobody_posts(case: Case, worker: Person):
    address = f"/en/workspace/cases/{case.pk}/clock/"
    assert client_of(cast.other_case_worker()).get(address).status_code == 404
    assert client_of(worker).post(address).status_code == 405
    assert Client().get(address).status_code == 302


def test_the_page_asks_the_database_a_fixed_number_of_times(case: Case, worker: Person, django_assert_max_num_queries):
    client = client_of(worker)
    page(client, case)
    with django_assert_max_num_queries(18):
        page(client, case)
    for day in range(1, 20):
        happened(case, Step.SUSPEND, date(2026, 4, day), kind="information", until=date(2026, 4, 28))
    with django_assert_max_num_queries(18):
        page(client, case)
