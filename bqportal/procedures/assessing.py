"""What follows from the findings: full, partial, none, or a measure (§ 4, § 7, § 9, § 10 BQFG). Pure.

There is no threshold: the law knows none. A substantial difference needs all three answers; a difference in duration
alone is never enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bqportal.procedures.workflow import Outcome

YES, NO, UNKNOWN = "yes", "no", "unknown"
DIFFERENT, COVERED, OPEN = "different", "covered", "open"


@dataclass(frozen=True)
class Limbs:
    """The three answers for one position, and whether each given answer has a reason.

    Attributes:
        differs: the certificate's content or duration differs substantially (§ 4 Abs. 2 Nr. 1).
        essential: what differs is essential for the occupation (Nr. 2).
        compensated: experience or other certificates made up for it (Nr. 3).
    """

    differs: str = UNKNOWN
    essential: str = UNKNOWN
    compensated: str = UNKNOWN
    reasons: tuple[bool, bool, bool] = (False, False, False)


@dataclass(frozen=True)
class AssessmentFacts:
    """All that a result follows from."""

    is_regulated: bool = False
    certificate: str = UNKNOWN
    activities: str = UNKNOWN
    needs_licence: bool = False
    licence: str = UNKNOWN
    positions: Sequence[Limbs] = ()
    has_measure: bool = False


def verdict_of(limbs: Limbs) -> str:
    """What one position comes to: different, covered or open.

    An answer without its reason counts as not given. "No difference", "not essential" or "made up for" is enough for
    covered; different needs yes, yes, no.
    """
    differs, essential, compensated = (
        answer if given else UNKNOWN
        for answer, given in zip((limbs.differs, limbs.essential, limbs.compensated), limbs.reasons, strict=True)
    )
    if NO in (differs, essential) or compensated == YES:
        return COVERED
    return DIFFERENT if (differs, essential, compensated) == (YES, YES, NO) else OPEN


def result_of(facts: AssessmentFacts) -> Outcome | None:
    """The outcome that follows from the findings; None while something is open."""
    if facts.activities == NO or (facts.needs_licence and facts.licence == NO):
        return Outcome.NONE
    if facts.certificate != YES or facts.activities != YES or (facts.needs_licence and facts.licence == UNKNOWN):
        return None
    verdicts = [verdict_of(limbs) for limbs in facts.positions]
    if not verdicts or OPEN in verdicts:
        return None
    if DIFFERENT not in verdicts:
        return Outcome.FULL
    if COVERED not in verdicts:
        return Outcome.NONE
    return Outcome.MEASURE if facts.is_regulated else Outcome.PARTIAL
