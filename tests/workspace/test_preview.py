"""The preview shows the page as the public will see it, and leaves no trace."""

import pytest
from django.test import Client
from django.utils import timezone

from bqportal.countries.models import CountryProfile
from bqportal.editorial.actions.writing import begin_record, open_record
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Revision, WorkingVersion
from bqportal.organisations.models import Person
from bqportal.qualifications.models import Qualification, TrainingUnit
from bqportal.sources.models import Source
from tests import cast
from tests.countries.factories import CountryFactory, CountryProfileFactory
from tests.workspace.conftest import client_of
from tests.workspace.test_records import MARK, in_work, page, public, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(db: None) -> Person:
    return cast.contributor()


@pytest.fixture
def client(writer: Person) -> Client:
    return client_of(writer)


def everything() -> list[object]:
    """What stands in the tables that the public reads."""
    models = (Qualification, TrainingUnit, Source, CountryProfile, Revision)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_profile_is_shown_as_it_will_be(client: Client, writer: Person, visitor: Client) -> None:
    version = write(in_work(writer), writer, "facts", duration_months=48)
    before = everything()
    response = client.get(page(version, "preview/"))
    html = response.content.decode()
    assert response.status_code == 200
    assert "Preview, not public" in html
    assert f'href="{page(version)}"' in html
    assert MARK in client.get(page(version, "preview/").replace("/en/", "/de/")).content.decode()
    assert "4 years" in html
    assert everything() == before
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html
    public_page = visitor.get(f"/en/qualifications/{version.slug}/").content.decode()
    assert "Preview" not in public_page
    assert MARK not in public_page
    assert "canonical" in public_page


def test_what_is_new_is_shown_before_the_portal_has_it(client: Client, writer: Person) -> None:
    CountryFactory(code="PL", alpha2="PL")
    document = {"slug": "pl-neu", "country": "PL", "title": "Ślusarz", "lang": "pl", "kind": "initial"}
    version = begin_record(
        kind=kind_named("qualification"), document=document, organisation=cast.chamber(), by=writer, at=timezone.now()
    )
    assert '<span lang="pl" dir="ltr">Ślusarz</span>' in client.get(page(version, "preview/")).content.decode()
    assert Qualification.objects.count() == 0
    WorkingVersion.objects.update(document={**document, "kind": "nonsense"})
    html = client.get(page(version, "preview/")).content.decode()
    assert "These things keep it from being published" in html
    WorkingVersion.objects.update(document={**document, "country": "XX"})
    html = client.get(page(version, "preview/")).content.decode()
    assert "No preview yet" in html
    assert "must be a known country code" in html
    assert Qualification.objects.count() == 0


def test_a_country_profile_is_shown(writer: Person) -> None:
    profile = CountryProfileFactory()
    public()
    editor = cast.editor()
    version = open_record(kind=kind_named("country"), record=profile, organisation=None, by=editor, at=timezone.now())
    before = everything()
    html = client_of(editor).get(page(version, "preview/")).content.decode()
    assert "Preview, not public" in html
    assert "szkoła podstawowa" in html
    assert "Technik mechatronik" in html
    assert everything() == before


def test_others_see_nothing(writer: Person) -> None:
    version = in_work(writer)
    assert client_of(cast.other_contributor()).get(page(version, "preview/")).status_code == 404
    assert client_of(cast.reader()).get(page(version, "preview/")).status_code == 200
    assert client_of(writer).post(page(version, "preview/")).status_code == 405
