"""Verdicts on a comparison. No threshold: the law knows none (§ 4 Abs. 2 BQFG)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """How many training positions are covered, partly covered, not covered, or without information."""

    yes: int
    partly: int
    no: int
    unknown: int

    @property
    def total(self) -> int:
        """All positions."""
        return self.yes + self.partly + self.no + self.unknown


def tally(verdicts: Iterable[str]) -> Tally:
    """Count verdicts.

    >>> tally(["yes", "yes", "no"])
    Tally(yes=2, partly=0, no=1, unknown=0)
    """
    counts = Counter(verdicts)
    return Tally(counts["yes"], counts["partly"], counts["no"], counts["unknown"])


def is_difference(verdict: str) -> bool:
    """True for what "only differences" shows: everything but a position that is covered."""
    return verdict != "yes"
