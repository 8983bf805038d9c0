"""Trainings, experience and documents of a case."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage

from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import AuditEntry
from bqportal.procedures.actions import evidence
from bqportal.procedures.actions.evidence import (
    Upload,
    add_document,
    add_experience,
    add_training,
    change_document,
    change_training,
    document_values,
    remove_document,
    remove_training,
    training_values,
)
from bqportal.procedures.models import Case, Document, Notice
from bqportal.procedures.standing import lacks_of
from bqportal.procedures.workflow import State
from tests import cast
from tests.editorial import hostile
from tests.procedures.factories import CaseFactory, TrainingFactory, complete_documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)
ON = date(2026, 3, 4)
PDF = Upload(hostile.pdf(), "ania.beispielska.pdf", hostile.PDF)
CERTIFICATE = {"kind": "certificate", "title": "Dyplom", "language": "pl", "state": "arrived", "arrived_on": ON}


@pytest.fixture
def worker():
    return cast.case_worker()


@pytest.fixture
def case(worker) -> Case:
    return CaseFactory(created_by=worker, state=State.RECEIVED)


def files(home: Path) -> list[Path]:
    return [path for path in (home / "uploads").rglob("*") if path.is_file()]


def test_a_document_comes_with_its_file_under_a_name_that_says_nothing(case, worker, home):
    document = add_document(case=case, values=CERTIFICATE, upload=PDF, by=worker, at=AT)
    assert document.stored_as.startswith("cases/")
    assert "ania" not in document.stored_as
    assert default_storage.exists(document.stored_as)
    assert len(document.sha256) == 64
    assert "Dyplom" not in str(list(AuditEntry.objects.values()))
    remove_document(document=document, by=worker, at=AT)
    assert not Document.objects.exists()


def test_the_file_goes_when_the_removal_is_certain(case, worker, home, django_capture_on_commit_callbacks):
    document = add_document(case=case, values=CERTIFICATE, upload=PDF, by=worker, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        other = Upload(hostile.pdf(page=b"/Rotate 90"), "b.pdf", hostile.PDF)
        changed = change_document(document=document, values={"title": "Neu"}, upload=other, by=worker, at=AT)
    assert changed.stored_as != document.stored_as
    assert len(files(home)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document=changed, by=worker, at=AT)
    assert not files(home)


@pytest.mark.parametrize(
    "upload",
    [
        Upload(b"<html><script>", "a.pdf", "application/pdf"),
        Upload(hostile.pdf(), "a.exe", hostile.PDF),
        Upload(hostile.pdf(catalogue=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "a.pdf", hostile.PDF),
        Upload(b"", "a.pdf", hostile.PDF),
        Upload(b"MZ\x90", "a.png", "image/png"),
    ],
    ids=["html", "name", "script", "empty", "program"],
)
def test_a_hostile_file_is_refused_and_nothing_stays(case, worker, home, upload):
    with pytest.raises(ValidationError) as refused:
        add_document(case=case, values=CERTIFICATE, upload=upload, by=worker, at=AT)
    assert "file" in refused.value.message_dict
    assert not files(home)
    assert not Document.objects.exists()
    assert AuditEntry.objects.filter(deed="case.file_refused").count() == 1


def test_a_file_goes_again_when_its_row_cannot_be(case, worker, home):
    with pytest.raises(ValidationError):
        add_document(case=case, values=CERTIFICATE | {"arrived_on": None}, upload=PDF, by=worker, at=AT)
    assert not files(home)


def test_state_day_note_and_translation_agree(case, worker):
    document = add_document(case=case, values={"kind": "cv", "state": "arrived", "arrived_on": ON}, by=worker, at=AT)
    assert document.translation == Document.Translation.NOT_NEEDED  # § 5 Abs. 2 Satz 2 names certificates and evidence
    for wrong, field in (
        ({"arrived_on": date(2026, 3, 6)}, "arrived_on"), ({"state": "doubted"}, "note"), ({"kind": "odd"}, "kind"),
    ):  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            change_document(document=document, values=wrong, by=worker, at=AT)
        assert field in refused.value.message_dict
    assert change_document(document=document, values={"state": "missing"}, by=worker, at=AT).arrived_on is None


def test_what_arrives_is_not_lacking_any_more(case, worker):
    complete_documents(case)
    row = case.documents.get(kind="certificate")
    change_document(document=row, values={"translation": "missing"}, by=worker, at=AT)
    assert [str(lack) for lack in lacks_of(Case.objects.get(pk=case.pk))] == ["certificate.translation"]
    change_document(document=row, values={"translation": "waived"}, by=worker, at=AT)
    assert not lacks_of(Case.objects.get(pk=case.pk))


def test_a_stale_form_overwrites_nothing(case, worker):
    document = add_document(case=case, values=CERTIFICATE, by=worker, at=AT)
    training = TrainingFactory(case=case)
    seen = digest_of(document_values(document)), digest_of(training_values(training))
    change_document(document=document, values={"title": "A"}, seen=seen[0], by=worker, at=AT)
    change_training(training=training, values={"title": "A"}, seen=seen[1], by=worker, at=AT)
    for act in (
        lambda: change_document(document=document, values={"title": "B"}, seen=seen[0], by=worker, at=AT),
        lambda: change_training(training=training, values={"title": "B"}, seen=seen[1], by=worker, at=AT),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "stale"


def test_nothing_is_removed_once_a_decision_rests_on_it(case, worker):
    training, document = TrainingFactory(case=case), add_document(case=case, values=CERTIFICATE, by=worker, at=AT)
    Notice.objects.create(case=case, kind="decision", state="issued", drafted_by=worker, drafted_at=AT)
    Case.objects.filter(pk=case.pk).update(state=State.MEASURE_PENDING)
    with pytest.raises(ValidationError):
        remove_training(training=training, by=worker, at=AT)
    with pytest.raises(ValidationError):
        remove_document(document=document, by=worker, at=AT)
    add_experience(case=case, values={"employer": "Beispielwerk"}, by=worker, at=AT)  # evidence of the measure
    Case.objects.filter(pk=case.pk).update(state=State.DECIDED)
    with pytest.raises(ValidationError):
        add_training(case=case, values={"title": "X"}, by=worker, at=AT)


def test_days_in_their_order(case, worker):
    with pytest.raises(ValidationError) as refused:
        add_experience(
            case=case, values={"employer": "B", "began": date(2020, 1, 1), "ended": date(2019, 1, 1)}, by=worker, at=AT
        )
    assert "ended" in refused.value.message_dict
    with pytest.raises(ValidationError):
        add_experience(case=case, values={"employer": "B", "share": 101}, by=worker, at=AT)


@pytest.mark.parametrize("who", [cast.contributor, cast.manager, cast.other_case_worker])
def test_only_case_workers_of_the_body_change_evidence(case, who, home):
    person, training = who(), TrainingFactory(case=case)
    for act in (
        lambda: add_document(case=case, values=CERTIFICATE, upload=PDF, by=person, at=AT),
        lambda: change_training(training=training, values={"title": "B"}, by=person, at=AT),
        lambda: remove_training(training=training, by=person, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not files(home)


def test_a_case_has_room_for_so_many_documents(case, worker, monkeypatch, home):
    monkeypatch.setattr(evidence, "MOST", 1)
    add_document(case=case, values=CERTIFICATE, by=worker, at=AT)
    with pytest.raises(ValidationError):
        add_document(case=case, values=CERTIFICATE, upload=PDF, by=worker, at=AT)
    assert not files(home)
