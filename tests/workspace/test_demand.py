"""The demand board."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.editorial import reading
from bqportal.editorial.actions.demand import request_profile
from bqportal.editorial.models import MissingProfileRequest
from bqportal.editorial.workflow import State
from tests import cast
from tests.editorial.together import MARKER, part_of, version_of
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

BOARD = "/en/workspace/demand/"
pytestmark = pytest.mark.django_db


def missed(query: str, country: str = "PL") -> MissingProfileRequest:
    """A visitor asks."""
    request = request_profile(query=query, country=country, language="de", on=timezone.localdate())
    assert request
    return request


def test_requests_are_listed_narrowed_and_downloaded(contributor: Client) -> None:
    missed("Technik mechatronik")
    missed("Technik mechatronik")
    missed("<script>alert(1)</script>", country="UA")
    missed("=HYPERLINK()")
    html = contributor.get(BOARD).content.decode()
    assert html.index("Technik mechatronik") < html.index("&lt;script&gt;")
    assert "<script>alert" not in html
    assert "Technik" not in contributor.get(BOARD, {"country": "UA"}).content.decode()
    assert "Technik" not in contributor.get(BOARD, {"state": "done"}).content.decode()
    table = contributor.get(f"{BOARD}requests.csv")
    assert table["Content-Type"].startswith("text/csv")
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Technik mechatronik,PL,de,2,")
    assert any(line.startswith("'=HYPERLINK") for line in lines)


def test_a_request_is_linked_by_who_may_read_the_version(contributor: Client, editor: Client) -> None:
    wanted, version = missed("Technik"), version_of(cast.chamber())
    part_of(version, State.DRAFT, author=None)
    other = client_of(cast.other_contributor())
    page = f"{BOARD}{wanted.pk}/"
    assert MARKER not in other.get(page).content.decode()
    assert other.post(page, {"version": version.pk}).status_code == 422
    assert contributor.post(page, {"version": "x"}).status_code == 422
    assert contributor.post(page, {"version": version.pk}).status_code == 302
    assert MARKER in contributor.get(BOARD).content.decode()
    for address in (BOARD, page, f"{BOARD}requests.csv"):
        assert MARKER not in other.get(address).content.decode()
    assert "in work" in other.get(BOARD).content.decode()
    assert other.post(f"{page}unlink/").status_code == 404
    assert contributor.post(f"{page}drop/").status_code == 404
    assert contributor.post(f"{page}unlink/").status_code == 302
    assert editor.post(f"{page}drop/").status_code == 302
    assert not MissingProfileRequest.objects.exists()


def test_what_is_read_most_and_oldest_is_shown(contributor: Client, settings: object) -> None:
    settings.BQPORTAL_COUNT_READS = True  # type: ignore[attr-defined]
    reading.forget()
    today = timezone.localdate()
    qualification = QualificationFactory(title="Technik mechatronik", last_checked=today - timedelta(days=400))
    reading.note_read(qualification, today)
    reading.flush()
    html = contributor.get(BOARD).content.decode()
    assert f'<a href="/en/qualifications/{qualification.slug}/" dir="auto">Technik mechatronik</a>' in html
    assert "400" in html


@pytest.mark.parametrize("query", ["?country=%00", "?state=%00", "?country=" + "x" * 999, "?state[]=1"])
def test_whatever_is_asked_gets_a_calm_page(contributor: Client, query: str) -> None:
    assert contributor.get(f"{BOARD}{query}").status_code == 200


def test_the_board_asks_as_often_for_much_as_for_little(contributor: Client) -> None:
    counts = []
    for number in (2, 22):
        for n in range(number):
            missed(f"Titel {chr(97 + n)} {number}")
        contributor.get(BOARD)
        with CaptureQueriesContext(connection) as queries:
            assert contributor.get(BOARD).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
