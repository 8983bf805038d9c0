"""The queues of records to be checked again, and confirming one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.organisations.models import Person
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.countries.factories import CountryFactory, CountryProfileFactory
from tests.editorial.test_checks_looked_up import public
from tests.workspace.conftest import client_of

LIST = "/en/workspace/freshness/"
pytestmark = pytest.mark.django_db


def day(days: int) -> object:
    """A day before or after today."""
    return timezone.localdate() + timedelta(days=days)


def page_of(record: Qualification) -> str:
    return f"{LIST}qualification/{record.pk}/"


def test_queues_are_counted_and_filtered():
    person = cast.contributor()
    public(title="Überfällig", review_by=day(-3), responsible=cast.chamber())
    public(title="Bald", review_by=day(20))
    CountryProfileFactory(review_by=day(-9))
    CountryFactory(code="TR")
    client = client_of(person)
    html = client.get(LIST).content.decode()
    assert "overdue (2)" in html
    assert "within 30 days (1)" in html
    assert "Überfällig" in html
    assert "Bald" not in html
    assert html.count("Look and confirm") == 1, "country profiles are for others"
    soon = client.get(f"{LIST}?queue=30").content.decode()
    assert "Bald" in soon
    assert "overdue (1)" in client.get(f"{LIST}?kind=qualification").content.decode()
    assert "overdue (0)" in client.get(f"{LIST}?country=TR").content.decode()
    own = client.get(f"{LIST}?whose=own&queue=30").content.decode()
    assert "overdue (1)" in own
    assert "Bald" not in own
    assert "Look and confirm" not in client_of(cast.reader()).get(LIST).content.decode()


@pytest.mark.parametrize("query", ["queue=x", "kind=%00&country=zz&whose=y", "page=0", "page=2", "queue=never&page=x"])
def test_the_list_takes_any_query(editor: Client, query: str):
    assert editor.get(f"{LIST}?{query}").status_code == (404 if "page=" in query else 200)


def test_who_may_see_the_queues():
    assert client_of(None).get(LIST).status_code == 302
    nobody = Person.objects.create_user("nobody", "n@example.org", "correct horse battery")
    assert client_of(nobody).get(LIST).status_code == 404


def test_a_record_is_confirmed_and_the_public_page_says_so():
    record = public(review_by=day(-3))
    client = client_of(cast.contributor())
    assert "A check holds for" in client.get(page_of(record)).content.decode()
    response = client.post(page_of(record), {"confirm": "", "note": "Gesetz gelesen"}, follow=True)
    assert "Confirmed." in response.content.decode()
    record.refresh_from_db()
    assert (record.last_checked, record.review_by > day(360)) == (day(0), True)
    refused = client.post(page_of(record), {"confirm": "", "note": "a\0"})
    assert refused.status_code == 422


def test_another_day_is_set_or_refused_with_what_was_typed():
    record = public(review_by=day(-3))
    client, later = client_of(cast.contributor()), day(100)
    names = ["day_day", "day_month", "day_year"]
    boxes = {"set": "", **dict.fromkeys(names, "")}
    given = dict(zip(names, (later.day, later.month, later.year), strict=True))
    for wrong in (
        {}, {**given, "reason": ""}, {**dict.fromkeys(names, "x"), "reason": "Gesetz"},
        {**given, "day_year": "1999", "reason": "Gesetz"}, {**given, "reason": "\0"},
    ):  # fmt: skip
        response = client.post(page_of(record), {**boxes, **wrong})
        assert response.status_code == 422
        assert response.content.decode().split("<title>")[1].startswith("Error:")
    assert client.post(page_of(record), {"set": "", **given, "reason": "Neues Gesetz"}).status_code == 302
    record.refresh_from_db()
    assert record.review_by == later


def test_only_who_may_write_there_comes_to_a_record():
    record = public(review_by=day(-3))
    for person in (cast.reader(), cast.manager()):
        assert client_of(person).get(page_of(record)).status_code == 404
        assert client_of(person).post(page_of(record), {"confirm": ""}).status_code == 404
    writer = client_of(cast.contributor())
    profile = CountryProfileFactory()
    for path in (f"country/{profile.pk}", "country/99999", f"nothing/{record.pk}", "qualification/999999999999"):
        assert writer.get(f"{LIST}{path}/").status_code == 404
    Qualification.objects.update(state="withdrawn")
    assert writer.get(page_of(record)).status_code == 404
    record.refresh_from_db()
    assert record.last_checked is None


def test_the_list_asks_as_often_for_ten_records_as_for_one():
    client, counts = client_of(cast.editor()), []
    for number in (1, 9):
        for _record in range(number):
            public(review_by=day(-1), responsible=cast.chamber())
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pages_read_from_right_to_left():
    record, client = public(review_by=day(-3)), client_of(cast.contributor())
    for page in (LIST, page_of(record)):
        response = client.get(page.replace("/en/", "/ar/"))
        assert response.status_code == 200
        assert 'dir="rtl"' in response.content.decode()
