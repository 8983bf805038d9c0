"""Comparing in a case: beginning, answering a position, several at once, and the questions before them.

Nobody types a result: it follows from what is answered here (`assessing.result_of`).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.occupations.models import OccupationVersion
from bqportal.occupations.queries import version_in_force
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.procedures.actions.stepping import locked_case, take_step
from bqportal.procedures.assessing import QUESTIONS
from bqportal.procedures.findings import EVIDENCE
from bqportal.procedures.models import Assessment, Case, PositionFinding
from bqportal.procedures.models.assessing import Answer
from bqportal.procedures.proposing import published_comparison
from bqportal.procedures.standing import actor_for
from bqportal.procedures.workflow import IN_DECISION, IN_SUSPENSION, Move, State, Step

ANSWERED = tuple(name for question in QUESTIONS for name in (question, f"{question}_reason"))
BEFORE = ("certificate", "certificate_reason", "activities", "activities_reason", "licence", "licence_reason")
ASKED = (*BEFORE, "measure")
ASSESSABLE = (State.ASSESSMENT, *IN_SUSPENSION)
LONGEST_NUMBERS = 180  # letters of the position numbers in an entry of the audit log


def refuse_closed(case: Case) -> None:
    """Raises ValidationError, with the way out, where nothing may be answered in the comparison now."""
    if case.state in ASSESSABLE:
        return
    if case.state in IN_DECISION:
        raise ValidationError(
            _("A decision is drafted from these findings. Send the draft back first, then change them."),
            code="in_decision",
        )
    raise ValidationError(
        _("The case is not being compared. Positions are answered after the documents are complete and until a "
          "decision is drafted."), code="not_open",
    )  # fmt: skip


def said_of(finding: PositionFinding) -> dict[str, Any]:
    """What is answered for a position, as a form changes it."""
    said: dict[str, Any] = {name: getattr(finding, name) for name in ANSWERED}
    return said | {name: sorted(row.pk for row in getattr(finding, name).all()) for name in EVIDENCE}


def asked_of(assessment: Assessment) -> dict[str, str]:
    """What is answered before the positions, and the measure."""
    return {name: getattr(assessment, name) for name in ASKED}


@transaction.atomic
def begin_assessment(*, case: Case, by: Person, at: datetime, version: OccupationVersion | None = None) -> Assessment:
    """Begin to compare with the regulation in force: a finding for each of its positions, nothing answered.

    A published comparison is remembered as what it was begun from; it answers nothing. After the regulation changed,
    answers to the same wording keep their reasons and evidence, and a person answers again. A complete case takes the
    step to comparison.

    Args:
        version: another regulation of the same occupation: the one in force where that of the case is not any more.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: no occupation, no positions, not in force (code "outdated"), or not the time for it.
    """
    held, today = _held(case, by), timezone.localdate(at)
    if held.state not in (State.COMPLETE, *ASSESSABLE):
        refuse_closed(held)
    if held.version is None:
        raise ValidationError(_("Choose the reference occupation of the case first."), code="no_version")
    chosen = version or held.version
    if chosen.occupation_id != held.version.occupation_id:
        raise ValidationError(_("This regulation is of another occupation."), code="other_occupation")
    _refuse_outdated(chosen, today)
    if chosen.pk != held.version_id:
        held.version = chosen
        held.save(update_fields=["version"])
    if held.state == State.COMPLETE:
        take_step(case=held, move=Move(Step.ASSESS, today), by=by, at=at)
    assessment, is_new = Assessment.objects.get_or_create(case=held)
    assessment.comparison = published_comparison(held)
    assessment.save()
    kept = _ask_for(assessment, chosen)
    _record("case.assessment_begun", held, by, at, {"version": chosen.pk, "again": not is_new, "kept": kept})
    case.refresh_from_db()
    return assessment


@transaction.atomic
def answer_position(
    *, finding: PositionFinding, values: Mapping[str, Any], seen: str = "", by: Person, at: datetime
) -> PositionFinding:
    """Answer the three questions for one position. What `values` leaves out stays.

    An answer without its reason is kept and does not count (`assessing.uncounted`).

    Args:
        values: `ANSWERED`, and lists of rows or their keys for `EVIDENCE`.
        seen: digest of `said_of` as the person read it; empty where nobody looked.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: not the time for it, a strange answer, evidence of another case, or somebody changed it (code
            "stale").
    """
    held = _held(finding.assessment.case, by)
    refuse_closed(held)
    stored = _locked(finding, held)
    refuse_stale(seen, said_of(stored))
    _answer(stored, held, values, by)
    _record("case.position_answered", held, by, at, {"position": stored.position.number})
    return stored


@transaction.atomic
def answer_several(
    *, assessment: Assessment, values: Mapping[int, Mapping[str, Any]], seen: Mapping[int, str], by: Person,
    at: datetime,
) -> int:  # fmt: skip
    """Say "no substantial difference" for several positions at once, each with reason and evidence of its own.

    Args:
        values: finding → `differs_reason`, and evidence as in `answer_position`.
        seen: finding → digest as in `answer_position`.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: as in `answer_position`; or one lacks reason or evidence. Then nothing is saved.
    """
    held = _held(assessment.case, by)
    refuse_closed(held)
    if not values:
        raise ValidationError(_("Tick the positions that this is about."), code="nothing")
    numbers = []
    for finding in assessment.findings.filter(pk__in=values).select_related("position"):
        given = values[finding.pk]
        number = finding.position.number
        if not str(given.get("differs_reason", "")).strip():
            raise ValidationError(_("Give the reason for position %(number)s.") % {"number": number}, code="no_reason")
        if not any(given.get(name) for name in EVIDENCE):
            raise ValidationError(
                _("Tick for position %(number)s what shows it.") % {"number": number}, code="no_evidence"
            )
        stored = _locked(finding, held)
        refuse_stale(seen.get(finding.pk, ""), said_of(stored))
        _answer(stored, held, {**given, "differs": Answer.NO}, by)
        numbers.append(number)
    _record(
        "case.positions_answered", held, by, at,
        {"count": len(numbers), "positions": ", ".join(numbers)[:LONGEST_NUMBERS]},
    )  # fmt: skip
    return len(numbers)


@transaction.atomic
def answer_questions(
    *, assessment: Assessment, values: Mapping[str, Any], seen: str = "", by: Person, at: datetime
) -> Assessment:
    """Answer what stands before the positions (§ 3 Abs. 2, § 4 Abs. 1 Nr. 1, § 9 Abs. 1), and name measures (§ 11).

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: not the time for it, a strange answer, or somebody changed it (code "stale").
    """
    held = _held(assessment.case, by)
    refuse_closed(held)
    stored = Assessment.objects.select_for_update().get(pk=assessment.pk)
    refuse_stale(seen, asked_of(stored))
    # What was written while the occupation counted as regulated stays, and is in nobody's way.
    if values.get("measure") and not held.is_regulated:
        raise ValidationError({"measure": _("Measures exist for regulated occupations only (§ 11).")})
    _take(stored, values, ASKED)
    stored.save()
    _record("case.questions_answered", held, by, at, {})
    return stored


def _held(case: Case, by: Person) -> Case:
    """The case, locked; raises PermissionDenied unless the person works on it."""
    if not actor_for(case, by).works:
        raise PermissionDenied
    return locked_case(case)


def _refuse_outdated(version: OccupationVersion, today: Any) -> None:
    """The reference is the regulation in force when it is decided (§ 4 Abs. 1: "entsprechende … Berufsbildung")."""
    if not version.positions.exists():
        raise ValidationError(
            _("The portal knows no positions of this regulation. Nothing can be compared with it."), code="no_positions"
        )
    current = version_in_force(version.occupation, today)
    if current is not None and current != version and current.positions.exists():
        raise ValidationError(
            _("This regulation is not in force any more. Compare with the one in force."), code="outdated"
        )


def _ask_for(assessment: Assessment, version: OccupationVersion) -> int:
    """A finding for each position; those of another regulation go, their reasons stay where the wording is the same."""
    old = [
        row for row in assessment.findings.select_related("position") if row.position.version_id != version.pk
    ]  # fmt: skip
    by_wording = {row.position.text: row for row in old}
    known = set(assessment.findings.values_list("position_id", flat=True))
    kept = 0
    for position in version.positions.all():
        if position.pk in known:
            continue
        finding, before = PositionFinding(assessment=assessment, position=position), by_wording.get(position.text)
        if before is not None:
            for question in QUESTIONS:
                setattr(finding, f"{question}_reason", getattr(before, f"{question}_reason"))
            kept += 1
        finding.save()
        if before is not None:
            for name in EVIDENCE:
                getattr(finding, name).set(getattr(before, name).all())
    assessment.findings.filter(pk__in=[row.pk for row in old]).delete()
    return kept


def _locked(finding: PositionFinding, case: Case) -> PositionFinding:
    """The finding as it is stored now."""
    stored: PositionFinding = (
        PositionFinding.objects.select_for_update(of=("self",)).select_related("position").get(pk=finding.pk)
    )
    if stored.position.version_id != case.version_id:
        raise ValidationError(
            _("The case is compared with another regulation now. Look at the comparison again."), code="outdated"
        )
    return stored


def _answer(stored: PositionFinding, case: Case, values: Mapping[str, Any], by: Person) -> None:
    """Write answers and evidence."""
    _take(stored, values, ANSWERED)
    evidence = {name: _of_case(case, name, values[name]) for name in EVIDENCE if name in values}
    stored.by = by
    stored.save()
    for name, keys in evidence.items():
        getattr(stored, name).set(keys)


def _take(row: Any, values: Mapping[str, Any], names: Iterable[str]) -> None:
    """Write values by name; raises ValidationError, by field, for an answer that is none."""
    for name in names:
        if name not in values:
            continue
        value = str(values[name] or "").strip()
        if row._meta.get_field(name).choices:
            value = value or Answer.UNKNOWN
            if value not in Answer.values:
                raise ValidationError({name: _("Choose yes, no or not known yet.")})
        setattr(row, name, value)


def _of_case(case: Case, name: str, rows: Iterable[Any]) -> set[int]:
    """Keys of evidence; raises ValidationError for what is none of this case."""
    keys = {int(getattr(row, "pk", row)) for row in rows}
    if name == "units":
        own = case.qualification.units.filter(pk__in=keys) if case.qualification else None
    else:
        own = getattr(case, name).filter(pk__in=keys)
    found = set(own.values_list("pk", flat=True)) if own is not None else set()
    if found != keys:
        raise ValidationError(_("Something that you ticked does not belong to this case any more."), code="not_here")
    return keys


def _record(deed: str, case: Case, by: Person, at: datetime, details: Mapping[str, Any]) -> None:
    """An entry in the audit log, without answers and reasons."""
    audit.record(deed=deed, by=by, about=case, organisation=case.organisation, details=details, at=at)
