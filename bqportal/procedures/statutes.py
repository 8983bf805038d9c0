"""Periods that statutes set, with the days between which each is law. Pure; the table is `data/statutes.csv`."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "statutes.csv"


@dataclass(frozen=True)
class Statute:
    """A period, or a rule without one, as the law has it between two days.

    Attributes:
        regime: empty where the rule is the same for all.
        unit: months, weeks, days; empty where the rule sets no period.
        norm: the paragraph as German law cites it.
    """

    rule: str
    regime: str
    amount: int
    unit: str
    norm: str
    valid_from: date
    valid_to: date | None
    source: str

    def holds(self, on: date) -> bool:
        """Whether it is law on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@cache
def statutes() -> tuple[Statute, ...]:
    """The whole table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Statute(
                row["rule"], row["regime"], int(row["amount"] or 0), row["unit"], row["norm"],
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None, row["source"],
            )
            for row in csv.DictReader(lines)
        )  # fmt: skip


@cache
def statute(rule: str, on: date, regime: str = "") -> Statute | None:
    """What the law says on this day; None when it has no such rule then."""
    fitting = (one for one in statutes() if one.rule == rule and one.regime in ("", regime) and one.holds(on))
    return next(fitting, None)


def begins(rule: str, regime: str = "") -> date | None:
    """Since when there is such a rule at all; None when there never was."""
    return min((one.valid_from for one in statutes() if one.rule == rule and one.regime in ("", regime)), default=None)
