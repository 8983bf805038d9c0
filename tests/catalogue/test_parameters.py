"""Addresses that nobody meant: never an error of ours."""

import pytest
from django.test import Client

from tests.catalogue.conftest import Portal

HOSTILE = ["", "0", "-1", "abc", "999999", "1e9", "٣", "\x00", "\x1b", "'; DROP TABLE x; --", "<b>", "%", "x" * 10_000]
LISTS = ("/de/qualifications/", "/de/occupations/", "/de/comparisons/", "/de/search/")
FILTERS = ("country", "level", "field", "occupation", "letter", "kind", "language", "checked", "only", "version", "q")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_strange_page_number_is_a_missing_page_at_worst(portal: Portal, visitor: Client, value: str) -> None:
    for address in LISTS:
        assert visitor.get(address, {"page": value}).status_code in (200, 404, 503), address


@pytest.mark.parametrize("value", HOSTILE)
def test_a_strange_filter_is_left_out(portal: Portal, visitor: Client, value: str) -> None:
    for address in (*LISTS, "/de/search/suggest/", "/de/", "/de/report-error/"):
        response = visitor.get(address, dict.fromkeys(FILTERS, value))
        assert response.status_code in (200, 503), address
        assert "<b>" not in response.content.decode()


def test_an_unknown_filter_is_said(portal: Portal, visitor: Client) -> None:
    html = visitor.get("/en/qualifications/", {"country": "ZZ"}).content.decode()
    assert "not known here" in html
    assert portal.qualification.slug in html


def test_filters_are_undone_one_by_one(portal: Portal, visitor: Client) -> None:
    html = visitor.get("/en/qualifications/", {"country": "PL", "level": "4", "field": "0714"}).content.decode()
    for left in ("?level=4&amp;field=0714", "?country=PL&amp;field=0714", "?country=PL&amp;level=4"):
        assert f'href="{left}"' in html
    assert portal.qualification.slug in html


def test_a_filter_narrows(portal: Portal, visitor: Client) -> None:
    type(portal.qualification).objects.update(eqf_level=5)
    assert portal.qualification.slug in visitor.get("/en/qualifications/", {"level": "5"}).content.decode()
    letter = portal.occupation.name_m[0]
    assert portal.occupation.slug in visitor.get("/en/occupations/", {"letter": letter}).content.decode()
