"""Role by route: nobody signs in first, who has no right finds nothing, and nobody keeps a copy."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from bqportal.matching.models import Synonym
from bqportal.workspace.urls import urlpatterns
from tests import cast
from tests.workspace.conftest import client_of

RIGHTS = {
    "start": None,
    "matching": "view_crosswalk",
    "synonym-list": "view_synonym",
    "synonym-add": "add_synonym",
    "synonym-remove": "delete_synonym",
}
OPEN = {"sign-in", "sign-out"}


def address(route: str, synonym: Synonym) -> str:
    """The German address of a page."""
    with override("de"):
        return reverse(f"workspace:{route}", args=[synonym.pk] if route == "synonym-remove" else [])


def is_unkept(response: HttpResponse) -> bool:
    """Whether neither caches nor search engines keep the response."""
    return {"private", "no-store"} <= set(response["Cache-Control"].split(", ")) and response[
        "X-Robots-Tag"
    ] == "noindex"


def test_every_page_of_the_work_area_is_in_the_matrix() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(RIGHTS) | OPEN


@pytest.mark.parametrize("route", RIGHTS)
def test_who_is_not_signed_in_signs_in_first(visitor: Client, synonym: Synonym, route: str) -> None:
    page = address(route, synonym)
    for ask in (visitor.get, visitor.post):
        response = ask(page)
        assert (response.status_code, response["Location"]) == (302, f"/de/workspace/sign-in/?next={page}")
        assert is_unkept(response)
    assert Synonym.objects.count() == 1


@pytest.mark.parametrize("route", RIGHTS)
def test_who_has_no_right_finds_nothing(contributor: Client, synonym: Synonym, route: str) -> None:
    page = address(route, synonym)
    expected = 404 if RIGHTS[route] else 200
    assert contributor.get(page).status_code == expected
    assert synonym.title not in contributor.get(page).content.decode()
    assert contributor.post(page).status_code == (404 if RIGHTS[route] else 405)
    assert Synonym.objects.count() == 1


@pytest.mark.parametrize("route", RIGHTS)
def test_who_has_the_right_sees_the_page_and_nobody_keeps_it(editor: Client, synonym: Synonym, route: str) -> None:
    response = editor.get(address(route, synonym))
    assert response.status_code == 200
    assert is_unkept(response)
    html = response.content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "<bdi>editor</bdi>" in html
    assert 'action="/de/workspace/sign-out/"' in html
    assert "canonical" not in html


@pytest.mark.parametrize("route", [route for route, right in RIGHTS.items() if right])
def test_each_right_opens_its_own_page_only(synonym: Synonym, route: str) -> None:
    person = cast.editor()
    person.user_permissions.remove(person.user_permissions.get(codename=RIGHTS[route]))
    client = client_of(person)
    found = {other: client.get(address(other, synonym)).status_code for other in RIGHTS}
    assert found == {other: 404 if other == route else 200 for other in RIGHTS}


def test_a_link_that_leads_nowhere_is_not_shown(contributor: Client, synonym: Synonym) -> None:
    html = contributor.get(address("start", synonym)).content.decode()
    assert "/de/workspace/matching/" not in html
    reader = cast.editor()
    reader.user_permissions.remove(*reader.user_permissions.filter(codename__in=("add_synonym", "delete_synonym")))
    html = client_of(reader).get(address("synonym-list", synonym)).content.decode()
    assert synonym.title in html
    assert "/synonyms/add/" not in html
    assert "/remove/" not in html


@pytest.mark.parametrize("route", ["synonym-add", "synonym-remove", "sign-out", "sign-in"])
def test_a_form_from_elsewhere_is_refused(synonym: Synonym, route: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor())
    assert client.post(address(route, synonym), {"title": "x"}).status_code == 403
    assert Synonym.objects.count() == 1
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("method", ["get", "head"])
def test_public_pages_stay_free_of_cookies_for_editors(editor: Client, method: str) -> None:
    ask: Callable[[str], HttpResponse] = getattr(editor, method)
    response = ask("/de/match/")
    assert not response.cookies
    assert "public" in response["Cache-Control"]
