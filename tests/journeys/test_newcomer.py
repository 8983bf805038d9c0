"""A newcomer with a certificate: from its title, in her script or misspelt, to the German occupation and a paper."""

import pytest
from playwright.sync_api import APIResponse

from tests.journeys.reader import Reader, arrive


@pytest.mark.parametrize(
    ("typed", "profile", "compared_with"),
    [
        ("муляр", "ua-mulyar", "maurer"),
        ("tehnik mechatronk", "pl-technik-mechatronik", "mechatroniker"),
    ],
    ids=["original-script", "typing-error"],
)
def test_from_a_title_to_the_german_occupation(reader: Reader, typed: str, profile: str, compared_with: str) -> None:
    page = reader.open("")
    box = page.locator("main input[name=q]")
    box.fill(typed)
    box.press("Enter")
    page.wait_for_url("**/de/search/?q=*")
    assert page.locator("#search-box").input_value() == typed, "the query stays in the box"

    arrive(page.locator(f".bq-results a[href='/de/qualifications/{profile}/']"))
    page.wait_for_url(f"**/de/qualifications/{profile}/")
    arrive(page.locator(f"main a[href^='/de/comparisons/{profile}--{compared_with}-']").first)
    page.wait_for_url("**/de/comparisons/**")
    assert page.locator(".bq-compare tbody tr").count() >= 10
    arrive(page.locator(f"main a[href^='/de/occupations/{compared_with}/']").first)
    page.wait_for_url(f"**/de/occupations/{compared_with}/**")
    assert compared_with.capitalize() in page.locator("h1").inner_text()


@pytest.mark.parametrize(
    "path",
    ["qualifications/ua-mulyar/", "countries/ua/", "occupations/maurer/", "comparisons/ua-mulyar--maurer-2024-06-03/"],
)
def test_every_entry_can_be_taken_along_as_a_pdf(reader: Reader, path: str) -> None:
    page = reader.open(path)
    link = page.locator("a[type='application/pdf']").first
    answer: APIResponse = page.request.get(reader.address + str(link.get_attribute("href")))
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


@pytest.mark.parametrize("path", ["qualifications/ua-mulyar/", "comparisons/ua-mulyar--maurer-2024-06-03/"])
def test_a_page_can_be_printed(reader: Reader, path: str) -> None:
    page = reader.open(path)
    page.emulate_media(media="print")
    for hidden in (".bq-nav", ".bq-header .bq-search", ".bq-skip"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("h1").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF-")
