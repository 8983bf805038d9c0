"""The deadlines of a case, each with the reasoning that led to it."""

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bqportal.procedures.clock import deadlines_of, office_of, seat_of
from bqportal.procedures.deadlines import (
    ACKNOWLEDGE,
    DECIDE,
    LITERAL,
    REMEDY,
    Deadlines,
    Nearness,
    warnings,
)
from bqportal.procedures.models import Case, CaseOffice
from bqportal.procedures.reckoning import DEADLINES, words_of
from bqportal.procedures.workflow import State, Step
from bqportal.workspace.access import behind_login, case_file

Words = Promise | str
NEARNESS: dict[Nearness, tuple[Words, str]] = {
    Nearness.SOON: (_("within 21 days"), "info"),
    Nearness.NEAR: (_("within 7 days"), "warning"),
    Nearness.TODAY: (_("today"), "warning"),
    Nearness.OVERDUE: (_("overdue"), "danger"),
}


@dataclass
class Row:
    """A deadline as the page shows it.

    Attributes:
        due: the legal day that binds here.
        has_other: the other reading of a suspension leads to another day, `other`, or to none yet.
        done: since when nothing is due any more.
        idle: why no clock runs.
    """

    about: str
    due: date | None
    nominal: date | None = None
    other: date | None = None
    has_other: bool = False
    is_literal: bool = False
    done: date | None = None
    idle: Words = ""
    today: date = date.min
    steps: list[str] = field(default_factory=list)
    other_steps: list[str] = field(default_factory=list)

    @property
    def label(self) -> Words:
        """What is due."""
        return DEADLINES[self.about]

    @property
    def days(self) -> int | None:
        """Days left; negative when it is overdue; None when nothing is due."""
        return (self.due - self.today).days if self.due and not self.done else None

    @property
    def late(self) -> int | None:
        """Days by which it is overdue."""
        return -self.days if self.days is not None else None

    @property
    def nearness(self) -> tuple[Words, str] | None:
        """How near it is, with its kind of badge."""
        found = None if self.done else warnings(self.due, self.today)
        if self.about == REMEDY and found is Nearness.OVERDUE:
            return _("over: the decision may be final"), "success"
        return NEARNESS[found] if found else None

    @property
    def was_late(self) -> bool:
        """Whether it was done after the day. The statute ties no approval to that (no § 42a VwVfG)."""
        return bool(self.about != REMEDY and self.done and self.due and self.done > self.due)


@behind_login()
@require_safe
def clock(request: HttpRequest, pk: int) -> HttpResponse:
    """Every deadline of the case: the day, how near it is, and why, line by line."""
    case = case_file(request, pk)
    office = office_of(case)
    context = {
        "case": case,
        "rows": rows_of(case, office, timezone.localdate()),
        "lacks_land": not seat_of(office).land,
    }
    return render(request, "workspace/case/clock.html", context)


def rows_of(case: Case, office: CaseOffice, today: date) -> list[Row]:
    """The three deadlines in the order of the work."""
    found = deadlines_of(case, office)
    acknowledged = min((event.on for event in case.events.all() if event.step == Step.ACKNOWLEDGE), default=None)
    return [
        Row(
            ACKNOWLEDGE, found.acknowledge_by, today=today, steps=_words(found, ACKNOWLEDGE),
            done=acknowledged or case.decided_on or case.ended_on,
            idle="" if found.acknowledge_by else _("It begins when the application is taken in."),
        ),
        _decision(case, office, found, today),
        Row(
            REMEDY, found.remedy_by, today=today, steps=_words(found, REMEDY), done=_remedy_done(case),
            idle="" if found.remedy_by else _remedy_idle(found),
        ),
    ]  # fmt: skip


def _decision(case: Case, office: CaseOffice, found: Deadlines, today: date) -> Row:
    """The decision period, by the reading that the body chose; the other one beside it."""
    readings = {False: (found.decide_by, DECIDE), True: (found.decide_by_literal, LITERAL)}
    is_literal = office.reads_literally
    (due, about), (other, other_about) = readings[is_literal], readings[not is_literal]
    if not found.has_two_readings:
        about, other = DECIDE, None
    return Row(
        DECIDE, due, other=other, is_literal=is_literal, has_other=found.has_two_readings, today=today,
        nominal=None if is_literal and found.has_two_readings else found.nominal_end,
        done=case.decided_on or case.ended_on, idle="" if due else _decision_idle(found),
        steps=_words(found, about), other_steps=_words(found, other_about) if found.has_two_readings else [],
    )  # fmt: skip


def _remedy_done(case: Case) -> date | None:
    """Since when nobody waits for a remedy: one was filed, or the case has ended."""
    if case.state not in (State.OBJECTION, State.COURT, State.COURT_DECIDED):
        return case.ended_on
    return max((event.on for event in case.events.all() if event.step in (Step.OBJECT, Step.SUE)), default=None)


def _decision_idle(found: Deadlines) -> Words:
    """Why there is no last day to decide."""
    if any(step.rule.endswith((".standstill", ".not_reckoned")) for step in found.steps):
        return _("There is no last day at present.")
    return _("It begins when the documents are complete.")


def _remedy_idle(found: Deadlines) -> Words:
    """Why there is no last day for the remedy."""
    if any(step.about == REMEDY for step in found.steps):
        return _("There is no last day at present.")
    return _("It begins when the decision is notified.")


def _words(found: Deadlines, about: str) -> list[str]:
    """The reasoning of a deadline, a line for each step."""
    return [words_of(step) for step in found.steps if step.about == about]
