"""The lists of a case worker: what is hers, overdue, waiting, to be approved; what is due in each and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bqportal.organisations.models import Membership, Person
from bqportal.organisations.rights import Rights, case_organisations, may_work_cases
from bqportal.procedures.models import Absence, Case, CaseEvent, CaseTask, Document
from bqportal.procedures.workflow import ENDED, State, Step

MINE, OVERDUE, WAITING, SECOND, COVERED, OPEN, ENDED_TAB = (
    "mine", "overdue", "waiting", "second", "covered", "open", "ended",
)  # fmt: skip
TABS: dict[str, Any] = {
    MINE: _("My cases"),
    OVERDUE: _("Overdue"),
    WAITING: _("Waiting for documents"),
    SECOND: _("Second approval"),
    COVERED: _("I stand in for"),
    OPEN: _("All open"),
    ENDED_TAB: _("Ended"),
}
ASKED = (State.INCOMPLETE, State.SUSPENDED_INFORMATION, State.SUSPENDED_AUTHENTICITY)  # somebody else is to send
LEVELS = (0, 7, 21)  # days before something is due on which people are warned
LATE = -1  # the level of what is overdue
# State → what is next, and why it is due.
NEXT: dict[str, tuple[Promise | str, Promise | str]] = {
    State.DRAFT: (_("Enter the day of arrival"), _("the application is not taken in yet")),
    State.RECEIVED: (_("Acknowledge receipt or ask for missing documents"), _("one month from receipt (§ 6 (2))")),
    State.INCOMPLETE: (_("Look whether the missing documents have arrived"), _("documents are missing")),
    State.ACKNOWLEDGED: (_("Look whether everything has arrived"), _("the decision period begins when it is complete")),
    State.COMPLETE: (_("Begin to compare"), _("the decision period runs (§ 6 (3))")),
    State.ASSESSMENT: (_("Compare and draft the decision"), _("the decision period runs (§ 6 (3))")),
    State.SUSPENDED_INFORMATION: (_("Wait for the information asked for"), _("the decision period is suspended")),
    State.SUSPENDED_AUTHENTICITY: (_("Wait for originals or certified copies"), _("the decision period is suspended")),
    State.SUSPENDED_ANALYSIS: (_("Wait for the qualification analysis"), _("the decision period is suspended")),
    State.DECISION_DRAFT: (_("Somebody else approves the decision"), _("the decision period runs (§ 6 (3))")),
    State.APPROVED: (_("Issue the decision"), _("the decision period runs (§ 6 (3))")),
    State.DECIDED: (_("Enter the day of notification"), _("the period for the remedy begins with it")),
    State.NOTIFIED: (_("Wait until the period for the remedy is over"), _("then the decision is final")),
    State.OBJECTION: (_("Decide the objection"), _("an objection was filed")),
    State.OBJECTION_DECIDED: (_("Wait for an action, or make it final"), _("the objection is decided")),
    State.COURT: (_("Wait for the court"), _("an action was filed")),
    State.COURT_DECIDED: (_("Make it final"), _("the court has decided")),
    State.MEASURE_PENDING: (_("Wait for the result of the measure"), _("a compensation measure runs")),
    State.MEASURE_DONE: (_("Draft the final decision"), _("the measure is finished")),
    State.FORWARDED: (_("Nothing more"), _("another body has the case")),
    State.FINAL: (_("Nothing more"), _("the decision is final")),
    State.WITHDRAWN: (_("Nothing more"), _("the application was withdrawn")),
    State.CLOSED: (_("Nothing more"), _("the case was closed")),
}
REMEDY_OVER = (_("Enter that the decision is final"), _("the period for the remedy is over"))
ACCELERATED_ACKNOWLEDGEMENT = _("two weeks from receipt (§ 14a (2))")
ACCELERATED_DECISION = _("the accelerated decision period runs (§ 14a (3))")
REGULATED_ACKNOWLEDGEMENT = _("one month from receipt (§ 13 (2))")
REGULATED_DECISION = _("the decision period runs (§ 13 (3))")


@dataclass(frozen=True)
class Wanted:
    """How a list is narrowed; empty means all."""

    tab: str = MINE
    words: str = ""
    handler: int = 0
    organisation: int = 0


@dataclass(frozen=True)
class Row:
    """A case in a list.

    Attributes:
        days: until something is due, negative when overdue; None when nothing is.
        level: 21, 7, 0 or `LATE`; None when nothing is near.
    """

    case: Case
    what: Any
    why: Any
    days: int | None
    level: int | None

    @property
    def late(self) -> int:
        """Days that it is overdue."""
        return -self.days if self.days is not None and self.days < 0 else 0


def level_of(days: int | None) -> int | None:
    """How near something is: 21, 7 or 0 days, or late; None when it is further away or there is nothing.

    >>> [level_of(days) for days in (None, 22, 21, 7, 0, -3)]
    [None, None, 21, 7, 0, -1]
    """
    if days is None:
        return None
    if days < 0:
        return LATE
    return next((level for level in LEVELS if days <= level), None)


def row_of(case: Case, today: date) -> Row:
    """What is next in a case, why it is due, and how near."""
    what, why = NEXT[case.state]
    if case.next_due == case.acknowledge_by and case.state == State.RECEIVED:
        why = (
            ACCELERATED_ACKNOWLEDGEMENT
            if case.is_accelerated
            else REGULATED_ACKNOWLEDGEMENT
            if case.is_regulated
            else why
        )
    elif case.state in (State.COMPLETE, State.ASSESSMENT, State.DECISION_DRAFT, State.APPROVED):
        why = ACCELERATED_DECISION if case.is_accelerated else REGULATED_DECISION if case.is_regulated else why
    elif case.state == State.NOTIFIED and case.remedy_by is not None and case.remedy_by < today:
        what, why = REMEDY_OVER
    days = (case.next_due - today).days if case.next_due else None
    return Row(case, what, why, days, level_of(days))


def rows_of(cases: Iterable[Case], today: date) -> list[Row]:
    """The same for a page of a list."""
    return [row_of(case, today) for case in cases]


def _absent(person: int, today: date) -> QuerySet[Absence]:
    """Absences of today in which the person stands in."""
    return Absence.objects.filter(deputy=person, first_day__lte=today, last_day__gte=today)


def _is(tab: str, rights: Rights, today: date) -> Q:
    """What belongs into a tab; of what the person may see."""
    running = ~Q(state__in=ENDED)
    if tab == MINE:
        return running & Q(handler=rights.person)
    if tab == OVERDUE:
        return running & Q(next_due__lt=today)
    if tab == WAITING:
        asked = Q(state__in=ASKED)
        missing = Exists(Document.objects.filter(case=OuterRef("pk"), state=Document.State.MISSING))
        return asked | (Q(state=State.ACKNOWLEDGED) & Q(missing))
    if tab == SECOND:
        works = [one for one in case_organisations(rights) if may_work_cases(rights, one)]
        drafts = CaseEvent.objects.filter(case=OuterRef("pk"), step=Step.DRAFT).order_by("-pk").values("by")[:1]
        own = Q(handler=rights.person) | Q(
            pk__in=Case.objects.annotate(drafter=Subquery(drafts)).filter(drafter=rights.person).values("pk")
        )
        return Q(state=State.DECISION_DRAFT, organisation__in=works) & ~own
    if tab == COVERED:
        away = _absent(rights.person, today).filter(person=OuterRef("handler"), organisation=OuterRef("organisation"))
        return running & Q(Exists(away))
    return running if tab == OPEN else Q(state__in=ENDED)


def queue(rights: Rights, wanted: Wanted, today: date) -> QuerySet[Case]:
    """The cases of a tab, the most urgent first. The same number of queries for any number of rows."""
    cases = _narrowed(rights, wanted).filter(_is(wanted.tab, rights, today))
    order = ["-ended_on", "-pk"] if wanted.tab == ENDED_TAB else ["has_no_day", "next_due", "received_on", "pk"]
    return (
        cases.annotate(has_no_day=Q(next_due=None))
        .select_related("organisation", "applicant", "handler", "version__occupation")
        .order_by(*order)
    )


def counts(rights: Rights, wanted: Wanted, today: date) -> dict[str, int]:
    """How many cases each tab has, in one query."""
    asked = {tab: Count("pk", filter=_is(tab, rights, today)) for tab in TABS}
    return dict(_narrowed(rights, wanted).aggregate(**asked))


def _narrowed(rights: Rights, wanted: Wanted) -> QuerySet[Case]:
    """What the person may see, by body, handler and words. Names are looked for in the rows of her bodies only."""
    cases: QuerySet[Case] = Case.objects.all().visible_to(rights)
    if wanted.organisation:
        cases = cases.filter(organisation=wanted.organisation)
    if wanted.handler:
        cases = cases.filter(handler=wanted.handler)
    for word in wanted.words.replace("\0", "").split()[:5]:
        said = Q(number__icontains=word)
        for form in {word, word.lower(), word.upper(), word.title()}:  # SQLite folds ASCII letters only
            said |= Q(applicant__family_name__icontains=form) | Q(applicant__given_names__icontains=form)
        cases = cases.filter(said)
    return cases


def tasks_for(person: Person, rights: Rights, today: date) -> QuerySet[CaseTask]:
    """Open tasks of the person and of those whom she stands in for, due today or before."""
    away = _absent(person.pk, today).filter(person=OuterRef("person"), organisation=OuterRef("case__organisation"))
    return (
        CaseTask.objects.filter(Q(person=person) | Q(Exists(away)), done_at=None, due__lte=today)
        .filter(case__organisation__in=case_organisations(rights))
        .select_related("case__applicant", "person")
        .order_by("due", "pk")
    )


def due_for(rights: Rights, today: date, most: int = 10) -> list[Row]:
    """What is due soonest of her cases and of those whom she stands in for: for the start page."""
    own = _is(MINE, rights, today) | _is(COVERED, rights, today)
    cases = Case.objects.all().visible_to(rights).filter(own, next_due__isnull=False)
    return rows_of(cases.select_related("applicant", "version__occupation").order_by("next_due", "pk")[:most], today)


def case_workers(organisations: Iterable[int]) -> QuerySet[Person]:
    """Who handles cases in these bodies."""
    members = Membership.objects.filter(organisation__in=organisations, role=Membership.Role.CASE_WORKER)
    return Person.objects.filter(is_active=True, pk__in=members.values("person")).order_by(
        "last_name", "first_name", "username"
    )


def workload(organisation: int, today: date) -> list[dict[str, Any]]:
    """Each case worker of a body with her open and overdue cases, and what waits for documents; nobody's cases last."""
    rows = (
        Case.objects.filter(organisation=organisation).open().order_by()
        .values("handler")
        .annotate(
            running=Count("pk"), overdue=Count("pk", filter=Q(next_due__lt=today)),
            waiting=Count("pk", filter=Q(state__in=ASKED)),
        )
    )  # fmt: skip
    found = {row["handler"]: row for row in rows}
    none = {"running": 0, "overdue": 0, "waiting": 0}
    people = list(case_workers([organisation]))
    gone = Person.objects.filter(pk__in=set(found) - {person.pk for person in people} - {None})
    listed: list[Person | None] = [*people, *gone]
    if None in found:
        listed.append(None)
    return [{"person": person, **(found.get(person.pk if person else None) or none)} for person in listed]
