"""Tables of figures as they are published: counted, small classes merged, small cells hidden. Records in, tables out.

A case is counted in one year only, that of its first decision or of its end without one: so no case stands in the
figures of two years, and nothing can be subtracted between them. Neither years nor bodies are added up.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from bqportal.procedures.workflow import Outcome
from bqportal.statistics.codes import PENDING, WITHOUT
from bqportal.statistics.suppression import ROW, SMALL, can_stand, hidden_cells

FULL, LIMITED, NEGATIVE, NO_DECISION = "full", "limited", "negative", "without_decision"
CLASS_OF = {
    Outcome.FULL: FULL, Outcome.FULL_AFTER_MEASURE: FULL,
    Outcome.PARTIAL: LIMITED, Outcome.MEASURE: LIMITED, Outcome.PARTIAL_ACCESS: LIMITED,
    Outcome.NONE: NEGATIVE, Outcome.ALREADY_ESTABLISHED: NEGATIVE, Outcome.NOT_ENTITLED: NEGATIVE,
    Outcome.NOT_COOPERATED: NEGATIVE, Outcome.ON_RECORD: NEGATIVE, WITHOUT: NO_DECISION,
}  # fmt: skip
# How outcomes are told apart, the finest way first. The first in which no class is small is taken; the ways are
# fixed, so that which one was taken narrows down what is in a class, but never to a number.
WAYS: tuple[tuple[tuple[str, ...], ...], ...] = (
    ((FULL,), (LIMITED,), (NEGATIVE,), (NO_DECISION,)),
    ((FULL,), (LIMITED,), (NEGATIVE, NO_DECISION)),
    ((FULL,), (LIMITED, NEGATIVE, NO_DECISION)),
)
OTHERS = ""  # the row for everything that has too few cases for one of its own
TABLES = ("subject", "training_state", "reference_occupation")  # each by outcome


def counted_in(record: Mapping[str, str], year: int) -> bool:
    """The case was first decided in this year, or ended in it without a decision."""
    day = record["final_decided_on"] if record["first_decision"] == WITHOUT else record["first_decided_on"]
    return record["first_decision"] != PENDING and day.startswith(f"{year}-")


def tables_from(records: Iterable[Mapping[str, str]], year: int) -> dict[str, Any]:
    """Everything that is published of a year; empty when there are too few cases to say anything."""
    rows = [
        {**record, "class": CLASS_OF[record["first_decision"]]}
        for record in records
        if counted_in(record, year) and record["first_decision"] in CLASS_OF
    ]
    if len(rows) < SMALL:
        return {}
    classes = classes_of(Counter(row["class"] for row in rows))
    place = {one: number for number, group in enumerate(classes) for one in group}
    outcomes = Counter(place[row["class"]] for row in rows if row["class"] in place)
    found: dict[str, Any] = {
        "total": len(rows),
        "outcomes": [{"key": "+".join(group), "count": outcomes[n]} for n, group in enumerate(classes)],
        "tables": [],
        "omitted": [],
    }
    for key in TABLES:
        table = _table(rows, key, place, len(classes), is_fixed=key == "subject") if classes else None
        if table is None:
            found["omitted"].append(key)
        else:
            found["tables"].append({"key": key, **table})
    return found


def classes_of(counts: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """The finest way of telling outcomes apart in which no class is small; none when even the coarsest has one."""
    for way in WAYS:
        if min(sum(counts.get(one, 0) for one in group) for group in way) >= SMALL:
            return way
    return ()


def _table(
    rows: list[dict[str, str]], attribute: str, place: Mapping[str, int], columns: int, *, is_fixed: bool
) -> dict[str, Any] | None:
    """One table with hidden cells as None; None when it cannot be published at all."""
    totals = Counter(row[attribute] for row in rows)
    keys = sorted(totals) if is_fixed else own_rows(totals)
    order = {key: number for number, key in enumerate(keys)}
    counts = [[0] * columns for _key in keys]
    for row in rows:
        counts[order.get(row[attribute], len(keys) - 1)][place[row["class"]]] += 1
    if not counts or not can_stand(counts):
        return None
    hidden = hidden_cells(counts)
    return {
        "rows": [
            {
                "key": key,
                "cells": [None if (r, c) in hidden else value for c, value in enumerate(counts[r])],
                "total": sum(counts[r]),
            }
            for r, key in enumerate(keys)
        ]
    }


def own_rows(totals: Mapping[str, int]) -> list[str]:
    """Values with a row of their own, the most frequent first; last the row for all others, never a small one."""
    named = sorted((key for key in totals if key and totals[key] >= ROW), key=lambda key: (-totals[key], key))
    left = sum(totals.values()) - sum(totals[key] for key in named)
    while named and 0 < left < ROW:
        left += totals[named.pop()]
    return [*named, OTHERS] if left else named
