"""Figures of a body for oversight."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bqportal.procedures.models import Case
from bqportal.procedures.workflow import State, Step
from bqportal.statistics.figures import figures_of
from tests import cast
from tests.statistics.telling import decided, told

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 30)


def test_nothing_to_count_from_is_no_information():
    found = figures_of(cast.chamber(), TODAY)
    assert (found.open, found.decided, found.overdue) == (0, 0, 0)
    assert (found.median_age, found.oldest, found.median_days, found.share_on_time) == (None,) * 4


def test_open_late_and_who_has_them():
    worker, second = cast.case_worker(), cast.second_case_worker()
    told(worker, (Step.RECEIVE, "2025-06-20"))
    late = told(worker, (Step.RECEIVE, "2025-01-01"), (Step.COMPLETE, "2025-01-02"))
    told(second, (Step.RECEIVE, "2025-05-31"), handler=None)
    told(second, (Step.RECEIVE, "2025-05-31"), (Step.WITHDRAW, "2025-06-01"))
    Case.objects.filter(pk=late.pk).update(decide_by=date(2025, 4, 2), next_due=date(2025, 4, 2))
    found = figures_of(cast.chamber(), TODAY)
    assert (found.open, found.overdue, found.oldest, found.median_age) == (3, 1, 180, 30)
    assert found.by_state == {State.RECEIVED: 2, State.COMPLETE: 1}
    assert [(row.person, row.open, row.overdue) for row in found.workers] == [(None, 1, 0), (worker, 2, 1)]


def test_decisions_of_the_last_year_in_time_and_how_long():
    worker = cast.case_worker()
    for day in (date(2025, 4, 1), date(2025, 3, 31), None):
        case = decided(worker)  # complete on 2 February, decided on 1 April: 58 days
        Case.objects.filter(pk=case.pk).update(decide_by=day)
    decided(worker, year=2023)
    found = figures_of(cast.chamber(), TODAY)
    assert (found.decided, found.median_days) == (3, 58)
    assert (found.on_time, found.with_period, found.share_on_time) == (1, 2, 0.5)


def test_the_same_queries_for_any_number_of_cases():
    worker = cast.case_worker()

    def queries() -> int:
        body = cast.chamber()
        with CaptureQueriesContext(connection) as caught:
            figures_of(body, TODAY)
        return len(caught)

    decided(worker)
    few = queries()
    for _n in range(9):
        decided(worker)
        told(worker, (Step.RECEIVE, "2025-06-20"))
    assert queries() == few <= 4
