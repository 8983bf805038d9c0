"""The pages on which a case worker takes a case one step on, and what a case shows to come next."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.procedures.actions.stepping import take_step
from bqportal.procedures.models import Assessment, Case, CaseEvent, Notice, PositionFinding
from bqportal.procedures.queries import case_for
from bqportal.procedures.workflow import Move, Outcome, State, Step, Suspension
from tests import cast
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.factories import CaseFactory, complete_documents
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> Person:
    return cast.case_worker()


@pytest.fixture
def case(worker: Person) -> Case:
    return CaseFactory(created_by=worker, version=OccupationVersionFactory())


def page(case: Case, step: str) -> str:
    return f"/en/workspace/cases/{case.pk}/step/{step}/"


def day(on: date, name: str = "on") -> dict[str, str]:
    """A day as the three boxes send it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def walk(case: Case, by: Person, *steps: Step, on: date | None = None, **more) -> None:
    """Along the way, with the letters that it needs."""
    kinds = {Step.LIST_MISSING: "missing", Step.WARN: "warning", Step.SUSPEND: "request", Step.DECIDE: "decision",
             Step.ACKNOWLEDGE: "acknowledgement", Step.EXTEND: "extension"}  # fmt: skip
    for step in steps:
        notice = None
        if step in kinds:
            notice = Notice.objects.create(case=case, kind=kinds[step], drafted_by=by, drafted_at=timezone.now())
        move = Move(step, on or timezone.localdate(), "Grund", **more)
        take_step(case=case, move=move, by=by, at=timezone.now(), notice=notice)


def find(case: Case, *answers: tuple[str, str, str]) -> None:
    """The first questions are answered, and the positions as said."""
    found = Assessment.objects.create(
        case=case, certificate="yes", certificate_reason="R", activities="yes", activities_reason="R",
        licence="yes", licence_reason="R",
    )  # fmt: skip
    for position, (differs, essential, compensated) in zip(case.version.positions.all(), answers, strict=False):
        PositionFinding.objects.create(
            assessment=found, position=position, differs=differs, essential=essential, compensated=compensated,
            differs_reason="R", essential_reason="R", compensated_reason="R",
        )  # fmt: skip


def next_of(case: Case, person: Person) -> str:
    """What `case_next` shows to a person."""
    request = RequestFactory().get("/")
    request.user = person
    text = Template("{% load case_steps %}{% case_next case %}")
    with translation.override("en"):
        return text.render(Context({"request": request, "case": case_for(rights_of(person), case.pk)}))


def test_a_step_is_taken_with_the_day_that_is_given(case: Case, worker: Person) -> None:
    client = client_of(worker)
    html = client.get(page(case, "receive")).content.decode()
    today = timezone.localdate()
    assert f'value="{today.year}"' in html
    assert 'name="reason"' not in html, "only what the step needs"
    answer = client.post(page(case, "receive"), day(date(2026, 3, 2)))
    assert (answer.status_code, answer["Location"]) == (302, f"/en/workspace/cases/{case.pk}/")
    case.refresh_from_db()
    assert (case.state, case.received_on) == (State.RECEIVED, date(2026, 3, 2))


def test_what_is_refused_stands_beside_its_field(case: Case, worker: Person) -> None:
    client = client_of(worker)
    answer = client.post(page(case, "receive"), day(timezone.localdate() + timedelta(1)))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This day lies in the future" in html
    assert 'href="#id_on' in html or 'href="#' in html
    assert client.post(page(case, "receive"), {}).status_code == 422
    assert client.post(page(case, "close"), day(timezone.localdate())).status_code == 422, "needs a reason"
    case.refresh_from_db()
    assert case.state == State.DRAFT
    assert client.post(page(case, "close"), {**day(timezone.localdate()), "reason": "Doppelt"}).status_code == 302


def test_what_is_not_possible_now_says_why(case: Case, worker: Person) -> None:
    client = client_of(worker)
    answer = client.get(page(case, "approve"))
    assert answer.status_code == 409
    assert "does not follow from where the case stands" in answer.content.decode()
    walk(case, worker, Step.RECEIVE)
    answer = client.get(page(case, "complete"))
    assert answer.status_code == 409
    assert "Required documents have not arrived" in answer.content.decode()
    assert "<form" not in answer.content.decode().partition("<main")[2].partition("</main")[0]
    assert client.post(page(case, "complete"), day(timezone.localdate())).status_code == 409
    assert client.get(page(case, "nonsense")).status_code == 404


