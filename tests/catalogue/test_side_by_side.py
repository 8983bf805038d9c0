"""Rows of a comparison, worked out from its sheet."""

from typing import Any

from bqportal.catalogue.side_by_side import Hours, all_sources, rows_of


def unit(number: str, theory: int | None, practice: int | None, total: int | None) -> dict[str, Any]:
    return {"number": number, "title": number, "theory": theory, "practice": practice, "total": total}


def source(title: str, number: int) -> dict[str, Any]:
    return {"title": title, "url": "", "publisher": "", "number": number}


def finding(order: int, verdict: str, units: list[str], section: str, sources: list[dict[str, Any]]) -> dict[str, Any]:
    position = {"order": order, "section": section, "text": f"Position {order}"}
    return {"position": position, "verdict": verdict, "units": units, "reasons": {}, "sources": sources}


SHEET = {
    "qualification": {"units": [unit("1", 40, 80, 120), unit("2", None, None, 30), unit("3", None, None, None)]},
    "sources": [source("law", 1)],
    "findings": [
        finding(1, "yes", ["1", "2"], "A", [source("curriculum", 1)]),
        finding(2, "no", [], "A", []),
        finding(3, "unknown", ["3", "lost"], "B", [source("law", 1), source("curriculum", 2)]),
    ],
}


def test_hours_are_those_of_the_units_named() -> None:
    assert [row.hours for row in rows_of(SHEET)] == [Hours(40, 80, 30), Hours(0, 0, 0), Hours(0, 0, 0)]


def test_a_unit_that_is_gone_is_left_out() -> None:
    assert [unit["number"] for unit in rows_of(SHEET)[2].units] == ["3"]


def test_sections_begin_where_they_change() -> None:
    assert [row.starts_section for row in rows_of(SHEET)] == [True, False, True]


def test_only_differences_keeps_what_is_not_known() -> None:
    assert [row.verdict for row in rows_of(SHEET, only_differences=True)] == ["no", "unknown"]


def test_sources_are_numbered_once_through_the_page() -> None:
    assert [(row["title"], row["number"]) for row in all_sources(SHEET)] == [("law", 1), ("curriculum", 2)]
    assert [list(row.source_numbers) for row in rows_of(SHEET)] == [[2], [], [1, 2]]
