"""The numbers behind diagrams and tables as CSV (RFC 4180), for spreadsheets."""

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from bqportal.catalogue.access import public_record
from bqportal.catalogue.responses import public
from bqportal.catalogue.side_by_side import rows_of
from bqportal.comparison.queries import comparison_sheet, comparisons
from bqportal.countries.queries import country_profiles, profile_sheet
from bqportal.languages.texts import chosen
from bqportal.qualifications.queries import qualification_profiles, qualification_sheet

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@public
def pathways(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """The stages of a training system."""
    sheet = profile_sheet(public_record(country_profiles(), country__code=code.upper(), slug=version))
    head = [
        "key",
        "kind",
        "title",
        "title_original",
        "language",
        "age_from",
        "years",
        "certificate",
        "compulsory",
        "leads_to",
    ]
    rows = [
        [
            stage["key"], stage["kind"], worded(stage["titles"]), stage["title"], stage["lang"], stage["age_from"],
            stage["years"], stage["certificate"], stage["compulsory"], " ".join(stage["leads_to"]),
        ]
        for stage in sheet["stages"]
    ]  # fmt: skip
    return table(f"{code.lower()}-{version}-pathways", head, rows)


@public
def units(request: HttpRequest, slug: str) -> HttpResponse:
    """The content of a training with its hours."""
    sheet = qualification_sheet(public_record(qualification_profiles(), slug=slug))
    head = ["number", "title", "title_original", "language", "year", "hours_theory", "hours_practice", "hours_total"]
    rows = [
        [
            unit["number"], worded(unit["titles"]), unit["title"], unit["lang"], unit["year"], unit["theory"],
            unit["practice"], unit["total"],
        ]
        for unit in sheet["units"]
    ]  # fmt: skip
    return table(f"{slug}-units", head, rows)


@public
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """A comparison, one line per position."""
    sheet = comparison_sheet(public_record(comparisons(), slug=slug))
    head = ["section", "number", "position", "verdict", "units", "hours", "reason"]
    rows = [
        [
            row.position["section"], row.position["number"], row.position["text"], row.verdict,
            " ".join(unit["number"] for unit in row.units), row.hours.total or None, worded(row.reasons),
        ]
        for row in rows_of(sheet)
    ]  # fmt: skip
    return table(slug, head, rows)


def worded(texts: dict[str, str] | Any) -> str:
    """A multilingual text in the language of the address."""
    return chosen(texts, get_language() or "en").text


def table(name: str, head: list[str], rows: Iterable[list[Any]]) -> HttpResponse:
    """A file to keep; with a byte order mark, without which spreadsheets take UTF-8 for something else."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(head)
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return response


def harmless(cell: Any) -> Any:
    """Text that no spreadsheet takes for a formula (CWE-1236).

    >>> harmless("=1+1"), harmless(3), harmless(None)
    ("'=1+1", 3, '')
    """
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
