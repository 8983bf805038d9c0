"""Taking an application in, and changing what it says of the person and of what she wants (§§ 5, 12, 17 BQFG)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.countries.territory import is_in_eea
from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.organisations.models import Organisation, Person
from bqportal.procedures.actions.keeping import must_be_open, must_work, note_deed, values_of, write_values
from bqportal.procedures.actions.stepping import RefusedStepError, locked_case, take_step
from bqportal.procedures.clock import STORED, refresh
from bqportal.procedures.documents import NEEDED, TRANSLATED, needed
from bqportal.procedures.models import Applicant, Case, Document, Training
from bqportal.procedures.numbering import next_number
from bqportal.procedures.workflow import Move, Step

Values = Mapping[str, Any]
APPLICANT = (
    "given_names", "family_name", "birth_date", "sex", "citizenship", "street", "postcode", "city", "country",
    "municipality", "email", "phone", "language", "representative", "no_contact_with_origin",
)  # fmt: skip
WANTED = (
    "wanted_occupation", "wanted_place", "wanted_land", "work_intent", "first_application", "is_accelerated",
    "immigration_office", "employer",
)  # fmt: skip
APPLICATION = (
    *WANTED, "is_regulated", "training_state", "in_eea", "qualification", "version", "specialisation", "predecessor",
)  # fmt: skip
# What the route rests on, with what a person said to it; kept in `Case.route`.
ROUTED = ("level", "self_employed", "regulated_there")
TRAINING_AT_INTAKE = ("title", "language", "institution", "country", "certified_on")
CLOCKED = frozenset({"is_accelerated", "is_regulated", "in_eea"})  # fields that the periods follow from


@transaction.atomic
def begin_case(*, organisation: Organisation, values: Mapping[str, Any], by: Person, at: datetime) -> Case:
    """A new case with its number, its handler and the list of documents; taken in, when the day of arrival is given.

    Args:
        values: `applicant`, `case` and `training` with the fields of `APPLICANT`, `WANTED` and `TRAINING_AT_INTAKE`;
            `arrived`: kinds of documents that came; `arrived_on`: when they came (else `received_on`);
            `received_on`: the day the application arrived, None for a draft; `is_example`: an invented case.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
        ValidationError: a value is wrong; fields are named `applicant_…`, `case_…`, `training_…`.
    """
    must_work(organisation.pk, by)
    applicant = Applicant(organisation=organisation)
    write_values(applicant, APPLICANT, values["applicant"], "applicant_")
    state = str(values.get("training", {}).get("country", ""))
    case = Case(
        organisation=organisation, created_by=by, handler=by, created_at=at, training_state=state,
        in_eea=is_in_eea(state), is_example=bool(values.get("is_example")),
    )  # fmt: skip
    write_values(case, WANTED, values.get("case", {}), "case_")
    _refuse_odd(case, "case_")
    applicant.save()
    case.applicant, case.number = applicant, next_number(organisation, timezone.localdate(at))
    case.save()
    _add_training(case, values.get("training", {}))
    received = values.get("received_on")
    _list_documents(case, values.get("arrived", ()), values.get("arrived_on") or received, at)
    note_deed("case.begun", case, by, at)
    if received:
        try:
            take_step(case=case, move=Move(Step.RECEIVE, received), by=by, at=at)
        except RefusedStepError as error:
            raise ValidationError({"received_on": error.messages}, code=error.refusal.value) from error
    return case


def _add_training(case: Case, values: Values) -> None:
    """The training to be recognised, as far as it is known on the first day."""
    if not str(values.get("title", "")).strip():
        return
    training = Training(case=case)
    write_values(training, TRAINING_AT_INTAKE, values, "training_")
    training.save()


def _list_documents(case: Case, arrived: Any, on: date | None, at: datetime) -> None:
    """A row for each document that the law asks for (§ 5 Abs. 1, § 12 Abs. 1), and for what came besides."""
    if arrived and on is None:
        raise ValidationError({"arrived_on": _("Say on which day the documents arrived.")})
    if arrived and on is not None and on > timezone.localdate(at):
        raise ValidationError({"arrived_on": _("This day lies in the future.")})
    came = [kind for kind in Document.Kind.values if kind in arrived]
    for kind in dict.fromkeys([*NEEDED, *came]):
        here = kind in came
        Document.objects.create(
            case=case, kind=kind, state=Document.State.ARRIVED if here else Document.State.MISSING,
            arrived_on=on if here else None,
            translation=_translation_of(kind),
        )  # fmt: skip


def _translation_of(kind: str) -> str:
    """Only some kinds must come with a translation by themselves; others when the body asks (§ 5 Abs. 2 Satz 3)."""
    return Document.Translation.MISSING if kind in TRANSLATED else Document.Translation.NOT_NEEDED


def list_needed(case: Case) -> None:
    """Add the rows that the list of the law has and the case has not: after it became a regulated occupation."""
    there = bool(case.route.get("regulated_there"))
    known = set(case.documents.values_list("kind", flat=True))
    for kind in needed(is_regulated=case.is_regulated, is_regulated_there=there):
        if kind not in known:
            Document.objects.create(case=case, kind=kind, translation=_translation_of(kind))


def applicant_values(applicant: Applicant) -> dict[str, Any]:
    """What the form about the person shows."""
    return values_of(applicant, APPLICANT)


def application_values(case: Case) -> dict[str, Any]:
    """What the form about the application shows."""
    return values_of(case, APPLICATION) | {name: case.route.get(name) for name in ROUTED}


@transaction.atomic
def change_applicant(*, case: Case, values: Values, by: Person, at: datetime, seen: str = "") -> Applicant:
    """Correct or add what is known of the person; possible at any time (Art. 16 GDPR).

    Args:
        seen: digest of `applicant_values` as the person had them before her.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
        ValidationError: a value is wrong, or somebody else changed it meanwhile (code "stale").
    """
    must_work(case.organisation_id, by)
    applicant: Applicant = Applicant.objects.select_for_update().get(pk=case.applicant_id)
    refuse_stale(seen, applicant_values(applicant))
    changed = write_values(applicant, APPLICANT, values)
    if changed:
        applicant.save(update_fields=changed)
        note_deed("case.applicant_changed", case, by, at, fields=", ".join(changed))
    return applicant


@transaction.atomic
def change_application(*, case: Case, values: Values, by: Person, at: datetime, seen: str = "") -> Case:
    """What she wants, what it is compared with, and which rules apply. The periods follow at once.

    Args:
        values: fields of `APPLICATION` and `ROUTED`; `route`: what `routing.as_plain` gave, confirmed by the person.
        seen: digest of `application_values` as the person had them before her.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
        ValidationError: a value is wrong, the case is decided, or somebody else changed it meanwhile (code "stale").
    """
    must_work(case.organisation_id, by)
    held = locked_case(case)
    must_be_open(held)
    refuse_stale(seen, application_values(held))
    changed = write_values(held, APPLICATION, values)
    _refuse_odd(held)
    _keep_route(held, values, by, at, changed)
    if changed:
        if "version" in changed and not _may_change_version(held):
            raise ValidationError({"version": _(
                "Positions of the other occupation were answered already. "
                "Remove these answers in the comparison first."
            )})  # fmt: skip
        list_needed(held)
        held.save(update_fields=changed)
        if CLOCKED & set(changed):
            refresh(held)
            held.save(update_fields=STORED)
        note_deed("case.application_changed", held, by, at, fields=", ".join(changed))
    case.refresh_from_db()
    return case


def _keep_route(case: Case, values: Values, by: Person, at: datetime, changed: list[str]) -> None:
    """What the software proposed, and that a person confirmed it (§ 35a VwVfG)."""
    told = dict(case.route) | {name: values[name] for name in ROUTED if name in values}
    if "route" in values:
        told |= dict(values["route"])
    if told != case.route:
        told |= {"confirmed_by": by.pk, "confirmed_on": timezone.localdate(at).isoformat()}
        case.route = told
        changed.append("route")


def _may_change_version(case: Case) -> bool:
    """Findings belong to the positions of one regulation."""
    assessment = getattr(case, "assessment", None)
    return assessment is None or not assessment.findings.exclude(position__version=case.version).exists()


def _refuse_odd(case: Case, prefix: str = "") -> None:
    """What cannot be together."""
    if case.is_accelerated and not case.immigration_office.strip():
        raise ValidationError(  # § 14a Abs. 2 Satz 5: everything goes there
            {f"{prefix}immigration_office": _("In the accelerated procedure everything goes there. Write its address.")}
        )
    if case.predecessor_id is not None:
        earlier = Case.objects.filter(pk=case.predecessor_id, organisation=case.organisation).exclude(pk=case.pk)
        if not earlier.exists():
            raise ValidationError({f"{prefix}predecessor": _("This is no earlier case of this body.")})


def earlier_cases(case: Case) -> list[Case]:
    """Cases of the body that may be of the same person: same family name and day of birth. A person decides."""
    who = case.applicant
    if who.birth_date is None:
        return []
    same = {"applicant__family_name__iexact": who.family_name, "applicant__birth_date": who.birth_date}
    rows = Case.objects.filter(organisation=case.organisation_id, created_at__lt=case.created_at, **same)
    return list(rows.exclude(pk=case.pk).select_related("applicant", "version__occupation").order_by("-created_at"))
