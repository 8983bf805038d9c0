"""The page that says what a title means, whatever matching answers."""

from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.utils import timezone

from bqportal.matching.languages import known_languages
from bqportal.matching.models import Synonym
from bqportal.matching.results import Answer, ConceptMatch, OccupationSuggestion, Reason
from bqportal.occupations.models import Concept, ConceptLabel
from tests.catalogue.conftest import Portal

pytestmark = pytest.mark.django_db
WELDER = OccupationSuggestion(
    slug="anlagenmechaniker", name_m="Anlagenmechaniker", name_f="Anlagenmechanikerin",
    titles={"en": "Plant mechanic", "de": "Anlagenmechaniker"}, score=0.934, certainty="sure",
    reasons=(
        Reason("words", 0.7, "The title “сварщик” is listed.", "сварщик", "ru"),
        Reason("isco", 0.3, "Same ISCO group", "welder", "en"),
    ),
)  # fmt: skip
MASTER = OccupationSuggestion(
    slug="metallbauer", name_m="Metallbauer", name_f="Metallbauerin", titles={}, score=0.2, certainty="possible",
    reasons=(), note="Needs a licence",
)  # fmt: skip
CONCEPT = ConceptMatch(
    uri="http://data.europa.eu/esco/isco/C7212", isco="7212", label="Schweißer", language="de", score=0.6,
    certainty="likely",
)  # fmt: skip


def answer(**values: Any) -> Answer:
    """What matching says of "сварщик"."""
    given = {
        "query": "сварщик", "language": "ru", "guessed": True, "known": True, "concepts": (CONCEPT,),
        "occupations": (WELDER, MASTER), **values,
    }  # fmt: skip
    return Answer(**given)


def page(visitor: Client, given: Answer, address: str = f"/en/match/?title={quote('сварщик')}") -> str:
    """The page that shows `given`."""
    with (
        patch("bqportal.catalogue.views.matching.queries.answer", return_value=given),
        patch("bqportal.catalogue.views.matching.known_languages", return_value={"ru", "pl", "ar"}),
    ):
        response = visitor.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_proposals_say_how_sure_they_are_and_why(visitor: Client) -> None:
    html = page(visitor, answer())
    first, second = (html.index(f"/en/occupations/{item.slug}/") for item in (WELDER, MASTER))
    assert first < second
    assert '<span lang="de" dir="ltr">Anlagenmechaniker / Anlagenmechanikerin</span>' in html
    assert "Plant mechanic" in html
    assert "probability 93%" in html
    assert all(f">{word}</span>" in html for word in ("sure", "likely", "possible"))
    assert 'The title “<span lang="ru" dir="ltr">сварщик</span>” is listed.' in html
    assert "Same ISCO group welder" in html, "English words are the reader's own"
    assert "Section 35a" in html


def test_an_alternative_is_shown_with_what_speaks_against_it(visitor: Client) -> None:
    html = page(visitor, answer())
    assert "Only an alternative:" in html
    assert "Needs a licence" in html


def test_what_the_title_may_mean_elsewhere_is_shown_too(visitor: Client) -> None:
    html = page(visitor, answer())
    assert f'<a href="{CONCEPT.uri}" rel="external"><span lang="de" dir="ltr">Schweißer</span></a>' in html
    assert "ISCO-08 group 7212" in html


def test_a_concept_is_named_in_the_language_of_the_reader(visitor: Client) -> None:
    group = Concept.objects.create(scheme="isco", code="7212", uri=CONCEPT.uri)
    ConceptLabel.objects.create(concept=group, language="en", kind="pref", text="Welders and flame cutters")
    html = page(visitor, answer())
    assert f'<a href="{CONCEPT.uri}" rel="external">Welders and flame cutters</a>' in html
    assert "Schweißer" not in html


def test_a_guessed_language_is_said_and_can_be_changed(visitor: Client) -> None:
    html = page(visitor, answer())
    assert "in this language: Russian" in html
    assert 'href="#id_language"' in html
    assert '<option value="" selected>I do not know</option>' in html
    assert '<option value="ar" lang="ar" dir="rtl">العربية</option>' in html
    chosen = page(visitor, answer(guessed=False), f"/en/match/?title={quote('сварщик')}&language=ru")
    assert "Language of the title: Russian" in chosen
    assert '<option value="ru" selected lang="ru" dir="ltr">' in chosen


