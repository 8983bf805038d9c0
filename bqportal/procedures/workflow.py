"""The verdict on every step of a recognition case. Facts in, verdict out.

The states and what leads where stand in `states`; here stand the guards. Missing a deadline changes no state: the
statute orders no fiction of approval, so § 42a VwVfG does not apply.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from bqportal.procedures.states import (
    ARRIVED,
    AT_ANY_TIME,
    AT_INTAKE,
    BY_NOTICE,
    DECIDED,
    ENDED,
    ESTABLISHED,
    FOUND,
    IN_DECISION,
    IN_SUSPENSION,
    LAPSED,
    MEASURE_RESULTS,
    ONLY_GENERAL,
    ONLY_REGULATED,
    OPEN,
    REASONED,
    REMEDY_RESULTS,
    RESUME_RESULTS,
    RUNNING,
    SAME,
    SUCCESSFUL,
    SUSPENDED,
    TABLE,
    Outcome,
    Refusal,
    State,
    Step,
    Suspension,
)

__all__ = [
    "ARRIVED", "AT_ANY_TIME", "AT_INTAKE", "BY_NOTICE", "DECIDED", "ENDED", "ESTABLISHED", "FOUND", "IN_DECISION",
    "IN_SUSPENSION", "LAPSED", "MEASURE_RESULTS", "ONLY_GENERAL", "ONLY_REGULATED", "OPEN", "REASONED",
    "REMEDY_RESULTS", "RESUME_RESULTS", "RUNNING", "SAME", "SUCCESSFUL", "SUSPENDED", "TABLE", "Actor", "Move",
    "Outcome", "Refusal", "Standing", "State", "Step", "Suspension", "open_steps", "refusal_of", "target_of",
]  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """A case as far as the workflow goes. Persons are numbers; 0 is nobody.

    Attributes:
        is_swiss: training from Switzerland, which § 13 Abs. 3 Satz 4 names and § 12 Abs. 3 Satz 2 does not.
        writers: who drafted the decision notice in work.
        lacking: required documents that have not arrived (`documents.lacking`).
        result: what the findings say; None while they say nothing yet (`assessing.result_of`), and where nothing
            follows from them: before the comparison and after the decision.
        open_positions: how many positions of the comparison have no verdict yet.
        decide_by: legal end of the decision period as it stands.
        warned_until: end of the period set by a notice under § 15 Abs. 3 that still counts; None when the person
            answered after it, or something new was asked for.
        suspensions: those that stand open, with `suspended_on`, the day of the latest request of each.
        last_on: day of the latest step.
        arrived_by: the day the latest of the required documents arrived, as far as known.
        decided_on: day of the first decision.
        drafted_from: where the case stood when the decision in work was drafted.
        measure_result: what the compensation measure came to.
        remedy_result: what the latest objection or action came to.
        notice_lacks: mandatory parts that the decision notice does not have; None while there is no notice.
    """

    state: State
    is_regulated: bool = False
    is_accelerated: bool = False
    in_eea: bool = False
    is_swiss: bool = False
    handler: int = 0
    drafter: int = 0
    writers: frozenset[int] = frozenset()
    outcome: Outcome | None = None
    lacking: Collection[str] = ()
    result: Outcome | None = None
    open_positions: int = 0
    is_acknowledged: bool = False
    is_extended: bool = False
    decide_by: date | None = None
    warned_until: date | None = None
    suspensions: frozenset[Suspension] = frozenset()
    suspended_on: Mapping[Suspension, date] = field(default_factory=dict)
    last_on: date | None = None
    received_on: date | None = None
    arrived_by: date | None = None
    decided_on: date | None = None
    drafted_from: State | None = None
    measure_result: str = ""
    remedy_by: date | None = None
    remedy_result: str = ""
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
        result: of an objection or an action (`REMEDY_RESULTS`), of a measure (`MEASURE_RESULTS`), of going on
            (`RESUME_RESULTS`; nothing said means that it arrived).
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
    wrong_day = _day(move, standing, today)
    if wrong_day:
        return wrong_day
    if move.step in REASONED and not move.reason.strip():
        return Refusal.NO_REASON
    if move.step in BY_NOTICE and not move.has_letter:
        return Refusal.NO_NOTICE
    guard = GUARDS.get(move.step)
    return guard(move, standing, actor) if guard else None


# Documents arrive, suspensions end and applications are withdrawn on days that may lie before the last letter.
_MAY_LIE_BACK = frozenset({Step.COMPLETE, Step.RESUME, Step.WITHDRAW})


def _day(move: Move, standing: Standing, today: date) -> Refusal | None:
    """Days go forward; nothing lies ahead, nothing before the receipt."""
    if move.on > today:
        return Refusal.IN_FUTURE
    if standing.received_on is not None and move.on < standing.received_on:
        return Refusal.BEFORE_RECEIPT
    back = standing.last_on is not None and move.on < standing.last_on
    return Refusal.BEFORE_LAST if back and move.step not in _MAY_LIE_BACK else None


def _acknowledge(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    return Refusal.ALREADY_ACKNOWLEDGED if standing.is_acknowledged else None


def _list_missing(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    return None if standing.lacking else Refusal.NOTHING_MISSING


def _complete(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """The period begins when the last required document arrived, not before, § 6 Abs. 3 Satz 2, § 13 Abs. 3 Satz 2."""
    if standing.lacking:
        return Refusal.DOCUMENTS_MISSING
    early = standing.arrived_by is not None and move.on < standing.arrived_by
    return Refusal.BEFORE_ARRIVAL if early else None


def _assess(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """Taken up again only where the objection or the action succeeded."""
    if standing.state is State.COMPLETE or standing.remedy_result in SUCCESSFUL:
        return None
    return Refusal.NOT_SUCCESSFUL


def _suspend(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """§ 6 Abs. 4, § 13 Abs. 4, § 14a Abs. 4; certified copies from EU and EEA do not suspend, § 12 Abs. 3 Satz 3."""
    if move.kind is None:
        return Refusal.NO_KIND
    runs_on = standing.is_regulated and standing.in_eea and not standing.is_swiss
    if move.kind is Suspension.AUTHENTICITY and runs_on:
        return Refusal.RUNS_ON
    if move.kind is not Suspension.ANALYSIS and move.until is None:
        return Refusal.NO_END
    return Refusal.END_TOO_EARLY if move.until is not None and move.until <= move.on else None


def _resume(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    if move.kind is None:
        return Refusal.NO_KIND
    if move.kind not in standing.suspensions:
        return Refusal.NOT_SUSPENDED
    if move.result and move.result not in RESUME_RESULTS:
        return Refusal.NO_RESULT
    since = standing.suspended_on.get(move.kind)
    return Refusal.BEFORE_SUSPENSION if since is not None and move.on < since else None


def _extend(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """Once, reasoned, and told in time, § 6 Abs. 3 Satz 3 and 4; within the EEA one month, § 13 Abs. 3 Satz 4."""
    if standing.is_extended:
        return Refusal.ALREADY_EXTENDED
    if standing.decide_by is None or standing.decided_on is not None or move.on > standing.decide_by:
        return Refusal.EXTENDED_TOO_LATE
    return _extension_end(move, standing, standing.decide_by)


def _extension_end(move: Move, standing: Standing, present: date) -> Refusal | None:
    if move.months is None and move.until is None:
        return Refusal.NO_END
    if move.months is not None and move.until is not None:
        return Refusal.TWO_ENDS
    if (move.months is not None and move.months < 1) or (move.until is not None and move.until <= present):
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
    """Which outcome may be drafted: what follows from the findings, or a rejection that needs none."""
    outcome = move.outcome
    if outcome is None:
        return Refusal.NO_OUTCOME
    if outcome in (ONLY_GENERAL if standing.is_regulated else ONLY_REGULATED):
        return Refusal.OUTCOME_NOT_HERE
    if standing.state is State.MEASURE_DONE:
        return _after_measure(outcome, standing)
    if outcome is Outcome.FULL_AFTER_MEASURE:
        return Refusal.NO_MEASURE
    if outcome not in FOUND and not move.reason.strip():
        return Refusal.NO_REASON
    if outcome in AT_ANY_TIME:
        return None
    if outcome in (Outcome.NOT_COOPERATED, Outcome.ON_RECORD):
        return _without_cooperation(move, standing)
    return _found(outcome, standing)


def _after_measure(outcome: Outcome, standing: Standing) -> Refusal | None:
    """§ 11: what the measure came to decides."""
    if outcome not in (Outcome.FULL_AFTER_MEASURE, Outcome.NONE):
        return Refusal.OUTCOME_NOT_HERE
    follows = "passed" if outcome is Outcome.FULL_AFTER_MEASURE else "failed"
    return None if standing.measure_result == follows else Refusal.AGAINST_MEASURE


def _without_cooperation(move: Move, standing: Standing) -> Refusal | None:
    """Rejection only after a warning and the end of its period, § 15 Abs. 3; deciding on record, § 15 Abs. 2."""
    if move.outcome is Outcome.ON_RECORD:
        return None if standing.state in RUNNING else Refusal.DOCUMENTS_MISSING
    over = standing.warned_until is not None and move.on > standing.warned_until
    return None if over else Refusal.NOT_WARNED


def _found(outcome: Outcome, standing: Standing) -> Refusal | None:
    """§ 4, § 7 Abs. 2, §§ 9, 10: what the comparison came to, once nothing is open any more."""
    if standing.state in IN_SUSPENSION:
        return Refusal.STILL_SUSPENDED
    if standing.state is not State.ASSESSMENT:
        return Refusal.NOT_COMPARED
    if outcome is Outcome.PARTIAL_ACCESS:
        return None
    return None if outcome is standing.result else Refusal.OUTCOME_NOT_FOUND


def _approve(_move: Move, standing: Standing, actor: Actor) -> Refusal | None:
    """Two people: neither who drafted the decision nor who handles the case approves it."""
    if actor.person in (standing.drafter, standing.handler, *standing.writers):
        return Refusal.OWN_DRAFT
    return _still_follows(standing) or _whole(standing)


def _decide(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    return _still_follows(standing) or _whole(standing)


def _still_follows(standing: Standing) -> Refusal | None:
    """Nobody changed the findings after the decision was drafted from them."""
    if standing.outcome not in FOUND or standing.drafted_from is not State.ASSESSMENT:
        return None
    return None if standing.outcome is standing.result else Refusal.FINDINGS_CHANGED


def _whole(standing: Standing) -> Refusal | None:
    """The notice has all that the law demands, § 7 BQFG, §§ 37, 39 VwVfG."""
    if standing.notice_lacks is None:
        return Refusal.NO_NOTICE
    return Refusal.NOTICE_LACKS if standing.notice_lacks else None


def _remedy_result(move: Move, _standing: Standing, _actor: Actor) -> Refusal | None:
    return None if move.result in REMEDY_RESULTS else Refusal.NO_RESULT


def _begin_measure(_move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """§ 11: only where a notice under § 10 named measures."""
    return None if standing.outcome is Outcome.MEASURE else Refusal.NO_MEASURE


def _measure_result(move: Move, _standing: Standing, _actor: Actor) -> Refusal | None:
    return None if move.result in MEASURE_RESULTS else Refusal.NO_RESULT


def _finalise(move: Move, standing: Standing, _actor: Actor) -> Refusal | None:
    """After the period for the remedy, or when it was waived or taken back (Bestandskraft)."""
    if move.is_waived or (standing.state is not State.NOTIFIED and standing.remedy_result == "withdrawn"):
        return None
    if standing.remedy_by is None:
        return Refusal.REMEDY_RUNS if standing.state is State.NOTIFIED else None
    return None if move.on > standing.remedy_by else Refusal.REMEDY_RUNS


GUARDS = {
    Step.ACKNOWLEDGE: _acknowledge,
    Step.LIST_MISSING: _list_missing,
    Step.COMPLETE: _complete,
    Step.ASSESS: _assess,
    Step.SUSPEND: _suspend,
    Step.RESUME: _resume,
    Step.EXTEND: _extend,
    Step.WARN: _warn,
    Step.DRAFT: _draft,
    Step.APPROVE: _approve,
    Step.DECIDE: _decide,
    Step.DECIDE_OBJECTION: _remedy_result,
    Step.DECIDE_COURT: _remedy_result,
    Step.BEGIN_MEASURE: _begin_measure,
    Step.FINISH_MEASURE: _measure_result,
    Step.FINALISE: _finalise,
}


def target_of(move: Move, standing: Standing, drafted_from: State | None = None) -> State:
    """Where the case stands after the step, which `refusal_of` allowed.

    Args:
        drafted_from: where a returned draft goes back to, if not to where the standing says it was drafted.
    """
    if move.step is Step.SUSPEND and move.kind is not None:
        return SUSPENDED[move.kind]
    if move.step is Step.RESUME:
        left = sorted(standing.suspensions - {move.kind})
        return SUSPENDED[left[0]] if left else State.ASSESSMENT
    if move.step is Step.RETURN:
        return drafted_from or standing.drafted_from or State.ASSESSMENT
    return TABLE[move.step][standing.state] or standing.state


def open_steps(standing: Standing, actor: Actor) -> list[Step]:
    """Steps that the table has from here; whether they may be taken, and with what, says `refusal_of`."""
    return [step for step in Step if actor.works and standing.state in TABLE[step]]
