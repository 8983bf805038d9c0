"""The finder's screens: from a title to a plan by addresses alone, with every answer to change."""

from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from bqportal.catalogue.finder.meanings import Meanings
from bqportal.catalogue.finder.questions import Question
from bqportal.organisations.models import PostalPlace
from tests.catalogue.conftest import Portal

pytestmark = pytest.mark.django_db
MEANINGS = "bqportal.catalogue.views.finder.meanings_of"


@pytest.fixture(autouse=True)
def _places() -> None:
    for postcode, ags, name in (
        ("52062", "05334002", "Aachen"), ("54298", "07235001", "Aach"), ("54298", "07235002", "Newel"),
    ):  # fmt: skip
        PostalPlace.objects.create(postcode=postcode, ags=ags, name=name, folded=name.lower(), district="")


def after(response: Any) -> tuple[str, dict[str, str]]:
    """Where a redirect leads: the last part of the path, and the answers."""
    assert response.status_code == 302, response.content.decode()[:2000]
    parts = urlsplit(response["Location"])
    return parts.path.strip("/").split("/")[-1], {name: value[0] for name, value in parse_qs(parts.query).items()}


def answered(visitor: Client, question: str, kept: dict[str, str], **answer: str) -> tuple[str, dict[str, str]]:
    return after(visitor.get(f"/en/finder/{question}/", {**kept, "asked": "1", **answer}))


def test_from_a_certificate_to_the_plan(visitor: Client, portal: Portal):
    assert visitor.get("/en/finder/").status_code == 200
    question, kept = answered(visitor, "title", {}, title="Technik")
    assert question == "meaning"
    slug = portal.qualification.slug
    with patch(MEANINGS, return_value=Meanings(profiles=(Hit(slug),))):
        question, kept = answered(visitor, "meaning", kept, meaning=f"q-{slug}")
    assert question == "place"
    question, kept = answered(visitor, "place", kept, place="52062")
    assert (question, kept) == ("plan", {"title": "Technik", "meaning": f"q-{slug}", "place": "52062"})
    assert visitor.get("/en/finder/plan/", kept).status_code == 200


class Hit:
    """A profile as the search finds it."""

    original_title = title = country_label = "x"
    original_lang = title_lang = "pl"

    def __init__(self, slug: str) -> None:
        self.url_args = (slug,)


def base(portal: Portal) -> dict[str, str]:
    return {"title": "x", "meaning": f"q-{portal.qualification.slug}"}


def test_a_postcode_of_two_places_asks_which(visitor: Client, portal: Portal):
    question, kept = answered(visitor, "place", base(portal), place="54298")
    assert question == "town"
    html = visitor.get("/en/finder/town/", kept).content.decode()
    assert "54298 Newel" in html
    assert answered(visitor, "town", kept, town="07235002")[0] == "plan"


def test_abroad_asks_for_the_land_and_the_employer(visitor: Client, portal: Portal):
    question, kept = answered(visitor, "place", base(portal), place="abroad")
    while question != "plan":
        assert question in ("land", "employer")
        question, kept = answered(
            visitor, question, kept, **{question: {"land": "unknown", "employer": "no"}[question]}
        )
    assert kept["place"] == "abroad"


@pytest.mark.parametrize(("profession", "asked"), [("pflegefachfrau", "employer"), ("arzt", "plan")])
def test_the_employer_is_asked_for_where_the_law_is_quicker_then(visitor: Client, profession: str, asked: str):
    """§ 43 Abs. 3 Satz 3 PflAPrV; the law of doctors has no such period in the portal."""
    values = {"title": "x", "meaning": f"o-{profession}", "country": "SY", "place": "abroad"}
    assert answered(visitor, "land", values, land="NW")[0] == asked


def test_an_unknown_place_is_explained_and_kept(visitor: Client, portal: Portal):
    response = visitor.get("/en/finder/place/", {**base(portal), "asked": "1", "place": "Atlantis"})
    assert response.status_code == 422
    html = response.content.decode()
    assert "<title>Error:" in html
    assert 'value="Atlantis"' in html
    assert answered(visitor, "place", base(portal), place="Atlantis", federal_land="BY")[1]["place"] == "land-BY"


