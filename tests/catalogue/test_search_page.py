"""The page of the search, whatever the search answers."""

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from bqportal.search.results import (
    Facet,
    FacetValue,
    Hit,
    Notice,
    SearchResult,
    Segment,
    Suggestion,
    SuggestionGroup,
    WayOn,
)

HIT = Hit(
    key="qualification:pl-x", kind="qualification", kind_label="Qualification", url_args=("pl-x",),
    title="Techniker", title_lang="de", title_dir="ltr",
    title_segments=(Segment("Technik", True), Segment("er", False)),
    original_title="Технік", original_lang="uk", original_dir="ltr", original_segments=(Segment("Технік", True),),
    transliteration="Tehnìk", excerpt=(Segment("<b>", False),), excerpt_lang="de", country="UA",
    country_label="Ukraine", level="4", checked=False, updated=None, score=1.0, why="title", why_label="Title",
)  # fmt: skip
FACETS = (
    Facet("country", "Country", (FacetValue("UA", "Ukraine", 3, True), FacetValue("PL", "Poland", 2, False))),
    Facet("level", "EQF level", (FacetValue("4", "4", 5, False),)),
)


def answer(**values: Any) -> SearchResult:
    """A result of the search for "technik" in Ukraine."""
    given = {"text": "technik", "language": "en", "filters": {"country": ("UA",)}, "page": 1, "size": 10, **values}
    return SearchResult(**given)


def page(visitor: Client, result: SearchResult, address: str = "/en/search/?q=technik&country=UA") -> Any:
    """The response to a search that answers `result`."""
    with patch("bqportal.catalogue.views.search.queries.search", return_value=result):
        return visitor.get(address)


def test_hits_show_why_and_where(visitor: Client) -> None:
    html = page(visitor, answer(total=25, hits=(HIT,), facets=FACETS)).content.decode()
    assert '<a href="/en/qualifications/pl-x/"><span lang="de" dir="ltr"><mark>Technik</mark>er</span></a>' in html
    assert '<span lang="uk" dir="ltr"><mark>Технік</mark></span>' in html
    assert "&lt;b&gt;" in html
    assert '<p role="status">25 results</p>' in html
    assert 'value="technik"' in html


def test_a_course_says_who_offers_it_and_that_it_is_over(visitor: Client) -> None:
    course = replace(HIT, kind="offer", kind_label="Course", detail="Musterakademie · Köln", is_over=True)
    html = page(visitor, answer(total=1, hits=(course,))).content.decode()
    assert '<a href="/en/courses/pl-x/">' in html
    assert "Musterakademie · Köln" in html
    assert "over</" in html
    assert "over</" not in page(visitor, answer(total=1, hits=(HIT,))).content.decode()


def test_filters_add_and_take_away(visitor: Client) -> None:
    html = page(visitor, answer(total=25, hits=(HIT,), facets=FACETS)).content.decode()
    assert 'href="?q=technik"' in html
    assert 'href="?q=technik&amp;country=UA&amp;country=PL"' in html
    assert 'href="?q=technik&amp;country=UA&amp;level=4"' in html
    assert 'href="?q=technik&amp;country=UA&amp;page=2"' in html


def test_an_empty_result_helps(visitor: Client) -> None:
    ways = (
        WayOn("relax", "Without the country", 7, "technik", {}, None, "q=technik"),
        WayOn("nearest", "Similar title", hit=HIT),
        WayOn("match", "What does this title mean in Germany?", text="technik & co"),
        WayOn("ask", "Ask for the missing profile", text="technik"),
    )
    result = answer(ways_on=ways, did_you_mean="technika", notices=(Notice("shortened", "Your text was shortened."),))
    html = page(visitor, result).content.decode()
    assert 'href="/en/search/?q=technik">Without the country</a> <span class="bq-note">(7)</span>' in html
    assert 'href="/en/qualifications/pl-x/"' in html
    assert '<form method="post" action="/en/ask-for-profile/">' in html
    assert '<input type="hidden" name="query" value="technik">' in html
    assert '<input type="hidden" name="country" value="UA">' in html
    assert 'href="?q=technika&amp;country=UA"' in html
    assert "Your text was shortened." in html
    assert 'href="/en/match/?title=technik%20%26%20co"' in html


def test_the_words_can_be_asked_for_as_a_title(visitor: Client) -> None:
    html = page(visitor, answer(total=1, hits=(HIT,))).content.decode()
    assert 'href="/en/match/?title=technik"' in html


def test_while_the_index_is_built_the_page_says_so(visitor: Client) -> None:
    response = page(visitor, answer(available=False, notices=(Notice("being_built", "In a minute."),)))
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "In a minute." in response.content.decode()
    assert "s-maxage" not in response.get("Cache-Control", "")


@pytest.mark.parametrize("number", ["3", "0", "x", "-1", "99999"])
def test_a_page_past_the_end_is_missing(visitor: Client, number: str) -> None:
    result = answer(total=15, page=int(number) if number == "3" else 1)
    assert page(visitor, result, f"/en/search/?q=technik&page={number}").status_code == 404


def test_suggestions_are_plain_text_for_the_box(visitor: Client) -> None:
    item = Suggestion(
        key="k", kind="qualification", url_args=("pl-x",), title="Techniker", title_lang="de", title_dir="ltr",
        segments=(), original_title="Технік", original_lang="uk", detail="Ukraine",
    )  # fmt: skip
    groups = (SuggestionGroup("qualification", "Qualifications", (item,)),)
    with patch("bqportal.catalogue.views.search.queries.suggest", return_value=groups):
        response = visitor.get("/en/search/suggest/?q=te")
    assert response["Cache-Control"] == "public, s-maxage=300"
    assert response.json() == {
        "groups": [
            {
                "label": "Qualifications",
                "items": [
                    {
                        "label": "Techniker", "url": "/en/qualifications/pl-x/", "lang": "de", "dir": "ltr",
                        "note": "Технік · Ukraine",
                    }
                ],
            }
        ]
    }  # fmt: skip
