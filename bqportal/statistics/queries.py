"""Published figures, for everybody. Touches nothing but what was published: no case, no record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bqportal.statistics.models import PublishedFigures


def published() -> list[PublishedFigures]:
    """What stands on the public page: the newest year first, bodies by name. One query."""
    rows = PublishedFigures.objects.select_related("organisation").order_by("-year", "organisation__name")
    return list(rows)


def published_of(slug: str, year: int) -> PublishedFigures:
    """The figures of one body and year.

    Raises:
        PublishedFigures.DoesNotExist: there are none, or they were taken back.
    """
    found = PublishedFigures.objects.select_related("organisation").get(organisation__slug=slug, year=year)
    if is_withdrawn(found):
        raise PublishedFigures.DoesNotExist
    return found


def is_withdrawn(figures: PublishedFigures) -> bool:
    """They were taken back; the line stays, because the year cannot be published again."""
    return "total" not in figures.tables


@dataclass(frozen=True)
class Line:
    """One number as it was published: which table, row and column, and None where it is hidden."""

    table: str
    row: str
    column: str
    count: int | None


def lines_of(tables: Mapping[str, Any]) -> list[Line]:
    """Everything that was published, one number a line; an empty row or column is the total."""
    if "total" not in tables:
        return []
    keys = [outcome["key"] for outcome in tables["outcomes"]]
    found = [Line("", "", "", tables["total"])]
    found += [Line("", "", outcome["key"], outcome["count"]) for outcome in tables["outcomes"]]
    for table in tables["tables"]:
        for row in table["rows"]:
            name = row["key"] or "others"
            cells = zip(keys, row["cells"], strict=True)
            found += [Line(table["key"], name, key, count) for key, count in cells]
            found.append(Line(table["key"], name, "", row["total"]))
    return found
