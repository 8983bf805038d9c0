"""Who handles a case: handing over, absences and who stands in."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_oversee_cases, may_work_cases
from bqportal.procedures.actions.keeping import note_deed
from bqportal.procedures.actions.stepping import locked_case
from bqportal.procedures.models import Absence, Case, CaseTask, FileNote


def may_hand_over(case: Case, by: Person) -> bool:
    """The managers of the body, and who handles the case; a case of nobody may be taken by any case worker."""
    rights = rights_of(by)
    handles = case.handler_id in (None, by.pk) and may_work_cases(rights, case.organisation_id)
    return handles or may_oversee_cases(rights, case.organisation_id)


@transaction.atomic
def hand_over(*, case: Case, to: Person, reason: str, by: Person, at: datetime) -> Case:
    """Somebody else handles the case from now on; open tasks of the former handler go with it.

    Raises:
        PermissionDenied: `by` neither handles it nor manages the body.
        ValidationError: no reason, or the other does not work on cases here, or has it already.
    """
    held = locked_case(case)
    if not may_hand_over(held, by):
        raise PermissionDenied
    if not may_work_cases(rights_of(to), held.organisation_id):
        raise ValidationError({"to": _("This person does not work on cases here.")})
    if held.handler_id == to.pk:
        raise ValidationError({"to": _("This person handles the case already.")}, code="same")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    former, held.handler = held.handler, to
    held.save(update_fields=["handler"])
    CaseTask.objects.filter(case=held, person=former, done_at=None).update(person=to)
    words = _("Handed over to %(to)s: %(reason)s") % {"to": to, "reason": reason.strip()}
    FileNote.objects.create(case=held, text=words, at=at, by=by)
    note_deed("case.handed_over", held, by, at, to=str(audit.pseudonym_of(to)))
    case.refresh_from_db()
    return case


@transaction.atomic
def hand_over_many(*, cases: Iterable[Case], to: Person, reason: str, by: Person, at: datetime) -> int:
    """Several cases at once, all or none; those that the person has already are left as they are."""
    count = 0
    for case in cases:
        if locked_case(case).handler_id != to.pk:
            hand_over(case=case, to=to, reason=reason, by=by, at=at)
            count += 1
    return count


@transaction.atomic
def add_absence(
    *, organisation: Organisation, person: Person, first_day: date, last_day: date, deputy: Person, by: Person,
    at: datetime,
) -> Absence:  # fmt: skip
    """Days on which a case worker is away; her cases appear in the deputy's queue meanwhile.

    Raises:
        PermissionDenied: `by` manages the body neither, nor is it her own absence.
        ValidationError: somebody does not work on cases here, or the days are wrong.
    """
    _must_arrange(organisation, person, by)
    for name, one in (("person", person), ("deputy", deputy)):
        if not may_work_cases(rights_of(one), organisation.pk):
            raise ValidationError({name: _("This person does not work on cases here.")})
    if person == deputy:
        raise ValidationError({"deputy": _("Somebody else must stand in.")})
    if last_day < first_day:
        raise ValidationError({"last_day": _("It ends before it begins.")})
    absence: Absence = Absence.objects.create(
        organisation=organisation, person=person, first_day=first_day, last_day=last_day, deputy=deputy
    )
    audit.record(deed="case.absence_added", by=by, about=person, organisation=organisation, at=at)
    return absence


@transaction.atomic
def remove_absence(*, absence: Absence, by: Person, at: datetime) -> None:
    """She is there after all.

    Raises:
        PermissionDenied: as in `add_absence`.
    """
    _must_arrange(absence.organisation, absence.person, by)
    audit.record(deed="case.absence_removed", by=by, about=absence.person, organisation=absence.organisation, at=at)
    absence.delete()


def may_arrange(organisation: int, person: int, by: Person) -> bool:
    """Managers arrange everybody's absence, case workers their own."""
    rights = rights_of(by)
    return may_oversee_cases(rights, organisation) or (person == by.pk and may_work_cases(rights, organisation))


def _must_arrange(organisation: Organisation, person: Person, by: Person) -> None:
    if not may_arrange(organisation.pk, person.pk, by):
        raise PermissionDenied
