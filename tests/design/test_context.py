"""What the layout knows of the portal and of the page."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from bqportal.design.context import Portal, portal


@pytest.fixture(autouse=True)
def _stand_in_pages(settings):
    settings.ROOT_URLCONF = "tests.design.urls"
    settings.LANGUAGES = [("de", "de"), ("en", "en"), ("ar", "ar")]


def page(path: str, language: str = "de") -> Portal:
    with override(language):
        return Portal(RequestFactory().get(path))


def html(path: str, language: str = "de") -> str:
    request = RequestFactory().get(path)
    with override(language):
        return render_to_string("design/base.html", portal(request), request)


def test_each_language_has_the_same_page_and_keeps_the_query():
    with override("de"):
        links = page("/de/guides/about/?q=1").languages
    assert [(link.code, link.path) for link in links] == [
        ("de", "/de/guides/about/?q=1"),
        ("en", "/en/guides/about/?q=1"),
        ("ar", "/ar/guides/about/?q=1"),
    ]
    assert [(link.name, link.direction) for link in links] == [
        ("Deutsch", "ltr"),
        ("English", "ltr"),
        ("العربية", "rtl"),
    ]
    assert [link.current for link in links] == [True, False, False]


def test_the_head_names_canonical_and_alternates():
    with override("de"):
        text = html("/de/search/?q=x")
    assert '<link rel="canonical" href="http://testserver/de/search/">' in text
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/search/">' in text


def test_an_unknown_address_has_no_alternates_and_still_a_layout():
    text = html("/nowhere/")
    assert 'rel="alternate"' not in text
    assert 'role="search"' in text


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_the_document_says_language_and_direction(language, direction):
    assert f'<html lang="{language}" dir="{direction}">' in html(f"/{language}/", language)


def test_navigation_marks_where_the_reader_is():
    with override("de"):
        current = [link.path for link in page("/de/country/").navigation if link.current]
    assert current == ["/de/country/"]


def test_links_that_are_not_mounted_are_left_out(settings):
    settings.ROOT_URLCONF = "bqportal.design.urls"
    found = page("/")
    assert (found.navigation, found.footer, found.search) == ([], [], "")


def test_the_query_is_kept_on_the_search_page_only_and_cut():
    with override("de"):
        assert len(page("/de/search/?q=" + "x" * 500).query) == 200
        assert page("/de/country/?q=x").query == ""


def test_the_layout_has_neither_inline_style_nor_inline_script():
    text = html("/de/")
    assert "<style" not in text
    assert " style=" not in text
    assert all("src=" in part.split(">")[0] for part in text.split("<script")[1:])


def test_reading_a_page_leaves_the_session_alone(client, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path  # whitenoise warns of a missing folder
    response = client.get("/de/design/")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_only_a_machine_translated_interface_says_so(monkeypatch):
    monkeypatch.setattr("bqportal.design.context.is_machine_translated", lambda language: language == "en")
    assert "translated by a machine" in html("/en/", "en")
    assert "maschinell übersetzt" not in html("/de/")
