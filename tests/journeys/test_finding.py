"""Filters, dead ends and languages: every state has an address, and every dead end has a way on."""

import pytest

from tests.journeys.pages import page_types
from tests.journeys.reader import Reader


def shown(reader: Reader) -> int:
    """The number that the page announces."""
    status = reader.page.locator("main [role=status]").inner_text()
    return int("".join(letter for letter in status if letter.isdigit()))


@pytest.mark.parametrize("path", ["search/?q=technik", "qualifications/"])
def test_filters_are_set_and_undone_one_by_one(reader: Reader, path: str) -> None:
    page = reader.open(path)
    everything = shown(reader)
    address = reader.path
    for country in ("PL", "UA"):
        link = page.locator(f".bq-facets a[href*='country={country}'], .bq-facets a[href*='country={country.lower()}']")
        unfold(reader)
        link.first.click()
    both = shown(reader)
    assert 0 < both < everything
    chosen = page.locator(".bq-facets a[aria-current], .bq-facets [aria-pressed=true], .bq-facets .bq-chosen a")
    assert chosen.count() >= 2, "what is chosen can be seen and undone"
    chosen.first.click()
    assert 0 < shown(reader) < both
    chosen.first.click()
    assert shown(reader) == everything
    assert reader.path == address


def unfold(reader: Reader) -> None:
    """Filters stand in folded lists, which open without JavaScript, too."""
    for summary in reader.page.locator(".bq-facets details:not([open]) > summary").all():
        summary.click()


@pytest.mark.parametrize("query", ["xqzvwk", "%00%01%E2%80%AE", "'\"<script>alert(1)</script>"])
def test_an_empty_result_offers_three_ways_on(reader: Reader, query: str) -> None:
    page = reader.open(f"search/?q={query}")
    if page.locator(".bq-results li").count():
        pytest.skip("something was found")
    ways = page.locator("main a[href]")
    assert ways.count() >= 3
    for address in {str(way.get_attribute("href")) for way in ways.all()}:
        answer = page.request.get(reader.address + address)
        assert answer.ok, address


@pytest.mark.parametrize("path", [path for name, path in page_types().items() if name not in {"not-found"}])
def test_changing_the_language_keeps_the_page(reader: Reader, path: str) -> None:
    page = reader.open(path)
    page.locator(".bq-languages a[hreflang=en]").click()
    page.wait_for_url("**/en/**")
    assert reader.path == f"/en/{path}"
    assert page.locator("html").get_attribute("lang") == "en"


def test_an_unknown_address_answers_in_the_layout_with_a_search_box(reader: Reader) -> None:
    reader.expects = {404}
    page = reader.open("nothing-is-here/")
    assert page.locator("h1").count() == 1
    assert page.locator(".bq-nav").is_visible()
    box = page.locator("input[name=q]").last
    box.fill("mechatroniker")
    box.press("Enter")
    page.wait_for_url("**/de/search/?q=mechatroniker")
