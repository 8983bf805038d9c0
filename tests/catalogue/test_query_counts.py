"""A page asks the database the same number of questions whatever there is to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.catalogue.conftest import Portal
from tests.comparison.factories import ComparisonFactory
from tests.countries.factories import CountryFactory, CountryProfileFactory
from tests.guides.factories import GlossaryTermFactory, GuideFactory, QuestionFactory
from tests.occupations.factories import OccupationVersionFactory
from tests.qualifications.factories import QualificationFactory

CODES = ("TR", "SY", "UA", "BA", "IN", "PH", "TN", "IR", "RO", "KR", "AT", "CH", "ES", "MA", "BR", "RU", "IQ", "RS")
MOST = 16


def asked(visitor: Client, address: str) -> int:
    """Number of queries of one page, once everything that is kept between pages is there."""
    visitor.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(address).status_code == 200
    return len(queries)


def fill(portal: Portal) -> None:
    """Ten times as much of everything, around the entries that the pages show."""
    for code in CODES:
        CountryProfileFactory(country=CountryFactory(code=code))
    for _ in range(25):
        qualification = QualificationFactory(country=portal.country.country, content=5)
        qualification.comparable_occupations.add(portal.occupation)
        ComparisonFactory(qualification=qualification, version=portal.comparison.version)
        ComparisonFactory(qualification=portal.qualification)
        OccupationVersionFactory(occupation=portal.occupation)
        GuideFactory()
        GlossaryTermFactory()
        QuestionFactory()


def test_pages_ask_as_often_for_much_as_for_little(portal: Portal, visitor: Client) -> None:
    addresses = {name: f"/de{address}" for name, address in portal.addresses().items()} | {"feed": "/de/feed.atom"}
    before = {name: asked(visitor, address) for name, address in addresses.items()}
    fill(portal)
    after = {name: asked(visitor, address) for name, address in addresses.items()}
    # One question more where a country has more qualifications than are shown: how many there are.
    grown = {name: (before[name], after[name]) for name in before if after[name] > before[name]}
    assert set(grown) <= {"country", "country version"}, grown
    assert all(late - early == 1 for early, late in grown.values()), grown
    assert max(after.values()) <= MOST + 1, after


@pytest.mark.parametrize("address", ["/robots.txt", "/de/report-error/", "/de/report-error/thanks/"])
def test_plain_pages_ask_nothing(portal: Portal, visitor: Client, address: str) -> None:
    assert asked(visitor, address) == 0
