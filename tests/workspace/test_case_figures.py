"""Statistics of a body in the work area."""

import pytest
from django.test import Client

from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import AuditEntry
from bqportal.procedures.workflow import Outcome
from bqportal.statistics.actions.publishing import tables_of
from bqportal.statistics.codes import table_shown
from bqportal.statistics.models import CodeMapping, PublishedFigures, StatisticsRecord
from tests import cast
from tests.procedures.factories import ApplicantFactory
from tests.statistics.telling import decided

pytestmark = pytest.mark.django_db
PAGE = "/en/workspace/cases/office/hwk-musterstadt/statistics/"


@pytest.fixture
def worker():
    person = cast.case_worker()
    for number in range(12):
        decided(person, Outcome.FULL if number % 2 else Outcome.PARTIAL)
    return person


@pytest.fixture
def manager(worker):
    return cast.manager()


def page(client: Client, address: str, **options) -> str:
    response = client.get(address, **options)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_case_worker_sees_what_is_missing_and_where(client: Client, worker):
    case = decided(worker, applicant=ApplicantFactory(citizenship=""))
    client.force_login(worker)
    text = page(client, f"{PAGE}?year=2025")
    assert "0 of 13 records are complete." in text
    assert f"/en/workspace/cases/{case.pk}/" in text
    assert "citizenship" in text
    assert case.applicant.family_name not in text
    assert "Keep the records of this year" not in text
    assert page(client, f"{PAGE}?year=2026").count("There is nothing to report for this year.") == 1


def test_others_find_nothing(client: Client, worker):
    for person in (cast.other_case_worker(), cast.editor(), cast.reader()):
        client.force_login(person)
        for address in ("", "records.csv", "codes/", "publish/"):
            assert client.get(PAGE + address).status_code == 404
    client.force_login(worker)
    assert client.get(PAGE + "publish/").status_code == 404
    assert client.post(f"{PAGE}?year=2025").status_code == 404
    assert client.get(PAGE.replace("hwk-musterstadt", "nowhere")).status_code == 404
    for year in ("1999", "x", "²", "2099"):
        assert client.get(PAGE, {"year": year}).status_code == 404


def test_the_file_is_taken_and_that_is_logged(client: Client, worker):
    client.force_login(worker)
    response = client.get(f"{PAGE}records.csv?year=2025")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert len(response.content.decode().splitlines()) == 13
    entry = AuditEntry.objects.get(deed="case.statistics_exported")
    assert entry.details == {"year": 2025, "records": 12}


def test_a_manager_keeps_the_records(client: Client, manager):
    client.force_login(manager)
    assert "Keep the records of this year" in page(client, f"{PAGE}?year=2025")
    response = client.post(f"{PAGE}?year=2025", follow=True)
    assert "Records kept: 12 new, 0 changed, 0 as they were." in response.content.decode()
    assert StatisticsRecord.objects.count() == 12


def test_administrators_change_the_table_of_codes_and_others_read_it(client: Client, manager):
    client.force_login(manager)
    assert "Enter a code" not in page(client, PAGE + "codes/")
    values = {"field": "sex", "ours": "female", "theirs": "2", "seen": digest_of(table_shown())}
    assert client.post(PAGE + "codes/", values).status_code == 404
    client.force_login(cast.administrator())
    assert "Enter a code" in page(client, PAGE + "codes/")
    assert client.post(PAGE + "codes/", values).status_code == 302
    assert CodeMapping.objects.get().theirs == "2"
    stale = client.post(PAGE + "codes/", {**values, "theirs": "3"})
    assert stale.status_code == 422
    assert "Somebody else changed this" in stale.content.decode()
    assert client.post(PAGE + "codes/", {**values, "field": "nothing"}).status_code == 422
    assert client.get(PAGE).status_code == 404, "records of a body are none of an administrator's business"
    client.post(PAGE + "codes/", {**values, "theirs": "", "seen": digest_of(table_shown())})
    assert not CodeMapping.objects.exists()


def test_a_manager_looks_publishes_and_takes_back(client: Client, manager):
    client.force_login(manager)
    address = f"{PAGE}publish/?year=2025"
    assert "This is all that would be public." in page(client, address)
    assert client.post(address, {"seen": ""}).status_code == 422
    stale = client.post(address, {"looked": "on", "seen": "another"})
    assert stale.status_code == 422
    assert not PublishedFigures.objects.exists()
    seen = digest_of(tables_of(cast.chamber(), 2025))
    assert seen in stale.content.decode(), "the form now carries what it shows"
    assert client.post(address, {"looked": "on", "seen": seen}).status_code == 302
    assert "Take the figures back" in page(client, address)
    assert client.get("/en/figures/hwk-musterstadt/2025/").status_code == 200
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"wrong": "on"}).status_code == 302
    assert "taken back" in page(client, address)
    assert client.post(address, {"looked": "on", "wrong": "on"}).status_code in (302, 422)
    assert PublishedFigures.objects.get().tables == {}


def test_nothing_is_published_before_the_year_is_over_or_with_few_cases(client: Client, manager):
    client.force_login(manager)
    assert "too few decided cases" in page(client, f"{PAGE}publish/?year=2026")
