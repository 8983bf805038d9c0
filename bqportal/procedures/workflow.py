"""The way of a recognition case: one table, and the verdict on every step. Facts in, verdict out.

Source: BQFG §§ 4–16. Regulated occupations go the same way (§§ 9–16), except where a guard says so.
Missing a deadline changes no state: the statute orders no fiction of approval, so § 42a VwVfG does not apply.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where a case stands (Verfahrensstand)."""

    DRAFT = "draft"
    RECEIVED = "received"
    FORWARDED = "forwarded"
    INCOMPLETE = "incomplete"
    ACKNOWLEDGED = "acknowledged"
    COMPLETE = "complete"
    ASSESSMENT = "assessment"
    SUSPENDED_INFORMATION = "suspended_information"
    SUSPENDED_AUTHENTICITY = "suspended_authenticity"
    SUSPENDED_ANALYSIS = "suspended_analysis"
    DECISION_DRAFT = "decision_draft"
    APPROVED = "approved"
    DECIDED = "decided"
    NOTIFIED = "notified"
    OBJECTION = "objection"
    OBJECTION_DECIDED = "objection_decided"
    COURT = "court"
    COURT_DECIDED = "court_decided"
    MEASURE_PENDING = "measure_pending"
    MEASURE_DONE = "measure_done"
    FINAL = "final"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Step(StrEnum):
    """What a person does with a case. Those of `BY_NOTICE` are taken by issuing the notice that says so."""

    RECEIVE = "receive"
    FORWARD = "forward"
    ACKNOWLEDGE = "acknowledge"
    LIST_MISSING = "list_missing"
    COMPLETE = "complete"
    ASSESS = "assess"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    WARN = "warn"
    DRAFT = "draft"
    RETURN = "return"
    APPROVE = "approve"
    DECIDE = "decide"
    NOTIFY = "notify"
    OBJECT = "object"
    DECIDE_OBJECTION = "decide_objection"
    SUE = "sue"
    DECIDE_COURT = "decide_court"
    BEGIN_MEASURE = "begin_measure"
    FINISH_MEASURE = "finish_measure"
    FINALISE = "finalise"
    WITHDRAW = "withdraw"
    CLOSE = "close"


class Outcome(StrEnum):
    """What was decided (Art der Entscheidung)."""

    FULL = "full"
    PARTIAL = "partial"  # formally a rejection that states the existing qualifications, § 7 Abs. 2
    NONE = "none"
    MEASURE = "measure"  # regulated occupations, § 10
    FULL_AFTER_MEASURE = "full_after_measure"
    PARTIAL_ACCESS = "partial_access"  # only where the occupation's own law knows it
    ALREADY_ESTABLISHED = "already_established"  # § 6 Abs. 5, § 14a Abs. 6
    NOT_ENTITLED = "not_entitled"  # no foreign certificate, § 3 Abs. 2, § 6 Abs. 1
    NOT_COOPERATED = "not_cooperated"  # § 15 Abs. 3
    ON_RECORD = "on_record"  # decided without further investigation, § 15 Abs. 2


class Suspension(StrEnum):
    """Why the clock stands still (Hemmung, § 6 Abs. 4, § 13 Abs. 4, § 14a Abs. 4)."""

    INFORMATION = "information"  # § 5 Abs. 4, § 12 Abs. 4
    AUTHENTICITY = "authenticity"  # § 5 Abs. 5, § 12 Abs. 5
    ANALYSIS = "qualification_analysis"  # § 14


