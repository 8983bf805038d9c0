"""Steps of a case, as people take them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from bqportal.organisations.models import AuditEntry, Person
from bqportal.procedures import standing
from bqportal.procedures.actions.stepping import RefusedStepError, take_step
from bqportal.procedures.models import Case, Notice
from bqportal.procedures.standing import standing_of, waits_of
from bqportal.procedures.workflow import Actor, Move, Outcome, Refusal, State, Step, Suspension, open_steps
from tests import cast
from tests.procedures.factories import CaseFactory, complete_documents

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)


def test_a_case_goes_from_entry_to_comparison():
    worker = cast.case_worker()
    case = CaseFactory(created_by=worker)
    take_step(case=case, move=Move(Step.RECEIVE, date(2026, 3, 2)), by=worker, at=AT)
    assert case.state == State.RECEIVED
    with pytest.raises(RefusedStepError) as refused:
        take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    assert refused.value.refusal is Refusal.DOCUMENTS_MISSING
    complete_documents(case)
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    take_step(case=case, move=Move(Step.ASSESS, date(2026, 3, 5)), by=worker, at=AT)
    assert (case.state, case.completed_on) == (State.ASSESSMENT, date(2026, 3, 2))
    assert case.next_due == case.decide_by


def begun(**facts) -> tuple[Case, Person]:
    """A case that has arrived, and its worker."""
    worker = cast.case_worker()
    case = CaseFactory(created_by=worker, **facts)
    take_step(case=case, move=Move(Step.RECEIVE, date(2026, 3, 2)), by=worker, at=AT)
    return case, worker


def by_letter(case: Case, by: Person, kind: str, move: Move, at: datetime = AT) -> None:
    """A step that its letter takes."""
    notice = Notice.objects.create(case=case, kind=kind, drafted_by=by, drafted_at=at)
    take_step(case=case, move=move, by=by, at=at, notice=notice)


def refusal(case: Case, by: Person, move: Move, notice: Notice | None = None, at: datetime = AT) -> Refusal:
    """What the workflow refuses."""
    before = (case.state, case.events.count(), AuditEntry.objects.count())
    with pytest.raises(RefusedStepError) as refused:
        take_step(case=case, move=move, by=by, at=at, notice=notice)
    case.refresh_from_db()
    assert (case.state, case.events.count(), AuditEntry.objects.count()) == before
    return refused.value.refusal


def test_nobody_else_takes_steps():
    case, _worker = begun()
    for person in (cast.manager(), cast.other_case_worker(), cast.editor(), cast.administrator()):
        with pytest.raises(PermissionDenied):
            take_step(case=case, move=Move(Step.WITHDRAW, date(2026, 3, 3)), by=person, at=AT)
    assert case.events.count() == 1


def test_the_letter_must_be_of_this_case_and_say_this_step():
    case, worker = begun()
    other = CaseFactory(created_by=worker)
    move = Move(Step.ACKNOWLEDGE, date(2026, 3, 3))
    given = {"kind": "acknowledgement", "drafted_by": worker, "drafted_at": AT}
    assert refusal(case, worker, move) is Refusal.NO_NOTICE
    assert refusal(case, worker, move, Notice.objects.create(case=other, **given)) is Refusal.NO_NOTICE
    wrong = Notice.objects.create(case=case, **{**given, "kind": "warning"})
    assert refusal(case, worker, move, wrong) is Refusal.NO_NOTICE
    by_letter(case, worker, "acknowledgement", move)
    assert case.state == State.ACKNOWLEDGED
    assert case.events.get(step="acknowledge").notice.kind == "acknowledgement"
    complete_documents(case)
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    take_step(case=case, move=Move(Step.ASSESS, date(2026, 3, 4)), by=worker, at=AT)
    analysis = Move(Step.SUSPEND, date(2026, 3, 4), "R", Suspension.ANALYSIS)
    request = Notice.objects.create(case=case, **{**given, "kind": "request"})
    assert refusal(case, worker, analysis, request) is Refusal.NO_NOTICE, "a request orders no analysis"


def test_a_returned_draft_and_a_withdrawn_one_leave_no_outcome():
    case, worker = begun()
    draft = Move(Step.DRAFT, date(2026, 3, 4), "R", outcome=Outcome.NOT_ENTITLED)
    take_step(case=case, move=draft, by=worker, at=AT)
    assert case.outcome == Outcome.NOT_ENTITLED
    take_step(case=case, move=Move(Step.RETURN, date(2026, 3, 4), "R"), by=worker, at=AT)
    assert (case.state, case.outcome) == (State.RECEIVED, "")
    take_step(case=case, move=draft, by=worker, at=AT)
    take_step(case=case, move=Move(Step.WITHDRAW, date(2026, 3, 3)), by=worker, at=AT)
    assert (case.state, case.outcome, case.ended_on) == (State.WITHDRAWN, "", date(2026, 3, 3))


def test_a_warning_counts_until_the_person_answers_or_something_new_is_asked():
    """§ 15 Abs. 3."""
    case, worker = begun()
    by_letter(case, worker, "missing", Move(Step.LIST_MISSING, date(2026, 3, 3)))
    by_letter(case, worker, "warning", Move(Step.WARN, date(2026, 3, 3), "R", until=date(2026, 3, 4)))
    assert standing_of(case).warned_until == date(2026, 3, 4)
    by_letter(case, worker, "missing", Move(Step.LIST_MISSING, date(2026, 3, 5)))
    assert standing_of(case).warned_until is None, "something else was asked for"
    complete_documents(case)
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 5)), by=worker, at=AT)
    take_step(case=case, move=Move(Step.ASSESS, date(2026, 3, 5)), by=worker, at=AT)
    request = Move(Step.SUSPEND, date(2026, 3, 5), "R", Suspension.INFORMATION, date(2026, 3, 20))
    by_letter(case, worker, "request", request)
    by_letter(case, worker, "warning", Move(Step.WARN, date(2026, 3, 5), "R", until=date(2026, 4, 1)))
    late = datetime(2026, 4, 2, 9, tzinfo=UTC)
    lapsed = Move(Step.RESUME, date(2026, 4, 2), kind=Suspension.INFORMATION, result="lapsed")
    take_step(case=case, move=lapsed, by=worker, at=late)
    assert standing_of(case).warned_until == date(2026, 4, 1), "nothing arrived"
    rejected = Move(Step.DRAFT, date(2026, 4, 2), "R", outcome=Outcome.NOT_COOPERATED)
    take_step(case=case, move=rejected, by=worker, at=late)
    assert case.state == State.DECISION_DRAFT


def test_an_answer_ends_the_warning():
    case, worker = begun()
    complete_documents(case)
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    take_step(case=case, move=Move(Step.ASSESS, date(2026, 3, 3)), by=worker, at=AT)
    request = Move(Step.SUSPEND, date(2026, 3, 3), "R", Suspension.INFORMATION, date(2026, 3, 20))
    by_letter(case, worker, "request", request)
    by_letter(case, worker, "warning", Move(Step.WARN, date(2026, 3, 3), "R", until=date(2026, 3, 4)))
    arrived = Move(Step.RESUME, date(2026, 3, 5), kind=Suspension.INFORMATION, result="arrived")
    take_step(case=case, move=arrived, by=worker, at=AT)
    rejected = Move(Step.DRAFT, date(2026, 3, 5), "R", outcome=Outcome.NOT_COOPERATED)
    assert refusal(case, worker, rejected) is Refusal.NOT_WARNED


def test_overlapping_suspensions_end_one_by_one():
    case, worker = begun()
    complete_documents(case)
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    take_step(case=case, move=Move(Step.ASSESS, date(2026, 3, 3)), by=worker, at=AT)
    for kind, notice in ((Suspension.INFORMATION, "request"), (Suspension.ANALYSIS, "analysis")):
        by_letter(case, worker, notice, Move(Step.SUSPEND, date(2026, 3, 4), "R", kind, date(2026, 3, 20)))
    assert case.state == State.SUSPENDED_ANALYSIS
    take_step(case=case, move=Move(Step.RESUME, date(2026, 3, 5), kind=Suspension.ANALYSIS), by=worker, at=AT)
    assert case.state == State.SUSPENDED_INFORMATION
    assert [what for what, _until in waits_of(case)] == [Suspension.INFORMATION]
    early = Move(Step.RESUME, date(2026, 3, 3), kind=Suspension.INFORMATION)
    assert refusal(case, worker, early) is Refusal.BEFORE_SUSPENSION
    take_step(case=case, move=Move(Step.RESUME, date(2026, 3, 4), kind=Suspension.INFORMATION), by=worker, at=AT)
    assert case.state == State.ASSESSMENT
    assert standing_of(case).suspensions == frozenset()


def test_the_clock_does_not_start_before_the_last_document():
    case, worker = begun()
    complete_documents(case)
    case.documents.filter(kind="certificate").update(arrived_on=date(2026, 3, 4))
    assert refusal(case, worker, Move(Step.COMPLETE, date(2026, 3, 3))) is Refusal.BEFORE_ARRIVAL
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 4)), by=worker, at=AT)
    assert case.completed_on == date(2026, 3, 4)


def decided(case: Case, worker: Person, second: Person, outcome: Outcome, **more) -> None:
    """Drafted, approved, issued and notified on one day."""
    take_step(case=case, move=Move(Step.DRAFT, date(2026, 3, 5), "R", outcome=outcome, **more), by=worker, at=AT)
    notice = Notice.objects.create(case=case, kind="decision", drafted_by=worker, drafted_at=AT)
    take_step(case=case, move=Move(Step.APPROVE, date(2026, 3, 5)), by=second, at=AT)
    take_step(case=case, move=Move(Step.DECIDE, date(2026, 3, 5)), by=worker, at=AT, notice=notice)
    Notice.objects.filter(pk=notice.pk).update(state="issued")
    take_step(case=case, move=Move(Step.NOTIFY, date(2026, 3, 5)), by=worker, at=AT)


def test_a_second_decision_after_a_measure(monkeypatch):
    monkeypatch.setattr(standing, "lacks_of_decision", lambda case: ())
    monkeypatch.setattr(standing, "result_of", lambda facts: Outcome.MEASURE)
    case, worker = begun(is_regulated=True)
    second = cast.second_case_worker()
    complete_documents(case)
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    take_step(case=case, move=Move(Step.ASSESS, date(2026, 3, 3)), by=worker, at=AT)
    decided(case, worker, second, Outcome.MEASURE)
    assert case.events.get(step="decide").outcome == Outcome.MEASURE, "the event says what was decided"
    take_step(case=case, move=Move(Step.BEGIN_MEASURE, date(2026, 3, 5), "Lehrgang"), by=worker, at=AT)
    take_step(case=case, move=Move(Step.FINISH_MEASURE, date(2026, 3, 5), result="passed"), by=worker, at=AT)
    extend = Move(Step.EXTEND, date(2026, 3, 5), "R", months=1)
    take_step(case=case, move=Move(Step.DRAFT, date(2026, 3, 5), outcome=Outcome.FULL_AFTER_MEASURE), by=worker, at=AT)
    letter = Notice.objects.create(case=case, kind="extension", drafted_by=worker, drafted_at=AT)
    assert refusal(case, worker, extend, letter) is Refusal.EXTENDED_TOO_LATE, "the period was met long ago"
    take_step(case=case, move=Move(Step.RETURN, date(2026, 3, 5), "R"), by=worker, at=AT)
    assert (case.state, case.outcome) == (State.MEASURE_DONE, Outcome.MEASURE), "what was decided still is"
    decided(case, worker, second, Outcome.FULL_AFTER_MEASURE)
    assert (case.state, case.outcome) == (State.NOTIFIED, Outcome.FULL_AFTER_MEASURE)


def test_an_objection_that_succeeds_leads_to_a_new_decision(monkeypatch):
    monkeypatch.setattr(standing, "lacks_of_decision", lambda case: ())
    case, worker = begun()
    decided(case, worker, cast.second_case_worker(), Outcome.NOT_ENTITLED)
    take_step(case=case, move=Move(Step.OBJECT, date(2026, 3, 5)), by=worker, at=AT)
    assert Step.WITHDRAW not in open_steps(standing_of(case), Actor(worker.pk, works=True))
    take_step(case=case, move=Move(Step.DECIDE_OBJECTION, date(2026, 3, 5), result="granted"), by=worker, at=AT)
    take_step(case=case, move=Move(Step.ASSESS, date(2026, 3, 5)), by=worker, at=AT)
    assert (case.state, case.outcome) == (State.ASSESSMENT, Outcome.NOT_ENTITLED)


def test_missing_the_deadline_changes_nothing_but_what_is_due():
    """No fiction of approval: the BQFG orders none, § 42a VwVfG."""
    case, worker = begun()
    complete_documents(case)
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    late = datetime(2027, 3, 2, 9, tzinfo=UTC)
    take_step(case=case, move=Move(Step.ASSESS, date(2027, 3, 2)), by=worker, at=late)
    assert (case.state, case.outcome) == (State.ASSESSMENT, "")
    letter = Notice.objects.create(case=case, kind="extension", drafted_by=worker, drafted_at=late)
    extend = Move(Step.EXTEND, date(2027, 3, 2), "R", months=1)
    assert refusal(case, worker, extend, letter, late) is Refusal.EXTENDED_TOO_LATE


def test_every_step_is_logged_without_personal_data():
    case, worker = begun()
    take_step(case=case, move=Move(Step.CLOSE, date(2026, 3, 4), "Frau Beispielska zog um"), by=worker, at=AT)
    entries = AuditEntry.objects.filter(about_id=str(case.pk), deed__in=("case.receive", "case.close"))
    assert entries.count() == 2
    assert not any("Beispielska" in str(entry.details) for entry in entries)