def test_only_case_workers_of_the_body_take_steps(case: Case) -> None:
    manager, other, editor = client_of(cast.manager()), client_of(cast.other_case_worker()), client_of(cast.editor())
    for client in (manager, other, editor):
        assert client.get(page(case, "receive")).status_code == 404
        assert client.post(page(case, "receive"), day(date(2026, 3, 2))).status_code == 404
    assert Client().get(page(case, "receive")).status_code == 302
    history = f"/en/workspace/cases/{case.pk}/history/"
    assert [client.get(history).status_code for client in (manager, other, editor)] == [200, 404, 404]
    case.refresh_from_db()
    assert case.state == State.DRAFT


def test_letters_are_written_on_their_own_page(case: Case, worker: Person) -> None:
    client = client_of(worker)
    walk(case, worker, Step.RECEIVE)
    base = f"/en/workspace/cases/{case.pk}/notices"
    assert client.get(page(case, "acknowledge"))["Location"] == f"{base}/new/acknowledgement/"
    assert client.get(page(case, "list_missing"))["Location"] == f"{base}/new/missing/"
    walk(case, worker, Step.LIST_MISSING)
    assert client.get(page(case, "warn"))["Location"] == f"{base}/new/warning/"
    complete_documents(case)
    walk(case, worker, Step.COMPLETE, Step.ASSESS)
    assert client.get(page(case, "extend"))["Location"] == f"{base}/new/extension/"
    html = client.get(page(case, "suspend")).content.decode()
    assert "qualification analysis" in html
    assert client.post(page(case, "suspend"), {}).status_code == 422
    assert client.post(page(case, "suspend"), {"kind": "information"})["Location"] == f"{base}/new/request/"
    answer = client.post(page(case, "suspend"), {"kind": Suspension.ANALYSIS.value})
    assert answer["Location"] == f"{base}/new/analysis/"
    Case.objects.filter(pk=case.pk).update(is_regulated=True, in_eea=True)
    html = client.get(page(case, "suspend")).content.decode()
    assert "does not suspend the period" in html
    assert 'value="authenticity"' not in html


def test_the_outcome_that_follows_is_proposed_and_the_others_explained(case: Case, worker: Person) -> None:
    client = client_of(worker)
    complete_documents(case)
    walk(case, worker, Step.RECEIVE, Step.COMPLETE, Step.ASSESS)
    find(case, ("no", "unknown", "unknown"), ("yes", "yes", "no"))
    html = client.get(page(case, "draft")).content.decode()
    chosen = [line for line in html.splitlines() if " checked>" in line]
    assert len(chosen) == 1
    assert 'value="partial"' in chosen[0]
    assert 'value="full"' not in html
    assert "does not follow from the findings" in html
    assert "You decide (§ 35a VwVfG)" in html
    assert client.post(page(case, "draft"), {**day(timezone.localdate()), "outcome": "full"}).status_code == 422
    answer = client.post(page(case, "draft"), {**day(timezone.localdate()), "outcome": "not_entitled", "reason": ""})
    assert answer.status_code == 422
    assert "Give the reason" in answer.content.decode()
    answer = client.post(page(case, "draft"), {**day(timezone.localdate()), "outcome": "partial"})
    assert answer["Location"] == f"/en/workspace/cases/{case.pk}/notices/new/decision/"
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.DECISION_DRAFT, Outcome.PARTIAL)
    approve = client.get(page(case, "approve"))
    assert approve.status_code == 409
    assert "Somebody else must approve it" in approve.content.decode()
    second = client_of(cast.second_case_worker())
    assert second.get(page(case, "approve"))["Location"] == f"/en/workspace/cases/{case.pk}/notices/"
    notice = Notice.objects.create(case=case, kind="decision", drafted_by=worker, drafted_at=timezone.now())
    answer = client.get(page(case, "return"))
    assert answer["Location"] == f"/en/workspace/cases/{case.pk}/notices/{notice.pk}/", "with its notice"
    Notice.objects.filter(pk=notice.pk).update(state="dropped")
    answer = client.post(page(case, "return"), {**day(timezone.localdate()), "reason": "Noch eine Frage"})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.ASSESSMENT, "")


