"""What holds the file of a case, when it is due, and what `bqportal retention` erases."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from bqportal.organisations.models import AuditEntry
from bqportal.procedures.actions.privacy import apply_retention, files_due
from bqportal.procedures.models import Applicant, Case, CaseEvent, CaseOffice
from bqportal.procedures.privacy.facts import kept_facts
from bqportal.procedures.privacy.retention import (
    Cause,
    Facts,
    Hold,
    Schedule,
    due_on,
    hold_of,
    months_after,
    readings_since,
)
from bqportal.procedures.workflow import DECIDED, ENDED, OPEN, Outcome, State, Step
from tests import cast
from tests.procedures.factories import AT, CaseFactory

TODAY = date(2026, 6, 1)
FINAL = Facts(state=State.FINAL, outcome=Outcome.FULL, ended_on=date(2026, 4, 10), notified_on=date(2026, 3, 1))


def final(**changes) -> Facts:
    return Facts(**{**FINAL.__dict__, **changes})


@pytest.mark.parametrize("state", [state for state in (*OPEN, *DECIDED) if state is not State.DRAFT])
def test_an_open_case_is_held_without_end(state):
    hold = hold_of(Facts(state=state), TODAY)
    assert hold is not None
    assert hold.until is None
    assert due_on(Facts(state=state, ended_on=TODAY), Schedule(file_months=1)) is None


@pytest.mark.parametrize(
    ("facts", "hold"),
    [
        (Facts(state=State.DRAFT), None),
        (Facts(state=State.FORWARDED, ended_on=TODAY), None),
        (Facts(state=State.WITHDRAWN, ended_on=TODAY), None),
        (Facts(state=State.OBJECTION, notified_on=TODAY), Hold(Cause.OBJECTION)),
        (Facts(state=State.COURT, notified_on=TODAY), Hold(Cause.COURT)),
        (Facts(state=State.MEASURE_PENDING, notified_on=TODAY), Hold(Cause.MEASURE)),
        (FINAL, Hold(Cause.REMEDY, date(2027, 3, 1))),
        (final(notified_on=date(2025, 6, 1)), Hold(Cause.REMEDY, TODAY)),  # the last day of the year
        (final(notified_on=date(2025, 5, 31)), None),
        (final(is_waived=True), None),
        (final(notified_on=date(2025, 1, 1), remedy_by=date(2026, 7, 1)), Hold(Cause.REMEDY, date(2026, 7, 1))),
        (final(is_waived=True, is_built_on=True), Hold(Cause.LATER_CASE)),
        (final(outcome=Outcome.MEASURE), Hold(Cause.MEASURE, date(2029, 4, 10))),
        (final(outcome=Outcome.MEASURE, is_measured=True), Hold(Cause.REMEDY, date(2027, 3, 1))),
    ],
)  # fmt: skip
def test_what_holds_a_file(facts, hold):
    assert hold_of(facts, TODAY) == hold


@pytest.mark.parametrize(
    ("facts", "months", "day"),
    [
        (FINAL, None, None),
        (FINAL, 120, date(2036, 4, 10)),
        (FINAL, 1, date(2027, 3, 2)),  # prolonged to the day after the hold
        (final(is_waived=True), 1, date(2026, 5, 10)),
        (final(is_built_on=True), 1, None),
        (Facts(state=State.WITHDRAWN, ended_on=date(2026, 8, 31)), 6, date(2027, 2, 28)),
    ],
)
def test_when_a_file_is_due(facts, months, day):
    assert due_on(facts, Schedule(file_months=months)) == day


def test_a_due_file_is_never_held():
    """On every day of four years: what is due today is not held today."""
    looked = 0
    for state in ENDED:
        for back in range(0, 1460, 7):
            ended = TODAY - timedelta(days=back)
            for outcome in (Outcome.FULL, Outcome.MEASURE):
                facts = Facts(state=state, outcome=outcome, ended_on=ended, notified_on=ended - timedelta(days=30))
                due = due_on(facts, Schedule(file_months=1))
                assert due is None or due > TODAY or hold_of(facts, TODAY) is None
                looked += 1
    assert looked > 1500


def test_months():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert readings_since(Schedule(), TODAY) is None
    assert readings_since(Schedule(reading_months=24), TODAY) == date(2024, 6, 1)


def ended_case(worker, *, ended: date, number: str = "", **values) -> Case:
    case = CaseFactory(
        created_by=worker, state=State.WITHDRAWN, received_on=date(2020, 1, 2), ended_on=ended,
        **({"number": number} if number else {}), **values,
    )  # fmt: skip
    CaseEvent.objects.create(
        case=case, step=Step.WITHDRAW, on=ended, at=AT, by=worker, from_state=State.RECEIVED, to_state=State.WITHDRAWN
    )
    return case


@pytest.mark.django_db
def test_nothing_is_due_where_the_body_has_set_nothing():
    worker = cast.case_worker()
    ended_case(worker, ended=date(2000, 1, 1))
    assert files_due(cast.chamber(), TODAY) == []
    CaseOffice.objects.create(organisation=cast.chamber())
    assert files_due(cast.chamber(), TODAY) == []
    assert apply_retention(organisation=cast.chamber(), at=timezone.now()).cases == 0


@pytest.mark.django_db
def test_the_command_erases_what_is_due_and_names_nobody(home):
    worker, other = cast.case_worker(), cast.other_case_worker()
    old = ended_case(worker, ended=date(2020, 1, 31), number="ALT-1")
    again = CaseFactory(created_by=worker, applicant=old.applicant)
    gone = ended_case(worker, ended=date(2020, 1, 31), number="ALT-2")
    young = ended_case(worker, ended=timezone.localdate())
    foreign = ended_case(other, ended=date(2000, 1, 1), applicant__organisation=cast.other_chamber())
    CaseOffice.objects.create(organisation=cast.chamber(), file_months=60)
    out = StringIO()
    call_command("retention", "due", stdout=out)
    assert out.getvalue() == "hwk-musterstadt: 2 cases due\n"
    out = StringIO()
    call_command("retention", "apply", stdout=out)
    assert out.getvalue() == "hwk-musterstadt: 2 cases and 0 files erased\n"
    assert set(Case.objects.values_list("pk", flat=True)) == {again.pk, young.pk, foreign.pk}
    assert Applicant.objects.filter(pk=old.applicant_id).exists(), "she has another case"
    assert not Applicant.objects.filter(pk=gone.applicant_id).exists()
    entries = AuditEntry.objects.filter(deed="case.erased")
    assert {(entry.actor, entry.about_id) for entry in entries} == {(None, str(old.pk)), (None, str(gone.pk))}


@pytest.mark.django_db
def test_facts_are_read_from_the_events(django_assert_num_queries):
    worker = cast.case_worker()
    case = CaseFactory(created_by=worker, state=State.FINAL, ended_on=date(2026, 4, 10), outcome=Outcome.FULL)

    def event(step, on, **values):
        CaseEvent.objects.create(
            case=case, step=step, on=on, at=datetime.combine(on, AT.timetz()), by=worker, from_state="x", to_state="y",
            **values,
        )  # fmt: skip

    event(Step.NOTIFY, date(2026, 3, 1))
    event(Step.FINALISE, date(2026, 3, 10), is_waived=True)
    assert (kept_facts(case).notified_on, kept_facts(case).is_waived) == (date(2026, 3, 1), True)
    event(Step.NOTIFY, date(2026, 9, 1))  # a new decision after a measure: the old waiver says nothing of it
    found = kept_facts(Case.objects.prefetch_related("events", "later").get(pk=case.pk))
    assert (found.notified_on, found.is_waived) == (date(2026, 9, 1), False)
    CaseFactory(created_by=worker, applicant=case.applicant, predecessor=case)
    assert kept_facts(Case.objects.get(pk=case.pk)).is_built_on


@pytest.mark.django_db
def test_a_list_of_due_files_needs_no_query_per_row(django_assert_max_num_queries):
    worker = cast.case_worker()
    CaseOffice.objects.create(organisation=cast.chamber(), file_months=1)
    for _number in range(12):
        ended_case(worker, ended=date(2020, 1, 31))
    with django_assert_max_num_queries(5):
        assert len(files_due(cast.chamber(), TODAY)) == 12