def test_languages_stand_by_script_and_then_by_name(visitor: Client) -> None:
    html = page(visitor, answer())
    places = [html.index(f'<option value="{code}"') for code in ("pl", "ar", "ru")]
    assert places == sorted(places)


def test_languages_are_those_of_what_is_public(portal: Portal, visitor: Client) -> None:
    assert {"de", "en", "pl"} <= known_languages()
    Synonym.objects.create(title="zavarivač", language="sr", uri="x", added_at=timezone.now())
    type(portal.qualification).objects.update(state="draft")
    assert "sr" in known_languages()
    assert "pl" not in known_languages()


def test_the_title_stays_in_the_field_in_its_own_direction(visitor: Client) -> None:
    html = page(visitor, answer(query="لحام", language="ar"), f"/de/match/?title={quote('لحام')}")
    assert 'value="لحام"' in html
    assert 'dir="auto"' in html
    assert '<span lang="ar" dir="rtl">لحام</span>' in html


def test_an_unknown_title_is_told_calmly_with_ways_on(visitor: Client) -> None:
    html = page(
        visitor, answer(known=False, language="", occupations=(), concepts=()), "/en/match/?title=qwxyz&language=zz"
    )
    assert "We do not know this title:" in html
    assert "could not tell the language" in html
    for way in ("/en/search/?q=qwxyz", "/en/occupations/", "/en/countries/", "/en/report-error/?page=%2Fen%2Fmatch%2F"):
        assert f'href="{way}' in html, way


def test_a_title_without_a_german_occupation_leads_on(visitor: Client) -> None:
    html = page(visitor, answer(occupations=()))
    assert "No German occupation in this portal comes near enough." in html
    assert "Schweißer" in html
    assert 'id="on"' in html


def test_the_page_without_a_title_only_asks(visitor: Client) -> None:
    html = page(visitor, answer(), "/de/match/")
    assert 'name="title"' in html
    assert "35a" not in html
    assert '<meta name="robots" content="noindex, follow">' in html


def test_a_notice_of_matching_is_shown(visitor: Client) -> None:
    assert "Several meanings." in page(visitor, answer(notice="Several meanings."))


@pytest.mark.parametrize(
    "title",
    ["x" * 10_000, "🧑‍🔧🔥", "'; DROP TABLE matching_synonym; --", "   ", "\x00\x01", "<script>alert(1)</script>", "%",
     "\u202eabc", "ﷺ" * 900],
    ids=["long", "emoji", "sql", "blank", "control", "script", "percent", "bidi", "ligature"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["", "ru", "'", "xx-Latn-" + "y" * 3000])
def test_whatever_somebody_types_gets_a_calm_page(visitor: Client, title: str, language: str) -> None:
    response = visitor.get(f"/de/match/?{urlencode({'title': title, 'language': language})}")
    assert response.status_code == 200
    html = response.content.decode()
    assert "<script>alert" not in html
    assert html.count("<h1") == 1


def test_a_long_text_is_cut_and_said_so(visitor: Client) -> None:
    with patch("bqportal.catalogue.views.matching.queries.answer", return_value=answer(known=False)) as asked:
        html = visitor.get(f"/en/match/?title={'x' * 5000}").content.decode()
    assert len(asked.call_args.args[0]) == 2000
    assert "only its beginning was read" in html


def test_a_script_of_a_language_makes_no_difference(visitor: Client) -> None:
    with (
        patch("bqportal.catalogue.views.matching.known_languages", return_value={"sr"}),
        patch("bqportal.catalogue.views.matching.queries.answer", return_value=answer()) as asked,
    ):
        visitor.get("/en/match/?title=zavarivac&language=sr-Latn")
    assert asked.call_args.kwargs == {"language": "sr"}


def test_esco_is_named_where_it_is_used(visitor: Client) -> None:
    words = "This service uses the ESCO classification of the European Commission."
    assert words not in page(visitor, answer())
    Concept.objects.create(scheme="esco", code="http://data.europa.eu/esco/occupation/1")
    assert words in page(visitor, answer())


def test_the_page_is_linked_where_a_title_stands(portal: Portal, visitor: Client) -> None:
    assert 'href="/en/match/"' in visitor.get("/en/").content.decode()
    html = visitor.get(f"/en/qualifications/{portal.qualification.slug}/").content.decode()
    assert 'href="/en/match/?title=Technik%20mechatronik&amp;language=pl"' in html
