"""The page about data protection of a case, the export, erasing, and what a body keeps how long."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bqportal.organisations import audit
from bqportal.procedures.models import Applicant, Case, CaseOffice
from bqportal.procedures.workflow import State
from tests import cast
from tests.procedures.filled import filled_case
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(home) -> Case:
    return filled_case(
        cast.chamber(), cast.case_worker(), "zqperson", number="2026-1", state=State.WITHDRAWN,
        ended_on=date(2026, 3, 9),
    )  # fmt: skip


@pytest.fixture
def worker(case) -> Client:
    return client_of(case.handler)


@pytest.fixture
def manager(case) -> Client:
    return client_of(cast.manager())


def page(client: Client, route: str, *args, status: int = 200) -> str:
    response = client.get(reverse(f"workspace:{route}", args=args))
    assert response.status_code == status
    return response.content.decode()


def test_it_says_who_read_the_case_and_how_long_it_stays(case, worker):
    text = page(worker, "case-privacy", case.pk)
    assert "none set: nothing is erased by itself" in text
    assert "case-worker" in text
    assert reverse("workspace:case-erase", args=[case.pk]) not in text
    CaseOffice.objects.create(organisation=case.organisation, file_months=120, reading_months=12)
    old = timezone.now() - timedelta(days=400)
    audit.record(deed="case.read", by=cast.second_case_worker(), about=case, organisation=case.organisation, at=old)
    text = page(worker, "case-privacy", case.pk)
    assert "120 months after the end" in text
    assert "9 March 2036" in text or "March 9, 2036" in text
    assert "second-case-worker" not in text, "older than the body shows it"


def test_a_hold_is_named(case, worker):
    Case.objects.filter(pk=case.pk).update(state=State.OBJECTION, ended_on=None)
    text = page(worker, "case-privacy", case.pk)
    assert "The file is held" in text
    assert "objection is open" in text


def test_the_export_is_a_zip(case, worker):
    response = worker.get(reverse("workspace:case-export", args=[case.pk]))
    assert response["Content-Disposition"] == f'attachment; filename="case-{case.pk}.zip"'
    assert "no-store" in response["Cache-Control"]
    assert "person.json" in zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert "exported" in page(worker, "case-privacy", case.pk)


def test_only_managers_erase(case, worker, manager):
    address = reverse("workspace:case-erase", args=[case.pk])
    assert worker.get(address).status_code == 404
    assert worker.post(address, {"reason": "request", "number": "2026-1"}).status_code == 404
    assert address in page(manager, "case-privacy", case.pk)
    assert "2026-1" in page(manager, "case-erase", case.pk)
    assert manager.post(address, {"reason": "request", "number": "2026-2"}).status_code == 422
    assert manager.post(address, {"reason": "", "number": "2026-1"}).status_code == 422
    assert Case.objects.exists()
    response = manager.post(address, {"reason": "request", "number": "2026-1"})
    assert response.status_code == 302
    assert not Applicant.objects.exists()
    assert manager.get(address).status_code == 404


def test_what_is_held_is_not_erased_and_the_page_says_why(case, manager):
    Case.objects.filter(pk=case.pk).update(state=State.ASSESSMENT, ended_on=None)
    text = page(manager, "case-erase", case.pk)
    assert "cannot be erased yet" in text
    assert '<form method="post" novalidate' not in text
    response = manager.post(reverse("workspace:case-erase", args=[case.pk]), {"reason": "request", "number": "2026-1"})
    assert response.status_code == 422
    assert "The procedure has not ended" in response.content.decode()


def test_what_goes_next_is_listed(case, worker):
    text = page(worker, "case-retention", case.organisation.slug)
    assert "No file is due" in text
    CaseOffice.objects.create(organisation=case.organisation, file_months=6)
    text = page(worker, "case-retention", case.organisation.slug)
    assert "2026-1" in text
    assert "Change the periods" not in text


def test_nobody_else_gets_in(case):
    for person in (cast.other_case_worker(), cast.contributor(), cast.editor(), cast.administrator()):
        client = client_of(person)
        for route in ("case-privacy", "case-export", "case-erase"):
            page(client, route, case.pk, status=404)
        page(client, "case-retention", case.organisation.slug, status=404)
