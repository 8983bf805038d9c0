"""Official figures on recognition, as offices have published them: one per line of a file, each with its source.

The file is written by hand, from published pages only (statistics under § 17 BQFG and the laws of the Länder; IHK FOSA
about itself). A figure that nobody has published is not in it. Scopes are different bases and are never added up or set
against each other: `federal` is occupations under federal law, `land` under the law of a Land, `all` both.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "recognition_figures.csv"
COLUMNS = (
    "year", "scope", "measure", "dimension", "key", "value", "unit", "precision", "source", "address", "day", "note",
)  # fmt: skip
SCOPES = ("all", "federal", "land", "ihk_fosa")  # and a Land by its ISO 3166-2 code, such as DE-ST
LAND = re.compile(r"DE-[A-Z]{2}")
MEASURES = ("applications", "processed", "decisions", "recognitions", "notices", "duration")
DIMENSIONS = ("total", "outcome", "country", "occupation", "group", "average", "median")
UNITS = ("cases", "percent", "days")
PRECISIONS = ("exact", "rounded", "more_than", "almost")
OFFICIAL_STEP = 3  # the offices round counts to multiples of three, so that nobody is recognised


@dataclass(frozen=True)
class Source:
    """A published page; `day` is when it was published, as far as known (2025-09-04, 2022-09, 2013, or empty)."""

    title: str
    address: str
    day: str = ""


@dataclass(frozen=True)
class Figure:
    """One published number.

    Attributes:
        year: the calendar year that is reported, or first and last one of a longer time (2012-2022).
        key: which outcome, country, occupation or group; empty for totals.
        precision: `exact` as published to the last digit, or in which way the source has rounded.
    """

    year: str
    scope: str
    measure: str
    dimension: str
    key: str
    value: float
    unit: str
    precision: str
    source: Source
    note: str = ""

    @property
    def one_year(self) -> int | None:
        """The year as a number; None for a longer time."""
        return int(self.year) if len(self.year) == 4 else None


@cache
def figures() -> tuple[Figure, ...]:
    """All of them, as they stand in the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_figure(row) for row in csv.DictReader(file))


def _figure(row: dict[str, str]) -> Figure:
    source = Source(row["source"], row["address"], row["day"])
    plain = {name: row[name] for name in COLUMNS if name not in ("value", "source", "address", "day")}
    return Figure(value=_number(row["value"]), source=source, **plain)


def _number(text: str) -> float:
    return float(text) if "." in text else int(text)


def sources() -> tuple[Source, ...]:
    """Every source once, in the order of the file; the first is number 1."""
    return tuple(dict.fromkeys(figure.source for figure in figures()))


def numbers_of(chosen: tuple[Figure, ...] | list[Figure]) -> tuple[int, ...]:
    """The numbers of the sources of these figures."""
    place = {source: number for number, source in enumerate(sources(), 1)}
    return tuple(sorted({place[figure.source] for figure in chosen}))


def chosen(*, scope: str, measure: str, dimension: str = "total", unit: str = "cases", year: int = 0) -> list[Figure]:
    """Figures on one basis: one scope, measure and unit; of one year, or of all single years."""
    return [
        figure
        for figure in figures()
        if (figure.scope, figure.measure, figure.dimension, figure.unit) == (scope, measure, dimension, unit)
        and figure.one_year
        and year in (0, figure.one_year)
    ]


def latest_year(*, scope: str, measure: str, dimension: str, unit: str = "cases", least: int = 1) -> int:
    """The last year with at least so many figures of this kind; 0 without."""
    found = [figure.one_year or 0 for figure in chosen(scope=scope, measure=measure, dimension=dimension, unit=unit)]
    return max((year for year in found if found.count(year) >= least), default=0)


def by_year(found: list[Figure]) -> list[tuple[int, float | None]]:
    """Every year from the first to the last one; None for a year about which nothing was published."""
    values = {figure.one_year or 0: figure.value for figure in found}
    if not values:
        return []
    return [(year, values.get(year)) for year in range(min(values), max(values) + 1)]


def rows() -> list[list[str]]:
    """The lines of the file, to be handed out as they are."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