def test_going_on_names_what_ends(case: Case, worker: Person) -> None:
    client = client_of(worker)
    complete_documents(case)
    walk(case, worker, Step.RECEIVE, Step.COMPLETE, Step.ASSESS)
    until = timezone.localdate() + timedelta(14)
    walk(case, worker, Step.SUSPEND, kind=Suspension.INFORMATION, until=until)
    html = client.get(page(case, "resume")).content.decode()
    assert 'value="information"' in html
    assert 'value="authenticity"' not in html
    assert "answer to the request for information" in next_of(case, worker)
    answer = client.post(
        page(case, "resume"), {**day(timezone.localdate()), "kind": "information", "result": "arrived"}
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == State.ASSESSMENT


def test_the_history_tells_everything_newest_first(case: Case, worker: Person) -> None:
    walk(case, worker, Step.RECEIVE, on=date(2026, 3, 2))
    walk(case, worker, Step.LIST_MISSING, on=date(2026, 3, 5))
    walk(case, worker, Step.CLOSE, on=date(2026, 3, 9))
    client = client_of(worker)
    html = client.get(f"/en/workspace/cases/{case.pk}/history/").content.decode()
    assert html.index("Close without a decision") < html.index("Ask for missing documents") < html.index("Take in")
    notice = case.notices.get()
    assert f"/en/workspace/cases/{case.pk}/notices/{notice.pk}/" in html
    assert html.count("case-worker") >= 3
    with CaptureQueriesContext(connection) as few:
        client.get(f"/en/workspace/cases/{case.pk}/history/")
    rows = [CaseEvent(case=case, step="extend", on=date(2026, 3, 9), at=timezone.now(), by=worker, notice=notice,
                      from_state="closed", to_state="closed") for _ in range(10)]  # fmt: skip
    CaseEvent.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/en/workspace/cases/{case.pk}/history/")
    assert len(many) <= len(few), "no query per row"


def test_what_comes_next_and_what_is_lacking(case: Case, worker: Person) -> None:
    walk(case, worker, Step.RECEIVE)
    html = next_of(case, worker)
    first = html.partition("kern-btn--primary")[2].partition("</a>")[0]
    assert "list_missing" in first
    assert "§ 5 Abs. 1 Nr. 3 BQFG" in html
    assert "Other steps" in html
    complete_documents(case)
    html = next_of(case, worker)
    assert "complete" in html.partition("kern-btn--primary")[2].partition("</a>")[0]
    assert "What is lacking" not in html
    walk(case, worker, Step.COMPLETE, Step.ASSESS)
    find(case, ("unknown", "unknown", "unknown"))
    html = next_of(case, worker)
    assert "One position of the comparison is open" in html
    assert "kern-btn--primary" not in html.partition("draft")[0] or "acknowledge" in html
    manager = cast.manager()
    html = next_of(case, manager)
    assert "You read this case" in html
    assert "kern-btn" not in html


def test_what_comes_next_asks_the_same_number_of_questions(case: Case, worker: Person) -> None:
    complete_documents(case)
    walk(case, worker, Step.RECEIVE, Step.COMPLETE, Step.ASSESS)
    find(case, *[("yes", "yes", "no")] * 2)
    with CaptureQueriesContext(connection) as few:
        next_of(case, worker)
    complete_documents(case)
    for _ in range(3):
        walk(case, worker, Step.SUSPEND, kind=Suspension.INFORMATION, until=timezone.localdate() + timedelta(9))
        walk(case, worker, Step.RESUME, kind=Suspension.INFORMATION)
    with CaptureQueriesContext(connection) as many:
        next_of(case, worker)
    assert len(many) <= len(few)
    assert len(many) <= 20


def test_a_follow_up_begins_after_the_end(case: Case, worker: Person) -> None:
    client = client_of(worker)
    address = f"/en/workspace/cases/{case.pk}/follow-up/"
    client.post(address)
    assert Case.objects.count() == 1, "the case is open"
    assert "follow-up" not in next_of(case, worker)
    walk(case, worker, Step.CLOSE)
    assert "Begin a follow-up case" in next_of(case, worker)
    assert client_of(cast.manager()).post(address).status_code == 404
    assert client_of(cast.other_case_worker()).post(address).status_code == 404
    answer = client.post(address)
    new = Case.objects.exclude(pk=case.pk).get()
    assert answer["Location"] == f"/en/workspace/cases/{new.pk}/"
    assert (new.predecessor, new.applicant, new.version) == (case, case.applicant, case.version)
    assert (new.state, new.first_application) == (State.DRAFT, False)
    assert new.number != case.number
    Case.objects.filter(pk=case.pk).update(state=State.FINAL, outcome=Outcome.FULL)
    client.post(address)
    assert Case.objects.count() == 2, "§ 6 Abs. 5: equivalence is established"
    Case.objects.filter(pk=case.pk).update(outcome=Outcome.PARTIAL)
    client.post(address)
    assert Case.objects.count() == 3


def test_nobody_signed_in_has_rights_to_it(case: Case) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    text = Template("{% load case_steps %}{% case_next case %}")
    assert "kern-btn" not in text.render(Context({"request": request, "case": case}))
