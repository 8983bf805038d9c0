"""Occupations whose regulation's text, or whose regulation itself, is not in the portal: every page says so plainly."""

import io
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from bqportal.catalogue.pdf.content import fact_sheet_content
from bqportal.editorial.actions.publishing import publish_record
from bqportal.occupations.models import ReferenceOccupation
from bqportal.occupations.queries import occupation_profiles, occupation_sheet
from bqportal.search.builders import occupation_documents
from tests.occupations.factories import OccupationVersionFactory, ReferenceOccupationFactory, RegulationFactory

pytestmark = pytest.mark.django_db

NO_TEXT = "The text of the training regulation is not in this portal yet, so its training positions cannot be shown."
NO_REGULATION = "No training regulation has been recorded for this occupation yet."
ADDRESS = "https://www.gesetze-im-internet.de/ger_stbausbv_2000/"


def published(occupation: ReferenceOccupation) -> ReferenceOccupation:
    record = occupation_profiles().get(pk=occupation.pk)
    publish_record(record=record, sheet=occupation_sheet(record), at=timezone.now())
    return record


@pytest.fixture
def without_text() -> ReferenceOccupation:
    regulation = RegulationFactory(key="geruestbausbv-2000-05-26", url=ADDRESS)
    version = OccupationVersionFactory(occupation__slug="geruestbauer", regulation=regulation)
    version.positions.all().delete()
    return published(version.occupation)


@pytest.fixture
def without_regulation() -> ReferenceOccupation:
    return published(ReferenceOccupationFactory(slug="tankwart", name_m="Tankwart", name_f="Tankwartin"))


def page(visitor: Client, slug: str, language: str = "en") -> str:
    response = visitor.get(f"/{language}/occupations/{slug}/")
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_the_page_says_that_the_text_is_not_there_and_where_to_read_it(
    without_text: ReferenceOccupation, visitor: Client
) -> None:
    html = page(visitor, without_text.slug)
    assert NO_TEXT in html
    assert f'href="{ADDRESS}"' in html
    assert "Verordnung über die Berufsausbildung" in html
    assert 'href="#positions"' not in html
    assert 'id="positions"' not in html
    assert "Der Text der Ausbildungsordnung liegt in diesem Portal noch nicht vor." in page(
        visitor, without_text.slug, "de"
    )


def test_the_page_of_an_occupation_without_regulation_says_so_and_shows_what_is_known(
    without_regulation: ReferenceOccupation, visitor: Client
) -> None:
    html = page(visitor, without_regulation.slug)
    assert NO_REGULATION in html
    assert "Its duration and its training positions therefore cannot be shown." in html
    assert "26112" in html
    assert 'href="#versions"' not in html
    assert NO_TEXT not in html


def test_a_page_with_positions_does_not_say_so(visitor: Client) -> None:
    occupation = published(OccupationVersionFactory().occupation)
    html = page(visitor, occupation.slug)
    assert 'id="positions"' in html
    assert NO_TEXT not in html


def test_what_was_repealed_is_not_called_in_force(visitor: Client) -> None:
    version = OccupationVersionFactory(regulation__in_force_to=date(2014, 7, 31))
    html = page(visitor, published(version.occupation).slug)
    versions = html[html.index('id="versions"') :]
    assert "until July 31, 2014" in versions
    assert "· in force" not in versions


def test_the_list_shows_them(
    without_text: ReferenceOccupation, without_regulation: ReferenceOccupation, visitor: Client
) -> None:
    html = visitor.get("/en/occupations/").content.decode()
    assert f"/en/occupations/{without_text.slug}/" in html
    assert f"/en/occupations/{without_regulation.slug}/" in html
    assert "duration: no information" in html


def test_the_fact_sheet_says_why_it_has_no_positions(
    without_text: ReferenceOccupation, without_regulation: ReferenceOccupation, visitor: Client
) -> None:
    for occupation, words in ((without_text, "text of the training regulation"), (without_regulation, "No training")):
        response = visitor.get(f"/en/occupations/{occupation.slug}/fact-sheet.pdf")
        assert response.status_code == 200
        pages = PdfReader(io.BytesIO(b"".join(response))).pages
        assert words in " ".join("".join(part.extract_text() for part in pages).split())


def test_the_fact_sheet_says_when_a_regulation_ended() -> None:
    version = OccupationVersionFactory(regulation__in_force_to=date(2014, 7, 31))
    sheet = occupation_sheet(occupation_profiles().get(pk=version.occupation.pk))
    with override("en"):
        content = fact_sheet_content("occupation", sheet, "en", address="a", version="2026-01-02")
    facts = {fact["label"]: fact["values"][0]["text"] for fact in content["sections"][0]["facts"]}
    assert facts["In force until"] == "July 31, 2014"


def test_the_search_finds_them(without_text: ReferenceOccupation, without_regulation: ReferenceOccupation) -> None:
    found = {document.key: document for document in occupation_documents(None)}
    assert found["occupation:geruestbauer"].titles["en"] == "Mechatronics fitter"
    assert found["occupation:tankwart"].original_title == "Tankwart"
    assert "Tankwartin" in found["occupation:tankwart"].alternatives
