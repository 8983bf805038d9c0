"""What did not work is said calmly, in the portal's layout, without the database (these tests have none)."""

from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory

from bqportal.catalogue.views import errors


def test_a_missing_page_proposes_a_search() -> None:
    response = Client().get("/de/nowhere/pl-technik-mechatronik/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "/de/search/?q=technik%20mechatronik" in html
    assert "search-main-box" in html
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/de/%00/", "/de/\x7f/", "/de/" + "x" * 5000 + "/", "/de/<script>alert(1)</script>/"])
def test_strange_addresses_are_only_missing(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 404
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    ("problem", "status"), [(PermissionDenied, 403), (SuspiciousOperation, 400), (RuntimeError, 500)]
)
def test_every_problem_has_its_page(problem: type[Exception], status: int) -> None:
    with patch("bqportal.catalogue.views.machines.reader_language", side_effect=problem):
        response = Client(raise_request_exception=False).get("/")
    assert response.status_code == status
    assert "search-main-box" in response.content.decode()


def test_even_without_a_layout_something_is_said() -> None:
    with patch("bqportal.catalogue.views.errors.render", side_effect=RuntimeError):
        response = errors.server_error(RequestFactory().get("/de/"))
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
