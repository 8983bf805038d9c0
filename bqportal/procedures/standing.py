"""A case as the workflow sees it."""

from datetime import date

from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Rights, may_work_cases
from bqportal.procedures.assessing import result_of
from bqportal.procedures.documents import Lack, Paper, lacking
from bqportal.procedures.findings import facts_of
from bqportal.procedures.models import Case, CaseEvent
from bqportal.procedures.notices.gathering import lacks_of_decision
from bqportal.procedures.workflow import Actor, Outcome, Standing, State, Step, Suspension


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


def open_suspensions(events: list[CaseEvent]) -> frozenset[Suspension]:
    """Suspensions that nobody ended yet."""
    found: set[Suspension] = set()
    for event in events:
        if event.step == Step.SUSPEND:
            found.add(Suspension(event.kind))
        elif event.step == Step.RESUME:
            found.discard(Suspension(event.kind))
    return frozenset(found)


def standing_of(case: Case) -> Standing:
    """Everything that decides what may happen next. Reads events, documents, findings and the decision notice."""
    events = list(case.events.all())
    drafts = [event for event in events if event.step == Step.DRAFT]
    warnings = [event.until for event in events if event.step == Step.WARN and event.until]
    return Standing(
        state=State(case.state),
        is_regulated=case.is_regulated,
        is_accelerated=case.is_accelerated,
        in_eea=case.in_eea,
        handler=case.handler_id or 0,
        drafter=drafts[-1].by_id if drafts else 0,
        outcome=Outcome(case.outcome) if case.outcome else None,
        lacking=[str(lack) for lack in lacks_of(case)],
        result=result_of(facts_of(case)),
        is_acknowledged=any(event.step == Step.ACKNOWLEDGE for event in events),
        is_extended=any(event.step == Step.EXTEND for event in events),
        decide_by=case.decide_by,
        warned_until=max(warnings, default=None),
        suspensions=open_suspensions(events),
        last_on=max((event.on for event in events), default=None),
        remedy_by=case.remedy_by,
        notice_lacks=lacks_of_decision(case),
    )


def drafted_from(case: Case) -> State:
    """Where the case stood when its decision was drafted last."""
    drafts = [event for event in case.events.all() if event.step == Step.DRAFT]
    return State(drafts[-1].from_state) if drafts else State.ASSESSMENT


def due_in(case: Case, today: date) -> int | None:
    """Days until the next thing is due; negative when it is overdue."""
    return (case.next_due - today).days if case.next_due else None
