"""A case as the workflow sees it."""

from collections.abc import Sequence
from datetime import date

from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Rights, may_work_cases
from bqportal.procedures.assessing import OPEN, AssessmentFacts, result_of, verdict_of
from bqportal.procedures.documents import HERE, NUMBERS, Lack, Paper, lacking
from bqportal.procedures.findings import facts_of
from bqportal.procedures.models import Case, CaseEvent, Notice
from bqportal.procedures.notices.gathering import lacks_of_decision
from bqportal.procedures.workflow import (
    DECIDED,
    ENDED,
    IN_DECISION,
    LAPSED,
    Actor,
    Outcome,
    Standing,
    State,
    Step,
    Suspension,
)

SWITZERLAND = "CH"


def actor_of(case: Case, rights: Rights) -> Actor:
    """What the rights say of a person in the body whose case it is."""
    return Actor(rights.person, may_work_cases(rights, case.organisation_id))


def actor_for(case: Case, person: Person) -> Actor:
    """The same, asked of the database."""
    return actor_of(case, rights_of(person))


def lacks_of(case: Case) -> tuple[Lack, ...]:
    """Required documents that have not arrived."""
    papers = [Paper(row.kind, row.state, row.translation, row.language) for row in case.documents.all()]
    there = bool(case.route.get("regulated_there"))
    return lacking(papers, is_regulated=case.is_regulated, is_regulated_there=there)


def arrived_by(case: Case) -> date | None:
    """The day on which the latest of the documents that the law lists arrived, as far as that was noted."""
    days = [row.arrived_on for row in case.documents.all() if row.kind in NUMBERS and row.state in HERE]
    return max((day for day in days if day), default=None)


def story_of(case: Case) -> list[CaseEvent]:
    """Every step in the order in which it was taken, which is not always that of the days on which they count."""
    return sorted(case.events.all(), key=lambda event: event.pk)


def open_suspensions(story: Sequence[CaseEvent]) -> dict[Suspension, date]:
    """Suspensions that nobody ended yet, with the day of the latest request; a decision ends them all."""
    found: dict[Suspension, date] = {}
    for event in story:
        if event.step == Step.SUSPEND:
            found[Suspension(event.kind)] = event.on
        elif event.step == Step.RESUME:
            found.pop(Suspension(event.kind), None)
        elif event.step == Step.DECIDE:
            found.clear()
    return found


# What was warned about is done with: all arrived, something new was asked for, it was decided.
ENDS_WARNING = frozenset({Step.COMPLETE, Step.SUSPEND, Step.LIST_MISSING, Step.DECIDE, Step.ASSESS})


def warned_until(story: Sequence[CaseEvent]) -> date | None:
    """End of the period of the warning that still counts (§ 15 Abs. 3); of several the one that ends last."""
    found: date | None = None
    for event in story:
        if event.step == Step.WARN and event.until:
            found = max(found, event.until) if found else event.until
        elif event.step in ENDS_WARNING or (event.step == Step.RESUME and event.result != LAPSED):
            found = None
    return found


def latest(story: Sequence[CaseEvent], *steps: Step) -> CaseEvent | None:
    """The latest step of these kinds."""
    return next((event for event in reversed(story) if event.step in steps), None)


# Where what follows from the findings decides about a step; elsewhere they are not read.
RESTS_ON_FINDINGS = frozenset({State.ASSESSMENT, *IN_DECISION})


def standing_of(case: Case) -> Standing:
    """Everything that decides what may happen next. Reads events, documents, findings and the decision notice."""
    story = story_of(case)
    draft, suspensions = latest(story, Step.DRAFT), open_suspensions(story)
    facts = facts_of(case) if case.state in RESTS_ON_FINDINGS else AssessmentFacts()
    measure, remedy = latest(story, Step.FINISH_MEASURE), latest(story, Step.DECIDE_OBJECTION, Step.DECIDE_COURT)
    decided = next((event.on for event in story if event.step == Step.DECIDE), None)
    return Standing(
        state=State(case.state),
        is_regulated=case.is_regulated,
        is_accelerated=case.is_accelerated,
        in_eea=case.in_eea,
        is_swiss=case.training_state == SWITZERLAND,
        handler=case.handler_id or 0,
        drafter=draft.by_id if draft else 0,
        writers=writers_of(case),
        outcome=Outcome(case.outcome) if case.outcome else None,
        lacking=[str(lack) for lack in lacks_of(case)],
        result=result_of(facts),
        open_positions=sum(verdict_of(limbs) == OPEN for limbs in facts.positions),
        is_acknowledged=latest(story, Step.ACKNOWLEDGE) is not None,
        is_extended=latest(story, Step.EXTEND) is not None,
        decide_by=case.decide_by,
        warned_until=warned_until(story),
        suspensions=frozenset(suspensions),
        suspended_on=suspensions,
        last_on=max((event.on for event in story), default=None),
        received_on=case.received_on,
        arrived_by=arrived_by(case),
        decided_on=decided,
        drafted_from=State(draft.from_state) if draft else None,
        measure_result=measure.result if measure else "",
        remedy_by=case.remedy_by,
        remedy_result=remedy.result if remedy else "",
        notice_lacks=lacks_of_decision(case),
    )


def writers_of(case: Case) -> frozenset[int]:
    """Who drafted the decision notice in work; asked only while there is one to approve."""
    if case.state not in IN_DECISION:
        return frozenset()
    rows = case.notices.filter(kind=Notice.Kind.DECISION, state__in=("draft", "approved"))
    return frozenset(rows.values_list("drafted_by", flat=True))


def due_in(case: Case, today: date) -> int | None:
    """Days until the next thing is due; negative when it is overdue."""
    return (case.next_due - today).days if case.next_due else None


def waits_of(case: Case) -> list[tuple[str, date]]:
    """What the case waits for, each with the last day: suspensions, a warning, the remedy (`WAITS` has the words)."""
    story = story_of(case)
    standing_open = open_suspensions(story)
    found = [
        (event.kind, event.until)
        for event in story
        if event.step == Step.SUSPEND and event.until and standing_open.get(Suspension(event.kind)) == event.on
    ]
    warned = warned_until(story)
    if warned and case.state not in (*DECIDED, *ENDED):
        found.append(("warning", warned))
    if case.remedy_by and case.state in (State.NOTIFIED, State.OBJECTION_DECIDED):
        found.append(("remedy", case.remedy_by))
    return found
