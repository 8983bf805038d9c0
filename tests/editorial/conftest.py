"""A profile that is public, its chamber's people, and the moment at which things happen."""

from datetime import UTC, datetime

import pytest

from bqportal.editorial.actions.writing import open_record
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import WorkingVersion
from bqportal.organisations.models import Person
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.countries.factories import CountryFactory
from tests.qualifications.factories import QualificationFactory

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def writer(db: None) -> Person:
    return cast.contributor()


@pytest.fixture
def editor(db: None) -> Person:
    return cast.editor()


@pytest.fixture
def qualification(db: None) -> Qualification:
    """Public since a moment ago, with German and English texts."""
    record = QualificationFactory(country=CountryFactory(code="PL", alpha2="PL"), slug="pl-technik-mechatronik")
    publish_qualification(qualification=record, at=NOW)
    return Qualification.objects.get(pk=record.pk)


@pytest.fixture
def version(qualification: Qualification, writer: Person) -> WorkingVersion:
    """The chamber has taken the profile into work."""
    return open_record(
        kind=kind_named("qualification"), record=qualification, organisation=cast.chamber(), by=writer, at=NOW
    )
