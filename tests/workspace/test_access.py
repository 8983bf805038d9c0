"""Role by route by thing: nobody signs in first, who has no right finds nothing and changes nothing, nobody keeps a
copy. The table is tests/workspace/matrix.py, what was asked is tests/workspace/crawl.py."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.workspace.conftest import Walk, client_of
from tests.workspace.crawl import PUBLIC_ROUTES, Answer, address
from tests.workspace.matrix import ACCOUNT, OUTSIDE, PAGES, PLAIN, WORKSPACE
from tests.workspace.world import MARKS

pytestmark = pytest.mark.django_db  # the walk needs the database to be there
INSIDE = [*(f"workspace:{name}" for name in WORKSPACE), *(name for name in ACCOUNT)]
DONE, REFUSED_FORM = {200, 302}, {409, 422}


def routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of all routes of the portal, Django's own admin apart."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = ":".join(name for name in (space, one.namespace) if name)
            yield from routes(one.url_patterns, inner) if one.namespace != "admin" else ()
        elif one.name:
            yield f"{space}:{one.name}" if space else one.name


def is_led_to_sign_in(answer: Answer) -> bool:
    """Whether a visitor is asked who she is, and comes back afterwards."""
    return answer.status == 302 and answer.location == f"/en/workspace/sign-in/?next={quote(answer.path)}"


def deviation(answer: Answer) -> str:
    """What is wrong with an answer; empty when it is as the table says."""
    page = PAGES[answer.route]
    things = page.get if answer.method == "get" else page.post
    may = answer.role in (things or {}).get(answer.thing, ())
    right = DONE if answer.method == "get" else DONE | REFUSED_FORM
    if things is None and answer.status == 405:
        return "" if answer.is_whole or answer.route not in INSIDE else "405 without the portal's layout"
    if may:
        return (
            ""
            if answer.status in (right - ({302} if answer.method == "get" else set())) | page.status
            else "must be let in"
        )
    if answer.writes:
        return f"wrote {answer.writes[0]}"
    if answer.role in OUTSIDE and answer.route not in PUBLIC_ROUTES:
        return "" if is_led_to_sign_in(answer) else "must be led to the sign-in"
    return "" if answer.status == 404 and answer.is_whole else "must find nothing"


def test_every_route_of_the_portal_is_in_the_matrix() -> None:
    assert set(routes(get_resolver().url_patterns)) == set(PAGES)


@pytest.mark.parametrize("route", PAGES)
def test_who_may_is_let_in_and_nobody_else(walk: Walk, route: str) -> None:
    wrong = [f"{answer} – {fault}" for answer in walk.by_route[route] if (fault := deviation(answer))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", [route for route, page in PAGES.items() if page.body])
def test_the_forms_of_the_matrix_are_in_order(walk: Walk, route: str) -> None:
    """A form that nobody could send would prove nothing about those who may not."""
    assert any(answer.status == 302 or answer.writes for answer in walk.by_route[route] if answer.method == "post")
