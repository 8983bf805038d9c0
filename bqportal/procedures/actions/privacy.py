"""Handing over what is known of a person, erasing it, and erasing what a body keeps no longer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_oversee_cases, may_read_cases
from bqportal.procedures.models import Applicant, Case, CaseOffice
from bqportal.procedures.privacy.erasing import erase_files
from bqportal.procedures.privacy.exporting import person_as_zip
from bqportal.procedures.privacy.facts import case_due, person_hold, schedule_of
from bqportal.procedures.privacy.retention import Hold
from bqportal.procedures.privacy.words import hold_words
from bqportal.procedures.workflow import ENDED


class Why(TextChoices):
    """Why a person is erased. A choice and no text, so that the reason itself says nothing about the person."""

    REQUEST = "request", gettext_lazy("the person asks for it (Art. 17 GDPR)")
    PERIOD = "period", gettext_lazy("the file is not needed any more")
    MISTAKE = "mistake", gettext_lazy("it was entered by mistake")


class HeldError(ValidationError):
    """The file must stay for now; `hold` says why and until when."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(hold_words(hold), code=hold.cause.value)
        self.hold = hold


@transaction.atomic
def export_person(*, applicant: Applicant, by: Person, at: datetime) -> bytes:
    """Everything that the body knows of the person, as a ZIP (Art. 15 DSGVO, § 29 VwVfG).

    Raises:
        PermissionDenied: `by` reads no cases of this body.
    """
    if not may_read_cases(rights_of(by), applicant.organisation_id):
        raise PermissionDenied
    packed = person_as_zip(applicant, at)
    for case in applicant.cases.all():
        audit.record(deed="case.exported", by=by, about=case, organisation=applicant.organisation, at=at)
    return packed


def goes_with(applicant: Applicant) -> dict[str, str]:
    """What would be erased, as the page shows it: file number → state."""
    return dict(applicant.cases.order_by("pk").values_list("number", "state"))


@transaction.atomic
def erase_person(*, applicant: Applicant, reason: str, by: Person, at: datetime, seen: str = "") -> int:
    """Erase the person with all her cases and files; returns the number of cases.

    Args:
        reason: `Why`.
        seen: digest of `goes_with` as the page showed it; empty where nobody looked.

    Raises:
        PermissionDenied: `by` does not manage the body.
        HeldError: something must stay for now.
        ValidationError: the reason is none, or there is more or less to erase than was shown.
    """
    if not may_oversee_cases(rights_of(by), applicant.organisation_id):
        raise PermissionDenied
    if reason not in Why.values:
        raise ValidationError({"reason": _("Choose the reason.")})
    held = Applicant.objects.select_for_update().select_related("organisation").get(pk=applicant.pk)
    cases = list(Case.objects.select_for_update().filter(applicant=held).order_by("pk"))
    refuse_stale(seen, goes_with(held))
    if found := person_hold(held, timezone.localdate(at)):
        raise HeldError(found[1])
    organisation, numbers = held.organisation, [case.pk for case in cases]
    files = erase_files(cases)
    if not cases:
        held.delete()
    for number in numbers:
        _record(number, organisation, by=by, at=at, reason=reason)
    audit.record(
        deed="case.person_erased", by=by, organisation=organisation, at=at,
        details={"reason": reason, "cases": len(cases), "files": files},
    )  # fmt: skip
    return len(cases)


def _record(number: int, organisation: Organisation, *, by: Person | None, at: datetime, reason: str) -> None:
    """That a case was erased, under its key, so that whoever asks for it later learns why it is not there."""
    audit.record(
        deed="case.erased", by=by, about=Case(pk=number), organisation=organisation, details={"reason": reason}, at=at
    )


@dataclass(frozen=True)
class Due:
    """A file with the day on which it is due to be erased."""

    case: Case
    day: date


def files_due(organisation: Organisation, until: date) -> list[Due]:
    """Files of the body that are due to be erased by this day, the oldest first; none where it has set no period."""
    schedule = schedule_of(CaseOffice.objects.filter(organisation=organisation).first())
    if schedule.file_months is None:
        return []
    ended = (
        Case.objects.filter(organisation=organisation, state__in=ENDED, ended_on__isnull=False)
        .select_related("applicant")
        .prefetch_related("events", "later")
    )
    found = [Due(case, day) for case in ended if (day := case_due(case, schedule)) and day <= until]
    return sorted(found, key=lambda due: (due.day, due.case.pk))


@dataclass(frozen=True)
class Applied:
    """What was erased: numbers only."""

    cases: int = 0
    files: int = 0


@transaction.atomic
def apply_retention(*, organisation: Organisation, at: datetime) -> Applied:
    """Erase the files of a body that are due today. The portal does it by itself, because the body set the period."""
    rows = files_due(organisation, timezone.localdate(at))
    cases = list(Case.objects.select_for_update().filter(pk__in=[due.case.pk for due in rows]))
    still = {due.case.pk for due in files_due(organisation, timezone.localdate(at))}  # as they stand under the lock
    cases = [case for case in cases if case.pk in still]
    numbers = [case.pk for case in cases]
    files = erase_files(cases)
    for number in numbers:
        _record(number, organisation, by=None, at=at, reason=Why.PERIOD.value)
    return Applied(len(numbers), files)
