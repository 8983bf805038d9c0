"""Data to take along: CSV and PDF."""

import csv
import io

import pytest
from django.test import Client

from bqportal.catalogue.views.tables import harmless
from tests.catalogue.conftest import Portal


def rows(visitor: Client, address: str) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    response = visitor.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_diagram_units_and_findings_come_as_tables(portal: Portal, visitor: Client) -> None:
    assert rows(visitor, "/de/countries/pl/2019/pathways.csv")[0]["leads_to"] == "technikum"
    assert rows(visitor, f"/de/qualifications/{portal.qualification.slug}/units.csv")[0]["hours_total"] == "120"
    findings = rows(visitor, f"/de/comparisons/{portal.comparison.slug}/findings.csv")
    assert [line["verdict"] for line in findings] == ["yes", "partly", "no", "unknown"]


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_entry_has_a_fact_sheet(portal: Portal, visitor: Client, language: str) -> None:
    for path in (
        f"qualifications/{portal.qualification.slug}/", f"occupations/{portal.occupation.slug}/",
        f"comparisons/{portal.comparison.slug}/", "countries/pl/2019/",
    ):  # fmt: skip
        response = visitor.get(f"/{language}/{path}fact-sheet.pdf")
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-")
        assert f".{language}.pdf" in response["Content-Disposition"]
