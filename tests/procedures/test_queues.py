"""The lists: what stands where, in which order, and in how many queries."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bqportal.organisations.models import Membership
from bqportal.organisations.queries import rights_of
from bqportal.procedures.models import Absence, CaseEvent, CaseTask, Document
from bqportal.procedures.queues import (
    COVERED,
    ENDED_TAB,
    MINE,
    OPEN,
    OVERDUE,
    SECOND,
    TABS,
    WAITING,
    Wanted,
    counts,
    due_for,
    queue,
    row_of,
    rows_of,
    tasks_for,
    workload,
)
from bqportal.procedures.workflow import State, Step
from tests import cast
from tests.procedures.factories import ApplicantFactory, CaseFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 5)
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)


def numbers(person, tab: str, **wanted) -> list[str]:
    return [case.number for case in queue(rights_of(person), Wanted(tab, **wanted), TODAY)]


@pytest.fixture
def people():
    return cast.case_worker(), cast.second_case_worker()


def test_each_tab_has_what_belongs_there(people):
    worker, second = people
    CaseFactory(created_by=worker, number="late", state=State.RECEIVED, next_due=date(2026, 3, 4))
    CaseFactory(created_by=worker, number="none", state=State.DRAFT)
    CaseFactory(created_by=second, number="other", state=State.COMPLETE, next_due=date(2026, 3, 20))
    CaseFactory(created_by=second, number="asked", state=State.INCOMPLETE)
    told = CaseFactory(created_by=second, number="told", state=State.ACKNOWLEDGED)
    Document.objects.create(case=told, kind="cv")
    CaseFactory(created_by=second, number="all here", state=State.ACKNOWLEDGED)
    CaseFactory(created_by=worker, number="over", state=State.FINAL, ended_on=date(2026, 1, 1))
    assert numbers(worker, MINE) == ["late", "none"]
    assert numbers(worker, OVERDUE) == ["late"]
    assert sorted(numbers(worker, WAITING)) == ["asked", "told"]
    assert numbers(worker, OPEN)[:2] == ["late", "other"]
    assert numbers(worker, ENDED_TAB) == ["over"]
    found = counts(rights_of(worker), Wanted(), TODAY)
    assert found == {tab: len(numbers(worker, tab)) for tab in TABS}


def test_second_approval_is_for_neither_drafter_nor_handler(people):
    worker, second = people
    case = CaseFactory(created_by=worker, handler=None, state=State.DECISION_DRAFT, number="draft")
    about = {"case": case, "step": Step.DRAFT, "on": TODAY, "at": AT, "from_state": "assessment", "to_state": "x"}
    CaseEvent.objects.create(by=second, **about)
    CaseEvent.objects.create(by=worker, **about)  # the newest draft counts
    CaseFactory(created_by=second, state=State.DECISION_DRAFT, number="hers")
    assert numbers(second, SECOND) == ["draft"]
    assert numbers(worker, SECOND) == ["hers"]
    assert numbers(cast.manager(), SECOND) == []


def test_who_stands_in_has_the_cases_and_tasks_while_the_other_is_away(people):
    worker, second = people
    case = CaseFactory(created_by=worker, next_due=TODAY, state=State.COMPLETE, number="covered")
    CaseTask.objects.create(case=case, text="X", due=TODAY, person=worker)
    away = Absence.objects.create(
        organisation=cast.chamber(), person=worker, deputy=second, first_day=TODAY, last_day=TODAY
    )
    assert numbers(second, COVERED) == ["covered"]
    assert numbers(worker, COVERED) == []
    assert [row.case for row in due_for(rights_of(second), TODAY)] == [case]
    assert tasks_for(second, rights_of(second), TODAY).count() == 1
    away.first_day = away.last_day = date(2026, 3, 6)
    away.save()
    assert numbers(second, COVERED) == []
    assert tasks_for(second, rights_of(second), TODAY).count() == 0


def test_an_absence_in_one_body_opens_nothing_of_another(people):
    worker, second = people
    cast.member(worker, cast.other_chamber(), Membership.Role.CASE_WORKER)
    CaseFactory(
        created_by=worker, number="elsewhere", applicant__organisation=cast.other_chamber(), state=State.RECEIVED
    )
    Absence.objects.create(organisation=cast.chamber(), person=worker, deputy=second, first_day=TODAY, last_day=TODAY)
    assert numbers(second, COVERED) == numbers(second, OPEN) == []
    assert numbers(worker, MINE) == ["elsewhere"]
    assert numbers(worker, MINE, organisation=cast.chamber().pk) == []


@pytest.mark.parametrize("who", [cast.contributor, cast.other_case_worker, cast.editor, cast.administrator])
def test_others_see_nothing_whatever_they_ask_for(people, who):
    CaseFactory(created_by=people[0], applicant=ApplicantFactory(family_name="Beispielska"), next_due=TODAY)
    person = who()
    for tab in TABS:
        assert numbers(person, tab) == numbers(person, tab, words="Beispielska") == []
        assert numbers(person, tab, handler=people[0].pk, organisation=cast.chamber().pk) == []
    assert due_for(rights_of(person), TODAY) == []


@pytest.mark.parametrize("words", ["beispiel", "2026-77", "ŞAHİN", "şahin", "Ania Şahin", "26-777"])
def test_cases_are_found_by_number_and_name(people, words):
    who = ApplicantFactory(given_names="Ania", family_name="Şahin-Beispiel" if words != "ŞAHİN" else "ŞAHİN")
    CaseFactory(created_by=people[0], applicant=who, number="2026-77700")
    CaseFactory(created_by=people[0], applicant=ApplicantFactory(given_names="Max", family_name="Muster"))
    assert numbers(people[0], OPEN, words=words) == ["2026-77700"]
    assert numbers(people[0], OPEN, words="\0%_") == []


@pytest.mark.parametrize(
    ("days", "level", "late"), [(22, None, 0), (21, 21, 0), (8, 21, 0), (7, 7, 0), (0, 0, 0), (-3, -1, 3)]
)
def test_a_row_says_how_near_it_is(people, days, level, late):
    due = date.fromordinal(TODAY.toordinal() + days)
    row = row_of(CaseFactory.build(created_by=people[0], state=State.COMPLETE, next_due=due), TODAY)
    assert (row.days, row.level, row.late) == (days, level, late)


def test_every_state_says_what_is_next(people):
    for state in State:
        row = row_of(CaseFactory.build(created_by=people[0], state=state), TODAY)
        assert str(row.what)
        assert str(row.why)


def test_ten_cases_need_as_many_queries_as_a_hundred(people):
    rights, found = rights_of(people[0]), []
    for many in (10, 90):
        for _n in range(many):
            CaseFactory(created_by=people[0], next_due=TODAY, state=State.COMPLETE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rows = rows_of(queue(rights, Wanted(), TODAY), TODAY)
            assert [str(row.case.applicant) + str(row.case.handler) + row.case.organisation.name for row in rows]
            counts(rights, Wanted(), TODAY)
            workload(cast.chamber().pk, TODAY)
        found.append(len(queries))
    assert found[0] == found[1] <= 6


def test_workload_counts_everybody_and_nobody(people):
    worker, second = people
    CaseFactory(created_by=worker, next_due=date(2026, 3, 1), state=State.COMPLETE)
    CaseFactory(created_by=worker, handler=None, state=State.INCOMPLETE)
    found = {
        one["person"]: (one["running"], one["overdue"], one["waiting"]) for one in workload(cast.chamber().pk, TODAY)
    }
    assert found == {worker: (1, 1, 0), second: (0, 0, 0), None: (1, 0, 1)}
