"""Random people do random things with a recognition case: whatever they do, the promises of the law hold.

Runs as often as BQPORTAL_RUNS says: here 40, always the same ones; 2,000 are other ones each time.
"""

import os
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bqportal.occupations.models import OccupationVersion
from bqportal.organisations.models import AuditEntry, Person
from bqportal.organisations.queries import rights_of
from bqportal.procedures import standing as standing_module
from bqportal.procedures.actions.correspondence import record_message
from bqportal.procedures.actions.following import begin_follow_up
from bqportal.procedures.actions.stepping import NOTICES, take_step
from bqportal.procedures.models import Assessment, Case, CaseEvent, CaseMessage, Document, Notice, PositionFinding
from bqportal.procedures.offering import offer_for, outcomes_for
from bqportal.procedures.standing import standing_of
from bqportal.procedures.workflow import (
    BY_NOTICE,
    MEASURE_RESULTS,
    REMEDY_RESULTS,
    RUNNING,
    SUSPENDED,
    TABLE,
    Actor,
    Move,
    Outcome,
    State,
    Step,
    Suspension,
)
from tests import cast
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.factories import CaseFactory, complete_documents

RUNS = int(os.environ.get("BQPORTAL_RUNS", "40"))
MANY = 500
START = date(2026, 3, 2)
WORKERS = ("case_worker", "second_case_worker")
PEOPLE = (*WORKERS, "manager", "other_case_worker", "editor")
ANSWERS = st.sampled_from(["yes", "no", "unknown"])
KINDS = ("cv", "identity", "certificate", "declaration", "licence")
COVERED = ("no", "unknown", "unknown")
DIFFERENT = ("yes", "yes", "no")
numbers = count(1)
# The way to four places from which runs begin, so that they get far.
ENDING = (Step.WITHDRAW, Step.CLOSE)
WAY = {
    State.DRAFT: Step.RECEIVE, State.RECEIVED: Step.COMPLETE, State.INCOMPLETE: Step.COMPLETE,
    State.ACKNOWLEDGED: Step.COMPLETE, State.COMPLETE: Step.ASSESS, State.ASSESSMENT: Step.DRAFT,
    State.DECISION_DRAFT: Step.APPROVE, State.APPROVED: Step.DECIDE, State.DECIDED: Step.NOTIFY,
}  # fmt: skip
TO_COMPARED = (Step.RECEIVE, Step.ACKNOWLEDGE, Step.COMPLETE, Step.ASSESS)
TO_NOTIFIED = (*TO_COMPARED, Step.DRAFT, Step.APPROVE, Step.DECIDE, Step.NOTIFY)