def test_a_land_will_do(visitor: Client, portal: Portal):
    question, kept = answered(visitor, "place", base(portal), federal_land="BY")
    assert (question, kept["place"]) == ("plan", "land-BY")


def test_without_postcodes_the_land_is_asked(visitor: Client, portal: Portal):
    PostalPlace.objects.all().delete()
    html = visitor.get("/en/finder/place/", base(portal)).content.decode()
    assert 'name="federal_land"' in html
    assert 'id="id_place"' not in html
    assert answered(visitor, "place", base(portal), place="abroad")[1]["place"] == "abroad"


@pytest.mark.parametrize("question", [each.value for each in Question])
def test_a_question_out_of_order_leads_to_the_one_that_is_due(visitor: Client, question: str):
    response = visitor.get(f"/en/finder/{question}/")
    if question == "title":
        assert response.status_code == 200
    else:
        assert after(response)[0] == "title"


@pytest.mark.parametrize(
    "changes",
    [{"meaning": "q-gone"}, {"meaning": "o-gone"}, {"occupation": "gone"}, {"place": "Atlantis"}, {"place": "land-XX"}],
)
def test_an_address_that_names_what_is_not_there_leads_back(visitor: Client, portal: Portal, changes: dict[str, str]):
    values = {**base(portal), "country": "PL", "business": "no", "place": "52062", **changes}
    question, _kept = after(visitor.get("/en/finder/plan/", values))
    assert question in ("meaning", "occupation", "place")


def test_what_was_answered_can_be_changed_one_by_one(visitor: Client, portal: Portal):
    values = {**base(portal), "title": "قَبلة"}
    html = visitor.get("/en/finder/place/", values).content.decode()
    assert "قَبلة" in html
    assert "Change" in html
    again = visitor.get("/en/finder/title/", {"was": "قَبلة"}).content.decode()
    assert 'value="قَبلة"' in again


def test_without_a_certificate_profiles_are_not_offered(visitor: Client):
    with patch(MEANINGS, return_value=Meanings()) as asked:
        visitor.get("/en/finder/meaning/", {"title": "baker", "certificate": "no"})
    assert asked.call_args.kwargs["has_certificate"] is False


def test_nothing_found_shows_ways_on(visitor: Client):
    with patch(MEANINGS, return_value=Meanings()):
        html = visitor.get("/en/finder/meaning/", {"title": "xyzzy"}).content.decode()
    assert "does not know this title" in html
    assert "/en/ask-for-profile/" in html


@pytest.mark.parametrize("question", [each.value for each in Question])
def test_an_empty_answer_is_explained(visitor: Client, portal: Portal, question: str):
    values = {
        "title": "x", "meaning": f"q-{portal.qualification.slug}", "country": "PL", "place": "54298", "business": "no",
    }  # fmt: skip
    with patch(MEANINGS, return_value=Meanings()):
        response = visitor.get(f"/en/finder/{question}/", {**values, question: "", "asked": "1"})
    assert response.status_code == 422
    assert "bq-errors" in response.content.decode()


def test_it_sets_no_cookie_and_is_no_page_for_search_engines(visitor: Client, portal: Portal):
    response = visitor.get("/en/finder/place/", base(portal))
    assert not response.cookies
    assert "noindex" in response.content.decode()


def test_its_first_page_may_be_found_but_no_answers(visitor: Client):
    assert "noindex" not in visitor.get("/en/finder/").content.decode()
    assert "noindex" in visitor.get("/en/finder/?certificate=lost").content.decode()
    assert "/en/finder/</loc>" in visitor.get("/sitemap-pages.xml").content.decode()


def test_there_is_no_such_question(visitor: Client):
    assert visitor.get("/en/finder/colour/").status_code == 404
    assert visitor.post("/en/finder/").status_code == 405