SUSPENDED = {
    Suspension.INFORMATION: State.SUSPENDED_INFORMATION,
    Suspension.AUTHENTICITY: State.SUSPENDED_AUTHENTICITY,
    Suspension.ANALYSIS: State.SUSPENDED_ANALYSIS,
}
AT_INTAKE = (State.RECEIVED, State.INCOMPLETE, State.ACKNOWLEDGED)
IN_SUSPENSION = tuple(SUSPENDED.values())
RUNNING = (State.COMPLETE, State.ASSESSMENT, *IN_SUSPENSION)
IN_DECISION = (State.DECISION_DRAFT, State.APPROVED)
OPEN = (State.DRAFT, *AT_INTAKE, *RUNNING, *IN_DECISION, State.MEASURE_PENDING, State.MEASURE_DONE)
ENDED = (State.FORWARDED, State.FINAL, State.WITHDRAWN, State.CLOSED)
DECIDED = (
    State.DECIDED, State.NOTIFIED, State.OBJECTION, State.OBJECTION_DECIDED, State.COURT, State.COURT_DECIDED,
)  # fmt: skip
SAME = None  # the step is taken, and the case stands where it stood

# Step → from where → to where.
TABLE: dict[Step, dict[State, State | None]] = {
    Step.RECEIVE: {State.DRAFT: State.RECEIVED},
    Step.FORWARD: {State.RECEIVED: State.FORWARDED},
    Step.ACKNOWLEDGE: {State.RECEIVED: State.ACKNOWLEDGED} | dict.fromkeys((State.INCOMPLETE, *RUNNING), SAME),
    Step.LIST_MISSING: dict.fromkeys(AT_INTAKE, State.INCOMPLETE),
    Step.COMPLETE: dict.fromkeys(AT_INTAKE, State.COMPLETE),
    Step.ASSESS: {State.COMPLETE: State.ASSESSMENT},
    Step.SUSPEND: dict.fromkeys((State.ASSESSMENT, *IN_SUSPENSION), SAME),  # to SUSPENDED[kind]
    Step.RESUME: dict.fromkeys(IN_SUSPENSION, State.ASSESSMENT),  # or to what else still suspends
    Step.EXTEND: dict.fromkeys((*RUNNING, *IN_DECISION), SAME),
    Step.WARN: dict.fromkeys(
        (State.INCOMPLETE, State.ASSESSMENT, State.SUSPENDED_INFORMATION, State.SUSPENDED_AUTHENTICITY), SAME
    ),
    Step.DRAFT: dict.fromkeys((*AT_INTAKE, *RUNNING, State.MEASURE_DONE), State.DECISION_DRAFT),
    Step.RETURN: dict.fromkeys(IN_DECISION, State.ASSESSMENT),  # to where it was drafted
    Step.APPROVE: {State.DECISION_DRAFT: State.APPROVED},
    Step.DECIDE: {State.APPROVED: State.DECIDED},
    Step.NOTIFY: {State.DECIDED: State.NOTIFIED},
    Step.OBJECT: {State.NOTIFIED: State.OBJECTION},
    Step.DECIDE_OBJECTION: {State.OBJECTION: State.OBJECTION_DECIDED},
    Step.SUE: {State.NOTIFIED: State.COURT, State.OBJECTION_DECIDED: State.COURT},
    Step.DECIDE_COURT: {State.COURT: State.COURT_DECIDED},
    Step.BEGIN_MEASURE: {State.NOTIFIED: State.MEASURE_PENDING, State.FINAL: State.MEASURE_PENDING},
    Step.FINISH_MEASURE: {State.MEASURE_PENDING: State.MEASURE_DONE},
    Step.FINALISE: dict.fromkeys((State.NOTIFIED, State.OBJECTION_DECIDED, State.COURT_DECIDED), State.FINAL),
    Step.WITHDRAW: dict.fromkeys(OPEN, State.WITHDRAWN),
    Step.CLOSE: dict.fromkeys(OPEN, State.CLOSED),
}
BY_NOTICE = frozenset({Step.ACKNOWLEDGE, Step.LIST_MISSING, Step.SUSPEND, Step.EXTEND, Step.WARN, Step.DECIDE})
REASONED = frozenset({Step.FORWARD, Step.SUSPEND, Step.EXTEND, Step.WARN, Step.RETURN, Step.CLOSE})
FOUND = frozenset({Outcome.FULL, Outcome.PARTIAL, Outcome.NONE, Outcome.MEASURE})  # follow from the findings
AT_ANY_TIME = frozenset({Outcome.ALREADY_ESTABLISHED, Outcome.NOT_ENTITLED})
ONLY_REGULATED = frozenset({Outcome.MEASURE, Outcome.FULL_AFTER_MEASURE, Outcome.PARTIAL_ACCESS})


