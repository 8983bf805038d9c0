"""Published tables in words, for the public page and for the preview. Touches no case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from bqportal.countries.queries import country_name
from bqportal.occupations.models import ReferenceOccupation
from bqportal.statistics.wordings import ROWS, class_name, column_name, table_name


@dataclass(frozen=True)
class ShownRow:
    """A row; `language` is that of the label where it is not the reader's. None is a hidden number."""

    label: str
    language: str
    cells: list[tuple[str, int | None]]  # column and number
    total: int


@dataclass(frozen=True)
class ShownTable:
    """A table with both margins."""

    key: str
    caption: str
    columns: list[str]
    rows: list[ShownRow]
    totals: list[tuple[str, int]]


@dataclass(frozen=True)
class Shown:
    """Everything of one body and year, in words."""

    total: int
    outcomes: list[tuple[str, int]] = field(default_factory=list)
    tables: list[ShownTable] = field(default_factory=list)
    omitted: list[str] = field(default_factory=list)
    is_example: bool = False


def shown(tables: Mapping[str, Any]) -> Shown:
    """What is published, in the reader's language: one query, for the names of occupations."""
    columns = [column_name(outcome["key"]) for outcome in tables["outcomes"]]
    outcomes = [(class_name(outcome["key"]), outcome["count"]) for outcome in tables["outcomes"]]
    totals = [(label, outcome["count"]) for label, outcome in zip(columns, tables["outcomes"], strict=True)]
    slugs = [
        row["key"] for table in tables["tables"] if table["key"] == "reference_occupation" for row in table["rows"]
    ]
    names = {one.slug: one.name_m for one in ReferenceOccupation.objects.filter(slug__in=slugs)} if slugs else {}
    return Shown(
        total=tables["total"],
        outcomes=outcomes,
        tables=[
            ShownTable(
                table["key"], table_name(table["key"]), columns,
                [_row(table["key"], row, columns, names) for row in table["rows"]], totals,
            )
            for table in tables["tables"]
        ],
        omitted=[table_name(key) for key in tables["omitted"]],
        is_example=tables.get("is_example", False),
    )  # fmt: skip


def _row(table: str, row: Mapping[str, Any], columns: list[str], names: Mapping[str, str]) -> ShownRow:
    """A row with its label: a fixed word, a state, or an occupation's German name."""
    key, language = row["key"], ""
    if (table, key) in ROWS:
        label = str(ROWS[table, key])
    elif table == "training_state":
        label = country_name(key, get_language() or "en")
    else:
        label, language = names.get(key, key), "de" if key in names else ""
    return ShownRow(label, language, list(zip(columns, row["cells"], strict=True)), row["total"])
