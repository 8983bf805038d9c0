"""Trainings, experience and documents on their pages."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bqportal.procedures.models import Case, Document, Experience, Notice, Training
from bqportal.procedures.workflow import State
from tests import cast
from tests.editorial import hostile
from tests.procedures.factories import AT, CaseFactory, TrainingFactory, complete_documents
from tests.workspace.conftest import client_of
from tests.workspace.test_cases import day, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


@pytest.fixture
def worker():
    return cast.case_worker()


@pytest.fixture
def clerk(worker) -> Client:
    return client_of(worker)


@pytest.fixture
def case(worker) -> Case:
    return CaseFactory(created_by=worker, state=State.RECEIVED)


@pytest.fixture
def base(case) -> str:
    return f"/en/workspace/cases/{case.pk}/"


def paper(**changes) -> dict[str, object]:
    file = SimpleUploadedFile("ania.beispielska.pdf", hostile.pdf(), hostile.PDF)
    arrived = {"kind": "certificate", "title": "Dyplom", "language": "pl", "state": "arrived", "translation": "missing"}
    return {**arrived, **day("arrived_on", date(2026, 3, 2)), "file": file, **changes}


def test_a_training_is_added_changed_and_removed(clerk, case, base):
    address = f"{base}trainings/add/"
    response = clerk.post(
        address, {"kind": "main", "title": "Technik", "country": "PL", **day("began", date(2010, 9, 1))}
    )
    assert response.status_code == 302
    training = Training.objects.get()
    page = clerk.get(f"{base}trainings/{training.pk}/")
    assert clerk.post(f"{base}trainings/{training.pk}/", form_of(page)).status_code == 302
    training.refresh_from_db()
    assert training.began == date(2010, 9, 1)
    Training.objects.update(title="Anders")
    assert clerk.post(f"{base}trainings/{training.pk}/", form_of(page) | {"title": "X"}).status_code == 409
    assert clerk.post(f"{base}trainings/{training.pk}/", {"remove": "1"}).status_code == 302
    assert not Training.objects.exists()


def test_experience_with_days_in_order(clerk, base):
    sent = {"employer": "Werk", "share": "50", "evidence": "reference", **day("began", date(2020, 1, 1))}
    assert clerk.post(f"{base}experiences/add/", sent | day("ended", date(2019, 1, 1))).status_code == 422
    assert clerk.post(f"{base}experiences/add/", sent | {"share": "0"}).status_code == 422
    assert clerk.post(f"{base}experiences/add/", sent).status_code == 302
    row = Experience.objects.get()
    address = f"{base}experiences/{row.pk}/"
    assert clerk.post(address, form_of(clerk.get(address)) | {"share": "100"}).status_code == 302


def test_a_document_is_added_fetched_and_changed(clerk, case, base):
    assert clerk.post(f"{base}documents/add/", paper()).status_code == 302
    row = Document.objects.get()
    html = clerk.get(f"{base}documents/").content.decode()
    assert "Dyplom" in html
    assert "translation of: foreign certificate" in html
    assert "§ 5 Abs. 2 BQFG" in html
    response = clerk.get(f"{base}documents/{row.pk}/file/")
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"] == f'attachment; filename="certificate-{row.pk}.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    page = clerk.get(f"{base}documents/{row.pk}/")
    assert clerk.post(f"{base}documents/{row.pk}/", form_of(page) | {"translation": "arrived"}).status_code == 302
    row.refresh_from_db()
    assert row.translation == "arrived"
    assert row.stored_as
    assert clerk.post(f"{base}documents/{row.pk}/", form_of(page)).status_code == 409


def test_hostile_files_are_refused_on_the_page(clerk, base):
    for name, content in (
        ("a.pdf", b"<html>"),
        ("a.exe", hostile.pdf()),
        ("a.svg", b"<svg onload=x>"),
        ("../a.pdf", b"%PDF-x"),
    ):
        response = clerk.post(f"{base}documents/add/", paper(file=SimpleUploadedFile(name, content, hostile.PDF)))
        assert response.status_code == 422, name
    assert not Document.objects.exists()


@pytest.mark.parametrize("who", [cast.contributor, cast.other_case_worker, cast.editor])
def test_nobody_else_finds_evidence(clerk, case, base, who):
    clerk.post(f"{base}documents/add/", paper())
    training, row, other = TrainingFactory(case=case), Document.objects.get(), client_of(who())
    for page in (
        "documents/",
        f"documents/{row.pk}/",
        f"documents/{row.pk}/file/",
        f"trainings/{training.pk}/",
        "trainings/add/",
    ):
        assert other.get(base + page).status_code == 404, page
    assert other.post(f"{base}documents/{row.pk}/", {"remove": "1"}).status_code == 404
    assert Document.objects.exists()


def test_a_manager_reads_documents_and_changes_none(clerk, case, base):
    clerk.post(f"{base}documents/add/", paper())
    row, manager = Document.objects.get(), client_of(cast.manager())
    assert manager.get(f"{base}documents/").status_code == 200
    file = manager.get(f"{base}documents/{row.pk}/file/")
    assert file.status_code == 200
    assert b"".join(file.streaming_content)
    assert manager.get(f"{base}documents/{row.pk}/").status_code == 404
    assert manager.post(f"{base}documents/add/", paper()).status_code == 404


def test_rows_of_another_case_are_not_reached_through_this_one(clerk, case, base, worker):
    other = CaseFactory(created_by=cast.other_case_worker(), applicant__organisation=cast.other_chamber())
    training = TrainingFactory(case=other)
    complete_documents(other)
    row = other.documents.first()
    for page in (f"trainings/{training.pk}/", f"documents/{row.pk}/", f"documents/{row.pk}/file/"):
        assert clerk.get(base + page).status_code == 404


def test_what_a_decision_rests_on_stays(clerk, case, base, worker):
    training = TrainingFactory(case=case)
    Notice.objects.create(case=case, kind="decision", state="issued", drafted_by=worker, drafted_at=AT)
    Case.objects.update(state=State.MEASURE_PENDING)
    address = f"{base}trainings/{training.pk}/"
    assert "Remove for good" not in clerk.get(address).content.decode()
    html = clerk.post(address, {"remove": "1"}, follow=True).content.decode()
    assert "A decision went out" in html
    assert Training.objects.exists()
