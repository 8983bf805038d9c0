"""Every public page answers everybody, in both languages, the same for all, and without a script."""

import re

import pytest
from django.test import Client

from tests.catalogue.conftest import Portal

INLINE = re.compile(r'\sstyle="|<style|<script(?![^>]*\bsrc=)|\son\w+="|javascript:', re.IGNORECASE)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_can_be_kept_by_a_shared_cache(portal: Portal, visitor: Client, language: str) -> None:
    for name, address in portal.addresses().items():
        response = visitor.get(f"/{language}{address}")
        assert response.status_code == 200, name
        assert response["Cache-Control"] == "public, s-maxage=300", name
        assert response["ETag"], name
        assert not response.cookies, name
        assert "cookie" not in response.get("Vary", "").lower(), name
        assert visitor.get(f"/{language}{address}", headers={"If-None-Match": response["ETag"]}).status_code == 304, (
            name
        )


def test_no_page_has_inline_code_or_ids_twice(portal: Portal, visitor: Client) -> None:
    for name, address in {**portal.addresses(), "report": "/report-error/"}.items():
        html = visitor.get(f"/de{address}").content.decode()
        assert not INLINE.search(html), name
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), name
        assert html.count("<h1") == 1, name
        fragments = set(re.findall(r'href="#([^"]+)"', html))
        assert fragments <= set(ids), name


def test_every_link_inside_the_portal_leads_somewhere(portal: Portal, visitor: Client) -> None:
    found = {address for page in portal.addresses().values() for address in links(visitor, f"/de{page}")}
    missing_guides = {f"/{lang}/guides/{slug}/" for lang in ("de", "en") for slug in LAYOUT_GUIDES}
    for address in sorted(found - missing_guides):
        assert visitor.get(address).status_code == 200, address


# The layout links to pages that an operator must write; this small portal has none of them.
LAYOUT_GUIDES = ("about", "accessibility", "privacy", "imprint", "cost")


def links(visitor: Client, page: str) -> set[str]:
    """The addresses inside the portal that a page links to, without suggestions of other states of a list."""
    html = visitor.get(page).content.decode()
    hrefs = {href.split("#")[0].replace("&amp;", "&") for href in re.findall(r'href="(/[^"]*)"', html)}
    return {href for href in hrefs if not href.startswith("/static/")}


def test_a_page_only_shows(portal: Portal, visitor: Client) -> None:
    response = visitor.post("/de/qualifications/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert "search-main-box" in response.content.decode()
    assert visitor.head("/de/qualifications/").status_code == 200
    assert visitor.options("/de/qualifications/")["Allow"] == "GET, HEAD, OPTIONS"


def test_what_is_not_public_is_not_there(portal: Portal, visitor: Client) -> None:
    for record, address in [
        (portal.comparison, f"/de/comparisons/{portal.comparison.slug}/"),
        (portal.qualification, f"/de/qualifications/{portal.qualification.slug}/"),
        (portal.occupation, f"/de/occupations/{portal.occupation.slug}/"),
        (portal.country, "/de/countries/pl/2019/"),
        (portal.guide, f"/de/guides/{portal.guide.slug}/"),
    ]:
        assert visitor.get(address).status_code == 200
        type(record).objects.filter(pk=record.pk).update(state="draft")
        today = record.published_at.date().isoformat()
        for hidden in (address, f"{address}as-of/{today}/", f"{address}fact-sheet.pdf"):
            assert visitor.get(hidden).status_code == 404, hidden
    assert portal.qualification.title not in visitor.get("/de/qualifications/").content.decode()
    assert portal.qualification.title not in visitor.get("/de/").content.decode()
    assert portal.qualification.title not in visitor.get("/de/feed.atom").content.decode()


def test_foreign_titles_say_their_language(portal: Portal, visitor: Client) -> None:
    html = visitor.get(f"/de/qualifications/{portal.qualification.slug}/").content.decode()
    assert '<h1><span lang="pl" dir="ltr">Technik mechatronik</span></h1>' in html
    english = visitor.get(f"/en/occupations/{portal.occupation.slug}/").content.decode()
    assert (
        f'<h1><span lang="de" dir="ltr">{portal.occupation.name_m} / {portal.occupation.name_f}</span></h1>' in english
    )
    assert "Mechatronics fitter" in english


def test_an_entry_says_how_far_it_can_be_trusted(portal: Portal, visitor: Client) -> None:
    html = visitor.get(f"/en/qualifications/{portal.qualification.slug}/").content.decode()
    assert "not yet reviewed by a professional" in html
    assert 'href="#source-1"' in html
    assert 'id="source-1"' in html
    assert "Rozporządzenie 2019" in html
    assert f"/en/report-error/?page=%2Fen%2Fqualifications%2F{portal.qualification.slug}%2F" in html
    assert f"http://testserver/en/qualifications/{portal.qualification.slug}/as-of/" in html
    assert f"/en/qualifications/{portal.qualification.slug}/fact-sheet.pdf" in html
    assert html.count("no information") > 3


def test_only_differences_leaves_out_what_is_covered(portal: Portal, visitor: Client) -> None:
    everything = visitor.get(f"/de/comparisons/{portal.comparison.slug}/").content.decode()
    differences = visitor.get(f"/de/comparisons/{portal.comparison.slug}/?only=differences").content.decode()
    assert everything.count('id="position-') == 4
    assert differences.count('id="position-') == 3
    assert "35a" in everything


def test_a_comparison_states_hours_in_words_too(portal: Portal, visitor: Client) -> None:
    html = visitor.get(f"/en/comparisons/{portal.comparison.slug}/").content.decode()
    assert "240 hours" in html
    assert '<svg class="bq-bar"' in html


def test_a_country_is_found_by_code_in_any_case(portal: Portal, visitor: Client) -> None:
    response = visitor.get("/de/countries/PL/")
    assert (response.status_code, response["Location"]) == (301, "/de/countries/pl/")
    assert visitor.get("/de/countries/xx/").status_code == 404


def test_a_country_without_a_profile_says_so_and_leads_on(portal: Portal, visitor: Client) -> None:
    type(portal.country).objects.update(state="draft")
    html = visitor.get("/en/countries/pl/").content.decode()
    assert "no profile of the training system of Poland yet" in html
    assert portal.qualification.slug in html
    assert "Ask for the missing profile" in html


def test_an_older_regulation_is_a_click_away(portal: Portal, visitor: Client) -> None:
    key = portal.comparison.version.regulation.key
    assert visitor.get(f"/de/occupations/{portal.occupation.slug}/?version={key}").status_code == 200
    assert visitor.get(f"/de/occupations/{portal.occupation.slug}/?version=nonsense").status_code == 404
