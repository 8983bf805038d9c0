"""Sharing the result of a case: what is shared, when, by whom; taking it back; departures."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from bqportal.comparison.models import Precedent
from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import AuditEntry, Organisation, Person
from bqportal.procedures.actions.sharing import (
    departure_of,
    explain_departure,
    hindrance_of,
    preview_of,
    reason_seen,
    share_result,
    shared_result,
    withdraw_result,
)
from bqportal.procedures.models import Assessment, Case, CaseEvent, CaseOffice, Experience, PositionFinding
from bqportal.procedures.workflow import Outcome, State, Step
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.factories import CaseFactory, TrainingFactory
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 10, 9, tzinfo=UTC)
MARKER = "Zweifelhafte Bemerkung über die Person"


def notified(worker: Person, qualification: Any = None, version: Any = None, **values: Any) -> Case:
    """A case of the worker's body whose decision was notified, with a comparison full of text."""
    body = Organisation.objects.get(memberships__person=worker)
    qualification = qualification or QualificationFactory()
    case = CaseFactory(
        created_by=worker, applicant__organisation=body, applicant__family_name=MARKER, qualification=qualification,
        version=version or OccupationVersionFactory(), wanted_occupation=MARKER,
        **{"state": State.NOTIFIED, "outcome": Outcome.PARTIAL, "decided_on": date(2026, 6, 9), **values},
    )  # fmt: skip
    TrainingFactory(case=case, title=MARKER, institution=MARKER)
    assessment = Assessment.objects.create(case=case, departure_reason=MARKER)
    work = Experience.objects.create(case=case, employer=MARKER, evidence="reference")
    for order, position in enumerate(case.version.positions.all()):
        found = PositionFinding.objects.create(
            assessment=assessment, position=position, differs="yes", essential="yes",
            compensated="no" if order == 0 else "yes", differs_reason=MARKER, essential_reason=MARKER,
            compensated_reason=MARKER,
        )  # fmt: skip
        if order:
            found.experiences.add(work)
    return case


def shared(number: int, worker: Person, qualification: Any, version: Any, outcome: str = Outcome.FULL) -> list[Case]:
    """That many cases, decided and shared."""
    cases = [notified(worker, qualification, version, outcome=outcome) for _one in range(number)]
    for case in cases:
        share_result(case=case, approves=True, by=worker, at=AT)
    return cases


def test_what_is_looked_at_is_what_is_shared_and_nothing_else():
    worker = cast.case_worker()
    case = notified(worker)
    preview = preview_of(case)
    assert preview
    assert [one.order for one in preview.positions] == [1]
    found = share_result(case=case, approves=True, seen=digest_of(preview.values), by=worker, at=AT)
    assert (found.certificate_year, found.outcome, found.decided_on) == (2014, "partial", date(2026, 6, 1))
    assert found.experience_compensated
    assert not found.names_body
    assert found.released is None
    assert list(found.positions.all()) == list(preview.positions)
    assert case.precedent == found == shared_result(case)


def test_a_shared_result_has_no_field_for_anything_about_the_person():
    """Whoever adds a field to the model must come here, and say that no personal data fits into it."""
    allowed = {
        "id": int, "qualification": int, "revision": int, "version": int, "certificate_year": int, "outcome": str,
        "experience_compensated": bool, "organisation": int, "names_body": bool, "decided_on": date,
        "approved_by": int, "approved_at": datetime, "released": date, "withdrawn": date, "is_counted": bool,
    }  # fmt: skip
    assert {field.name for field in Precedent._meta.concrete_fields} == set(allowed)
    assert {field.name for field in Precedent._meta.many_to_many} == {"positions"}
    texts = {
        field.name
        for field in Precedent._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField")
    }
    assert texts == {"outcome"}
    assert Precedent._meta.get_field("outcome").choices
    worker = cast.case_worker()
    case = notified(worker)
    share_result(case=case, approves=True, by=worker, at=AT)
    assert MARKER not in str(Precedent.objects.values())
    entries = AuditEntry.objects.filter(deed__startswith="case.result")
    assert [entry.details for entry in entries] == [{}]
    assert MARKER not in str(list(entries.values()))


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.DECIDED}, {"state": State.OBJECTION}, {"state": State.COURT}, {"outcome": "not_entitled"},
        {"outcome": ""}, {"decided_on": None}, {"state": State.WITHDRAWN},
    ],
)  # fmt: skip
def test_only_what_was_found_and_notified_is_shared(values: dict[str, Any]):
    worker = cast.case_worker()
    case = notified(worker, **values)
    assert preview_of(case) is None
    assert hindrance_of(case)
    with pytest.raises(ValidationError):
        share_result(case=case, approves=True, by=worker, at=AT)
    assert not Precedent.objects.exists()


