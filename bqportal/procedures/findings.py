"""The findings of a case, as the rules read them."""

from bqportal.procedures.assessing import AssessmentFacts, Limbs
from bqportal.procedures.models import Assessment, Case, PositionFinding


def limbs_of(finding: PositionFinding) -> Limbs:
    """The three answers of a position; an answer counts with its reason."""
    reasons = (finding.differs_reason, finding.essential_reason, finding.compensated_reason)
    return Limbs(
        finding.differs,
        finding.essential,
        finding.compensated,
        tuple(bool(text.strip()) for text in reasons),  # type: ignore[arg-type]
    )


def facts_of(case: Case) -> AssessmentFacts:
    """Everything that the result follows from; nothing answered while nobody began."""
    found = Assessment.objects.filter(case=case).prefetch_related("findings").first()
    if found is None:
        return AssessmentFacts(is_regulated=case.is_regulated)
    return AssessmentFacts(
        is_regulated=case.is_regulated,
        certificate=found.certificate if found.certificate_reason.strip() else "unknown",
        activities=found.activities if found.activities_reason.strip() else "unknown",
        needs_licence=case.is_regulated and bool(case.route.get("regulated_there")),
        licence=found.licence if found.licence_reason.strip() else "unknown",
        positions=[limbs_of(finding) for finding in found.findings.all()],
        has_measure=bool(found.measure.strip()),
    )
