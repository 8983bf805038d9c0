"""Taking applications in."""

from datetime import UTC, date, datetime
from threading import Thread
from time import sleep

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connections

from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import AuditEntry
from bqportal.procedures.actions.intake import (
    applicant_values,
    application_values,
    begin_case,
    change_applicant,
    change_application,
    earlier_cases,
)
from bqportal.procedures.models import Case, CaseOffice, Document
from bqportal.procedures.workflow import State, Step
from tests import cast
from tests.procedures.factories import CaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)
PERSON = {"given_names": "Ania", "family_name": "Beispielska", "birth_date": date(1990, 1, 2), "citizenship": "PL"}


def values(**changes):
    return {
        "applicant": PERSON, "training": {"title": "Technik mechatronik", "language": "pl", "country": "PL"},
        "case": {"wanted_occupation": "Mechatronikerin"}, "arrived": ["cv", "intent"], "received_on": date(2026, 3, 2),
        **changes,
    }  # fmt: skip


def begun(by=None, **changes) -> Case:
    by = by or cast.case_worker()
    return begin_case(organisation=cast.chamber(), values=values(**changes), by=by, at=AT)


def test_an_application_is_taken_in_in_one_go():
    case = begun()
    assert (case.number, case.state, case.received_on) == ("2026-00001", State.RECEIVED, date(2026, 3, 2))
    assert [event.step for event in case.events.all()] == [Step.RECEIVE]
    assert case.handler.username == "case-worker"
    assert case.in_eea
    assert case.training_state == "PL"
    assert case.trainings.get().title == "Technik mechatronik"
    states = {one.kind: (one.state, one.arrived_on) for one in case.documents.all()}
    here = (Document.State.ARRIVED, date(2026, 3, 2))
    assert states["cv"] == here
    assert states["intent"] == here
    assert {kind for kind, (state, _on) in states.items() if state == "missing"} == {
        "identity", "certificate", "declaration",
    }  # fmt: skip
    assert case.next_due == case.acknowledge_by is not None


def test_a_draft_is_not_taken_in():
    case = begun(received_on=None, arrived=[])
    assert (case.state, case.received_on, case.events.count(), case.next_due) == (State.DRAFT, None, 0, None)


def test_numbers_have_the_prefix_of_the_body_and_are_not_given_twice():
    worker = cast.case_worker()
    CaseOffice.objects.create(organisation=cast.chamber(), number_prefix="BQ-")
    first, second = begun(worker), begun(worker)
    assert [first.number, second.number] == ["BQ-2026-00001", "BQ-2026-00002"]
    second.events.all().delete()
    second.delete()
    assert begun(worker).number == "BQ-2026-00003"
    CaseFactory(created_by=worker, number="BQ-2026-00004")
    assert begun(worker).number == "BQ-2026-00005"


@pytest.mark.django_db(transaction=True)
def test_numbers_are_unique_when_eight_begin_at_once():
    worker, wrong = cast.case_worker(), []
    cast.chamber()

    def begin() -> None:
        try:
            for _n in range(200):
                try:
                    return begun(worker) and None
                except OperationalError as error:  # databases in memory do not wait for each other; files do
                    if "locked" not in str(error):
                        raise
                    sleep(0.02)
            wrong.append("never had its turn")
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=begin) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert sorted(Case.objects.values_list("number", flat=True)) == [f"2026-0000{n}" for n in range(1, 9)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"applicant": PERSON | {"family_name": " "}}, "applicant_family_name"),
        ({"received_on": date(2026, 3, 6), "arrived": []}, "received_on"),
        ({"arrived_on": date(2027, 1, 1)}, "arrived_on"),
        ({"received_on": None, "arrived": ["cv"]}, "arrived_on"),
        ({"case": {"is_accelerated": True}}, "case_immigration_office"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stays(changes, field):
    with pytest.raises(ValidationError) as refused:
        begun(**changes)
    assert field in refused.value.message_dict
    assert not Case.objects.exists()
    assert not CaseOffice.objects.filter(numbers_given__has_key="2026").exists()


@pytest.mark.parametrize("who", [cast.contributor, cast.manager, cast.other_case_worker, cast.editor])
def test_only_case_workers_of_the_body_begin(who):
    with pytest.raises(PermissionDenied):
        begun(who())


def test_the_log_holds_no_person():
    worker = cast.case_worker()
    case = begun(worker)
    change_applicant(case=case, values=PERSON | {"city": "Musterstadt"}, by=worker, at=AT)
    entries = str(list(AuditEntry.objects.values()))
    assert "case.begun" in entries
    assert "case.applicant_changed" in entries
    assert not [word for word in ("Beispielska", "Ania", "Musterstadt", "Technik") if word in entries]


def test_a_stale_form_overwrites_nothing():
    worker = cast.case_worker()
    case = begun(worker)
    seen = digest_of(applicant_values(case.applicant))
    change_applicant(case=case, values={"city": "Beispielhausen"}, by=worker, at=AT, seen=seen)
    with pytest.raises(ValidationError) as refused:
        change_applicant(case=case, values={"city": "Musterstadt"}, by=worker, at=AT, seen=seen)
    assert refused.value.code == "stale"
    seen = digest_of(application_values(case))
    change_application(case=case, values={"wanted_place": "Ulm"}, by=worker, at=AT, seen=seen)
    with pytest.raises(ValidationError):
        change_application(case=case, values={"wanted_place": "Bonn"}, by=worker, at=AT, seen=seen)


def test_the_accelerated_procedure_moves_the_day_at_once():
    worker = cast.case_worker()
    case = begun(worker)
    before = case.acknowledge_by
    change_application(
        case=case,
        values={"is_accelerated": True, "immigration_office": "Ausländerbehörde Musterstadt"},
        by=worker,
        at=AT,
    )
    assert case.is_accelerated
    assert case.acknowledge_by != before
    assert case.next_due == case.acknowledge_by


def test_a_regulated_occupation_asks_for_the_licence_and_keeps_who_confirmed():
    worker = cast.case_worker()
    case = begun(worker)
    change_application(
        case=case,
        values={"is_regulated": True, "regulated_there": True, "route": {"regime": "regulated"}},
        by=worker,
        at=AT,
    )
    assert case.documents.filter(kind="licence", state="missing").count() == 1
    assert case.route["confirmed_by"] == worker.pk
    assert case.route["regime"] == "regulated"


def test_a_decided_case_is_not_changed_any_more():
    worker = cast.case_worker()
    case = begun(worker)
    Case.objects.filter(pk=case.pk).update(state=State.DECIDED)
    with pytest.raises(ValidationError):
        change_application(case=case, values={"wanted_place": "Ulm"}, by=worker, at=AT)
    change_applicant(case=case, values={"city": "Neuhausen"}, by=worker, at=AT)  # Art. 16 GDPR


def test_earlier_cases_of_the_same_person_are_proposed_within_the_body():
    worker = cast.case_worker()
    first = begun(worker)
    later = begin_case(organisation=cast.chamber(), values=values(), by=worker, at=AT.replace(month=4))
    assert earlier_cases(later) == [first]
    change_application(case=later, values={"predecessor": first}, by=worker, at=AT)
    elsewhere = CaseFactory(created_by=worker, applicant__organisation=cast.other_chamber())
    with pytest.raises(ValidationError):
        change_application(case=later, values={"predecessor": elsewhere}, by=worker, at=AT)
