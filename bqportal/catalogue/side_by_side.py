"""A comparison's sheet arranged in rows: on one side the German position, on the other what covers it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Sheet = Mapping[str, Any]


@dataclass(frozen=True)
class Hours:
    """Hours of the units named in a row (clock hours of the curriculum); `other` is what the source does not split."""

    theory: int
    practice: int
    other: int

    @property
    def total(self) -> int:
        """All hours."""
        return self.theory + self.practice + self.other


@dataclass(frozen=True)
class Row:
    """One German training position (Berufsbildposition) and what the foreign training says to it."""

    position: Sheet
    verdict: str
    units: Sequence[Sheet]
    reasons: Mapping[str, str]
    source_numbers: Sequence[int]
    hours: Hours
    starts_section: bool


def rows_of(sheet: Sheet, *, only_differences: bool = False) -> list[Row]:
    """The findings in the order of the regulation; without those that are covered when only differences are asked."""
    units = {unit["number"]: unit for unit in sheet["qualification"]["units"]}
    numbers = {source_key(source): source["number"] for source in all_sources(sheet)}
    rows: list[Row] = []
    section = None
    for finding in sheet["findings"]:
        if only_differences and finding["verdict"] == "yes":
            continue
        named = [units[number] for number in finding["units"] if number in units]
        rows.append(
            Row(
                position=finding["position"],
                verdict=finding["verdict"],
                units=named,
                reasons=finding["reasons"],
                source_numbers=[numbers[source_key(source)] for source in finding["sources"]],
                hours=hours_of(named),
                starts_section=bool(finding["position"]["section"]) and finding["position"]["section"] != section,
            )
        )
        section = finding["position"]["section"]
    return rows


def hours_of(units: Sequence[Sheet]) -> Hours:
    """Sums of what the units state."""
    theory = sum(unit["theory"] or 0 for unit in units)
    practice = sum(unit["practice"] or 0 for unit in units)
    total = sum(unit["total"] or 0 for unit in units)
    return Hours(theory, practice, max(total - theory - practice, 0))


def all_sources(sheet: Sheet) -> list[dict[str, Any]]:
    """The comparison's sources and those of its findings, numbered once through the page."""
    found = {source_key(source): dict(source) for source in sheet["sources"]}
    for finding in sheet["findings"]:
        for source in finding["sources"]:
            found.setdefault(source_key(source), {**source, "number": len(found) + 1})
    return list(found.values())


def source_key(source: Sheet) -> tuple[str, str, str]:
    """What makes two mentions the same source."""
    return source["title"], source["url"], source["publisher"]
