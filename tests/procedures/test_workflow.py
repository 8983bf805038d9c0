"""Every guard of the workflow, and every refusal with the way out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bqportal.procedures.offering import NATURAL, obstacle_of, offer_for, outcome_that_follows
from bqportal.procedures.wordings import (
    LACKING,
    OUTCOMES,
    REFUSALS,
    RESULTS,
    STATES,
    STEPS,
    SUSPENSIONS,
    WAITS,
    refusal_words,
)
from bqportal.procedures.workflow import (
    BY_NOTICE,
    DECIDED,
    ENDED,
    IN_SUSPENSION,
    MEASURE_RESULTS,
    OPEN,
    REMEDY_RESULTS,
    RESUME_RESULTS,
    TABLE,
    Actor,
    Move,
    Outcome,
    Refusal,
    Standing,
    State,
    Step,
    Suspension,
    open_steps,
    refusal_of,
    target_of,
)

TODAY = date(2026, 6, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
ANNA, BERT = Actor(1, works=True), Actor(2, works=True)
INFORMATION, AUTHENTICITY, ANALYSIS = Suspension.INFORMATION, Suspension.AUTHENTICITY, Suspension.ANALYSIS
ASSESSMENT = Standing(State.ASSESSMENT, handler=1, decide_by=date(2026, 8, 1))


def refused(step: Step, standing: Standing | State, actor: Actor = ANNA, **move) -> Refusal | None:
    """What the workflow says today, to a move that has a reason and its letter."""
    if isinstance(standing, State):
        standing = Standing(standing)
    given = {"on": TODAY, "reason": "R", "has_letter": True, **move}
    return refusal_of(Move(step, **given), standing, actor, TODAY)


def test_only_people_who_work_here_take_steps():
    for step in Step:
        for state in State:
            assert refused(step, state, Actor(1, works=False)) is Refusal.NO_RIGHT
    assert open_steps(ASSESSMENT, Actor(1)) == []


def test_the_table_has_every_step_and_leads_only_where_it_says():
    assert set(TABLE) == set(Step)
    for step in Step:
        for state in set(State) - set(TABLE[step]):
            assert refused(step, state) is Refusal.NOT_FROM_HERE
    reached = {to for ways in TABLE.values() for to in ways.values() if to} | set(IN_SUSPENSION) | {State.DRAFT}
    assert reached == set(State), "every state can be reached"


def test_open_decided_and_ended_are_all_and_do_not_overlap():
    assert len(OPEN) + len(DECIDED) + len(ENDED) == len(State)
    assert {*OPEN, *DECIDED, *ENDED} == set(State)
    for state in State:
        out = {step for step in Step if state in TABLE[step]}
        assert (out <= {Step.BEGIN_MEASURE}) == (state in ENDED), "only a measure follows an end"
        if state in OPEN:
            assert {Step.WITHDRAW, Step.CLOSE} <= out
        else:
            assert not {Step.WITHDRAW, Step.CLOSE} & out, "a decision that went out is not taken back by closing"


@pytest.mark.parametrize("step", sorted(BY_NOTICE))
def test_letters_are_issued_not_clicked(step):
    for state in TABLE[step]:
        assert refused(step, state, has_letter=False) is Refusal.NO_NOTICE


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (Step.FORWARD, State.RECEIVED), (Step.SUSPEND, State.ASSESSMENT), (Step.EXTEND, State.ASSESSMENT),
        (Step.WARN, State.INCOMPLETE), (Step.RETURN, State.APPROVED), (Step.CLOSE, State.ASSESSMENT),
    ],
)  # fmt: skip
def test_what_needs_a_reason(step, state):
    assert refused(step, state, reason=" \n") is Refusal.NO_REASON


def test_days_go_forward():
    standing = replace(ASSESSMENT, last_on=YESTERDAY, received_on=date(2026, 3, 1))
    close = {"reason": "R"}
    assert refused(Step.CLOSE, standing, **close, on=TOMORROW) is Refusal.IN_FUTURE
    assert refused(Step.CLOSE, standing, **close, on=YESTERDAY) is None
    assert refused(Step.CLOSE, standing, **close, on=YESTERDAY - timedelta(1)) is Refusal.BEFORE_LAST
    assert refused(Step.WITHDRAW, standing, on=date(2026, 3, 1)) is None, "this may have come earlier"
    assert refused(Step.WITHDRAW, standing, on=date(2026, 2, 28)) is Refusal.BEFORE_RECEIPT


def test_acknowledged_once_and_listed_only_what_lacks():
    assert refused(Step.ACKNOWLEDGE, State.RECEIVED) is None
    assert refused(Step.ACKNOWLEDGE, Standing(State.COMPLETE, is_acknowledged=True)) is Refusal.ALREADY_ACKNOWLEDGED
    assert refused(Step.LIST_MISSING, State.RECEIVED) is Refusal.NOTHING_MISSING
    assert refused(Step.LIST_MISSING, Standing(State.RECEIVED, lacking=["cv.document"])) is None


def test_no_clock_before_all_is_there():
    lacking = Standing(State.INCOMPLETE, lacking=["cv.document"])
    assert refused(Step.COMPLETE, lacking) is Refusal.DOCUMENTS_MISSING
    standing = Standing(State.INCOMPLETE, received_on=date(2026, 3, 1), arrived_by=date(2026, 4, 1), last_on=YESTERDAY)
    assert refused(Step.COMPLETE, standing, on=date(2026, 3, 31)) is Refusal.BEFORE_ARRIVAL
    assert refused(Step.COMPLETE, standing, on=date(2026, 4, 1)) is None, "before the last letter, and rightly so"
    assert refused(Step.COMPLETE, standing, on=date(2026, 2, 1)) is Refusal.BEFORE_RECEIPT


def test_suspension():
    assert refused(Step.SUSPEND, ASSESSMENT) is Refusal.NO_KIND
    assert refused(Step.SUSPEND, ASSESSMENT, kind=INFORMATION) is Refusal.NO_END
    assert refused(Step.SUSPEND, ASSESSMENT, kind=INFORMATION, until=TODAY) is Refusal.END_TOO_EARLY
    assert refused(Step.SUSPEND, ASSESSMENT, kind=INFORMATION, until=TOMORROW) is None
    assert refused(Step.SUSPEND, ASSESSMENT, kind=ANALYSIS) is None, "it ends when the procedure ends"
    assert refused(Step.SUSPEND, ASSESSMENT, kind=ANALYSIS, until=YESTERDAY) is Refusal.END_TOO_EARLY


@pytest.mark.parametrize(
    ("regulated", "in_eea", "swiss", "expected"),
    [
        (True, True, False, Refusal.RUNS_ON), (True, True, True, None), (True, False, False, None),
        (False, True, False, None),
    ],
)  # fmt: skip
def test_certified_copies_from_eu_and_eea_do_not_suspend(regulated, in_eea, swiss, expected):
    """§ 12 Abs. 3 Satz 2 and 3 name EU and EEA, not Switzerland, and stand in the part on regulated occupations."""
    standing = replace(ASSESSMENT, is_regulated=regulated, in_eea=in_eea, is_swiss=swiss)
    assert refused(Step.SUSPEND, standing, kind=AUTHENTICITY, until=TOMORROW) is expected
    assert refused(Step.SUSPEND, standing, kind=INFORMATION, until=TOMORROW) is None


def test_going_on():
    standing = Standing(
        State.SUSPENDED_INFORMATION, suspensions=frozenset({INFORMATION, ANALYSIS}),
        suspended_on={INFORMATION: date(2026, 5, 1), ANALYSIS: date(2026, 5, 20)}, last_on=date(2026, 5, 20),
    )  # fmt: skip
    assert refused(Step.RESUME, standing) is Refusal.NO_KIND
    assert refused(Step.RESUME, standing, kind=AUTHENTICITY) is Refusal.NOT_SUSPENDED
    assert refused(Step.RESUME, standing, kind=INFORMATION, result="granted") is Refusal.NO_RESULT
    assert refused(Step.RESUME, standing, kind=INFORMATION, on=date(2026, 4, 30)) is Refusal.BEFORE_SUSPENSION
    assert refused(Step.RESUME, standing, kind=INFORMATION, on=date(2026, 5, 10)) is None, "the answer came earlier"
    assert refused(Step.RESUME, standing, kind=ANALYSIS, on=date(2026, 5, 10)) is Refusal.BEFORE_SUSPENSION
    assert target_of(Move(Step.RESUME, TODAY, kind=INFORMATION), standing) is State.SUSPENDED_ANALYSIS
    alone = replace(standing, suspensions=frozenset({INFORMATION}))
    assert target_of(Move(Step.RESUME, TODAY, kind=INFORMATION), alone) is State.ASSESSMENT


def test_extension_once_in_time_and_with_one_end():
    assert refused(Step.EXTEND, ASSESSMENT, months=2) is None
    assert refused(Step.EXTEND, replace(ASSESSMENT, is_extended=True), months=1) is Refusal.ALREADY_EXTENDED
    assert refused(Step.EXTEND, replace(ASSESSMENT, decide_by=None), months=1) is Refusal.EXTENDED_TOO_LATE
    assert refused(Step.EXTEND, replace(ASSESSMENT, decide_by=TODAY), months=1) is None, "on the last day"
    assert refused(Step.EXTEND, replace(ASSESSMENT, decide_by=YESTERDAY), months=1) is Refusal.EXTENDED_TOO_LATE
    assert refused(Step.EXTEND, replace(ASSESSMENT, decided_on=YESTERDAY), months=1) is Refusal.EXTENDED_TOO_LATE
    assert refused(Step.EXTEND, ASSESSMENT) is Refusal.NO_END
    assert refused(Step.EXTEND, ASSESSMENT, months=1, until=date(2026, 12, 1)) is Refusal.TWO_ENDS
    assert refused(Step.EXTEND, ASSESSMENT, months=0) is Refusal.END_TOO_EARLY
    assert refused(Step.EXTEND, ASSESSMENT, until=date(2026, 8, 1)) is Refusal.END_TOO_EARLY
    assert refused(Step.EXTEND, ASSESSMENT, until=date(2026, 8, 2)) is None


def test_extension_of_one_month_within_the_eea():
    """§ 13 Abs. 3 Satz 4, for regulated occupations; Switzerland is named here."""
    standing = replace(ASSESSMENT, is_regulated=True, in_eea=True, is_swiss=True)
    assert refused(Step.EXTEND, standing, months=1) is None
    assert refused(Step.EXTEND, standing, months=2) is Refusal.EXTENDED_TOO_LONG
    assert refused(Step.EXTEND, standing, until=date(2026, 8, 10)) is Refusal.EXTENDED_TOO_LONG
    assert refused(Step.EXTEND, replace(standing, is_regulated=False), months=2) is None
    assert refused(Step.EXTEND, replace(standing, in_eea=False), months=2) is None


def test_rejection_for_not_cooperating_needs_a_warning_that_ended():
    """§ 15 Abs. 3."""
    standing = Standing(State.INCOMPLETE, lacking=["cv.document"])
    draft = {"outcome": Outcome.NOT_COOPERATED}
    assert refused(Step.WARN, standing) is Refusal.NO_END
    assert refused(Step.WARN, standing, until=TODAY) is Refusal.END_TOO_EARLY
    assert refused(Step.WARN, standing, until=TOMORROW) is None
    assert refused(Step.DRAFT, standing, **draft) is Refusal.NOT_WARNED
    assert refused(Step.DRAFT, replace(standing, warned_until=TODAY), **draft) is Refusal.NOT_WARNED
    assert refused(Step.DRAFT, replace(standing, warned_until=YESTERDAY), **draft) is None
    assert refused(Step.DRAFT, replace(standing, warned_until=YESTERDAY), **draft, reason="") is Refusal.NO_REASON


def test_deciding_on_the_record_only_once_it_is_complete():
    """§ 15 Abs. 2."""
    assert refused(Step.DRAFT, State.INCOMPLETE, outcome=Outcome.ON_RECORD) is Refusal.DOCUMENTS_MISSING
    for state in (State.COMPLETE, State.ASSESSMENT, *IN_SUSPENSION):
        assert refused(Step.DRAFT, state, outcome=Outcome.ON_RECORD) is None


@pytest.mark.parametrize("outcome", [Outcome.FULL, Outcome.PARTIAL, Outcome.NONE])
def test_the_outcome_follows_from_the_findings(outcome):
    standing = replace(ASSESSMENT, result=outcome)
    assert refused(Step.DRAFT, standing, outcome=outcome, reason="") is None
    for other in {Outcome.FULL, Outcome.PARTIAL, Outcome.NONE} - {outcome}:
        assert refused(Step.DRAFT, standing, outcome=other) is Refusal.OUTCOME_NOT_FOUND
    assert refused(Step.DRAFT, replace(standing, result=None), outcome=outcome) is Refusal.OUTCOME_NOT_FOUND
    assert refused(Step.DRAFT, replace(standing, state=State.COMPLETE), outcome=outcome) is Refusal.NOT_COMPARED
    assert refused(Step.DRAFT, replace(standing, state=State.RECEIVED), outcome=outcome) is Refusal.NOT_COMPARED
    for state in IN_SUSPENSION:
        assert refused(Step.DRAFT, replace(standing, state=state), outcome=outcome) is Refusal.STILL_SUSPENDED


def test_outcomes_of_the_other_kind_of_occupation():
    regulated = replace(ASSESSMENT, is_regulated=True, result=Outcome.MEASURE)
    assert refused(Step.DRAFT, regulated, outcome=Outcome.MEASURE) is None
    assert refused(Step.DRAFT, regulated, outcome=Outcome.PARTIAL) is Refusal.OUTCOME_NOT_HERE, "§ 10 instead"
    assert refused(Step.DRAFT, regulated, outcome=Outcome.ALREADY_ESTABLISHED) is Refusal.OUTCOME_NOT_HERE
    assert refused(Step.DRAFT, regulated, outcome=Outcome.PARTIAL_ACCESS) is None
    assert refused(Step.DRAFT, regulated, outcome=Outcome.PARTIAL_ACCESS, reason="") is Refusal.NO_REASON
    for outcome in (Outcome.MEASURE, Outcome.PARTIAL_ACCESS, Outcome.FULL_AFTER_MEASURE):
        assert refused(Step.DRAFT, ASSESSMENT, outcome=outcome) is Refusal.OUTCOME_NOT_HERE
    assert refused(Step.DRAFT, ASSESSMENT) is Refusal.NO_OUTCOME
    assert refused(Step.DRAFT, regulated, outcome=Outcome.FULL_AFTER_MEASURE) is Refusal.NO_MEASURE


def test_rejections_that_need_no_comparison_are_possible_from_the_first_day():
    for outcome in (Outcome.ALREADY_ESTABLISHED, Outcome.NOT_ENTITLED):
        assert refused(Step.DRAFT, State.RECEIVED, outcome=outcome) is None
        assert refused(Step.DRAFT, State.RECEIVED, outcome=outcome, reason="") is Refusal.NO_REASON
    drafted = Standing(State.DECISION_DRAFT, drafted_from=State.RECEIVED, outcome=Outcome.NOT_ENTITLED)
    assert target_of(Move(Step.RETURN, TODAY, "R"), drafted) is State.RECEIVED, "back to where it was drafted"


def test_after_a_measure_its_result_decides():
    done = Standing(State.MEASURE_DONE, is_regulated=True, outcome=Outcome.MEASURE, result=Outcome.MEASURE)
    passed, failed = replace(done, measure_result="passed"), replace(done, measure_result="failed")
    assert refused(Step.DRAFT, passed, outcome=Outcome.FULL_AFTER_MEASURE) is None
    assert refused(Step.DRAFT, failed, outcome=Outcome.FULL_AFTER_MEASURE) is Refusal.AGAINST_MEASURE
    assert refused(Step.DRAFT, failed, outcome=Outcome.NONE) is None
    assert refused(Step.DRAFT, passed, outcome=Outcome.NONE) is Refusal.AGAINST_MEASURE
    assert refused(Step.DRAFT, passed, outcome=Outcome.MEASURE) is Refusal.OUTCOME_NOT_HERE
    drafted = Standing(
        State.DECISION_DRAFT, is_regulated=True, outcome=Outcome.NONE, result=Outcome.MEASURE, drafter=1,
        drafted_from=State.MEASURE_DONE, notice_lacks=(),
    )  # fmt: skip
    assert refused(Step.APPROVE, drafted, BERT) is None, "the findings before the measure do not bind any more"


def test_two_people_and_a_whole_notice():
    drafted = Standing(
        State.DECISION_DRAFT, outcome=Outcome.FULL, result=Outcome.FULL, drafter=1, handler=3,
        drafted_from=State.ASSESSMENT, notice_lacks=(),
    )  # fmt: skip
    assert refused(Step.APPROVE, drafted, ANNA) is Refusal.OWN_DRAFT
    assert refused(Step.APPROVE, drafted, Actor(3, works=True)) is Refusal.OWN_DRAFT, "who handles the case"
    assert refused(Step.APPROVE, replace(drafted, writers=frozenset({2})), BERT) is Refusal.OWN_DRAFT
    assert refused(Step.APPROVE, drafted, BERT) is None
    assert refused(Step.APPROVE, replace(drafted, notice_lacks=None), BERT) is Refusal.NO_NOTICE
    assert refused(Step.APPROVE, replace(drafted, notice_lacks=("remedy",)), BERT) is Refusal.NOTICE_LACKS
    assert refused(Step.APPROVE, replace(drafted, result=Outcome.PARTIAL), BERT) is Refusal.FINDINGS_CHANGED
    approved = replace(drafted, state=State.APPROVED)
    assert refused(Step.DECIDE, approved) is None
    assert refused(Step.DECIDE, replace(approved, notice_lacks=("remedy",))) is Refusal.NOTICE_LACKS
    assert refused(Step.DECIDE, replace(approved, result=None)) is Refusal.FINDINGS_CHANGED


def test_remedies_and_their_ends():
    assert refused(Step.DECIDE_OBJECTION, State.OBJECTION) is Refusal.NO_RESULT
    assert refused(Step.DECIDE_OBJECTION, State.OBJECTION, result="passed") is Refusal.NO_RESULT
    for result in REMEDY_RESULTS:
        assert refused(Step.DECIDE_OBJECTION, State.OBJECTION, result=result) is None
        assert refused(Step.DECIDE_COURT, State.COURT, result=result) is None
    notified = Standing(State.NOTIFIED, remedy_by=TODAY)
    assert refused(Step.FINALISE, notified) is Refusal.REMEDY_RUNS
    assert refused(Step.FINALISE, notified, is_waived=True) is None
    assert refused(Step.FINALISE, replace(notified, remedy_by=YESTERDAY)) is None
    assert refused(Step.FINALISE, replace(notified, remedy_by=None)) is Refusal.REMEDY_RUNS
    objected = Standing(State.OBJECTION_DECIDED, remedy_by=TOMORROW, remedy_result="refused")
    assert refused(Step.FINALISE, objected) is Refusal.REMEDY_RUNS
    assert refused(Step.FINALISE, replace(objected, remedy_result="withdrawn")) is None
    assert refused(Step.FINALISE, replace(notified, remedy_result="withdrawn")) is Refusal.REMEDY_RUNS


def test_a_case_is_taken_up_again_when_the_remedy_succeeded():
    for state in (State.OBJECTION_DECIDED, State.COURT_DECIDED):
        for result in REMEDY_RESULTS:
            expected = None if result in ("granted", "partly") else Refusal.NOT_SUCCESSFUL
            assert refused(Step.ASSESS, Standing(state, remedy_result=result)) is expected
    assert refused(Step.ASSESS, State.COMPLETE) is None


def test_measures_only_where_one_was_ordered():
    for state in (State.NOTIFIED, State.FINAL):
        assert refused(Step.BEGIN_MEASURE, Standing(state, outcome=Outcome.MEASURE)) is None
        assert refused(Step.BEGIN_MEASURE, Standing(state, outcome=Outcome.FULL)) is Refusal.NO_MEASURE
    assert refused(Step.FINISH_MEASURE, State.MEASURE_PENDING, result="granted") is Refusal.NO_RESULT
    for result in MEASURE_RESULTS:
        assert refused(Step.FINISH_MEASURE, State.MEASURE_PENDING, result=result) is None


def test_suspending_and_warning_lead_where_they_should():
    for kind, state in zip((INFORMATION, AUTHENTICITY, ANALYSIS), IN_SUSPENSION, strict=True):
        assert target_of(Move(Step.SUSPEND, TODAY, kind=kind), ASSESSMENT) is state
    for state in TABLE[Step.WARN]:
        assert target_of(Move(Step.WARN, TODAY), Standing(state)) is state
    assert target_of(Move(Step.RETURN, TODAY), Standing(State.APPROVED)) is State.ASSESSMENT
    assert target_of(Move(Step.RETURN, TODAY), Standing(State.APPROVED), State.COMPLETE) is State.COMPLETE


# What is offered


@pytest.mark.parametrize("state", list(State))
def test_what_is_put_first_can_be_taken(state):
    """Every state that has steps offers one, or says what stands in the way."""
    standing = Standing(
        state, outcome=Outcome.MEASURE, is_regulated=True, result=Outcome.MEASURE, drafter=1, handler=1,
        notice_lacks=(), drafted_from=State.ASSESSMENT, remedy_by=YESTERDAY, measure_result="passed",
        remedy_result="refused", decide_by=TOMORROW, suspensions=frozenset({INFORMATION}),
    )  # fmt: skip
    offer = offer_for(standing, BERT, TODAY)
    for step in (*offer.first, *offer.others):
        assert obstacle_of(step, standing, BERT, TODAY) is None
    assert set(offer.first) <= set(NATURAL.get(state, ()))
    assert bool(offer.first) == (state not in (State.FORWARDED, State.WITHDRAWN, State.CLOSED))
    assert {*offer.first, *offer.others, *dict(offer.blocked)} == {step for step in Step if state in TABLE[step]}
    assert offer_for(standing, Actor(1), TODAY).first == ()


def test_what_follows_is_proposed():
    assert outcome_that_follows(replace(ASSESSMENT, result=Outcome.PARTIAL), ANNA, TODAY) is Outcome.PARTIAL
    assert outcome_that_follows(ASSESSMENT, ANNA, TODAY) is None
    warned = Standing(State.INCOMPLETE, warned_until=YESTERDAY, lacking=["cv.document"])
    assert outcome_that_follows(warned, ANNA, TODAY) is Outcome.NOT_COOPERATED
    assert offer_for(warned, ANNA, TODAY).first[0] is Step.DRAFT
    assert Step.DRAFT in offer_for(ASSESSMENT, ANNA, TODAY).others, "possible, but nothing leads there yet"
    assert offer_for(Standing(State.NOTIFIED, remedy_by=TOMORROW), ANNA, TODAY).first == ()
    assert Step.FINALISE in offer_for(Standing(State.NOTIFIED, remedy_by=TOMORROW), ANNA, TODAY).others


# Words


def test_everything_has_words_and_every_refusal_a_way_out():
    assert set(STATES) == set(State)
    assert set(STEPS) == set(Step)
    assert set(OUTCOMES) == set(Outcome)
    assert set(SUSPENSIONS) == set(Suspension)
    assert set(REFUSALS) == set(Refusal)
    assert set(RESULTS) == {*REMEDY_RESULTS, *MEASURE_RESULTS, *RESUME_RESULTS}
    assert set(WAITS) == {*Suspension, "warning", "remedy"}
    assert set(LACKING) == {"document", "translation"}
    ways = ("Look", "Ask", "Enter", "Choose", "Set", "Give", "Say", "Write", "Warn", "Decide", "Go on", "Send", "Wait",
            "Draft", "Somebody else must", "Begin", "say that", "A further", "only when")  # fmt: skip
    for refusal in Refusal:
        assert any(way in str(refusal_words(refusal)) for way in ways), refusal
