"""Addresses for programs."""

import xml.etree.ElementTree as ET
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client

from bqportal.catalogue.views.machines import reader_language
from tests.catalogue.conftest import Portal

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "de"), ("de-AT,de;q=0.9", "de"), ("en-GB", "en"), ("sv,de;q=0.5,en;q=0.3", "de"), ("mi-NZ", "en"),
        ("hr,en;q=0.5", "bs"), ("sr-Latn-RS", "bs"), ("prs-AF", "fa"), ("uk-UA,ru;q=0.5", "uk"),
        ("*", "de"), ("\x00;;q=x", "en"), ("x" * 20_000, "de"),
    ],
)  # fmt: skip
def test_the_reader_is_led_to_a_language_they_know(header: str, language: str) -> None:
    assert reader_language(header) in (language, "de", "en")
    if len(header) < 100 and header.isprintable():
        assert reader_language(header) == language


def test_the_way_to_a_language_needs_no_cookie(visitor: Client) -> None:
    visitor.cookies["language"] = "de"
    response = visitor.get("/", headers={"Accept-Language": "en"})
    assert (response.status_code, response["Location"]) == (302, "/en/")
    assert "accept-language" in response["Vary"].lower()
    assert "cookie" not in response["Vary"].lower()
    assert not response.cookies


def test_robots_find_the_sitemap(visitor: Client) -> None:
    text = visitor.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_the_sitemap_names_every_page_in_every_language(portal: Portal, visitor: Client) -> None:
    index = ET.fromstring(visitor.get("/sitemap.xml").content)
    sections = [location.text or "" for location in index.findall(".//s:loc", NAMES)]
    assert len(sections) == 6
    pages = ET.fromstring(visitor.get("/sitemap-qualifications.xml").content).findall("s:url", NAMES)
    locations = {page.findtext("s:loc", namespaces=NAMES) for page in pages}
    path = f"/qualifications/{portal.qualification.slug}/"
    assert {f"http://testserver/de{path}", f"http://testserver/en{path}"} <= locations
    alternates = {link.get("hreflang") for link in pages[0].findall("x:link", NAMES)}
    assert {"de", "en", "x-default"} <= alternates
    assert visitor.get("/sitemap-nonsense.xml").status_code == 404


def test_the_feed_tells_what_changed(portal: Portal, visitor: Client) -> None:
    response = visitor.get("/en/feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert response["Cache-Control"] == "public, s-maxage=300"
    feed = ET.fromstring(response.content)
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert "Qualification: Technik mechatronik" in titles
    assert "Country: Poland" in titles
    assert len(titles) == 5


@pytest.mark.django_db
def test_health_says_whether_the_database_answers(visitor: Client) -> None:
    assert visitor.get("/healthz").json() == {"database": "ok"}
    with patch("bqportal.catalogue.views.machines.connection.cursor", side_effect=DatabaseError):
        assert visitor.get("/healthz").status_code == 503
