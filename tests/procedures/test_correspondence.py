"""Messages, notes, tasks, handing over, absences."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bqportal.organisations.models import AuditEntry
from bqportal.procedures.actions.correspondence import add_note, add_task, finish_task, record_message
from bqportal.procedures.actions.organising import add_absence, hand_over, hand_over_many, remove_absence
from bqportal.procedures.models import CaseMessage, CaseTask, FileNote
from tests import cast
from tests.procedures.factories import ApplicantFactory, CaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)
ON = date(2026, 3, 4)


def message(case, by, **changes):
    said = {"direction": "out", "partner": "applicant", "channel": "post", "on": ON, "subject": "Nachfrage"} | changes
    return record_message(case=case, by=by, at=AT, **said)


def test_a_message_is_entered():
    worker = cast.case_worker()
    case = CaseFactory(created_by=worker)
    assert message(case, worker, text=" Text ").text == "Text"
    assert "Nachfrage" not in str(list(AuditEntry.objects.values()))
    for wrong, field in (
        ({"on": date(2026, 3, 6)}, "on"),
        ({"subject": " "}, "subject"),
        ({"channel": "fax"}, "channel"),
    ):
        with pytest.raises(ValidationError) as refused:
            message(case, worker, **wrong)
        assert field in refused.value.message_dict
    assert CaseMessage.objects.count() == 1


def test_in_the_accelerated_procedure_everything_goes_to_the_immigration_office():
    worker = cast.case_worker()
    case = CaseFactory(created_by=worker, is_accelerated=True)
    for partner in ("applicant", "institution", "body"):
        with pytest.raises(ValidationError) as refused:
            message(case, worker, partner=partner)
        assert "partner" in refused.value.message_dict
    assert message(case, worker, partner="immigration_office").pk
    assert message(case, worker, partner="applicant", direction="in").pk


def test_nobody_in_the_state_of_origin_is_asked():
    worker = cast.case_worker()
    case = CaseFactory(created_by=worker, applicant=ApplicantFactory(no_contact_with_origin=True))
    with pytest.raises(ValidationError):
        message(case, worker, partner="institution")
    assert message(case, worker, partner="applicant").pk


def test_notes_stay_and_tasks_are_done_once():
    worker = cast.case_worker()
    case = CaseFactory(created_by=worker)
    add_note(case=case, text="Anruf", by=worker, at=AT)
    with pytest.raises(ValidationError):
        add_note(case=case, text="  ", by=worker, at=AT)
    task = add_task(case=case, text="Nachfassen", due=ON, person=worker, by=worker, at=AT)
    finish_task(task=task, by=worker, at=AT)
    finish_task(task=task, by=worker, at=AT.replace(day=6))
    assert task.done_at == AT
    assert AuditEntry.objects.filter(deed="case.task_done").count() == 1
    with pytest.raises(ValidationError):
        add_task(case=case, text="X", due=ON, person=cast.contributor(), by=worker, at=AT)


@pytest.mark.parametrize("who", [cast.contributor, cast.manager, cast.other_case_worker])
def test_only_case_workers_of_the_body_write(who):
    worker, person = cast.case_worker(), who()
    case = CaseFactory(created_by=worker)
    task = CaseTask.objects.create(case=case, text="X", due=ON, person=worker)
    for act in (
        lambda: message(case, person),
        lambda: add_note(case=case, text="X", by=person, at=AT),
        lambda: add_task(case=case, text="X", due=ON, person=worker, by=person, at=AT),
        lambda: finish_task(task=task, by=person, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_case_is_handed_over_with_its_tasks_and_a_note():
    worker, second = cast.case_worker(), cast.second_case_worker()
    case = CaseFactory(created_by=worker)
    task = CaseTask.objects.create(case=case, text="X", due=ON, person=worker)
    hand_over(case=case, to=second, reason="Urlaub", by=worker, at=AT)
    task.refresh_from_db()
    assert case.handler == task.person == second
    assert "Urlaub" in FileNote.objects.get().text
    with pytest.raises(PermissionDenied):
        hand_over(case=case, to=worker, reason="zurück", by=worker, at=AT)
    hand_over(case=case, to=worker, reason="zurück", by=cast.manager(), at=AT)
    assert "Urlaub" not in str(list(AuditEntry.objects.values()))


def test_only_to_case_workers_of_the_body_and_with_a_reason():
    worker, second = cast.case_worker(), cast.second_case_worker()
    case = CaseFactory(created_by=worker)
    for to, reason, field in (
        (cast.other_case_worker(), "X", "to"), (cast.manager(), "X", "to"), (worker, "X", "to"),
        (second, " ", "reason"),
    ):  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            hand_over(case=case, to=to, reason=reason, by=worker, at=AT)
        assert field in refused.value.message_dict


def test_several_go_over_all_or_none():
    worker, second, manager = cast.case_worker(), cast.second_case_worker(), cast.manager()
    cases = [CaseFactory(created_by=worker) for _n in range(3)]
    elsewhere = CaseFactory(created_by=cast.other_case_worker(), applicant__organisation=cast.other_chamber())
    with pytest.raises(PermissionDenied):
        hand_over_many(cases=[*cases, elsewhere], to=second, reason="Vertretung", by=manager, at=AT)
    assert {type(case).objects.get(pk=case.pk).handler for case in cases} == {worker}
    assert hand_over_many(cases=cases, to=second, reason="Vertretung", by=manager, at=AT) == 3


def test_absences_are_arranged_by_managers_and_by_oneself():
    worker, second, chamber = cast.case_worker(), cast.second_case_worker(), cast.chamber()
    days = {"first_day": ON, "last_day": date(2026, 3, 10), "organisation": chamber, "at": AT}
    absence = add_absence(person=worker, deputy=second, by=worker, **days)
    with pytest.raises(PermissionDenied):
        add_absence(person=worker, deputy=second, by=second, **days)
    with pytest.raises(ValidationError):
        add_absence(person=worker, deputy=worker, by=worker, **days)
    with pytest.raises(ValidationError):
        add_absence(person=worker, deputy=second, by=worker, **(days | {"last_day": date(2026, 3, 1)}))
    with pytest.raises(ValidationError):
        add_absence(person=worker, deputy=cast.other_case_worker(), by=worker, **days)
    with pytest.raises(PermissionDenied):
        remove_absence(absence=absence, by=second, at=AT)
    remove_absence(absence=absence, by=cast.manager(), at=AT)
