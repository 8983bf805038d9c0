"""The page of a content proposal: says why, says that it decides nothing, and never ends in a dead end."""

import re

import pytest
from django.test import Client

from bqportal.catalogue.templatetags.proposal import marked, marked_wording
from bqportal.comparison import proposals
from bqportal.editorial.models import Publishable
from bqportal.occupations.models import PositionTranslation, ReferenceOccupation, TrainingPosition
from bqportal.qualifications.models import Qualification, TrainingUnit, TrainingUnitText
from tests.catalogue.conftest import Portal
from tests.occupations.factories import ReferenceOccupationFactory
from tests.qualifications.factories import QualificationFactory


@pytest.fixture(autouse=True)
def _nothing_learned_elsewhere() -> None:
    proposals._lore.cache_clear()


@pytest.fixture
def hairdressing(portal: Portal) -> Portal:
    """The small portal with a unit and a position that have a word in common."""
    version = portal.comparison.version
    TrainingPosition.objects.create(
        version=version, order=9, number="9", section="Abschnitt B", text="Langhaarfrisuren"
    )
    PositionTranslation.objects.create(german="Langhaarfrisuren", language="en", text="Long hairstyles")
    unit = TrainingUnit.objects.create(
        qualification=portal.qualification, order=9, number="FRK <9>", title="تصفيف الشعر", language="ar"
    )
    TrainingUnitText.objects.create(
        owner=unit, language="de", title="Langhaarfrisuren & Hochstecken", details="Auch Langhaarfrisuren für Feste."
    )
    TrainingUnitText.objects.create(owner=unit, language="en", title="Hairstyles and updos")
    return portal


def address(qualification: Qualification, occupation: ReferenceOccupation, language: str = "en") -> str:
    return f"/{language}/qualifications/{qualification.slug}/proposal/{occupation.slug}/"


def page(visitor: Client, portal: Portal, language: str = "en") -> str:
    response = visitor.get(address(portal.qualification, portal.occupation, language))
    assert response.status_code == 200
    return response.content.decode()


def row(html: str, order: int) -> str:
    found = re.search(rf'<tr id="position-{order}">.*?</tr>', html, re.DOTALL)
    assert found
    return found[0]


def test_it_says_on_top_that_a_person_decides(hairdressing: Portal, visitor: Client) -> None:
    html = page(visitor, hairdressing)
    assert html.index("no comparison and no verdict") < html.index("<table")
    assert "Section 35a" in html
    assert 'name="robots" content="noindex' in html


def test_it_never_gives_a_verdict(hairdressing: Portal, visitor: Client) -> None:
    assert "bq-verdict" not in page(visitor, hairdressing)


def test_a_proposal_shows_its_words_marked_and_listed(hairdressing: Portal, visitor: Client) -> None:
    found = row(page(visitor, hairdressing, "de"), 9)
    assert "<mark>Langhaarfrisuren</mark>" in found
    assert '<span lang="ar" dir="rtl">تصفيف الشعر</span>' in found
    assert "<mark>Langhaarfrisuren</mark> &amp; Hochstecken" in found
    assert "Auch <mark>Langhaarfrisuren</mark> für Feste." in found
    assert re.search(r"<li>Deutsch: <mark>Langhaarfrisuren</mark>", found)
    assert re.search(r'<li>Englisch: <mark><span lang="en" dir="ltr">hairstyles</span></mark>', found)
    assert "FRK &lt;9&gt;" in found


def test_strength_is_words_number_and_bar(hairdressing: Portal, visitor: Client) -> None:
    found = row(page(visitor, hairdressing), 9)
    assert re.search(r"strong hint.*?\d+ of 100 points", found, re.DOTALL)
    assert re.search(r'aria-hidden="true"[^>]*><rect class="bq-bar__value"', found)


def test_the_bar_begins_on_the_right_in_arabic(hairdressing: Portal, visitor: Client) -> None:
    bar = re.compile(r'bq-bar__value" x="([\d.]+)%" y="0" width="([\d.]+)%"')
    left, right = (bar.search(row(page(visitor, hairdressing, language), 9)) for language in ("en", "ar"))
    assert left
    assert right
    assert float(left[1]) == 0
    assert float(right[1]) + float(right[2]) == pytest.approx(100, abs=0.01)


def test_a_position_without_proposal_says_so_and_what_that_means(hairdressing: Portal, visitor: Client) -> None:
    html = page(visitor, hairdressing)
    assert "no unit found" in row(html, 1)
    assert "does not mean that it is not taught" in html