class CaseMachine(RuleBasedStateMachine):
    """One case, five people. `people` and `version` are set by the test."""

    people: dict[str, Person]
    version: OccupationVersion
    lacks: tuple[str, ...] = ()
    taken: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    decided: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.today = START
        type(self).lacks = ()

    @initialize(
        regulated=st.booleans(), accelerated=st.booleans(), in_eea=st.booleans(), there=st.booleans(),
        training_state=st.sampled_from(["PL", "CH", "TR"]),
        start=st.sampled_from(["new", "compared", "found", "notified", "warned", "unanswered", "measured"]),
        found=st.sampled_from([(COVERED, COVERED), (COVERED, DIFFERENT), (DIFFERENT, DIFFERENT)]),
    )  # fmt: skip
    def begin(self, regulated, accelerated, in_eea, there, training_state, start, found) -> None:
        worker = self.people["case_worker"]
        if start == "measured":
            regulated, found = True, (COVERED, DIFFERENT)
        self.case = CaseFactory(
            created_by=worker, number=f"M-{next(numbers)}", is_regulated=regulated, is_accelerated=accelerated,
            in_eea=in_eea, training_state=training_state, version=self.version, route={"regulated_there": there},
            employer="Beispiel GmbH", immigration_office="Amt",
        )  # fmt: skip
        self.assessment = Assessment.objects.create(case=self.case)
        positions = list(self.version.positions.all()[:2])
        self.findings = [
            PositionFinding.objects.create(assessment=self.assessment, position=position) for position in positions
        ]
        if start in ("warned", "unanswered"):
            self.walk((Step.RECEIVE, Step.LIST_MISSING, Step.WARN))
            self.today += timedelta(40 if start == "unanswered" else 0)
        elif start != "new":
            complete_documents(self.case)
            if regulated:
                self.arrive("licence", "arrived")
            self.settle(found)
            ways = {"notified": TO_NOTIFIED, "measured": (*TO_NOTIFIED, Step.BEGIN_MEASURE, Step.FINISH_MEASURE)}
            self.walk(ways.get(start, TO_COMPARED))
            if start == "compared":
                self.answer("unknown", "unknown", "unknown", True)

    def walk(self, steps) -> None:
        """Along a known way."""
        for step in steps:
            by = "second_case_worker" if step is Step.APPROVE else "case_worker"
            if step is Step.DRAFT:
                move = self.good(step, by, 0, 1)
            else:
                move = Move(step, self.today, "R", until=self.today + timedelta(10), result="passed")
            self.take(by, move, with_notice=True)

    def now(self) -> datetime:
        return datetime.combine(self.today, time(9), tzinfo=UTC)

    def actor(self, by: str) -> Actor:
        return Actor(self.people[by].pk, by in WORKERS)

    def fresh(self) -> Case:
        found: Case = Case.objects.get(pk=self.case.pk)
        return found

    # What happens around the steps

    @rule(kind=st.sampled_from(KINDS), state=st.sampled_from(["arrived", "accepted", "missing"]))
    def arrive(self, kind: str, state: str) -> None:
        Document.objects.update_or_create(
            case=self.case, kind=kind,
            defaults={
                "state": state, "arrived_on": None if state == "missing" else self.today, "language": "de",
                "translation": "waived",
            },
        )  # fmt: skip

    @rule()
    def all_arrive(self) -> None:
        for kind in KINDS:
            if not self.case.documents.filter(kind=kind).exclude(state="missing").exists():
                self.arrive(kind, "arrived")

    @rule(which=st.integers(0, 1), answers=st.tuples(ANSWERS, ANSWERS, ANSWERS), reasoned=st.booleans())
    def find(self, which: int, answers: tuple[str, str, str], reasoned: bool) -> None:
        finding = self.findings[which]
        finding.differs, finding.essential, finding.compensated = answers
        finding.differs_reason = finding.essential_reason = "Grund"
        finding.compensated_reason = "Grund" if reasoned else " "
        finding.save()

    @rule(certificate=ANSWERS, activities=ANSWERS, licence=ANSWERS, reasoned=st.booleans())
    def answer(self, certificate: str, activities: str, licence: str, reasoned: bool) -> None:
        found = self.assessment
        found.certificate, found.activities, found.licence = certificate, activities, licence
        found.certificate_reason = found.activities_reason = found.licence_reason = "Grund" if reasoned else ""
        found.measure = "Anpassungslehrgang"
        found.save()

    @rule(found=st.sampled_from([(COVERED, COVERED), (COVERED, DIFFERENT), (DIFFERENT, DIFFERENT)]))
    def settle(self, found: Any) -> None:
        """Everything is answered."""
        self.answer("yes", "yes", "yes", True)
        for which, answers in enumerate(found):
            self.find(which, answers, True)

    @rule(days=st.sampled_from([1, 9, 40, 100]))
    def wait(self, days: int) -> None:
        """Missing a deadline changes nothing: there is no fiction of approval."""
        before = (self.fresh().state, self.fresh().outcome)
        self.today += timedelta(days)
        assert (self.fresh().state, self.fresh().outcome) == before

    @rule(lacks=st.sampled_from([(), (), ("remedy",)]))
    def notice_changes(self, lacks: tuple[str, ...]) -> None:
        type(self).lacks = lacks

    @rule(handler=st.sampled_from([None, *WORKERS]))
    def hand_over(self, handler: str | None) -> None:
        Case.objects.filter(pk=self.case.pk).update(handler=self.people[handler] if handler else None)

    @rule(
        by=st.sampled_from(PEOPLE), partner=st.sampled_from(["applicant", "immigration_office", "institution"]),
        direction=st.sampled_from(["in", "out"]),
    )  # fmt: skip
    def write(self, by: str, partner: str, direction: str) -> None:
        try:
            record_message(
                case=self.fresh(), direction=direction, partner=partner, channel="post", on=self.today, subject="S",
                text="T", by=self.people[by], at=self.now(),
            )  # fmt: skip
        except (PermissionDenied, ValidationError):
            return
        assert by in WORKERS

    @rule(by=st.sampled_from(PEOPLE))
    def follow(self, by: str) -> None:
        before, case = Case.objects.count(), self.fresh()
        try:
            new = begin_follow_up(case=case, by=self.people[by], at=self.now())
        except (PermissionDenied, ValidationError):
            assert Case.objects.count() == before
            return
        assert by in WORKERS
        assert (new.predecessor_id, new.applicant_id, new.version_id) == (case.pk, case.applicant_id, case.version_id)
        assert new.first_application is False
        assert not new.events.exists()
        established = case.outcome in ("full", "full_after_measure", "already_established")
        assert not (established and case.state == State.FINAL), "§ 6 Abs. 5"
        new.documents.all().delete()
        new.delete()

    # Steps

    @rule(
        choices=st.lists(
            st.tuples(st.sampled_from(WORKERS), st.integers(0, 99), st.sampled_from([0, 0, 0, 5])),
            min_size=1,
            max_size=4,
        )
    )
    def possible_steps(self, choices: list[tuple[str, int, int]]) -> None:
        """Steps that somebody may really take, so that runs get far."""
        for by, choice, back in choices:
            case = self.fresh()
            offer = offer_for(standing_of(case), self.actor(by), self.today)
            steps = [step for step in (*offer.first * 3, *offer.others) if step not in ENDING or choice > 80]
            if steps:
                self.take(by, self.good(steps[choice % len(steps)], by, back, choice), with_notice=True)

    @rule(found=st.sampled_from([(COVERED, COVERED), (COVERED, DIFFERENT), (DIFFERENT, DIFFERENT)]))
    def decide(self, found: Any) -> None:
        """On to the notification, from wherever it can be reached."""
        type(self).lacks = ()
        self.all_arrive()
        self.settle(found)
        self.go_on()

    @rule(outcome=st.sampled_from(list(Outcome)))
    def settle_on(self, outcome: Outcome) -> None:
        """Some outcome, from where the case stands; and on to the notification when it may be drafted."""
        type(self).lacks = ()
        if outcome is Outcome.PARTIAL_ACCESS:
            self.all_arrive()
            self.go_on(State.ASSESSMENT)
        self.take("case_worker", Move(Step.DRAFT, self.today, "R", outcome=outcome), with_notice=True)
        if self.fresh().state == State.DECISION_DRAFT:
            self.go_on()

    def go_on(self, end: State = State.NOTIFIED) -> None:
        """Along the shortest way, until somebody must do something else."""
        case = self.fresh()
        while case.state in WAY and case.state != end:
            by = "second_case_worker" if WAY[State(case.state)] is Step.APPROVE else "case_worker"
            self.take(by, self.good(WAY[State(case.state)], by, 0, 1), with_notice=True)
            after = self.fresh()
            if after.state == case.state:
                return
            case = after

    @rule(
        by=st.sampled_from(PEOPLE), step=st.sampled_from(list(Step)), back=st.sampled_from([-1, 0, 0, 3, 30]),
        reason=st.sampled_from(["", "R"]), kind=st.sampled_from([None, *Suspension]),
        until=st.sampled_from([None, -3, 0, 14, 200]), months=st.sampled_from([None, 0, 1, 2]),
        outcome=st.sampled_from([None, *Outcome]), waived=st.booleans(), with_notice=st.booleans(),
        result=st.sampled_from(["", "nonsense", "lapsed", *REMEDY_RESULTS, *MEASURE_RESULTS]),
    )  # fmt: skip
    def any_step(self, by, step, back, reason, kind, until, months, outcome, waived, with_notice, result) -> None:
        move = Move(
            step, self.today - timedelta(back), reason, kind,
            None if until is None else self.today + timedelta(until), months, outcome, result, waived,
        )  # fmt: skip
        self.take(by, move, with_notice)

    def good(self, step: Step, by: str, back: int, choice: int = 0) -> Move:
        """The step with everything that it needs."""
        case = self.fresh()
        standing, actor = standing_of(case), self.actor(by)
        kinds = sorted(standing.suspensions) if step is Step.RESUME else list(Suspension)
        outcomes = [one for one, why in outcomes_for(standing, actor, self.today) if why is None]
        natural = [one for one in outcomes if one in (standing.result, Outcome.FULL_AFTER_MEASURE)]
        results = MEASURE_RESULTS if step is Step.FINISH_MEASURE else REMEDY_RESULTS
        usual = natural if natural and choice % 4 else outcomes or [None]
        wanted = usual[choice % len(usual)] if step is Step.DRAFT else None
        return Move(
            step, self.today - timedelta(back), "R", kinds[choice % len(kinds)] if kinds else None,
            None if step is Step.EXTEND else self.today + timedelta(10), 1 if step is Step.EXTEND else None, wanted,
            "lapsed" if step is Step.RESUME and choice % 2 else "" if step is Step.RESUME else
            results[choice % len(results)],
        )  # fmt: skip

    def notice(self, move: Move, by: str) -> Notice:
        kinds = NOTICES.get(move.step, (Notice.Kind.STATE,))
        kind = kinds[-1] if move.kind is Suspension.ANALYSIS else kinds[0]
        found: Notice = Notice.objects.create(
            case=self.case, kind=kind, drafted_by=self.people[by], drafted_at=self.now()
        )
        return found

    def take(self, by: str, move: Move, with_notice: bool) -> None:
        before, seen = self.fresh(), self.everything()
        notice = self.notice(move, by) if with_notice and move.step in BY_NOTICE - {Step.DECIDE} else None
        if with_notice and move.step is Step.DECIDE:
            notice = self.case.notices.filter(kind="decision", state="draft").first()
        story = list(CaseEvent.objects.filter(case=before).order_by("pk"))
        try:
            event = take_step(case=self.fresh(), move=move, by=self.people[by], at=self.now(), notice=notice)
        except PermissionDenied:
            assert self.everything() == seen, "nothing changes on refusal"
            assert by not in WORKERS
            self.refused["denied"] += 1
            return
        except ValidationError as error:
            assert self.everything() == seen, "nothing changes on refusal"
            self.refused[error.code] += 1
            return
        assert by in WORKERS, "nobody else can ever do anything"
        self.taken[move.step.value] += 1
        if move.step is Step.DECIDE:
            self.decided[event.outcome] += 1
        self.check_way(before, event, move)
        self.check_law(before, event, story)
        if move.step is Step.DRAFT:
            self.case.notices.filter(kind="decision", state="draft").update(state="dropped")
            Notice.objects.create(case=self.case, kind="decision", drafted_by=event.by, drafted_at=self.now())
        elif move.step is Step.DECIDE:
            self.case.notices.filter(kind="decision", state="draft").update(state="issued")

    def everything(self) -> tuple[Any, ...]:
        """All that a refused step must leave alone."""
        case = Case.objects.filter(pk=self.case.pk).values().get()
        return case, CaseEvent.objects.filter(case=self.case).count(), self.logged().count()

    def logged(self) -> Any:
        deeds = [f"case.{step.value}" for step in Step]
        return AuditEntry.objects.filter(about_kind="procedures.case", about_id=str(self.case.pk), deed__in=deeds)

    def check_way(self, before: Case, event: CaseEvent, move: Move) -> None:
        """The state is one that the table has."""
        step, target = Step(event.step), State(event.to_state)
        if step is Step.SUSPEND:
            assert target == SUSPENDED[Suspension(event.kind)]
        elif step is Step.RESUME:
            assert target in (State.ASSESSMENT, *SUSPENDED.values())
        elif step is Step.RETURN:
            draft = CaseEvent.objects.filter(case=before, step=Step.DRAFT).order_by("pk").last()
            assert target == draft.from_state
        else:
            assert target == (TABLE[step][State(before.state)] or before.state)
        assert event.on <= self.today
        assert (event.notice_id is not None) == (step in BY_NOTICE)

    def check_law(self, before: Case, event: CaseEvent, story: list[CaseEvent]) -> None:
        """A4, in words of its own."""
        step = Step(event.step)
        if step is Step.EXTEND:
            assert event.reason
            assert before.decide_by is not None
            assert event.on <= before.decide_by, "told in time"
            if before.is_regulated and before.in_eea:
                assert event.months == 1, "§ 13 Abs. 3 Satz 4"
        if step is Step.COMPLETE:
            arrived = before.documents.exclude(state="missing").exclude(arrived_on=None)
            assert all(event.on >= document.arrived_on for document in arrived), "no clock before all is there"
            assert {"cv", "identity", "certificate", "declaration"} <= {row.kind for row in arrived}
        if step is Step.SUSPEND and before.is_regulated and before.in_eea and before.training_state != "CH":
            assert event.kind != Suspension.AUTHENTICITY, "§ 12 Abs. 3 Satz 3"
        if step is Step.APPROVE:
            draft = next(one for one in reversed(story) if one.step == Step.DRAFT)
            assert event.by_id not in (draft.by_id, before.handler_id), "two people"
        if step in (Step.APPROVE, Step.DECIDE):
            assert not self.lacks
            draft = next(one for one in reversed(story) if one.step == Step.DRAFT)
            if before.outcome in ("full", "partial", "none", "measure") and draft.from_state == State.ASSESSMENT:
                self.check_findings(before.outcome)
        if step is Step.DRAFT:
            self.check_outcome(before, event, story)
        if step is Step.FINALISE and not event.is_waived and before.state == State.NOTIFIED:
            assert before.remedy_by is not None
            assert event.on > before.remedy_by

    def check_outcome(self, before: Case, event: CaseEvent, story: list[CaseEvent]) -> None:
        """The outcome follows from what was found, or from a warning, or is one that needs neither."""
        outcome = event.outcome
        if outcome == Outcome.NOT_COOPERATED:
            warnings = [one for one in story if one.step == Step.WARN]
            assert warnings, "§ 15 Abs. 3"
            assert max(one.until for one in warnings if one.pk >= warnings[-1].pk) < event.on
            later = {one.step for one in story if one.pk > warnings[-1].pk}
            assert not later & {Step.COMPLETE, Step.SUSPEND, Step.LIST_MISSING, Step.DECIDE}
        assert not (outcome == Outcome.PARTIAL and before.is_regulated), "§ 10 instead"
        assert not (outcome == Outcome.MEASURE and not before.is_regulated)
        if outcome in (Outcome.FULL_AFTER_MEASURE, Outcome.NONE) and before.state == State.MEASURE_DONE:
            finished = next(one for one in reversed(story) if one.step == Step.FINISH_MEASURE)
            assert finished.result == ("passed" if outcome == Outcome.FULL_AFTER_MEASURE else "failed")
        elif outcome in (Outcome.FULL, Outcome.PARTIAL, Outcome.NONE, Outcome.MEASURE):
            assert before.state == State.ASSESSMENT
            self.check_findings(outcome)
        if outcome == Outcome.ON_RECORD:
            assert before.state in RUNNING

    def check_findings(self, outcome: str) -> None:
        """At least one covered and one different position, the different ones with all three reasons."""
        assessment = Assessment.objects.get(pk=self.assessment.pk)
        rows = list(assessment.findings.all())
        different = [
            row for row in rows
            if (row.differs, row.essential, row.compensated) == DIFFERENT
            and row.differs_reason.strip() and row.essential_reason.strip() and row.compensated_reason.strip()
        ]  # fmt: skip
        if outcome in (Outcome.PARTIAL, Outcome.MEASURE):
            assert 0 < len(different) < len(rows)
        elif outcome == Outcome.FULL:
            assert not different
            assert (assessment.certificate, assessment.activities) == ("yes", "yes")

    # Promises that hold after every step

    @invariant()
    def the_story_is_whole(self) -> None:
        events = list(CaseEvent.objects.filter(case=self.case).order_by("pk"))
        assert self.fresh().state == (events[-1].to_state if events else State.DRAFT)
        assert all(after.from_state == before.to_state for before, after in pairwise(events))
        assert all(event.by_id in {self.people[name].pk for name in WORKERS} for event in events)
        assert self.logged().count() == len(events), "every step is logged"
        assert sum(event.step == Step.EXTEND for event in events) <= 1

    @invariant()
    def the_clock_obeys(self) -> None:
        case, events = self.fresh(), list(CaseEvent.objects.filter(case=self.case).order_by("pk"))
        complete = [event for event in events if event.step == Step.COMPLETE]
        if not complete:
            assert case.decide_by is None, "no clock before completeness"
            return
        suspensions = [event for event in events if event.step == Step.SUSPEND]
        if case.decide_by is None or any(event.step == Step.EXTEND for event in events):
            return
        months = 2 if case.is_accelerated else 3
        reach: set[date] = set()
        for event in suspensions:
            ends = [one.on for one in events if one.step == Step.RESUME and one.kind == event.kind
                    and one.pk > event.pk]  # fmt: skip
            last = max([event.until or self.today, self.today, *ends])
            reach |= {event.on + timedelta(days) for days in range((last - event.on).days + 1)}
        longest = complete[0].on + timedelta(31 * months + len(reach) + 6)
        assert case.decide_by <= longest, "suspensions are counted once"

    @invariant()
    def letters_of_an_accelerated_case_go_to_the_immigration_office(self) -> None:
        if self.case.is_accelerated:
            sent = CaseMessage.objects.filter(case=self.case, direction="out")
            assert not sent.exclude(partner="immigration_office").exists()

    def teardown(self) -> None:
        """No other body ever sees it."""
        for name in ("other_case_worker", "editor"):
            assert not Case.objects.visible_to(rights_of(self.people[name])).filter(pk=self.case.pk).exists()


