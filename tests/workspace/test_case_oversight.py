"""Overseeing the cases of a body."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from bqportal.procedures.models import Absence, Case
from bqportal.procedures.workflow import State
from tests import cast
from tests.procedures.factories import CaseFactory
from tests.workspace.conftest import client_of
from tests.workspace.test_cases import day

pytestmark = pytest.mark.django_db
BASE = "/en/workspace/cases/office/hwk-musterstadt/"


@pytest.fixture
def people():
    return cast.case_worker(), cast.second_case_worker(), cast.manager()


def test_a_manager_sees_figures_and_hands_several_over(people):
    worker, second, manager = people
    cases = [CaseFactory(created_by=worker, state=State.COMPLETE, next_due=date(2026, 3, 2)) for _n in range(3)]
    client = client_of(manager)
    html = client.get(f"{BASE}oversight/").content.decode()
    assert "Who has how much" in html
    assert cases[0].number in html
    assert 'form="hand-over"' in html
    assert client.post(f"{BASE}oversight/", {"to": second.pk, "reason": "X"}).status_code == 422
    keys = [case.pk for case in cases[:2]]
    assert client.post(f"{BASE}oversight/", {"to": second.pk, "cases": keys}).status_code == 422
    assert client.post(f"{BASE}oversight/", {"to": second.pk, "reason": "X", "cases": keys}).status_code == 302
    assert Case.objects.filter(handler=second).count() == 2
    assert client.get(f"{BASE}oversight/?only=overdue&handler={worker.pk}").status_code == 200
    assert client.get(f"{BASE}oversight/?handler=%00x").status_code == 200


def test_cases_of_another_body_are_not_handed_over(people):
    _worker, second, manager = people
    other = CaseFactory(created_by=cast.other_case_worker(), applicant__organisation=cast.other_chamber())
    sent = {"to": second.pk, "reason": "X", "cases": [other.pk, "x", "9" * 30]}
    assert client_of(manager).post(f"{BASE}oversight/", sent).status_code == 422
    assert Case.objects.get(pk=other.pk).handler == other.created_by


@pytest.mark.parametrize(
    "who", [cast.case_worker, cast.contributor, cast.other_case_worker, cast.editor, cast.administrator]
)
def test_only_managers_of_the_body_oversee(who):
    cast.chamber()
    client = client_of(who())
    assert client.get(f"{BASE}oversight/").status_code == 404
    assert client.post(f"{BASE}oversight/", {}).status_code == 404


def test_absences(people):
    worker, second, manager = people
    today = timezone.localdate()
    days = day("first_day", today) | day("last_day", today + timedelta(3))
    client = client_of(worker)
    assert client.post(f"{BASE}absences/", {"person": second.pk, "deputy": worker.pk, **days}).status_code == 422
    assert client.post(f"{BASE}absences/", {"person": worker.pk, "deputy": second.pk, **days}).status_code == 302
    row = Absence.objects.get()
    assert "Remove" not in client_of(second).get(f"{BASE}absences/").content.decode()
    assert client_of(second).post(f"{BASE}absences/{row.pk}/remove/").status_code == 404
    CaseFactory(created_by=worker, number="2026-77777", state=State.COMPLETE)
    assert "2026-77777" in client_of(second).get("/en/workspace/cases/?tab=covered").content.decode()
    assert client_of(cast.other_case_worker()).get(f"{BASE}absences/").status_code == 404
    assert "stands in" in client_of(manager).get(f"{BASE}oversight/").content.decode()
    assert client_of(manager).post(f"{BASE}absences/{row.pk}/remove/").status_code == 302
    assert not Absence.objects.exists()
