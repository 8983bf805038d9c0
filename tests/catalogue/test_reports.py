"""Readers report errors without giving anything about themselves."""

import pytest
from django.test import Client

from bqportal.editorial.models import ErrorReport

ADDRESS = "/de/report-error/"
pytestmark = pytest.mark.django_db


def test_a_report_is_kept_and_thanked_for(visitor: Client) -> None:
    page = "/de/countries/pl/"
    form = visitor.get(ADDRESS, {"page": page}).content.decode()
    assert f'value="{page}"' in form
    response = visitor.post(ADDRESS, {"page": page, "message": "Seit 2020 anders.", "website": ""})
    assert (response.status_code, response["Location"]) == (302, "/de/report-error/thanks/")
    report = ErrorReport.objects.get()
    assert (report.page, report.message, report.language) == (page, "Seit 2020 anders.", "de")


def test_only_the_form_has_a_cookie_and_is_not_cached(visitor: Client) -> None:
    response = visitor.get(ADDRESS)
    assert set(response.cookies) == {"csrftoken"}
    assert "no-store" in response["Cache-Control"]


def test_a_form_from_elsewhere_is_refused() -> None:
    response = Client(enforce_csrf_checks=True).post(ADDRESS, {"message": "x"})
    assert response.status_code == 403
    assert 'id="content"' in response.content.decode()  # in the portal's layout
    assert ErrorReport.objects.count() == 0


def test_an_empty_report_keeps_what_was_written(visitor: Client) -> None:
    response = visitor.post(ADDRESS, {"page": "/de/somewhere/", "message": " "})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_message"' in html
    assert 'value="/de/somewhere/"' in html


def test_a_program_is_thanked_and_forgotten(visitor: Client) -> None:
    assert visitor.post(ADDRESS, {"message": "buy", "website": "http://spam"}).status_code == 302
    assert ErrorReport.objects.count() == 0


@pytest.mark.parametrize("message", ["\x00", "a\x00b", "x" * 4001])
def test_hostile_reports_are_refused_kindly(visitor: Client, message: str) -> None:
    assert visitor.post(ADDRESS, {"message": message}).status_code == 422
    assert ErrorReport.objects.count() == 0


def test_a_page_address_is_never_a_link_or_markup(visitor: Client) -> None:
    html = visitor.get(ADDRESS, {"page": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html