@pytest.mark.django_db
def test_the_promises_of_the_law_hold_whatever_people_do(monkeypatch: pytest.MonkeyPatch) -> None:
    CaseMachine.people = {name: getattr(cast, name)() for name in PEOPLE}
    CaseMachine.version = OccupationVersionFactory()
    assert CaseMachine.version.positions.count() >= 2
    CaseMachine.taken, CaseMachine.refused, CaseMachine.decided = Counter(), Counter(), Counter()
    monkeypatch.setattr(standing_module, "lacks_of_decision", lacks_of_the_machine)
    run_state_machine_as_test(
        CaseMachine,
        settings=settings(
            max_examples=RUNS, stateful_step_count=10, deadline=None, database=None,
            derandomize=RUNS < MANY, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    print(dict(CaseMachine.taken), dict(CaseMachine.refused), dict(CaseMachine.decided))
    expected = set(Step) if RUNS >= MANY else {Step.RECEIVE, Step.COMPLETE, Step.ASSESS, Step.DRAFT, Step.DECIDE}
    assert set(CaseMachine.taken) >= {step.value for step in expected}, "these steps were really taken"
    assert len(CaseMachine.decided) >= (len(Outcome) if RUNS >= MANY else 3), "and so many outcomes decided"


def lacks_of_the_machine(case: Case) -> tuple[str, ...] | None:
    """What the decision notice lacks, as the machine has it."""
    there = case.notices.filter(kind="decision", state__in=("draft", "approved")).exists()
    return CaseMachine.lacks if there else None
