"""Signing in and out."""

import pytest
from django.test import Client

from tests import cast

ADDRESS = "/de/workspace/sign-in/"
PASSWORD = "correct horse battery"
pytestmark = pytest.mark.django_db


def test_who_signs_in_goes_where_she_wanted(visitor: Client) -> None:
    cast.editor()
    wanted = "/de/workspace/matching/"
    form = visitor.get(ADDRESS, {"next": wanted}).content.decode()
    assert f'name="next" value="{wanted}"' in form
    response = visitor.post(ADDRESS, {"username": "editor", "password": PASSWORD, "next": wanted})
    assert (response.status_code, response["Location"]) == (302, wanted)
    assert visitor.get(ADDRESS)["Location"] == "/de/workspace/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_to_another_portal(visitor: Client, target: str) -> None:
    cast.editor()
    response = visitor.post(ADDRESS, {"username": "editor", "password": PASSWORD, "next": target})
    assert response["Location"] == "/de/workspace/"


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"username": "editor", "password": "x"},
        {"username": "nobody", "password": "x"},
        {"username": "a\0", "password": "\0"},
    ],
)
def test_a_wrong_name_or_password_is_told_without_saying_which(visitor: Client, typed: dict[str, str]) -> None:
    cast.editor()
    response = visitor.post(ADDRESS, typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in html
    assert html.count("<h1") == 1
    assert "_auth_user_id" not in visitor.session


def test_who_left_cannot_sign_in(visitor: Client) -> None:
    person = cast.editor()
    person.is_active = False
    person.save()
    assert visitor.post(ADDRESS, {"username": "editor", "password": PASSWORD}).status_code == 422


def test_signing_out_is_a_deed_of_its_own(editor: Client) -> None:
    assert editor.get("/de/workspace/sign-out/").status_code == 405
    response = editor.post("/de/workspace/sign-out/")
    assert (response.status_code, response["Location"]) == (302, "/de/")
    assert editor.get("/de/workspace/").status_code == 302


def test_the_sign_in_page_is_not_kept(visitor: Client) -> None:
    response = visitor.get(ADDRESS)
    assert "no-store" in response["Cache-Control"]
    assert 'content="noindex, nofollow"' in response.content.decode()
    assert "work-bar" not in response.content.decode().replace("workspace.css", "")
