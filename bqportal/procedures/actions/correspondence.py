"""Messages in and out, file notes, tasks."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_work_cases
from bqportal.procedures.actions.keeping import must_work, note_deed
from bqportal.procedures.actions.stepping import locked_case
from bqportal.procedures.contact import refuse_contact
from bqportal.procedures.models import Case, CaseMessage, CaseTask, FileNote, Notice


@transaction.atomic
def record_message(
    *,
    case: Case,
    direction: str,
    partner: str,
    channel: str,
    on: date,
    subject: str,
    by: Person,
    at: datetime,
    text: str = "",
    notice: Notice | None = None,
) -> CaseMessage:
    """Enter a message in the file. Nothing is sent by it.

    Args:
        notice: the letter that went out with it.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
        ValidationError: a value is wrong, or the law lets nothing go to this partner.
    """
    must_work(case.organisation_id, by)
    held = locked_case(case)
    message = CaseMessage(
        case=held, direction=direction, partner=partner, channel=channel, on=on, subject=subject.strip(),
        text=text.strip(), notice=notice, at=at, by=by,
    )  # fmt: skip
    message.clean_fields(exclude=["case", "notice", "by"])
    if on > timezone.localdate(at):
        raise ValidationError({"on": _("This day lies in the future.")})
    if direction == CaseMessage.Direction.OUT:
        _refuse_partner(held, partner)
    message.save()
    note_deed("case.message_entered", held, by, at, direction=direction, partner=partner)
    return message


def _refuse_partner(case: Case, partner: str) -> None:
    """To whom nothing goes out."""
    try:
        refuse_contact(applicant=case.applicant, partner=partner)
    except ValidationError as error:
        raise ValidationError({"partner": error.messages}, code="no_contact") from error
    if case.is_accelerated and partner != CaseMessage.Partner.IMMIGRATION_OFFICE:
        # § 14a Abs. 2 Satz 5, Abs. 3 Satz 5: all correspondence runs through the immigration office.
        raise ValidationError(
            {"partner": _("In the accelerated procedure everything goes to the immigration office (§ 14a (2), (3)).")},
            code="accelerated",
        )


@transaction.atomic
def add_note(*, case: Case, text: str, by: Person, at: datetime) -> FileNote:
    """A note for the file; it stays as it was written.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
        ValidationError: it is empty.
    """
    must_work(case.organisation_id, by)
    if not text.strip():
        raise ValidationError({"text": _("Write the note")})
    note: FileNote = FileNote.objects.create(case=case, text=text.strip(), at=at, by=by)
    note_deed("case.note_added", case, by, at)
    return note


@transaction.atomic
def add_task(*, case: Case, text: str, due: date, person: Person, by: Person, at: datetime) -> CaseTask:
    """Something to do by a day, by somebody who works on cases here.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
        ValidationError: a value is wrong, or the person does not work on cases here.
    """
    must_work(case.organisation_id, by)
    if not may_work_cases(rights_of(person), case.organisation_id):
        raise ValidationError({"person": _("This person does not work on cases here.")})
    task = CaseTask(case=case, text=text.strip(), due=due, person=person)
    task.clean_fields(exclude=["case", "person"])
    task.save()
    note_deed("case.task_added", case, by, at)
    return task


@transaction.atomic
def finish_task(*, task: CaseTask, by: Person, at: datetime) -> CaseTask:
    """Say that it is done; the second time changes nothing.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
    """
    must_work(task.case.organisation_id, by)
    if CaseTask.objects.filter(pk=task.pk, done_at=None).update(done_at=at):
        note_deed("case.task_done", task.case, by, at)
    task.refresh_from_db()
    return task
