"""What a body sets for its cases: letterhead and seat, ways of counting, retention, instructions on remedies."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_oversee_cases
from bqportal.procedures.clock import STORED, refresh
from bqportal.procedures.models import Case, CaseOffice, RemedyInstruction
from bqportal.procedures.seats import LANDS, is_day_of_year
from bqportal.procedures.workflow import ENDED, Outcome

OFFICE_FIELDS = (
    "letterhead", "signatory", "contact", "fee_text", "privacy_text", "number_prefix", "land", "has_assumption_day",
    "more_holidays", "reads_literally", "fiction_days", "names_itself", "file_months", "record_months",
    "reading_months", "respondent", "statistics_contact",
)  # fmt: skip
REMEDY_FIELDS = ("outcome", "remedy", "body", "seat", "text", "valid_from", "valid_to", "source")
MOVES_THE_CLOCK = ("land", "has_assumption_day", "more_holidays", "reads_literally", "fiction_days")
MOST_MONTHS = 1200
MOST_FICTION_DAYS = 30


def office_for(organisation: Organisation) -> CaseOffice:
    """What the body has set; the defaults, not stored, where it has set nothing."""
    found = CaseOffice.objects.filter(organisation=organisation).first()
    return found or CaseOffice(organisation=organisation)


def office_facts(office: CaseOffice) -> dict[str, Any]:
    """What is set, as a form changes it."""
    return {name: getattr(office, name) for name in OFFICE_FIELDS}


def remedy_facts(instruction: RemedyInstruction) -> dict[str, Any]:
    """An instruction as a form changes it; days as text, so that a digest can be made of them."""
    return {name: _plain(getattr(instruction, name)) for name in REMEDY_FIELDS}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def change_office(
    *, organisation: Organisation, facts: Mapping[str, Any], by: Person, at: datetime, seen: str = ""
) -> CaseOffice:
    """Change what the body has set. Seat, holidays and reading move the due days of all its open cases with it.

    Args:
        facts: some or all of `OFFICE_FIELDS`.
        seen: digest of `office_facts` as the person read it; empty where nobody looked.

    Raises:
        PermissionDenied: `by` does not manage the body.
        ValidationError: a value is wrong, named by its field; or somebody else changed it meanwhile.
    """
    _must_oversee(organisation, by)
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # the office may not exist yet
    office = office_for(organisation)
    before = office_facts(office)
    refuse_stale(seen, before)
    for name in OFFICE_FIELDS:
        if name in facts:
            setattr(office, name, facts[name])
    _check_office(office)
    changed = [name for name, value in office_facts(office).items() if value != before[name]]
    if not changed and office.pk:
        return office
    # Only what is set here: file numbers are counted in the same row (`numbering`).
    office.save(update_fields=[*OFFICE_FIELDS, "changed_at"] if office.pk else None)
    moved = recount(office) if set(changed) & set(MOVES_THE_CLOCK) else 0
    audit.record(
        deed="case.office_changed", by=by, about=office, organisation=organisation, at=at,
        details={"fields": ", ".join(changed), "cases": moved},
    )  # fmt: skip
    return office


def recount(office: CaseOffice) -> int:
    """Store the due days of all open cases of the body anew; returns for how many they changed. Needs a transaction."""
    cases = list(
        Case.objects.select_for_update()
        .filter(organisation=office.organisation_id)
        .exclude(state__in=ENDED)
        .prefetch_related("events")
    )
    moved = []
    for case in cases:
        before = [getattr(case, name) for name in STORED]
        refresh(case, office)
        if before != [getattr(case, name) for name in STORED]:
            moved.append(case)
    Case.objects.bulk_update(moved, STORED)
    return len(moved)


def _check_office(office: CaseOffice) -> None:
    """Raises ValidationError, field by field."""
    office.clean_fields(exclude=["organisation"])
    wrong = {}
    if office.land and office.land not in LANDS:
        wrong["land"] = _("Choose a Land.")
    office.more_holidays = sorted(set(office.more_holidays))
    if bad := [day for day in office.more_holidays if not is_day_of_year(day)]:
        wrong["more_holidays"] = _(
            "%(day)s is no day. Write month and day, such as 08-08, or 2026-08-08 for one year only."
        ) % {"day": bad[0]}
    for name in ("file_months", "record_months", "reading_months"):
        months = getattr(office, name)
        if months is not None and not 1 <= months <= MOST_MONTHS:
            wrong[name] = _("Write a number of months from 1 to %(most)s, or nothing.") % {"most": MOST_MONTHS}
    if office.fiction_days is not None and not 1 <= office.fiction_days <= MOST_FICTION_DAYS:
        wrong["fiction_days"] = _("Write a number of days from 1 to %(most)s, or nothing.") % {
            "most": MOST_FICTION_DAYS
        }
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def add_remedy(*, organisation: Organisation, facts: Mapping[str, Any], by: Person, at: datetime) -> RemedyInstruction:
    """Add an instruction on remedies (Rechtsbehelfsbelehrung).

    Args:
        facts: all of `REMEDY_FIELDS`; `valid_to` and `outcome` may be empty.

    Raises:
        PermissionDenied: `by` does not manage the body.
        ValidationError: a value is wrong, or another instruction is in force on these days.
    """
    _must_oversee(organisation, by)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    instruction = RemedyInstruction(organisation=organisation, **{name: facts[name] for name in REMEDY_FIELDS})
    _check_remedy(instruction)
    instruction.save()
    audit.record(deed="case.remedy_added", by=by, about=instruction, organisation=organisation, at=at)
    return instruction


@transaction.atomic
def change_remedy(
    *, instruction: RemedyInstruction, facts: Mapping[str, Any], by: Person, at: datetime, seen: str = ""
) -> RemedyInstruction:
    """Change an instruction, or end it by `valid_to`. Issued notices hold its wording and do not change.

    Raises:
        PermissionDenied: `by` does not manage the body.
        ValidationError: a value is wrong, another one is in force on these days, or somebody else changed it meanwhile.
    """
    _must_oversee(instruction.organisation, by)
    Organisation.objects.select_for_update().get(pk=instruction.organisation_id)
    held = RemedyInstruction.objects.select_related("organisation").get(pk=instruction.pk)
    before = remedy_facts(held)
    refuse_stale(seen, before)
    for name in REMEDY_FIELDS:
        setattr(held, name, facts[name])
    _check_remedy(held)
    held.save()
    changed = [name for name, value in remedy_facts(held).items() if value != before[name]]
    audit.record(
        deed="case.remedy_changed", by=by, about=held, organisation=held.organisation, at=at,
        details={"fields": ", ".join(changed)},
    )  # fmt: skip
    return held


def _check_remedy(instruction: RemedyInstruction) -> None:
    """Raises ValidationError; for each outcome one instruction is in force on a day, no more."""
    instruction.clean_fields(exclude=["organisation"])
    if instruction.outcome and instruction.outcome not in list(Outcome):
        raise ValidationError({"outcome": _("Choose an outcome.")})
    first, last = instruction.valid_from, instruction.valid_to
    if last and last < first:
        raise ValidationError({"valid_to": _("It would end before it begins. Write a later day.")})
    others = RemedyInstruction.objects.filter(
        organisation=instruction.organisation_id, outcome=instruction.outcome
    ).exclude(pk=instruction.pk)
    for other in others:
        if (last is None or other.valid_from <= last) and (other.valid_to is None or first <= other.valid_to):
            day = date_format(other.valid_from, "DATE_FORMAT")
            raise ValidationError(
                {"valid_from": _("On these days the instruction valid from %(day)s is in force. End it before.")
                 % {"day": day}}
            )  # fmt: skip


def _must_oversee(organisation: Organisation, by: Person) -> None:
    """Raises PermissionDenied unless the person manages the body."""
    if not may_oversee_cases(rights_of(by), organisation.pk):
        raise PermissionDenied