def test_it_links_to_both_sides_to_the_unit_and_to_the_published_comparison(
    hairdressing: Portal, visitor: Client
) -> None:
    html = page(visitor, hairdressing)
    profile = f"/en/qualifications/{hairdressing.qualification.slug}/"
    for link in (profile, f"{profile}#unit-3", f"/en/occupations/{hairdressing.occupation.slug}/"):
        assert f'href="{link}"' in html
    comparison = f'href="/en/comparisons/{hairdressing.comparison.slug}/"'
    assert comparison in html
    hairdressing.comparison.state = Publishable.State.DRAFT
    hairdressing.comparison.save()
    assert comparison not in page(visitor, hairdressing)


def test_the_unit_that_is_linked_stands_in_the_profile(hairdressing: Portal, visitor: Client) -> None:
    profile = visitor.get(f"/en/qualifications/{hairdressing.qualification.slug}/").content.decode()
    found = re.search(r'<tr id="unit-3">.*?</tr>', profile, re.DOTALL)
    assert found
    assert "تصفيف الشعر" in found[0]


def test_the_profile_leads_there_for_every_comparable_occupation(hairdressing: Portal, visitor: Client) -> None:
    other = ReferenceOccupationFactory()
    hairdressing.qualification.comparable_occupations.add(other)
    profile = visitor.get(f"/en/qualifications/{hairdressing.qualification.slug}/").content.decode()
    for occupation in (hairdressing.occupation, other):
        assert f'href="{address(hairdressing.qualification, occupation)}"' in profile


def test_a_profile_without_units_and_an_old_version_do_not_lead_there(hairdressing: Portal, visitor: Client) -> None:
    today = hairdressing.qualification.published_at
    assert today
    old = f"/en/qualifications/{hairdressing.qualification.slug}/as-of/{today.date()}/"
    assert "/proposal/" not in visitor.get(old).content.decode()
    hairdressing.qualification.units.all().delete()
    profile = visitor.get(f"/en/qualifications/{hairdressing.qualification.slug}/").content.decode()
    assert "/proposal/" not in profile


def test_an_occupation_without_positions_is_explained_with_a_way_on(portal: Portal, visitor: Client) -> None:
    response = visitor.get(address(portal.qualification, ReferenceOccupationFactory(slug="raumausstatter")))
    html = response.content.decode()
    assert response.status_code == 200
    assert "does not have the positions" in html
    assert "<table" not in html
    assert 'href="/en/occupations/raumausstatter/"' in html


def test_a_qualification_without_units_is_explained_with_a_way_on(portal: Portal, visitor: Client) -> None:
    portal.qualification.units.all().delete()
    html = page(visitor, portal)
    assert "does not name its units yet" in html
    assert "<table" not in html
    assert f'href="/en/qualifications/{portal.qualification.slug}/"' in html


def test_what_is_unknown_or_not_public_is_not_there(portal: Portal, visitor: Client) -> None:
    draft = QualificationFactory(state=Publishable.State.DRAFT)
    hidden = ReferenceOccupationFactory(state=Publishable.State.WITHDRAWN)
    for wrong in (
        f"/en/qualifications/nothing/proposal/{portal.occupation.slug}/",
        f"/en/qualifications/{portal.qualification.slug}/proposal/nothing/",
        address(draft, portal.occupation),
        address(portal.qualification, hidden),
    ):
        assert visitor.get(wrong).status_code == 404, wrong


def test_it_can_only_be_read(portal: Portal, visitor: Client) -> None:
    assert visitor.post(address(portal.qualification, portal.occupation)).status_code == 405
    response = visitor.get(address(portal.qualification, portal.occupation))
    assert "public" in response["Cache-Control"]
    assert not response.cookies


def test_marks_are_on_whole_words_and_all_is_escaped() -> None:
    assert marked("<b>Art</b> Artikel ART", {"art"}) == "&lt;b&gt;<mark>Art</mark>&lt;/b&gt; Artikel <mark>ART</mark>"
    assert marked("Umwelt-Schutz (a.b)", {"a.b", "Umwelt"}) == "<mark>Umwelt</mark>-Schutz (<mark>a.b</mark>)"
    assert marked("nothing", set()) == "nothing"


def test_only_words_of_the_language_are_marked() -> None:
    html = marked_wording("rot", "pl", {"en": "rot and red"}, {"en": {"rot"}})
    assert html.startswith('<span lang="pl" dir="ltr">rot</span>')
    assert "<mark>rot</mark> and red" in html
