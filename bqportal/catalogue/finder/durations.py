"""How long a procedure takes by law: the periods of the BQFG and of the laws of professions, each with its norm."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bqportal.catalogue.finder.plan_parts import Reference

TABLE = Path(__file__).parent / "data" / "durations.csv"


@dataclass(frozen=True, kw_only=True)
class Duration:
    """A line of the table.

    Attributes:
        step: what is to be done within it.
        in_eea: "yes" or "no" where it depends on the state of the training, else empty.
        unit: "month" or "week"; empty where the law names no length.
    """

    step: str
    regime: str
    law: str = ""
    accelerated: bool = False
    in_eea: str = ""
    amount: int = 0
    unit: str = ""
    norm: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    reference: Reference
    recheck: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it was in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@cache
def durations() -> tuple[Duration, ...]:
    """The shipped table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Duration(
                step=row["step"], regime=row["regime"], law=row["law"], accelerated=row["accelerated"] == "yes",
                in_eea=row["in_eea"], amount=int(row["amount"] or 0), unit=row["unit"], norm=row["norm"],
                valid_from=_day(row["valid_from"]), valid_to=_day(row["valid_to"]),
                reference=Reference(row["source"], row["url"]), recheck=row["recheck"] == "yes",
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def knows_accelerated(law: str) -> bool:
    """Whether a profession's own law has other periods for the accelerated procedure."""
    return any(row.accelerated and row.law == law for row in durations())


def periods_of(
    regime: str, *, law: str, accelerated: bool, in_eea: bool, day: date, rows: Iterable[Duration]
) -> list[Duration]:
    """The periods that hold for a procedure, in the order of the table; none where the portal knows none."""
    state = "yes" if in_eea else "no"
    return [
        row for row in rows
        if row.regime == regime and row.law == law and row.accelerated == accelerated
        and row.in_eea in ("", state) and row.holds_on(day)
    ]  # fmt: skip
