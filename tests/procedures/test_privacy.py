"""The register of fields, handing over what is known of a person, and whom nobody writes to."""

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage

from bqportal.organisations.models import AuditEntry
from bqportal.procedures.actions.privacy import export_person
from bqportal.procedures.contact import is_barred, refuse_contact
from bqportal.procedures.models import Applicant, Case, CaseMessage
from bqportal.procedures.privacy.exporting import PARTS
from bqportal.procedures.privacy.register import REGISTER, Datum, fields_of
from bqportal.procedures.reading import note_reading
from bqportal.procedures.workflow import State
from tests import cast
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.filled import AT, PDF, filled_case, texts

MARK = "zqmarkperson"
MODELS = list(apps.get_app_config("procedures").get_models())
OF_CASES = [model for model in MODELS if not model.__name__.startswith("Counselling")]  # test_counselling.py has those


def own_fields(model) -> set[str]:
    """Columns and many-to-many relations of a model."""
    return {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_in_the_register_once(model):
    assert model.__name__ in REGISTER, "say in privacy/register.py what the fields of this table are"
    assert own_fields(model) == set(REGISTER[model.__name__])


def test_the_register_has_no_table_that_is_gone():
    assert set(REGISTER) == {model.__name__ for model in MODELS}


def test_who_works_here_is_staff_and_nothing_else():
    """A relation to a person who works here is never handed over as it is."""
    for model in MODELS:
        for field in model._meta.concrete_fields:
            if field.related_model is not None and field.related_model.__name__ == "Person":
                assert REGISTER[model.__name__][field.name] in (Datum.STAFF, Datum.OFFICE), (model, field.name)


def test_every_table_of_a_case_is_handed_over():
    """What hangs on a case is a part of the export."""
    linked = {
        relation.get_accessor_name()
        for relation in Case._meta.related_objects
        if relation.related_model.__module__.startswith("bqportal.procedures")
    }
    assert linked - {"later", "assessment"} == set(PARTS)


@pytest.mark.django_db
def test_what_is_known_of_a_person_is_handed_over_whole(home):
    worker = cast.case_worker()
    worker.first_name, worker.last_name = "Geheime", "Sachbearbeiterin"
    worker.save()
    position = OccupationVersionFactory().positions.first()
    case = filled_case(cast.chamber(), worker, MARK, number="2026-1", state=State.NOTIFIED, position=position)
    filled_case(cast.chamber(), worker, "zqsomebodyelse", number="2026-2")
    note_reading(case=case, by=worker, at=AT)
    packed = zipfile.ZipFile(io.BytesIO(export_person(applicant=case.applicant, by=worker, at=AT)))
    names = packed.namelist()
    assert names[:2] == ["person.json", "person.txt"]
    assert len(names) == 4
    for name in names[2:]:
        assert packed.read(name) == PDF + MARK.encode()
    sheet = json.loads(packed.read("person.json"))
    text = packed.read("person.json").decode()
    for model in OF_CASES:
        for field in fields_of(model.__name__, Datum.PERSONAL):
            assert str(model._meta.get_field(field).verbose_name) in text, f"{model.__name__}.{field}"
    # Everything that was written with the marker and is personal is there: one text per field.
    for model in OF_CASES:
        if model.__name__ == "Case" or Datum.OFFICE in REGISTER[model.__name__].values():
            continue
        for field, value in texts(model, MARK).items():
            if REGISTER[model.__name__][field] is Datum.PERSONAL:
                assert value in text, f"{model.__name__}.{field}"
    assert "zqsomebodyelse" not in text
    assert "Sachbearbeiterin" not in text, "who works for the body is named by role"
    assert "case-worker" not in text
    assert sheet["cases"][0]["case"]["state"] == "notified"
    assert sheet["cases"][0]["read"] == [{"Read": "2026-03-02T10:00+01:00", "by": "case worker"}]
    assert len(sheet["cases"][0]["notices"]) == 2
    entry = AuditEntry.objects.get(deed="case.exported")
    assert (entry.about_id, entry.details) == (str(case.pk), {})


@pytest.mark.django_db
def test_drafts_of_an_open_procedure_stay_here(home):
    worker = cast.case_worker()
    case = filled_case(cast.chamber(), worker, MARK, number="2026-1", state=State.DECISION_DRAFT)
    packed = zipfile.ZipFile(io.BytesIO(export_person(applicant=case.applicant, by=worker, at=AT)))
    notices = json.loads(packed.read("person.json"))["cases"][0]["notices"]
    assert [notice["kind"] for notice in notices] == ["acknowledgement of receipt"]


@pytest.mark.django_db
def test_a_file_that_is_missing_is_named(home):
    worker = cast.case_worker()
    case = filled_case(cast.chamber(), worker, MARK, number="2026-1")
    default_storage.delete(case.documents.get().stored_as)
    packed = zipfile.ZipFile(io.BytesIO(export_person(applicant=case.applicant, by=worker, at=AT)))
    assert json.loads(packed.read("person.json"))["cases"][0]["documents"][0]["File"] == "is missing in the storage"


@pytest.mark.django_db
def test_only_the_own_body_hands_over(home):
    worker = cast.case_worker()
    case = filled_case(cast.chamber(), worker, MARK, number="2026-1")
    for person in (cast.other_case_worker(), cast.contributor(), cast.editor(), cast.administrator()):
        with pytest.raises(PermissionDenied):
            export_person(applicant=case.applicant, by=person, at=AT)
    assert export_person(applicant=case.applicant, by=cast.manager(), at=AT)


@pytest.mark.parametrize("partner", CaseMessage.Partner.values)
def test_nobody_in_the_state_of_origin_is_asked(partner):
    asked = Applicant(no_contact_with_origin=False)
    refuse_contact(applicant=asked, partner=partner)
    protected = Applicant(no_contact_with_origin=True)
    if partner == "institution":
        assert is_barred(no_contact_with_origin=True, partner=partner)
        with pytest.raises(ValidationError) as refused:
            refuse_contact(applicant=protected, partner=partner)
        assert refused.value.code == "no_contact"
    else:
        refuse_contact(applicant=protected, partner=partner)
