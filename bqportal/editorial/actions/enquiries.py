"""A body asks; the central team or an expert answers."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.editorial.models import Enquiry, WorkingVersion
from bqportal.editorial.models.together import QUESTION_LENGTH, SUBJECT_LENGTH
from bqportal.editorial.notices import about_enquiry
from bqportal.editorial.plain_text import plain_text
from bqportal.organisations.audit import record
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_answer_enquiry, may_enter, may_read_enquiry, may_read_work


@transaction.atomic
def ask_enquiry(
    *,
    by: Person,
    subject: str,
    question: str,
    at: datetime,
    organisation: Organisation | None = None,
    expert: Person | None = None,
    version: WorkingVersion | None = None,
    kind: str = "",
    country: str = "",
    due: date | None = None,
) -> Enquiry:
    """Ask the central team, or an expert by name. Without an organisation the central office asks.

    Raises:
        PermissionDenied: `by` does not work here or not for the organisation, or may not read the working version.
        ValidationError: a text is empty or too long, the day has passed, or the expert cannot be asked.
    """
    rights = rights_of(by)
    allowed = organisation.pk in rights.organisations if organisation else bool(rights.central)
    if not allowed or (version and not may_read_work(rights, version.work)):
        raise PermissionDenied
    check_expert(expert, asker=by)
    if due and due < at.date():
        raise ValidationError({"due": _("This day has passed.")})
    enquiry = Enquiry.objects.create(
        asked_by=by, organisation=organisation, expert=expert, version=version, kind=kind, country=country,
        subject=plain_text(subject, limit=SUBJECT_LENGTH, field="subject"),
        question=plain_text(question, limit=QUESTION_LENGTH, field="question"),
        asked_at=at, due=due,
    )  # fmt: skip
    _tell(enquiry, "enquiry.asked", by, at)
    return enquiry


def check_expert(expert: Person | None, *, asker: Person) -> None:
    """An expert is somebody else who works here.

    Raises:
        ValidationError: the person is the asker, or has no role (any more).
    """
    if expert is None:
        return
    if expert.pk == asker.pk:
        raise ValidationError({"expert": _("Name somebody else.")})
    if not may_enter(rights_of(expert)):
        raise ValidationError({"expert": _("This person does not work here.")})


@transaction.atomic
def answer_enquiry(*, enquiry: Enquiry, by: Person, answer: str, at: datetime) -> Enquiry:
    """Answer it, once. Two who answer at the same time: the second is told and keeps her text.

    Raises:
        PermissionDenied: `by` was not asked.
        ValidationError: the answer is empty or too long, or somebody has answered or closed the enquiry meanwhile.
    """
    enquiry = _open_enquiry(enquiry, by)
    enquiry.answer = plain_text(answer, limit=QUESTION_LENGTH, field="answer")
    enquiry.state, enquiry.answered_by, enquiry.answered_at = Enquiry.State.ANSWERED, by, at
    enquiry.save(update_fields=["answer", "state", "answered_by", "answered_at"])
    _tell(enquiry, "enquiry.answered", by, at)
    return enquiry


@transaction.atomic
def hand_over_enquiry(*, enquiry: Enquiry, by: Person, expert: Person | None, at: datetime, seen: str = "") -> Enquiry:
    """Let an expert answer instead, or without one the central team.

    Args:
        seen: digest of `addressee` as the person read it; empty where nobody looked.

    Raises:
        PermissionDenied: `by` was not asked.
        ValidationError: the expert cannot be asked, the enquiry is no longer open, or was handed over meanwhile.
    """
    enquiry = _open_enquiry(enquiry, by)
    refuse_stale(seen, addressee(enquiry))
    check_expert(expert, asker=enquiry.asked_by)
    if enquiry.expert == expert:
        raise ValidationError({"expert": _("The enquiry is there already.")})
    enquiry.expert = expert
    enquiry.save(update_fields=["expert"])
    _tell(enquiry, "enquiry.handed_over", by, at)
    return enquiry


def addressee(enquiry: Enquiry) -> dict[str, int | None]:
    """Who is to answer, as stored."""
    return {"expert": enquiry.expert_id}


@transaction.atomic
def close_enquiry(*, enquiry: Enquiry, by: Person, at: datetime) -> Enquiry:
    """The asker has what she needs, or nobody needs it any more. Closing twice changes nothing.

    Raises:
        PermissionDenied: `by` neither asked nor was asked.
    """
    enquiry = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    rights = rights_of(by)
    asked = enquiry.asked_by_id == by.pk and may_read_enquiry(rights, enquiry.organisation_id, enquiry.expert_id)
    if not (asked or may_answer_enquiry(rights, enquiry.expert_id)):
        raise PermissionDenied
    if enquiry.state != Enquiry.State.CLOSED:
        enquiry.state = Enquiry.State.CLOSED
        enquiry.save(update_fields=["state"])
        _tell(enquiry, "enquiry.closed", by, at)
    return enquiry


def _open_enquiry(enquiry: Enquiry, by: Person) -> Enquiry:
    """The enquiry as it stands now, locked, for somebody who may answer it."""
    enquiry = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if not may_answer_enquiry(rights_of(by), enquiry.expert_id):
        raise PermissionDenied
    if enquiry.state != Enquiry.State.OPEN:
        raise ValidationError(_("Somebody has answered or closed this enquiry meanwhile. Your text is kept below."))
    return enquiry


def _tell(enquiry: Enquiry, deed: str, by: Person, at: datetime) -> None:
    """Log it and tell people."""
    record(deed=deed, by=by, about=enquiry, organisation=enquiry.organisation, at=at)
    about_enquiry(enquiry, deed=deed, by=by, at=at)
