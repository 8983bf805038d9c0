"""Earlier results on the page of a case, and the page on which a result is shared."""

import re
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bqportal.comparison.models import Precedent
from bqportal.procedures.actions.sharing import departure_of, preview_of, withdraw_result
from bqportal.procedures.models import Assessment, Case
from bqportal.procedures.workflow import Outcome, State
from tests import cast
from tests.countries.factories import CountryFactory
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.test_sharing import AT, MARKER, notified, shared
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> dict[str, Any]:
    """A case in comparison, of a chamber; another chamber that decides the same."""
    worker, other = cast.case_worker(), cast.other_case_worker()
    country = CountryFactory(code="PL")
    qualification = QualificationFactory(country=country)
    version = OccupationVersionFactory()
    case = notified(worker, qualification, version, state=State.ASSESSMENT, outcome="", decided_on=None)
    return {
        "worker": worker, "other": other, "country": country, "qualification": qualification, "version": version,
        "case": case, "client": client_of(worker),
    }  # fmt: skip


def pages(case: Case) -> tuple[str, str]:
    return f"/en/workspace/cases/{case.pk}/precedents/", f"/en/workspace/cases/{case.pk}/share/"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_none_and_four_look_the_same(world: dict[str, Any]) -> None:
    address = pages(world["case"])[0]
    before = text(world["client"], address)
    assert before.count("No earlier results may be shown yet.") == 2
    shared(4, world["other"], world["qualification"], world["version"])
    assert text(world["client"], address) == before
    shared(1, world["other"], world["qualification"], world["version"])
    after = text(world["client"], address)
    assert after != before
    assert "full equivalence" in after


def test_groups_are_shown_with_what_they_have_in_common(world: dict[str, Any]) -> None:
    older = QualificationFactory(country=world["country"], title="Mechatronik starszy", valid_from="1999")
    world["qualification"].predecessor = older
    world["qualification"].save()
    shared(5, world["other"], world["qualification"], world["version"], Outcome.PARTIAL)
    shared(6, world["other"], older, world["version"], Outcome.FULL)
    page = text(world["client"], pages(world["case"])[0])
    position = world["version"].positions.first()
    assert str(position) in page
    assert "Mechatronik starszy" in page
    assert "older or newer version" in page
    assert "2010–2019" in page
    assert "2014" not in page
    assert "chamber of commerce and industry" in page
    assert "IHK Anderswo" not in page
    assert page.count("<td>5</td>") == 4  # same; near: five of the six; country: both


def test_pages_of_another_body_hold_nothing_of_a_case(world: dict[str, Any]) -> None:
    secret = shared(6, world["other"], world["qualification"], world["version"])
    Case.objects.filter(pk=world["case"].pk).update(wanted_occupation="")
    world["case"].trainings.all().delete()
    Assessment.objects.filter(case=world["case"]).delete()
    type(world["case"].applicant).objects.filter(pk=world["case"].applicant_id).update(family_name="Muster")
    for address in pages(world["case"]):
        page = text(world["client"], address)
        assert MARKER not in page
        assert secret[0].number not in page
    for address in pages(secret[0]):
        assert world["client"].get(address).status_code == 404
        assert world["client"].post(address, {"act": "withdraw"}).status_code == 404
        assert client_of(cast.editor() if address.endswith("share/") else cast.reader()).get(address).status_code == 404


def test_a_result_is_shared_and_taken_back(world: dict[str, Any]) -> None:
    case, client = notified(world["worker"], world["qualification"], world["version"]), world["client"]
    address = pages(case)[1]
    page = text(client, address)
    assert "June 2026" in page
    assert "2014" in page
    assert "not named" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post(address, {"seen": seen}).status_code == 422
    assert client.post(address, {"seen": "old", "approves": "on"}).status_code == 422
    assert not Precedent.objects.exists()
    assert client.post(address, {"seen": seen, "approves": "on"}).status_code == 302
    assert "Take the result back" in text(client, address)
    assert client.post(address, {"approves": "on"}).status_code == 422
    assert client.post(address, {"act": "withdraw"}).status_code == 302
    assert not Precedent.objects.exists()
    assert "Share the result" in text(client, address)


def test_the_manager_reads_and_shares_nothing(world: dict[str, Any]) -> None:
    case, client = notified(world["worker"], world["qualification"], world["version"]), client_of(cast.manager())
    assert 'type="submit"><span class="kern-label">Share' not in text(client, pages(case)[1])
    assert client.post(pages(case)[1], {"approves": "on"}).status_code == 404
    assert client.post(pages(case)[0], {"reason": "x"}).status_code == 404


def test_without_a_profile_the_page_says_where_to_get_one(world: dict[str, Any]) -> None:
    case = notified(world["worker"], world["qualification"], world["version"])
    Case.objects.filter(pk=case.pk).update(qualification=None)
    page = text(world["client"], pages(case)[1])
    assert "A profile of the qualification is needed first" in page
    assert "/workspace/demand/" in page
    assert "/workspace/records/" in page
    assert "Choose the profile" in text(world["client"], pages(case)[0])
    Case.objects.filter(pk=case.pk).update(version=None)
    assert "names no reference occupation" in text(world["client"], pages(case)[0])


def test_a_departure_is_shown_and_its_reason_stored(world: dict[str, Any]) -> None:
    Case.objects.filter(pk=world["case"].pk).update(outcome=Outcome.NONE, state=State.DECISION_DRAFT)
    Assessment.objects.filter(case=world["case"]).update(departure_reason="")
    shared(5, world["other"], world["qualification"], world["version"])
    client, address = world["client"], pages(world["case"])[0]
    page = text(client, address)
    assert "This case departs from earlier results" in page
    assert "Art. 3 (1) GG" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post(address, {"reason": "Andere Inhalte", "seen": seen}).status_code == 302
    assert "Andere Inhalte" in text(client, address)
    response = client.post(address, {"reason": "Später", "seen": seen})
    assert response.status_code == 409
    case = Case.objects.get(pk=world["case"].pk)
    included = render_to_string("workspace/case/departure.html", {"departure": departure_of(case), "case": case})
    assert "no equivalence" in included


def test_the_own_result_is_no_precedent(world: dict[str, Any]) -> None:
    cases = shared(5, world["worker"], world["qualification"], world["version"])
    assert text(world["client"], pages(cases[0])[0]).count("No earlier results may be shown yet.") == 2
    assert "<td>5</td>" in text(world["client"], pages(world["case"])[0])
    withdraw_result(case=cases[0], by=world["worker"], at=AT)
    assert preview_of(cases[0])
    assert "<td>5</td>" not in text(world["client"], pages(cases[0])[0])


def test_ten_results_take_as_many_questions_as_five(world: dict[str, Any]) -> None:
    address = pages(world["case"])[0]
    shared(5, world["other"], world["qualification"], world["version"], Outcome.PARTIAL)
    text(world["client"], address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        text(world["client"], address)
    for _neighbour in range(3):
        near = QualificationFactory(country=world["country"])
        shared(5, world["other"], near, world["version"], Outcome.PARTIAL)
    with CaptureQueriesContext(connection) as many:
        text(world["client"], address)
    assert len(many) == len(few) <= 45
