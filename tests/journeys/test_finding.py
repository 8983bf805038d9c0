"""Filters, dead ends and languages: every state has an address, and every dead end has a way on."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.pages import page_types
from tests.journeys.reader import Reader, arrive, reading, unfold


def shown(reader: Reader) -> int:
    """The number that the page announces."""
    status = reader.page.locator("main [role=status]").inner_text()
    return int("".join(letter for letter in status if letter.isdigit()))


@pytest.mark.parametrize(
    ("path", "choices"),
    [("search/?q=technik", ("country=PL", "country=UA")), ("qualifications/", ("country=PL", "level=4"))],
    ids=["search", "list"],
)
def test_filters_are_set_and_undone_one_by_one(reader: Reader, path: str, choices: tuple[str, ...]) -> None:
    page = reader.open(path)
    numbers, addresses = [shown(reader)], [reader.path]
    for choice in choices:
        unfold(page)
        arrive(page.locator(f".bq-facets details a[href*='{choice}' i]").first)
        page.wait_for_url(lambda url: url.removeprefix(reader.address) not in addresses)
        numbers.append(shown(reader))
        addresses.append(reader.path)
    assert 0 not in numbers
    assert len(set(numbers)) == 3, "a filter that changes nothing proves nothing"
    for number in reversed(numbers[:-1]):
        arrive(page.locator(".bq-chosen a").last)
        page.wait_for_url(lambda url: url.removeprefix(reader.address) != addresses[-1])
        assert shown(reader) == number
    assert reader.path.removesuffix("?") == addresses[0]


@pytest.mark.parametrize("query", ["q=xqzvwk", "q=mechatronik&country=SUHH"], ids=["unknown-word", "too-narrow"])
def test_an_empty_result_offers_three_ways_on(reader: Reader, query: str) -> None:
    page = reader.open(f"search/?{query}")
    assert shown(reader) == 0
    ways = page.locator("main a[href]")
    assert ways.count() >= 3
    for address in {str(way.get_attribute("href")) for way in ways.all()}:
        answer = page.request.get(reader.address + address)
        assert answer.ok, address


WITHOUT_MENU = {"not-found", "embed-finder", "embed-qualification"}  # a card on another site speaks one language


@pytest.mark.parametrize("name", sorted(page_types().keys() - WITHOUT_MENU))
def test_changing_the_language_keeps_the_page(browser: Browser, address: str, name: str) -> None:
    path = page_types()[name]
    with reading(browser, address, java_script_enabled=False) as reader:
        page = reader.open(path)
        page.locator(".bq-languages summary").click()
        arrive(page.locator(".bq-languages a[hreflang=en]"))
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
