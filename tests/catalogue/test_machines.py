"""Addresses for programs."""

import xml.etree.ElementTree as ET
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client

from bqportal.catalogue.views.machines import reader_language
from tests.catalogue.conftest import Portal
from tests.offers.factories import CentreFactory, EventFactory, OfferFactory, PracticeFactory

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
    assert len(sections) == 10
    pages = ET.fromstring(visitor.get("/sitemap-qualifications.xml").content).findall("s:url", NAMES)
    locations = {page.findtext("s:loc", namespaces=NAMES) for page in pages}
    path = f"/qualifications/{portal.qualification.slug}/"
    assert {f"http://testserver/de{path}", f"http://testserver/en{path}"} <= locations
    alternates = {link.get("hreflang") for link in pages[0].findall("x:link", NAMES)}
    assert {"de", "en", "x-default"} <= alternates
    assert visitor.get("/sitemap-nonsense.xml").status_code == 404


def addresses(visitor: Client, section: str) -> set[str]:
    """The English addresses of one part of the sitemap, without the language."""
    found = ET.fromstring(visitor.get(f"/sitemap-{section}.xml").content).findall(".//s:loc", NAMES)
    start = "http://testserver/en"
    return {text.removeprefix(start) for one in found if (text := one.text or "").startswith(f"{start}/")}


@pytest.mark.django_db
def test_the_sitemap_names_help_that_is_still_there(visitor: Client) -> None:
    centre, course = CentreFactory(funded_until="2999"), OfferFactory()
    CentreFactory(funded_until="2020-06")
    CentreFactory(state="draft")
    OfferFactory(valid_to="2020-06-30")
    event, practice = EventFactory(), PracticeFactory()
    assert addresses(visitor, "centres") == {f"/counselling-centres/{centre.slug}/"}
    assert addresses(visitor, "courses") == {f"/courses/{course.slug}/"}
    assert addresses(visitor, "trainings") == {f"/trainings/{event.slug}/"}
    assert addresses(visitor, "good-practice") == {f"/good-practice/{practice.slug}/"}


@pytest.mark.django_db
def test_pages_of_the_sitemap_want_to_be_kept_by_search_engines(visitor: Client) -> None:
    pages = addresses(visitor, "pages")
    assert {"/counselling-centres/", "/courses/", "/trainings/", "/good-practice/", "/sheets/new/"} <= pages
    for page in pages:
        response = visitor.get(f"/en{page}")
        assert response.status_code == 200, page
        assert "noindex" not in response.content.decode(), page


@pytest.mark.django_db
def test_the_map_for_people_names_where_help_is(visitor: Client) -> None:
    html = visitor.get("/en/sitemap/").content.decode()
    for page in ("finder/", "counselling-centres/", "counselling-centres/networks/", "courses/", "trainings/",
                 "good-practice/", "sheets/new/", "sheets/verify/"):  # fmt: skip
        assert f'href="/en/{page}"' in html, page


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