class Refusal(StrEnum):
    """Why a step is refused."""

    NOT_FROM_HERE = "not_from_here"
    NO_RIGHT = "no_right"
    NO_REASON = "no_reason"
    IN_FUTURE = "in_future"
    BEFORE_LAST = "before_last"
    DOCUMENTS_MISSING = "documents_missing"
    NOTHING_MISSING = "nothing_missing"
    ALREADY_ACKNOWLEDGED = "already_acknowledged"
    NO_KIND = "no_kind"
    NO_END = "no_end"
    END_TOO_EARLY = "end_too_early"
    RUNS_ON = "runs_on"  # § 12 Abs. 3 Satz 3: asking for certified copies does not suspend
    NOT_SUSPENDED = "not_suspended"
    ALREADY_EXTENDED = "already_extended"
    EXTENDED_TOO_LATE = "extended_too_late"
    EXTENDED_TOO_LONG = "extended_too_long"
    NOT_WARNED = "not_warned"
    NO_OUTCOME = "no_outcome"
    OUTCOME_NOT_FOUND = "outcome_not_found"
    OUTCOME_NOT_HERE = "outcome_not_here"
    OWN_DRAFT = "own_draft"
    NOTICE_LACKS = "notice_lacks"
    NO_NOTICE = "no_notice"
    REMEDY_RUNS = "remedy_runs"
    NO_MEASURE = "no_measure"
    NO_RESULT = "no_result"


@dataclass(frozen=True)
class Standing:
    """A case as far as the workflow goes. Persons are numbers; 0 is nobody.

    Attributes:
        lacking: required documents that have not arrived (`documents.lacking`).
        result: what the findings say; None while they say nothing yet (`assessing.result_of`).
        decide_by: legal end of the decision period as it stands.
        warned_until: end of the period set by the notice under § 15 Abs. 3.
        suspensions: those that stand open.
        last_on: day of the latest step.
        notice_lacks: mandatory parts that the decision notice does not have; None while there is no notice.
    """

    state: State
    is_regulated: bool = False
    is_accelerated: bool = False
    in_eea: bool = False
    handler: int = 0
    drafter: int = 0
    outcome: Outcome | None = None
    lacking: Collection[str] = ()
    result: Outcome | None = None
    is_acknowledged: bool = False
    is_extended: bool = False
    decide_by: date | None = None
    warned_until: date | None = None
    suspensions: frozenset[Suspension] = frozenset()
    last_on: date | None = None
    remedy_by: date | None = None
    notice_lacks: Collection[str] | None = None


@dataclass(frozen=True)
class Actor:
    """Who wants to take a step, and what the rights say of them in the body whose case it is."""

    person: int
    works: bool = False


@dataclass(frozen=True)
class Move:
    """A step as somebody wants to take it.

    Attributes:
        on: the day on which it counts: when something arrived, was sent, was decided.
        until: end of the period that the body sets.
        months: length of an extension, where it is not set by `until`.
        result: of an objection, an action or a measure: `granted`, `partly`, `refused`, `passed`, `failed`.
        is_waived: the applicant waived the remedy.
        has_letter: it is taken by issuing the notice that says so.
    """

    step: Step
    on: date
    reason: str = ""
    kind: Suspension | None = None
    until: date | None = None
    months: int | None = None
    outcome: Outcome | None = None
    result: str = ""
    is_waived: bool = False
    has_letter: bool = False


