"""A chart in plain values: bars, with the finding as the title and where the numbers are from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar. None: nobody has published the number, or nothing is known; zero is a number."""

    label: str
    value: float | None
    lang: str = ""


@dataclass(frozen=True)
class Chart:
    """One chart.

    Attributes:
        key: part of ids and of the file's name; unique on a page.
        title: what is found, worked out from the numbers.
        desc: what is counted, and what is not.
        unit: stands behind every number; may be empty.
        sources: numbers in the list of sources below the page.
    """

    key: str
    title: str
    rows: tuple[Bar, ...]
    desc: str = ""
    unit: str = ""
    sources: tuple[int, ...] = ()

    @property
    def has_gaps(self) -> bool:
        """Whether a number is missing."""
        return any(row.value is None for row in self.rows)


@dataclass(frozen=True)
class Change:
    """From one year to a later one, in per cent of the first, rounded as people say it."""

    before: int
    year: int
    percent: int


def change_of(series: Sequence[tuple[int, float | None]]) -> Change | None:
    """The last change that is known: between the last two years that have a number.

    >>> change_of([(2022, 52300), (2023, 65300), (2024, 79100)])
    Change(before=2023, year=2024, percent=21)
    """
    known = [(year, value) for year, value in series if value is not None]
    if len(known) < 2 or not known[-2][1]:
        return None
    (before, old), (year, new) = known[-2:]
    return Change(before, year, round(100 * (new - old) / old))
