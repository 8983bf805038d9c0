"""The findings of a case, as the rules read them."""

from django.db.models import Prefetch, QuerySet

from bqportal.occupations.models import TrainingPosition
from bqportal.procedures.assessing import DIFFERENT, UNKNOWN, AssessmentFacts, Limbs, verdict_of
from bqportal.procedures.models import Assessment, Case, Document, Experience, PositionFinding, Training

EVIDENCE = ("units", "trainings", "experiences", "documents")  # what a finding may rest on


def is_proven(finding: PositionFinding) -> bool:
    """Whether something that could make up for a difference is shown (§ 3 Abs. 1, § 4 Abs. 2 Nr. 3, § 9 Abs. 2 Nr. 3).

    The training itself makes up for nothing: further certificates, experience for which there is evidence, documents
    that arrived.
    """
    return (
        any(training.kind == Training.Kind.FURTHER for training in finding.trainings.all())
        or any(work.evidence != Experience.Evidence.NONE for work in finding.experiences.all())
        or any(document.state != Document.State.MISSING for document in finding.documents.all())
    )


def limbs_of(finding: PositionFinding) -> Limbs:
    """The three answers of a position; an answer counts with its reason."""
    reasons = (finding.differs_reason, finding.essential_reason, finding.compensated_reason)
    return Limbs(
        finding.differs,
        finding.essential,
        finding.compensated,
        tuple(bool(text.strip()) for text in reasons),  # type: ignore[arg-type]
        is_proven(finding) if finding.compensated == "yes" else False,
    )


def findings_with_evidence() -> QuerySet[PositionFinding]:
    """Findings with their positions and evidence; the same number of queries for any number of positions."""
    return PositionFinding.objects.select_related("position").prefetch_related(*EVIDENCE)


def assessment_of(case: Case) -> Assessment | None:
    """The comparison of a case with its findings and their evidence; None while nobody began it."""
    found: Assessment | None = (
        Assessment.objects.filter(case=case).prefetch_related(Prefetch("findings", findings_with_evidence())).first()
    )
    return found


def needs_licence(case: Case) -> bool:
    """Whether the right to practise in the state of training counts: regulated there and here (§ 9 Abs. 1 Nr. 2)."""
    return case.is_regulated and bool(case.route.get("regulated_there"))


def facts_of(case: Case) -> AssessmentFacts:
    """Everything that the result follows from; nothing answered while nobody began."""
    return facts_in(case, assessment_of(case))


def facts_in(case: Case, found: Assessment | None) -> AssessmentFacts:
    """The same, where the comparison has been fetched. Findings of another regulation than the case's do not count."""
    if found is None:
        return AssessmentFacts(is_regulated=case.is_regulated)
    return AssessmentFacts(
        is_regulated=case.is_regulated,
        certificate=_with_reason(found.certificate, found.certificate_reason),
        activities=_with_reason(found.activities, found.activities_reason),
        needs_licence=needs_licence(case),
        licence=_with_reason(found.licence, found.licence_reason),
        positions=[limbs_of(finding) for finding in found.findings.all() if counts(finding, case)],
        has_measure=bool(found.measure.strip()),
    )


def missing_positions(case: Case) -> list[TrainingPosition]:
    """Positions with a substantial difference that nothing makes up for, in the order of the regulation: what a
    notice lists as missing (§ 7 Abs. 2, § 10 BQFG) and a course may close."""
    found = assessment_of(case)
    rows = [one for one in found.findings.all() if counts(one, case)] if found else []
    missing = [one.position for one in rows if verdict_of(limbs_of(one)) == DIFFERENT]
    return sorted(missing, key=lambda position: position.order)


def counts(finding: PositionFinding, case: Case) -> bool:
    """Whether a finding is about the regulation that the case is compared with."""
    return case.version_id in (None, finding.position.version_id)


def _with_reason(answer: str, reason: str) -> str:
    return answer if reason.strip() else UNKNOWN
