"""What waits for one person today: one list over everything that she writes, reviews, answers or publishes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.models import Enquiry, Strand, WorkingVersion
from bqportal.editorial.notices import link_to
from bqportal.editorial.workflow import WRITABLE, State
from bqportal.organisations.models import Person
from bqportal.organisations.rights import Rights, may_answer_enquiries, may_publish, may_review

UNTOUCHED = timedelta(days=14)
SOON = timedelta(days=7)  # a day that comes within a week is a reason to be listed
REVIEW, CHANGE, PUBLISH, ANSWER, READ, FINISH = "review", "change", "publish", "answer", "read", "finish"
WHAT: dict[str, Any] = {
    REVIEW: _("Review"),
    CHANGE: _("Make the changes asked for"),
    PUBLISH: _("Publish"),
    ANSWER: _("Answer the enquiry"),
    READ: _("Read the answer"),
    FINISH: _("Finish the draft"),
}
WHY: dict[str, Any] = {
    "assigned": _("assigned to you"),
    "nobody": _("nobody is assigned"),
    "changes": _("a reviewer asks for changes"),
    "approved": _("approved"),
    "asked": _("you were asked"),
    "team": _("the central team was asked"),
    "answered": _("your enquiry was answered"),
    "due": _("due soon or overdue"),
    "untouched": _("untouched for two weeks"),
}


@dataclass(frozen=True)
class Task:
    """One thing to do.

    Attributes:
        what, why: keys of WHAT and WHY.
        title: of the working version or enquiry; she may read it.
        part: language of the text it is about; empty for the facts, and for enquiries.
        priority: 1 low, 2 normal, 3 high.
    """

    what: str
    why: str
    title: str
    route: str
    arguments: tuple[Any, ...]
    part: str = ""
    due: date | None = None
    priority: int = 2
    is_late: bool = False

    @property
    def what_words(self) -> Any:
        """What to do, in the reader's language."""
        return WHAT[self.what]

    @property
    def why_words(self) -> Any:
        """Why it is listed, in the reader's language."""
        return WHY[self.why]


def tasks_of(person: Person, rights: Rights, today: date) -> list[Task]:
    """Everything that waits for the person, by day due, then by priority: three queries for any number of rows."""
    found = [*_work(rights, today), *_enquiries(person, rights, today)]
    return sorted(found, key=lambda task: (task.due or date.max, -task.priority, task.what, task.title, task.part))


def _work(rights: Rights, today: date) -> Iterator[Task]:
    """Parts of working versions."""
    for strand in _strands(rights, today):
        if reason := _reason(strand, rights, today):
            what, why = reason
            route, arguments = link_to(strand.version)
            late = strand.due is not None and strand.due < today
            yield Task(
                what, why, strand.version.title, route, arguments, strand.part, strand.due, strand.priority, late
            )


def _strands(rights: Rights, today: date) -> QuerySet[Strand]:
    """Parts that may concern the person, of working versions that she may read; without their content."""
    mine = Q(author=rights.person) | Q(last_editor=rights.person)
    untouched = Q(version__changed_at__date__lte=today - UNTOUCHED) | Q(due__lte=today + SOON)
    wanted = (
        Q(state=State.IN_REVIEW) | (Q(state=State.CHANGES_REQUESTED) & mine) | (Q(state=State.DRAFT) & mine & untouched)
    )
    if may_publish(rights):
        wanted |= Q(state=State.APPROVED, publish_at=None)
    versions = WorkingVersion.objects.defer("document").prefetch_related("strands")
    return (
        Strand.objects.filter(wanted, version__in=WorkingVersion.objects.all().visible_to(rights).values("pk"))
        .defer("source_text")
        .prefetch_related(Prefetch("version", versions))
    )


def _reason(strand: Strand, rights: Rights, today: date) -> tuple[str, str] | None:
    """What the person is to do with a part, and why; None for nothing."""
    person = rights.person
    own = person in (strand.author_id, strand.last_editor_id)
    if strand.state == State.IN_REVIEW and not own and may_review(rights, strand.version.work):
        if strand.assignee_id == person:
            return REVIEW, "assigned"
        return (REVIEW, "nobody") if strand.assignee_id is None else None
    if strand.state == State.APPROVED and may_publish(rights):
        return PUBLISH, "approved"
    if strand.state not in WRITABLE or not own:
        return None
    if strand.state == State.CHANGES_REQUESTED:
        return CHANGE, "changes"
    return FINISH, "due" if strand.due and strand.due <= today + SOON else "untouched"


def _enquiries(person: Person, rights: Rights, today: date) -> Iterator[Task]:
    """Enquiries to answer, and answers to read."""
    wanted = Q(state=Enquiry.State.OPEN, expert=person) | Q(state=Enquiry.State.ANSWERED, asked_by=person)
    if may_answer_enquiries(rights):
        wanted |= Q(state=Enquiry.State.OPEN, expert=None) & ~Q(asked_by=person)
    for enquiry in Enquiry.objects.all().visible_to(rights).filter(wanted):
        is_open = enquiry.state == Enquiry.State.OPEN
        what, why = (ANSWER, "asked" if enquiry.expert_id else "team") if is_open else (READ, "answered")
        due = enquiry.due if is_open else timezone.localdate(enquiry.answered_at)
        route, arguments = link_to(enquiry)
        yield Task(what, why, enquiry.subject, route, arguments, due=due, is_late=is_open and bool(due and due < today))
