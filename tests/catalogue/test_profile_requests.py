"""Readers ask for a missing profile: no cookie, no trace of them, and every read is counted in passing."""

import pytest
from django.test import Client
from django.utils import timezone

from bqportal.editorial import reading
from bqportal.editorial.models import MissingProfileRequest, ReadCount
from tests.catalogue.conftest import Portal
from tests.countries.factories import CountryFactory

ADDRESS = "/de/ask-for-profile/"
pytestmark = pytest.mark.django_db


def test_a_request_is_counted_and_thanked_for_without_a_cookie() -> None:
    CountryFactory(code="PL")
    visitor = Client(enforce_csrf_checks=True)
    form = visitor.get(ADDRESS, {"query": "Technik", "country": "PL"})
    assert 'value="Technik"' in form.content.decode()
    assert "no-store" in form["Cache-Control"]
    for _ in range(2):
        response = visitor.post(ADDRESS, {"query": "Technik", "country": "PL", "website": ""})
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}thanks/")
    assert visitor.get(response["Location"]).status_code == 200
    assert not visitor.cookies
    row = MissingProfileRequest.objects.values("query", "country", "language", "count").get()
    assert row == {"query": "Technik", "country": "PL", "language": "de", "count": 2}


def test_an_empty_search_offers_the_button(portal: Portal, visitor: Client) -> None:
    response = visitor.get("/de/search/", {"q": "qwxyzqwxyz"})
    html = response.content.decode()
    assert f'<form method="post" action="{ADDRESS}">' in html
    assert '<input type="hidden" name="query" value="qwxyzqwxyz">' in html
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_what_another_site_sends_is_refused(visitor: Client) -> None:
    for site in ("cross-site", "same-site"):
        assert visitor.post(ADDRESS, {"query": "Technik"}, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert not MissingProfileRequest.objects.exists()
    assert visitor.post(ADDRESS, {"query": "Technik"}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302


def test_a_program_is_thanked_and_forgotten(visitor: Client) -> None:
    assert visitor.post(ADDRESS, {"query": "buy", "website": "http://spam"}).status_code == 302
    assert not MissingProfileRequest.objects.exists()


@pytest.mark.parametrize(
    "form",
    [
        {"query": ""}, {"query": "a\0b"}, {"query": "x" * 201}, {"query": "anna@example.org"},
        {"query": "0171 2345678"},
        {"query": "Technik", "country": "ZZ"}, {},
    ],
)  # fmt: skip
def test_hostile_requests_are_refused_kindly(visitor: Client, form: dict[str, str]) -> None:
    response = visitor.post(ADDRESS, form)
    assert response.status_code == 422
    assert 'href="#id_' in response.content.decode()
    assert not MissingProfileRequest.objects.exists()


def test_markup_stays_text(visitor: Client) -> None:
    html = visitor.get(ADDRESS, {"query": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html


def test_reads_of_every_kind_are_counted_and_a_page_costs_no_more_queries(
    portal: Portal, visitor: Client, settings: object
) -> None:
    settings.BQPORTAL_COUNT_READS = True  # type: ignore[attr-defined]
    reading.forget()
    for _ in range(2):
        for name in ("country", "country version", "qualification", "occupation", "comparison", "guide"):
            assert visitor.get(f"/de{portal.addresses()[name]}").status_code == 200
    assert visitor.get("/de/qualifications/gibt-es-nicht/").status_code == 404
    assert not ReadCount.objects.exists()
    reading.flush()
    counts = {
        (row.content_type.model, row.object_id): row.count for row in ReadCount.objects.filter(day=timezone.localdate())
    }
    assert counts == {
        ("qualification", portal.qualification.pk): 2, ("referenceoccupation", portal.occupation.pk): 2,
        ("comparison", portal.comparison.pk): 2, ("countryprofile", portal.country.pk): 4,
        ("guide", portal.guide.pk): 2,
    }  # fmt: skip
