"""What follows from the findings: full, partial, none, or a measure (§ 4, § 7, § 9, § 10 BQFG). Pure.

There is no threshold: the law knows none. A substantial difference needs all three answers; a difference in duration
alone is never enough. A person gives every answer; here stands only what the statute makes of them (§ 35a VwVfG).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bqportal.procedures.workflow import Outcome

YES, NO, UNKNOWN = "yes", "no", "unknown"
DIFFERENT, COVERED, OPEN = "different", "covered", "open"
QUESTIONS = ("differs", "essential", "compensated")  # in the order of § 4 Abs. 2 Nr. 1–3, § 9 Abs. 2 Nr. 1–3
DAYS_OF_A_MONTH = 365.25 / 12
# What a published comparison proposes to the first question; it counts for nothing until a person says so.
PROPOSED = {"yes": NO, "partly": YES, "no": YES, "unknown": UNKNOWN}


@dataclass(frozen=True)
class Limbs:
    """The three answers for one position, and whether each given answer has a reason.

    Attributes:
        differs: the certificate's content or duration differs substantially (§ 4 Abs. 2 Nr. 1, § 9 Abs. 2 Nr. 1).
        essential: what differs is essential for the occupation (Nr. 2).
        compensated: experience or other certificates made up for it (Nr. 3).
        is_proven: what made up for it is shown by evidence ("nachgewiesen", Nr. 3, § 3 Abs. 1).
    """

    differs: str = UNKNOWN
    essential: str = UNKNOWN
    compensated: str = UNKNOWN
    reasons: tuple[bool, bool, bool] = (False, False, False)
    is_proven: bool = True


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


@dataclass(frozen=True)
class Tally:
    """How many positions came to what."""

    different: int = 0
    covered: int = 0
    open: int = 0

    @property
    def all(self) -> int:
        """Every position."""
        return self.different + self.covered + self.open

    @property
    def done(self) -> int:
        """Those that are answered."""
        return self.different + self.covered


def counted(limbs: Limbs) -> tuple[str, str, str]:
    """The answers as far as they count: with a reason, and "made up for" with evidence besides."""
    differs, essential, compensated = (
        answer if given else UNKNOWN
        for answer, given in zip((limbs.differs, limbs.essential, limbs.compensated), limbs.reasons, strict=True)
    )
    if compensated == YES and not limbs.is_proven:
        compensated = UNKNOWN  # § 4 Abs. 2 Nr. 3: "nachgewiesene" experience and qualifications
    return differs, essential, compensated


def verdict_of(limbs: Limbs) -> str:
    """What one position comes to: different, covered or open.

    An answer without its reason counts as not given. "No difference", "not essential" or "made up for" is enough for
    covered; different needs yes, yes, no: the three numbers of § 4 Abs. 2 and § 9 Abs. 2 are joined by "und".
    """
    differs, essential, compensated = counted(limbs)
    if NO in (differs, essential) or compensated == YES:
        return COVERED
    return DIFFERENT if (differs, essential, compensated) == (YES, YES, NO) else OPEN


def uncounted(limbs: Limbs) -> dict[str, str]:
    """Answers that were given and do not count, with what they lack: {question: "reason" or "proof"}."""
    answers = (limbs.differs, limbs.essential, limbs.compensated)
    found = {
        question: "reason"
        for question, answer, given in zip(QUESTIONS, answers, limbs.reasons, strict=True)
        if answer != UNKNOWN and not given
    }
    if limbs.compensated == YES and not limbs.is_proven:
        found.setdefault("compensated", "proof")
    return found


def tally_of(positions: Sequence[Limbs]) -> Tally:
    """How many positions came to what."""
    verdicts = [verdict_of(limbs) for limbs in positions]
    return Tally(verdicts.count(DIFFERENT), verdicts.count(COVERED), verdicts.count(OPEN))


def result_of(facts: AssessmentFacts) -> Outcome | None:
    """The outcome that follows from the findings; None while something is open.

    Without a certificate of § 3 Abs. 2 nobody may apply (§ 6 Abs. 1): that is no result of a comparison, so None.
    """
    if facts.certificate != YES:
        return None
    if facts.activities == NO or (facts.needs_licence and facts.licence == NO):
        return Outcome.NONE  # § 4 Abs. 1 Nr. 1, § 9 Abs. 1 Nr. 1 and 2: each alone rules equivalence out
    if facts.activities != YES or (facts.needs_licence and facts.licence != YES):
        return None
    tally = tally_of(facts.positions)
    if not tally.all or tally.open:
        return None
    if not tally.different:
        return Outcome.FULL  # § 4 Abs. 1 Nr. 2, § 9 Abs. 1 Nr. 3
    if not tally.covered:
        return Outcome.NONE
    # § 10: the differences and the measures are established; § 7 Abs. 2: a rejection that states what is there
    return Outcome.MEASURE if facts.is_regulated else Outcome.PARTIAL


def full_time_months(began: date | None, ended: date | None, share: int, today: date) -> float | None:
    """Length of work as months of full time; None without a beginning. Information: the law sets no minimum."""
    if began is None:
        return None
    days = (min(ended or today, today) - began).days + 1
    return round(max(days, 0) / DAYS_OF_A_MONTH * share / 100, 1)
