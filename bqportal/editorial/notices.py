"""Telling people what happened to what they watch or work on, within their rights, and reading it again.

Whoever does something calls `notify`, or one of the functions that know whom it concerns. No words of drafts are kept:
titles are looked up when somebody reads, and only of what she may read then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.documents import FACTS
from bqportal.editorial.kinds import kind_of
from bqportal.editorial.models import Enquiry, Message, Notice, Publishable, Transition, Watch
from bqportal.editorial.subjects import SUBJECTS, words_of
from bqportal.editorial.workflow import Step
from bqportal.organisations.models import CentralRole, Membership, Person
from bqportal.organisations.queries import rights_of_people
from bqportal.organisations.rights import Rights, may_enter

WORDS: dict[str, Any] = {
    "record.published": _("Published"),
    "record.withdrawn": _("Taken out of the public pages"),
    "work.begin": _("New version begun"),
    "work.submit": _("Sent to review"),
    "work.recall": _("Taken back to draft"),
    "work.request_changes": _("Changes requested"),
    "work.approve": _("Approved"),
    "work.publish": _("Published"),
    "work.discard": _("Draft discarded"),
    "work.withdraw": _("Taken out of the public pages"),
    "work.assigned": _("You are asked to review"),
    "work.guest_answered": _("A guest reviewer has answered"),
    "record.due": _("To be checked again soon, or overdue"),
    "enquiry.asked": _("New enquiry"),
    "enquiry.handed_over": _("Enquiry handed over"),
    "enquiry.answered": _("Enquiry answered"),
    "enquiry.closed": _("Enquiry closed"),
    "message.posted": _("New message"),
}
SLUGS = {"qualification": Watch.Subject.QUALIFICATION, "referenceoccupation": Watch.Subject.OCCUPATION}


@dataclass(frozen=True)
class Told:
    """A notice as its reader sees it; `title` is empty when she may no longer read what it is about."""

    notice: Notice
    words: Any
    title: str
    route: str
    arguments: tuple[Any, ...]


@transaction.atomic
def notify(
    people: Iterable[Person], *, deed: str, about: models.Model, by: Person | None, at: datetime, part: str = FACTS
) -> int:
    """Tell people what `by` did to `about`; never herself, and nobody who may not read it. Answers how many were told.

    Who has the same notice unread already gets no second one: it is renewed.

    Args:
        deed: a key of WORDS, or registered with the subject.
        about: one of SUBJECTS, or a public record.
    """
    asked = {person.pk: person for person in people if by is None or person.pk != by.pk}
    rights = rights_of_people(asked.values())
    told = [pk for pk, held in rights.items() if _may_read(held, about)]
    if not told:
        return 0
    place = {"content_type": ContentType.objects.get_for_model(about), "object_id": about.pk}
    same = Notice.objects.filter(person__in=told, deed=deed, part=part, read_at=None, **place)
    known = set(same.values_list("person_id", flat=True))
    same.update(at=at, by=by, mailed_at=None)
    route, arguments = link_to(about, deed)
    title = "" if type(about) in SUBJECTS else str(about)[:300]
    values = {"deed": deed, "part": part, "by": by, "at": at, "route": route, "arguments": list(arguments)}
    new = [Notice(person_id=pk, title=title, **values, **place) for pk in told if pk not in known]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(told)


def _may_read(rights: Rights, about: models.Model) -> bool:
    """What a person may know of: as on the page of the thing itself."""
    subject = SUBJECTS.get(type(about))
    return subject.may_read(rights, about) if subject else may_enter(rights)


def forget(about: models.Model) -> int:
    """Take back what nobody need read any more, because somebody saw to it. Answers how many notices that were."""
    place = {"content_type": ContentType.objects.get_for_model(about), "object_id": about.pk}
    return Notice.objects.filter(read_at=None, **place).delete()[0]


def link_to(about: models.Model, deed: str = "") -> tuple[str, tuple[Any, ...]]:
    """Route and arguments of the page of a thing; empty where it has none (any more)."""
    if subject := SUBJECTS.get(type(about)):
        return subject.route, (about.pk,)
    kind = kind_of(about) if isinstance(about, Publishable) and deed != "record.withdrawn" else None
    return kind.address(about) if kind else ("", ())


def watchers(keys: Iterable[tuple[str, Any]]) -> QuerySet[Person]:
    """Active people who watch any of the things, each named by subject and key."""
    wanted = Q(pk__in=[])
    for subject, key in keys:
        wanted |= Q(subject=subject, key=str(key))
    return Person.objects.filter(is_active=True, pk__in=Watch.objects.filter(wanted).values("person"))


def editors() -> QuerySet[Person]:
    """The central team."""
    return Person.objects.filter(is_active=True, central_roles__role=CentralRole.Role.EDITOR)


def about_transition(transition: Transition) -> int:
    """Tell whom a step of a part concerns: who wrote it, who reviews it, who comes next, who watches it."""
    strand, version = transition.strand, transition.strand.version
    people = [person for person in (strand.author, strand.last_editor, strand.assignee) if person]
    people += watchers([(Watch.Subject.WORK, version.pk)])
    if transition.step == Step.SUBMIT and not strand.assignee_id and version.organisation_id:
        reviews = {"memberships__organisation": version.organisation_id, "memberships__role": Membership.Role.REVIEWER}
        people += Person.objects.filter(is_active=True, **reviews)
    if transition.step == Step.APPROVE:
        people += editors()
    told = notify(
        people, deed=f"work.{transition.step}", about=version, by=transition.by, at=transition.at, part=strand.part
    )
    if transition.step == Step.PUBLISH and strand.part and version.record:
        told += notify(
            watchers([(Watch.Subject.LANGUAGE, strand.part)]), deed="record.published", about=version.record,
            by=transition.by, at=transition.at, part=strand.part,
        )  # fmt: skip
    return told


def about_enquiry(enquiry: Enquiry, *, deed: str, by: Person, at: datetime) -> int:
    """Tell who asked, who is to answer, and who watches the enquiry."""
    people = [enquiry.asked_by, *watchers([(Watch.Subject.ENQUIRY, enquiry.pk)])]
    if deed in ("enquiry.asked", "enquiry.handed_over"):
        people += [enquiry.expert] if enquiry.expert else editors()
    return notify(people, deed=deed, about=enquiry, by=by, at=at)


def about_message(message: Message) -> int:
    """Tell who took part in the discussion, and for a working version who writes, reviews or watches it."""
    place = message.version or message.room
    spoken = Message.objects.filter(version=message.version, room=message.room).values("by")
    concerned = Q(pk__in=spoken)
    if message.version:
        strands = message.version.strands.all()
        for role in ("author", "last_editor", "assignee"):
            concerned |= Q(pk__in=strands.values(role))
        concerned |= Q(pk__in=watchers([(Watch.Subject.WORK, message.version.pk)]).values("pk"))
    people = Person.objects.filter(concerned, is_active=True)
    return notify(people, deed="message.posted", about=place, by=message.by, at=message.at) if place else 0


def note_publication(*, record: Publishable, **_news: Any) -> None:
    """Receiver of `signals.published`: tell those who watch the record or its country."""
    notify(watchers(watched_keys(record)), deed="record.published", about=record, by=None, at=timezone.now())


def note_withdrawal(*, record: Publishable, **_news: Any) -> None:
    """Receiver of `signals.withdrawn`."""
    notify(watchers(watched_keys(record)), deed="record.withdrawn", about=record, by=None, at=timezone.now())


def watched_keys(record: Any) -> Iterator[tuple[str, str]]:
    """Under what a public record can be watched: its address and its country; a comparison under those it compares."""
    name = record._meta.model_name
    if name in SLUGS:
        yield SLUGS[name], record.slug
    if code := getattr(getattr(record, "country", None), "code", ""):
        yield Watch.Subject.COUNTRY, code
    if name == "comparison":
        yield from watched_keys(record.qualification)
        yield from watched_keys(record.version.occupation)


def unread_count(person: Person) -> int:
    """How many notices somebody has not read: one query."""
    return Notice.objects.filter(person=person, read_at=None).count()


def notices_of(person: Person) -> QuerySet[Notice]:
    """Everything that somebody was told, unread first, then newest first."""
    return (
        Notice.objects.filter(person=person)
        .select_related("by", "content_type")
        .order_by(models.F("read_at").desc(nulls_first=True), "-at", "-pk")
    )


def told(notices: Iterable[Notice], rights: Rights) -> list[Told]:
    """The notices with words and titles; at most one query for each of SUBJECTS. What `rights` no longer allow has
    neither title nor link."""
    rows = list(notices)
    titles: dict[tuple[int, int], str] = {}
    for model, subject in SUBJECTS.items():
        kind = ContentType.objects.get_for_model(model)
        wanted = {row.object_id for row in rows if row.content_type_id == kind.pk}
        if wanted:
            visible = model._default_manager.all().visible_to(rights).filter(pk__in=wanted)  # type: ignore[attr-defined]
            titles |= {(kind.pk, pk): title for pk, title in visible.values_list("pk", subject.title)}
    return [_told(row, row.title or titles.get((row.content_type_id, row.object_id), "")) for row in rows]


def _told(notice: Notice, title: str) -> Told:
    """One notice; without a title there is no link either."""
    link = (notice.route, tuple(notice.arguments)) if title else ("", ())
    return Told(notice, WORDS.get(notice.deed) or words_of(notice.deed), title, *link)
