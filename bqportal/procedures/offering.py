"""What may be done next in a case, what stands in the way, and what should come first. Pure.

A proposal: which step is taken, and with what, a person decides (§ 35a VwVfG).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bqportal.procedures.workflow import (
    AT_ANY_TIME,
    REMEDY_RESULTS,
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
)

MOST = 2  # how many steps are put first
# Which step is the natural one from where; the first ones that nothing stands in the way of are put first.
NATURAL: dict[State, tuple[Step, ...]] = {
    State.DRAFT: (Step.RECEIVE,),
    State.RECEIVED: (Step.COMPLETE, Step.LIST_MISSING, Step.ACKNOWLEDGE),
    State.INCOMPLETE: (Step.COMPLETE, Step.DRAFT, Step.ACKNOWLEDGE),
    State.ACKNOWLEDGED: (Step.COMPLETE, Step.LIST_MISSING),
    State.COMPLETE: (Step.ASSESS, Step.ACKNOWLEDGE),
    State.ASSESSMENT: (Step.DRAFT, Step.ACKNOWLEDGE),
    State.SUSPENDED_INFORMATION: (Step.DRAFT, Step.RESUME),
    State.SUSPENDED_AUTHENTICITY: (Step.DRAFT, Step.RESUME),
    State.SUSPENDED_ANALYSIS: (Step.DRAFT, Step.RESUME),
    State.DECISION_DRAFT: (Step.APPROVE,),
    State.APPROVED: (Step.DECIDE,),
    State.DECIDED: (Step.NOTIFY,),
    State.NOTIFIED: (Step.FINALISE, Step.BEGIN_MEASURE),
    State.OBJECTION: (Step.DECIDE_OBJECTION,),
    State.OBJECTION_DECIDED: (Step.ASSESS, Step.FINALISE),
    State.COURT: (Step.DECIDE_COURT,),
    State.COURT_DECIDED: (Step.ASSESS, Step.FINALISE),
    State.MEASURE_PENDING: (Step.FINISH_MEASURE,),
    State.MEASURE_DONE: (Step.DRAFT,),
    State.FINAL: (Step.BEGIN_MEASURE,),
}


@dataclass(frozen=True)
class Offer:
    """The steps from where a case stands.

    Attributes:
        first: what should come next, one or two.
        others: what is possible besides.
        blocked: what the table has from here, with what stands in the way.
    """

    first: tuple[Step, ...] = ()
    others: tuple[Step, ...] = ()
    blocked: tuple[tuple[Step, Refusal], ...] = ()


def offer_for(standing: Standing, actor: Actor, today: date) -> Offer:
    """What may be done next; nothing for who does not work on cases here."""
    steps = open_steps(standing, actor)
    blocked = [(step, why) for step in steps if (why := obstacle_of(step, standing, actor, today))]
    possible = [step for step in steps if step not in dict(blocked)]
    natural = NATURAL.get(standing.state, ())
    first = [step for step in natural if step in possible and _fits(step, standing, actor, today)][:MOST]
    others = [step for step in possible if step not in first]
    return Offer(tuple(first), tuple(others), tuple(blocked))


def obstacle_of(step: Step, standing: Standing, actor: Actor, today: date) -> Refusal | None:
    """Why the step cannot be taken today, whatever somebody fills in; None when it can."""
    found = None
    for move in _best(step, standing, today):
        found = refusal_of(move, standing, actor, today)
        if found is None:
            return None
    return found


def outcomes_for(standing: Standing, actor: Actor, today: date) -> list[tuple[Outcome, Refusal | None]]:
    """Every outcome with what stands in its way, when it is given with a reason."""
    return [
        (outcome, refusal_of(Move(Step.DRAFT, today, reason="-", outcome=outcome), standing, actor, today))
        for outcome in Outcome
    ]


def outcome_that_follows(standing: Standing, actor: Actor, today: date) -> Outcome | None:
    """The outcome to propose: from the findings, from the measure, or because nobody answered the warning."""
    possible = [outcome for outcome, refusal in outcomes_for(standing, actor, today) if refusal is None]
    natural = (Outcome.FULL_AFTER_MEASURE, Outcome.FULL, Outcome.PARTIAL, Outcome.MEASURE, Outcome.NONE)
    return next((one for one in (*natural, Outcome.NOT_COOPERATED) if one in possible), None)


def _fits(step: Step, standing: Standing, actor: Actor, today: date) -> bool:
    """Whether a possible step is worth being put first."""
    if step is Step.DRAFT:
        return outcome_that_follows(standing, actor, today) is not None
    if step is Step.FINALISE:  # by a waiver it is possible earlier, but nobody should be led there
        return refusal_of(_move(step, today), standing, actor, today) is None
    return True


def _best(step: Step, standing: Standing, today: date) -> list[Move]:
    """The step with everything filled in as well as it can be; several where choices differ."""
    later = today + timedelta(1)
    if step is Step.SUSPEND:
        return [_move(step, today, kind=kind, until=later) for kind in Suspension]
    if step is Step.RESUME:
        return [_move(step, today, kind=kind) for kind in sorted(standing.suspensions)]
    if step is Step.EXTEND:
        return [_move(step, today, months=1)]
    if step is Step.WARN:
        return [_move(step, today, until=later)]
    if step is Step.DRAFT:
        outcomes = [standing.result, *AT_ANY_TIME, *Outcome]
        return [_move(step, today, outcome=outcome) for outcome in outcomes if outcome]
    if step in (Step.DECIDE_OBJECTION, Step.DECIDE_COURT):
        return [_move(step, today, result=REMEDY_RESULTS[0])]
    if step is Step.FINISH_MEASURE:
        return [_move(step, today, result="passed")]
    if step is Step.FINALISE:
        return [_move(step, today), _move(step, today, is_waived=True)]
    return [_move(step, today)]


def _move(step: Step, today: date, **more: object) -> Move:
    return Move(step, today, reason="-", has_letter=True, **more)  # type: ignore[arg-type]
