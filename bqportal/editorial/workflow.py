"""The way of a text from draft to public: one table, and the verdict on every step. Facts in, verdict out.

Every part of a record (its facts, each language) goes this way for itself. What is public stays public and unchanged
while the next version is in work.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a part stands (Bearbeitungsstand)."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What a person does with a part."""

    BEGIN = "begin"  # a new version of what is public
    SUBMIT = "submit"
    RECALL = "recall"
    REQUEST_CHANGES = "request_changes"
    APPROVE = "approve"
    PUBLISH = "publish"
    DISCARD = "discard"
    WITHDRAW = "withdraw"


# Step → from where → to where.
TABLE: dict[Step, dict[State, State]] = {
    Step.BEGIN: {State.PUBLISHED: State.DRAFT, State.WITHDRAWN: State.DRAFT},
    Step.SUBMIT: {State.DRAFT: State.IN_REVIEW, State.CHANGES_REQUESTED: State.IN_REVIEW},
    Step.RECALL: {State.IN_REVIEW: State.DRAFT, State.APPROVED: State.DRAFT},
    Step.REQUEST_CHANGES: {State.IN_REVIEW: State.CHANGES_REQUESTED, State.APPROVED: State.CHANGES_REQUESTED},
    Step.APPROVE: {State.IN_REVIEW: State.APPROVED},
    Step.PUBLISH: {State.APPROVED: State.PUBLISHED},
    Step.DISCARD: {State.DRAFT: State.PUBLISHED, State.CHANGES_REQUESTED: State.PUBLISHED},
    Step.WITHDRAW: {State.PUBLISHED: State.WITHDRAWN},
}
WRITERS = frozenset({Step.BEGIN, Step.SUBMIT, Step.RECALL, Step.DISCARD})
REVIEWERS = frozenset({Step.REQUEST_CHANGES, Step.APPROVE})
PUBLISHERS = frozenset({Step.PUBLISH, Step.WITHDRAW})
REASONED = frozenset({Step.REQUEST_CHANGES, Step.WITHDRAW, Step.DISCARD})
WRITABLE = frozenset({State.DRAFT, State.CHANGES_REQUESTED})


class Refusal(StrEnum):
    """Why a step is refused."""

    NOT_FROM_HERE = "not_from_here"
    NO_RIGHT = "no_right"
    OWN_TEXT = "own_text"
    NO_REASON = "no_reason"
    NOTHING_PUBLIC = "nothing_public"
    FACTS_FIRST = "facts_first"
    UNREAD = "unread"


@dataclass(frozen=True)
class Standing:
    """A part as far as the workflow goes. Persons are numbers; 0 is nobody."""

    state: State
    author: int = 0
    last_editor: int = 0
    is_public: bool = False
    is_text: bool = False
    facts_are_public: bool = True
    is_machine: bool = False


@dataclass(frozen=True)
class Actor:
    """Who wants to take a step, and what the rights say of them here."""

    person: int
    writes: bool = False
    reviews: bool = False
    publishes: bool = False


def refusal_of(
    step: Step, standing: Standing, actor: Actor, reason: str = "", *, has_read: bool = False
) -> Refusal | None:
    """Why the step may not be taken; None when it may.

    Machine translation is approved only by somebody who says that she read the whole of it (`has_read`).
    """
    if not has_right(step, actor):
        return Refusal.NO_RIGHT
    if standing.state not in TABLE[step]:
        return Refusal.NOT_FROM_HERE
    if step is Step.APPROVE and actor.person in (standing.author, standing.last_editor):
        return Refusal.OWN_TEXT
    if step is Step.APPROVE and standing.is_machine and not has_read:
        return Refusal.UNREAD
    if step is Step.DISCARD and not standing.is_public:
        return Refusal.NOTHING_PUBLIC
    if step is Step.PUBLISH and standing.is_text and not standing.facts_are_public:
        return Refusal.FACTS_FIRST
    if step in REASONED and not reason.strip():
        return Refusal.NO_REASON
    return None


def has_right(step: Step, actor: Actor) -> bool:
    """True when the person's rights allow this kind of step here."""
    if step is Step.RECALL:
        return actor.writes or actor.publishes
    return (
        (step in WRITERS and actor.writes)
        or (step in REVIEWERS and actor.reviews)
        or (step in PUBLISHERS and actor.publishes)
    )


def open_steps(standing: Standing, actor: Actor) -> list[Step]:
    """Steps that the person may take now; those that ask for a reason among them."""
    return [step for step in Step if refusal_of(step, standing, actor, reason="…", has_read=True) is None]
