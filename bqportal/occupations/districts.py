"""Which chamber's district a municipality lies in (Kammerbezirk). Pure; the table is `data/districts.csv`.

A row holds for all municipalities whose key (Amtlicher Gemeindeschlüssel, AGS) begins with its prefix: two digits are a
Land, three a Regierungsbezirk, five a Kreis. Where no source names the district, there is no row.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "districts.csv"


@dataclass(frozen=True, kw_only=True)
class District:
    """A part of a chamber's district; `recheck` when the source is old or weak."""

    kind: str
    prefix: str
    body: str
    source: str
    valid_from: date | None = None
    recheck: bool = False


@cache
def districts() -> tuple[District, ...]:
    """The shipped table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            District(
                kind=row["kind"], prefix=row["prefix"], body=row["body"], source=row["source"],
                valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
                recheck=row["recheck"] == "yes",
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def district_of(kind: str, ags: str, rows: Iterable[District]) -> District | None:
    """The row of this kind of body with the longest prefix that fits; None where no source says it.

    >>> rows = [District(kind="hwk", prefix="09", body="a", source=""),
    ...         District(kind="hwk", prefix="091", body="b", source="")]
    >>> district_of("hwk", "09162000", rows).body, district_of("ihk", "09162000", rows)
    ('b', None)
    """
    fitting = [row for row in rows if row.kind == kind and ags.startswith(row.prefix)] if ags else []
    return max(fitting, key=lambda row: len(row.prefix), default=None)