def test_it_needs_a_profile_the_tick_the_right_and_a_fresh_look():
    worker = cast.case_worker()
    case = notified(worker)
    with pytest.raises(ValidationError) as refused:
        share_result(case=case, approves=False, by=worker, at=AT)
    assert "approves" in refused.value.message_dict
    for stranger in (cast.other_case_worker(), cast.manager(), cast.editor()):
        with pytest.raises(PermissionDenied):
            share_result(case=case, approves=True, by=stranger, at=AT)
    preview = preview_of(case)
    assert preview
    PositionFinding.objects.filter(assessment__case=case).update(compensated="no")
    with pytest.raises(ValidationError):
        share_result(case=case, approves=True, seen=digest_of(preview.values), by=worker, at=AT)
    Case.objects.filter(pk=case.pk).update(qualification=None)
    case.refresh_from_db()
    assert "profile" in hindrance_of(case)
    assert not Precedent.objects.exists()


def test_a_decision_that_a_remedy_changed_is_not_shared():
    worker = cast.case_worker()
    case = notified(worker, state=State.OBJECTION_DECIDED)
    event = CaseEvent.objects.create(
        case=case, step=Step.DECIDE_OBJECTION, on=date(2026, 6, 9), at=AT, by=worker, from_state="objection",
        to_state="objection_decided", result="granted",
    )  # fmt: skip
    assert "remedy" in hindrance_of(case)
    CaseEvent.objects.filter(pk=event.pk).update(result="refused")
    assert preview_of(Case.objects.get(pk=case.pk))


def test_the_body_is_named_where_it_names_itself():
    worker = cast.case_worker()
    CaseOffice.objects.create(organisation=cast.chamber(), names_itself=True)
    assert share_result(case=notified(worker), approves=True, by=worker, at=AT).names_body


def test_five_are_released_at_once_and_the_sixth_waits():
    worker, qualification, version = cast.case_worker(), QualificationFactory(), OccupationVersionFactory()
    shared(4, worker, qualification, version)
    assert not Precedent.objects.filter(released__isnull=False).exists()
    shared(2, worker, qualification, version)
    assert Precedent.objects.filter(released=timezone.localdate(AT)).count() == 5
    shared(4, worker, qualification, version)
    assert Precedent.objects.filter(released__isnull=True).count() == 0


def test_taking_back_deletes_what_waits_and_keeps_the_count_of_what_was_shown():
    worker, qualification, version = cast.case_worker(), QualificationFactory(), OccupationVersionFactory()
    cases = shared(6, worker, qualification, version)
    withdraw_result(case=cases[5], by=worker, at=AT)
    assert Precedent.objects.count() == 5
    assert cases[5].precedent is None
    withdraw_result(case=cases[0], by=worker, at=AT)
    assert Precedent.objects.filter(is_counted=True).count() == 5
    assert shared_result(cases[0]) is None
    with pytest.raises(ValidationError):
        withdraw_result(case=cases[0], by=worker, at=AT)
    shared(5, worker, qualification, version)
    assert Precedent.objects.filter(released__isnull=False).count() == 5  # six are needed: one leaves
    shared(1, worker, qualification, version)
    assert Precedent.objects.filter(released__isnull=False, is_counted=True).count() == 10
    assert preview_of(cases[0])  # what was taken back may be shared anew
    with pytest.raises(PermissionDenied):
        withdraw_result(case=cases[1], by=cast.other_case_worker(), at=AT)


def test_a_draft_that_departs_from_shared_results_is_told_and_explained():
    worker, other = cast.case_worker(), cast.other_case_worker()
    qualification, version = QualificationFactory(), OccupationVersionFactory()
    case = notified(worker, qualification, version, state=State.DECISION_DRAFT, decided_on=None)
    shared(4, other, qualification, version)
    assert departure_of(case) is None
    shared(1, other, qualification, version)
    departure = departure_of(case)
    assert departure
    assert (departure.usual, departure.count, departure.total) == ("full", 5, 5)
    seen = digest_of(reason_seen(case))
    explain_departure(case=case, reason="Anderes Curriculum", seen=seen, by=worker, at=AT)
    assert departure_of(case).reason == "Anderes Curriculum"
    with pytest.raises(ValidationError):
        explain_departure(case=case, reason="Nochmals", seen=seen, by=worker, at=AT)
    with pytest.raises(PermissionDenied):
        explain_departure(case=case, reason="Fremd", seen="", by=other, at=AT)
    entry = AuditEntry.objects.get(deed="case.departure_explained")
    assert "Curriculum" not in str(entry.details)
    Case.objects.filter(pk=case.pk).update(outcome="full")
    assert departure_of(Case.objects.get(pk=case.pk)) is None


def test_the_findings_depart_before_a_decision_is_drafted():
    worker, qualification, version = cast.case_worker(), QualificationFactory(), OccupationVersionFactory()
    case = notified(worker, qualification, version, state=State.ASSESSMENT, outcome="", decided_on=None)
    Assessment.objects.filter(case=case).update(
        certificate="yes", certificate_reason="x", activities="yes", activities_reason="x"
    )
    shared(5, worker, qualification, version)
    departure = departure_of(case)
    assert departure
    assert (departure.outcome, departure.usual) == ("partial", "full")


def test_the_decision_closes_the_reason():
    worker = cast.case_worker()
    case = notified(worker)
    with pytest.raises(ValidationError):
        explain_departure(case=case, reason="zu spät", seen="", by=worker, at=AT)
    assert Qualification.objects.count() == 1