def refusal_of(move: Move, standing: Standing, actor: Actor, today: date) -> Refusal | None:
    """Why the step may not be taken; None when it may."""
    if not actor.works:
        return Refusal.NO_RIGHT
    if standing.state not in TABLE[move.step]:
        return Refusal.NOT_FROM_HERE
    if move.on > today:
        return Refusal.IN_FUTURE
    if standing.last_on is not None and move.on < standing.last_on and move.step not in _MAY_LIE_BACK:
        return Refusal.BEFORE_LAST
    if move.step in REASONED and not move.reason.strip():
        return Refusal.NO_REASON
    if move.step in BY_NOTICE and not move.has_letter:
        return Refusal.NO_NOTICE
    guard = GUARDS.get(move.step)
    return guard(move, standing, actor) if guard else None


# Documents arrive, periods are prolonged and applications are withdrawn on days that may lie before the last letter.
_MAY_LIE_BACK = frozenset({Step.COMPLETE, Step.RESUME, Step.WITHDRAW})


def _acknowledge(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    return Refusal.ALREADY_ACKNOWLEDGED if standing.is_acknowledged else None


def _list_missing(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    return None if standing.lacking else Refusal.NOTHING_MISSING


def _complete(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    return Refusal.DOCUMENTS_MISSING if standing.lacking else None


def _suspend(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """§ 6 Abs. 4, § 13 Abs. 4, § 14a Abs. 4; certified copies from the EEA do not suspend, § 12 Abs. 3 Satz 3."""
    if move.kind is None:
        return Refusal.NO_KIND
    if move.kind is Suspension.AUTHENTICITY and standing.is_regulated and standing.in_eea:
        return Refusal.RUNS_ON
    if move.kind is not Suspension.ANALYSIS and move.until is None:
        return Refusal.NO_END
    return Refusal.END_TOO_EARLY if move.until is not None and move.until <= move.on else None


def _resume(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    if move.kind is None:
        return Refusal.NO_KIND
    return None if move.kind in standing.suspensions else Refusal.NOT_SUSPENDED


def _extend(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """Once, reasoned, and told in time, § 6 Abs. 3 Satz 3 and 4; within the EEA one month, § 13 Abs. 3 Satz 4."""
    if standing.is_extended:
        return Refusal.ALREADY_EXTENDED
    if standing.decide_by is None or move.on > standing.decide_by:
        return Refusal.EXTENDED_TOO_LATE
    if move.months is None and move.until is None:
        return Refusal.NO_END
    if move.months is not None and move.months < 1:
        return Refusal.END_TOO_EARLY
    if move.until is not None and move.until <= standing.decide_by:
        return Refusal.END_TOO_EARLY
    if standing.is_regulated and standing.in_eea and (move.months is None or move.months > 1):
        return Refusal.EXTENDED_TOO_LONG
    return None


def _warn(move: Move, _standing: Standing, _actor: Actor) -> Refusal | None:
    """The period must be one that can be used, § 15 Abs. 3."""
    if move.until is None:
        return Refusal.NO_END
    return Refusal.END_TOO_EARLY if move.until <= move.on else None


def _draft(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    if move.outcome is None:
        return Refusal.NO_OUTCOME
    if move.outcome in ONLY_REGULATED and not standing.is_regulated:
        return Refusal.OUTCOME_NOT_HERE
    if move.outcome is Outcome.PARTIAL and standing.is_regulated:
        return Refusal.OUTCOME_NOT_HERE
    if standing.state is State.MEASURE_DONE:
        allowed = {Outcome.FULL_AFTER_MEASURE, Outcome.NONE}
        return None if move.outcome in allowed else Refusal.OUTCOME_NOT_HERE
    if move.outcome is Outcome.FULL_AFTER_MEASURE:
        return Refusal.NO_MEASURE
    if move.outcome in AT_ANY_TIME:
        return None if move.reason.strip() else Refusal.NO_REASON
    if move.outcome in (Outcome.NOT_COOPERATED, Outcome.ON_RECORD):
        return _without_cooperation(move, standing)
    if standing.state is not State.ASSESSMENT:
        return Refusal.NOT_FROM_HERE
    if move.outcome is Outcome.PARTIAL_ACCESS:
        return None if move.reason.strip() else Refusal.NO_REASON
    return None if move.outcome is standing.result else Refusal.OUTCOME_NOT_FOUND


def _without_cooperation(move: Move, standing: Standing) -> Refusal | None:
    """Rejection only after a warning and the end of its period, § 15 Abs. 3; deciding on record, § 15 Abs. 2."""
    if not move.reason.strip():
        return Refusal.NO_REASON
    if move.outcome is Outcome.ON_RECORD:
        return None if standing.state in RUNNING else Refusal.NOT_FROM_HERE
    over = standing.warned_until is not None and move.on > standing.warned_until
    return None if over else Refusal.NOT_WARNED


def _approve(_move: Move, standing: Standing, actor: Actor) -> Refusal | None:
    """Two people: neither who drafted the decision nor who handles the case approves it."""
    if actor.person in (standing.drafter, standing.handler):
        return Refusal.OWN_DRAFT
    return _whole(standing)


def _decide(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    return _whole(standing)


def _whole(standing: Standing) -> Refusal | None:
    """The notice has all that the law demands, § 7 BQFG, §§ 37, 39 VwVfG."""
    if standing.notice_lacks is None:
        return Refusal.NO_NOTICE
    return Refusal.NOTICE_LACKS if standing.notice_lacks else None


def _result(move: Move, _standing: Standing, _actor: Actor) -> Refusal | None:
    return None if move.result else Refusal.NO_RESULT


def _begin_measure(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """§ 11: only where a notice under § 10 named measures."""
    return None if standing.outcome is Outcome.MEASURE else Refusal.NO_MEASURE


def _finalise(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """After the period for the remedy, or when it was waived (Bestandskraft)."""
    if move.is_waived or standing.remedy_by is None:
        return None if move.is_waived or standing.state is not State.NOTIFIED else Refusal.REMEDY_RUNS
    return None if move.on > standing.remedy_by else Refusal.REMEDY_RUNS


GUARDS = {
    Step.ACKNOWLEDGE: _acknowledge,
    Step.LIST_MISSING: _list_missing,
    Step.COMPLETE: _complete,
    Step.SUSPEND: _suspend,
    Step.RESUME: _resume,
    Step.EXTEND: _extend,
    Step.WARN: _warn,
    Step.DRAFT: _draft,
    Step.APPROVE: _approve,
    Step.DECIDE: _decide,
    Step.DECIDE_OBJECTION: _result,
    Step.DECIDE_COURT: _result,
    Step.BEGIN_MEASURE: _begin_measure,
    Step.FINISH_MEASURE: _result,
    Step.FINALISE: _finalise,
}


def target_of(move: Move, standing: Standing, drafted_from: State = State.ASSESSMENT) -> State:
    """Where the case stands after the step, which `refusal_of` allowed.

    Args:
        drafted_from: where the case stood when its decision was drafted; a returned draft goes back there.
    """
    if move.step is Step.SUSPEND and move.kind is not None:
        return SUSPENDED[move.kind]
    if move.step is Step.RESUME:
        left = sorted(standing.suspensions - {move.kind})
        return SUSPENDED[left[0]] if left else State.ASSESSMENT
    if move.step is Step.RETURN:
        return drafted_from
    return TABLE[move.step][standing.state] or standing.state


def open_steps(standing: Standing, actor: Actor) -> list[Step]:
    """Steps that the table has from here; whether they may be taken, and with what, says `refusal_of`."""
    return [step for step in Step if actor.works and standing.state in TABLE[step]]
