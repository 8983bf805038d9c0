"""Sharing the result of a case, without anything about the person; what earlier results say to this one.

Nothing written is ever copied: what is shared are references to public records, a year, a month, and yes or no.
A person of the body looks at exactly what would be shared, and says that it tells nothing about the applicant.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.comparison.models import Precedent
from bqportal.comparison.precedent_queries import counts_of
from bqportal.comparison.shared import KIN, departs_from
from bqportal.comparison.sharing import SharedFacts, add_precedent, withdraw_precedent
from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.editorial.queries import revisions_of
from bqportal.occupations.models import TrainingPosition
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.procedures.actions.keeping import must_be_open, must_work
from bqportal.procedures.actions.stepping import locked_case
from bqportal.procedures.assessing import DIFFERENT, YES, result_of, verdict_of
from bqportal.procedures.findings import counts, facts_in, findings_with_evidence, limbs_of
from bqportal.procedures.models import Assessment, Case, CaseOffice, PositionFinding, Training
from bqportal.procedures.workflow import State, Step

# Notified, and no remedy runs. A decision that a remedy changed is not what the case shows as its outcome.
SHAREABLE_IN = frozenset(
    {
        State.NOTIFIED, State.OBJECTION_DECIDED, State.COURT_DECIDED, State.MEASURE_PENDING, State.MEASURE_DONE,
        State.FINAL,
    }
)  # fmt: skip
REASON_LENGTH = 4_000


@dataclass(frozen=True)
class Preview:
    """Exactly what would be shared: the numbers that are stored, and for the page their words."""

    facts: SharedFacts
    positions: tuple[TrainingPosition, ...]

    @property
    def values(self) -> dict[str, Any]:
        """Plain values, so that what is shared is what was looked at (`editorial.rules.digest_of`)."""
        facts = asdict(self.facts)
        return {**facts, "decided_on": str(self.facts.decided_on), "positions": [one.pk for one in self.positions]}


@dataclass(frozen=True)
class Departure:
    """The result of a case is another one than most shared results of the same qualification and occupation have.

    It has no legal weight: each case is decided on its own facts. But a body that decides like cases alike owes itself
    and the applicant a reason when it does not (Art. 3 Abs. 1 GG, Selbstbindung der Verwaltung).
    """

    outcome: str
    usual: str
    count: int
    total: int
    reason: str = ""


def shared_result(case: Case) -> Precedent | None:
    """What the case shared and did not take back."""
    found = case.precedent
    return None if found is None or found.withdrawn else found


def hindrance_of(case: Case) -> str:
    """Why the result cannot be shared now, with the way out; empty when it can."""
    if shared_result(case):
        return _("The result of this case is shared already. Take it back before you share it again.")
    if case.outcome not in KIN:
        return _("Only what a comparison came to is shared: full, partial or no equivalence, a measure.")
    if case.state in (State.OBJECTION, State.COURT):
        return _("A remedy is being decided. Share the result when it is.")
    if case.state not in SHAREABLE_IN or case.decided_on is None:
        return _("Share the result after the decision was notified.")
    remedies = {Step.DECIDE_OBJECTION, Step.DECIDE_COURT}
    if any(event.step in remedies and event.result not in ("refused", "withdrawn") for event in case.events.all()):
        return _("A remedy changed this decision: its outcome is not what was found in the end.")
    if case.version_id is None:
        return _("The case names no reference occupation.")
    if case.qualification_id is None:
        return _("A profile of the qualification is needed first: what is shared hangs on it.")
    return ""


def preview_of(case: Case) -> Preview | None:
    """Exactly what would be shared of this case; None while it cannot be (`hindrance_of`)."""
    if hindrance_of(case) or case.qualification is None or case.version_id is None or case.decided_on is None:
        return None
    findings = [finding for finding in _findings(case) if counts(finding, case)]
    training = case.trainings.filter(kind=Training.Kind.MAIN).order_by("pk").first()
    certified = (training.certified_on or training.ended) if training else None
    revision = revisions_of(case.qualification).first()
    facts = SharedFacts(
        qualification_id=case.qualification.pk,
        revision=revision.number if revision else None,
        version_id=case.version_id,
        certificate_year=certified.year if certified else None,
        outcome=case.outcome,
        experience_compensated=any(_by_experience(finding) for finding in findings),
        names_body=CaseOffice.objects.filter(organisation=case.organisation_id, names_itself=True).exists(),
        decided_on=case.decided_on.replace(day=1),
    )
    return Preview(facts, tuple(one.position for one in findings if verdict_of(limbs_of(one)) == DIFFERENT))


def _findings(case: Case) -> list[PositionFinding]:
    return list(findings_with_evidence().filter(assessment__case=case).order_by("position__order"))


def _by_experience(finding: PositionFinding) -> bool:
    """Whether experience made up for a difference at this position (§ 4 Abs. 2 Nr. 3, § 9 Abs. 2 Nr. 3)."""
    made_up = (finding.differs, finding.compensated) == (YES, YES) and bool(finding.compensated_reason.strip())
    return made_up and bool(finding.experiences.all())


@transaction.atomic
def share_result(*, case: Case, approves: bool, by: Person, at: datetime, seen: str = "") -> Precedent:
    """Share the result of a case, so that others find it. It is shown when its batch is complete (`shared.BATCH`).

    Args:
        approves: she looked at it, and nothing in it is about the person.
        seen: digest of `Preview.values` as she saw them.

    Raises:
        PermissionDenied: she works on no cases of this body.
        ValidationError: it cannot be shared now, she does not approve, or it changed since she looked.
    """
    held = _held_by_worker(case, by)
    preview = preview_of(held)
    if preview is None:
        raise ValidationError(hindrance_of(held))
    if not approves:
        raise ValidationError(
            {"approves": _("Look at what is shared, and say that nothing in it is about the person.")}
        )
    refuse_stale(seen, preview.values)
    found = add_precedent(
        facts=preview.facts,
        positions=[one.pk for one in preview.positions],
        organisation=held.organisation,
        by=by,
        at=at,
    )
    held.precedent = found
    held.save(update_fields=["precedent"])
    # The log does not say which result it was: it must not lead back from there to the case.
    audit.record(deed="case.result_shared", by=by, about=held, organisation=held.organisation, at=at)
    case.refresh_from_db()
    return found


@transaction.atomic
def withdraw_result(*, case: Case, by: Person, at: datetime) -> None:
    """Take a shared result back. One that was shown already counts until a later batch replaces it.

    Raises:
        PermissionDenied: she works on no cases of this body.
        ValidationError: nothing is shared.
    """
    held = _held_by_worker(case, by)
    found = shared_result(held)
    if found is None:
        raise ValidationError(_("Nothing of this case is shared."))
    if withdraw_precedent(precedent=found, at=at):
        held.precedent = None
        held.save(update_fields=["precedent"])
    audit.record(deed="case.result_withdrawn", by=by, about=held, organisation=held.organisation, at=at)
    case.refresh_from_db()


def departure_of(case: Case) -> Departure | None:
    """Whether the drafted outcome, or before that the one that the findings come to, departs from shared results.

    After a measure the outcome follows from its result, not from the comparison (§ 11): nothing to compare with.
    """
    if case.qualification_id is None or case.version_id is None:
        return None
    if any(event.step == Step.FINISH_MEASURE for event in case.events.all()):
        return None
    assessment = Assessment.objects.filter(case=case).first()
    outcome = case.outcome or _found_outcome(case, assessment)
    if outcome not in KIN or case.version is None:
        return None
    shown = counts_of(case.qualification_id, case.version.occupation_id, own=case.precedent_id)
    usual = departs_from(outcome, shown)
    if usual is None:
        return None
    return Departure(
        outcome, usual.outcome, usual.count, usual.total, assessment.departure_reason if assessment else ""
    )


def _found_outcome(case: Case, assessment: Assessment | None) -> str:
    return (result_of(facts_in(case, assessment)) or "") if assessment else ""


def reason_seen(case: Case) -> dict[str, str]:
    """The stored reason of a departure, as a form changes it."""
    found = Assessment.objects.filter(case=case).first()
    return {"reason": found.departure_reason if found else ""}


@transaction.atomic
def explain_departure(*, case: Case, reason: str, seen: str, by: Person, at: datetime) -> None:
    """Write down why this case differs from earlier ones. It stays in the file, and is never shared.

    Args:
        seen: digest of `reason_seen` as she saw it.

    Raises:
        PermissionDenied: she works on no cases of this body.
        ValidationError: the case is decided, the comparison has not begun, the text is too long, or somebody else
            changed it.
    """
    held = _held_by_worker(case, by)
    must_be_open(held)
    found = Assessment.objects.select_for_update().filter(case=held).first()
    if found is None:
        raise ValidationError(_("Begin the comparison first."))
    if len(reason) > REASON_LENGTH:
        raise ValidationError({"reason": _("Write at most %(most)s characters.") % {"most": REASON_LENGTH}})
    refuse_stale(seen, {"reason": found.departure_reason})
    found.departure_reason = reason.strip()
    found.save(update_fields=["departure_reason", "changed_at"])
    audit.record(deed="case.departure_explained", by=by, about=held, organisation=held.organisation, at=at)


def _held_by_worker(case: Case, by: Person) -> Case:
    """The case under a lock.

    Raises:
        PermissionDenied: she works on no cases of this body.
    """
    held = locked_case(case)
    must_work(held.organisation_id, by)
    return held
