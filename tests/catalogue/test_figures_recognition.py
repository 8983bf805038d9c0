"""The page of official figures and its file."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bqportal.statistics import recognition

pytestmark = pytest.mark.django_db


def test_the_page_says_findings_sources_and_gaps(client: Client):
    response = client.get("/en/figures/recognition/")
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    html = response.content.decode()
    assert "Recognitions rose by 21% from 2023 to 2024" in html
    assert html.count('<figure class="bq-chart">') == 11
    assert html.count('<svg class="bq-bar"') > 40
    assert '<span class="bq-none">no information</span>' in html
    assert "multiples of three" in html
    assert html.count('id="source-') == len(recognition.sources())
    assert "September 4, 2025" in html


def test_links_to_sources_lead_somewhere_and_ids_stand_once(client: Client):
    html = client.get("/en/figures/recognition/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert "style=" not in html


@pytest.mark.parametrize("language", ["de", "en", "ar", "fa", "uk", "bs"])
def test_it_can_be_read_in_every_language(client: Client, language: str):
    response = client.get(f"/{language}/figures/recognition/")
    assert response.status_code == 200
    assert "%(" not in response.content.decode()


def test_it_needs_no_database(client: Client):
    with CaptureQueriesContext(connection) as caught:
        client.get("/en/figures/recognition/")
    assert len(caught) == 0


def test_the_file_is_the_file(client: Client):
    response = client.get("/en/figures/recognition.csv")
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == len(recognition.figures())
    assert tuple(rows[0]) == recognition.COLUMNS
    assert rows[0]["address"].startswith("https://")


def test_the_index_and_the_sitemap_lead_there(client: Client):
    for address in ("/en/figures/", "/en/sitemap/", "/sitemap-pages.xml"):
        html = client.get(address).content.decode()
        assert "/en/figures/recognition/" in html
        assert "/en/figures/portal/" in html
