"""The portal's own figures: what is public, how fresh, in which languages, searches without result, sheets made."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.qualifications.models import Qualification
from bqportal.search import tally
from bqportal.search.models import EmptySearchCount
from bqportal.search.results import SearchResult
from bqportal.statistics.portal_figures import TABLES, freshness, freshness_of, months, portal_charts
from tests.catalogue.conftest import Portal
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


@pytest.fixture
def counting(settings, db):
    settings.BQPORTAL_COUNT_READS = True
    tally.flush_empty_searches()
    EmptySearchCount.objects.all().delete()
    yield
    with tally._lock:
        tally._counted.clear()


def read(client: Client, key: str) -> list[dict[str, str]]:
    response = client.get(f"/en/figures/portal/{key}.csv")
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_an_empty_portal_has_figures_too(client: Client):
    response = client.get("/en/figures/portal/")
    assert response.status_code == 200
    html = response.content.decode()
    assert "No profile of a qualification is public yet" in html
    assert html.count('<figure class="bq-chart">') == len(TABLES)
    for key in TABLES:
        assert f"/en/figures/portal/{key}.csv" in html
        read(client, key)


def test_counted_is_what_is_public(client: Client, portal: Portal):
    QualificationFactory(state="draft")
    html = client.get("/en/figures/portal/").content.decode()
    assert "Public profiles of qualifications: 1. Countries with one or more: 1" in html
    assert "Most profiles are of qualifications from this country: Poland" in html
    assert {"kind": "qualification", "public": "1"} in read(client, "profiles")
    assert read(client, "countries") == [{"country": "PL", "qualifications": "1"}]
    assert {row["language"] for row in read(client, "languages")} >= {"de", "en"}


def test_an_unknown_chart_has_no_file(client: Client):
    assert client.get("/en/figures/portal/secrets.csv").status_code == 404


@pytest.mark.parametrize(
    ("checked", "review_by", "standing"),
    [
        (None, None, "never"),
        (TODAY, None, "checked"),
        (TODAY, TODAY - timedelta(1), "overdue"),
        (None, TODAY - timedelta(1), "overdue"),
        (TODAY, TODAY, "due"),
        (TODAY, TODAY + timedelta(90), "due"),
        (TODAY, TODAY + timedelta(91), "checked"),
        (None, TODAY + timedelta(10), "never"),
    ],
)
def test_every_record_stands_in_one_place(checked, review_by, standing):
    assert freshness_of(checked, review_by, TODAY) == standing


def test_freshness_sums_up_to_all_public_records(portal: Portal):
    Qualification.objects.filter(pk=portal.qualification.pk).update(last_checked=TODAY, review_by=date(2026, 1, 1))
    counts = dict(freshness(TODAY).rows)
    assert counts["overdue"] >= 1
    assert sum(counts.values()) == sum(n for _kind, n in TABLES["profiles"](TODAY).rows)


def test_the_query_count_does_not_grow(portal: Portal):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            portal_charts(TODAY)
        return len(caught)

    before = queries()
    for _number in range(5):
        QualificationFactory(state="published")
    assert queries() == before <= 26


def test_months_are_the_last_twelve():
    assert len(months(TODAY)) == 12
    assert months(TODAY)[0] == date(2025, 12, 1)
    assert months(date(2026, 1, 31))[-2] == date(2025, 12, 1)


def test_a_search_without_result_is_counted_and_nothing_of_it_kept(client: Client, portal: Portal, counting):
    for _number in range(2):
        assert client.get("/en/search/?q=qqxxzzyywwvv").status_code == 200
    client.get("/uk/search/?q=qqxxzzyywwvv")
    client.get("/en/search/?q=")
    client.get("/en/search/?q=qqxxzzyywwvv&country=PL")
    rows = EmptySearchCount.objects.values_list("day", "language", "count")
    assert sorted(rows) == [(timezone.localdate(), "en", 2), (timezone.localdate(), "uk", 1)]
    names = {field.name for field in EmptySearchCount._meta.get_fields()}
    assert names == {"id", "day", "language", "count"}
    assert {"month": f"{timezone.localdate():%Y-%m}", "language": "uk", "searches": "1"} in read(client, "searches")
    assert (
        "Searches that found nothing in the last twelve months: 3" in client.get("/en/figures/portal/").content.decode()
    )


def test_a_search_with_result_is_not_counted(client: Client, portal: Portal, counting):
    response = client.get(f"/en/search/?q={portal.qualification.title}")
    assert response.context["result"].total
    assert not EmptySearchCount.objects.exists()


def test_one_statement_is_written_and_only_when_nothing_was_found(client: Client, portal: Portal, counting):
    client.get("/en/search/?q=qqxxzzyywwvv")
    tally.note_if_empty(SearchResult("x", "en", {}, 1, 10), timezone.localdate())
    with CaptureQueriesContext(connection) as caught:
        tally.flush_empty_searches()
    assert len([one for one in caught if "SAVEPOINT" not in one["sql"]]) == 1
    with CaptureQueriesContext(connection) as caught:
        tally.flush_empty_searches()
    assert not len(caught)


def test_a_database_that_refuses_costs_the_number_not_the_page(client: Client, portal: Portal, counting, monkeypatch):
    def refuse(_counted):
        raise DatabaseError("locked")

    monkeypatch.setattr(tally, "_write", refuse)
    response = client.get("/en/search/?q=qqxxzzyywwvv")
    assert response.status_code == 200
    assert not EmptySearchCount.objects.exists()


def test_searching_that_is_not_available_counts_nothing(counting):
    tally.note_if_empty(SearchResult("x", "en", {}, 1, 10, available=False), timezone.localdate())
    assert not tally._counted


def test_it_is_not_counted_where_the_operator_does_not_count(settings):
    settings.BQPORTAL_COUNT_READS = False
    tally.note_if_empty(SearchResult("x", "en", {}, 1, 10), timezone.localdate())
    assert not tally._counted
