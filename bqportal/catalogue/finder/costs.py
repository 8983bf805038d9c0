"""What a procedure costs and who helps to pay: published figures only, each with its source and its days."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bqportal.catalogue.finder.plan_parts import Reference

TABLE = Path(__file__).parent / "data" / "costs.csv"
PROCEDURE, EXPERT, GRANT, GRANT_ANALYSIS, JOBCENTRE = "procedure", "expert", "grant", "grant_analysis", "jobcentre"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """A line of the table.

    Attributes:
        what: fee of the procedure, of an expert's opinion, or a kind of help.
        kind: of the body; `body` its name, where only one is meant.
        law: of the profession; `land` where it is so.
        low: in euros, like `high`; equal for about one amount, None for none.
        recheck: nobody knows how old the figure is.
    """

    what: str
    kind: str = ""
    body: str = ""
    law: str = ""
    land: str = ""
    low: int | None = None
    high: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    reference: Reference
    recheck: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether the source says that it held on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def is_for(self, *, kind: str, name: str, law: str, land: str, day: date) -> bool:
        """Whether it is about a procedure at a body."""
        return (
            self.holds_on(day) and self.kind == kind and self.law == law
            and self.body in ("", name) and self.land in ("", land)
        )  # fmt: skip


@cache
def costs() -> tuple[Cost, ...]:
    """The shipped table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Cost(
                what=row["what"], kind=row["kind"], body=row["body"], law=row["law"], land=row["land"],
                low=_number(row["low"]), high=_number(row["high"]), valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]), reference=Reference(row["source"], row["url"]),
                recheck=row["recheck"] == "yes",
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def fee_of(what: str, rows: Iterable[Cost]) -> Cost | None:
    """What a body takes, of the rows for it; its own figure before that of its kind. None where no source says it."""
    fitting = [row for row in rows if row.what == what]
    return max(fitting, key=lambda row: (bool(row.body), bool(row.land)), default=None)


def help_with_costs(what: str, *, day: date, rows: Iterable[Cost]) -> Cost | None:
    """A kind of help that its source says is still there."""
    return next((row for row in rows if row.what == what and row.holds_on(day)), None)
