"""Published figures on the public pages: what was published, and nothing of a case."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bqportal.organisations.models import Organisation
from bqportal.statistics.models import PublishedFigures
from tests import cast

pytestmark = pytest.mark.django_db
TABLES = {
    "total": 40,
    "outcomes": [{"key": "full", "count": 25}, {"key": "limited+negative+without_decision", "count": 15}],
    "tables": [
        {"key": "training_state", "rows": [
            {"key": "PL", "cells": [None, None], "total": 18}, {"key": "", "cells": [None, None], "total": 22},
        ]},
        {"key": "reference_occupation", "rows": [
            {"key": "koch", "cells": [15, 6], "total": 21}, {"key": "", "cells": [10, 9], "total": 19},
        ]},
    ],
    "omitted": ["subject"], "is_example": False,
}  # fmt: skip


@pytest.fixture
def figures(db: None) -> PublishedFigures:
    return PublishedFigures.objects.create(
        organisation=cast.chamber(), year=2025, tables=TABLES, published_at=datetime(2026, 2, 1, tzinfo=UTC),
        published_by=cast.manager(),
    )  # fmt: skip


def test_nobody_has_published_yet(client: Client):
    response = client.get("/en/figures/")
    assert response.status_code == 200
    assert "No body has published figures yet." in response.content.decode()


def test_the_list_leads_to_tables_with_words_for_what_is_hidden(client: Client, figures: PublishedFigures):
    page = client.get("/en/figures/")
    assert "/en/figures/hwk-musterstadt/2025/" in page.content.decode()
    assert "public" in page["Cache-Control"]
    assert not page.cookies
    text = client.get("/en/figures/hwk-musterstadt/2025/").content.decode()
    assert text.count("suppressed</span>") == 4
    assert text.count("<caption>") == 2
    assert "Poland" in text
    assert "Not published, because too few cases would stand in a part of them: Regulated and other occupations" in text
    assert "invented example" not in text


def test_the_file_says_the_same(client: Client, figures: PublishedFigures):
    response = client.get("/en/figures/hwk-musterstadt/2025.csv")
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == {"table": "", "row": "", "outcome": "", "cases": "40"}
    assert {"table": "training_state", "row": "PL", "outcome": "full", "cases": "suppressed"} in rows
    assert {"table": "reference_occupation", "row": "koch", "outcome": "", "cases": "21"} in rows
    assert len(rows) == 1 + 2 + 2 * 2 * 3


def test_what_was_taken_back_is_gone_and_said(client: Client, figures: PublishedFigures):
    PublishedFigures.objects.update(tables={})
    assert "taken back" in client.get("/en/figures/").content.decode()
    assert client.get("/en/figures/hwk-musterstadt/2025/").status_code == 404
    assert client.get("/en/figures/hwk-musterstadt/2025.csv").status_code == 404


@pytest.mark.parametrize("address", ["hwk-musterstadt/2024/", "nowhere/2025/", "nowhere/2025.csv"])
def test_what_nobody_published_is_not_there(client: Client, figures: PublishedFigures, address: str):
    assert client.get(f"/en/figures/{address}").status_code == 404


def test_invented_figures_say_so(client: Client, figures: PublishedFigures):
    PublishedFigures.objects.update(tables={**TABLES, "is_example": True})
    assert "invented example" in client.get("/en/figures/hwk-musterstadt/2025/").content.decode()


def test_only_published_figures_are_asked_for(client: Client, figures: PublishedFigures):
    for number in range(12):
        body = Organisation.objects.create(slug=f"body-{number}", name=f"Body {number}", kind="ihk")
        PublishedFigures.objects.create(
            organisation=body, year=2025, tables=TABLES, published_at=figures.published_at,
            published_by=figures.published_by,
        )  # fmt: skip
    for address in ("/en/figures/", "/en/figures/hwk-musterstadt/2025/"):
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        assert len(caught) <= 4
        assert not [one for one in caught if "procedures_" in one["sql"] or "statisticsrecord" in one["sql"]]


def test_it_stands_in_the_sitemap(client: Client):
    assert "/en/figures/" in client.get("/en/sitemap/").content.decode()
