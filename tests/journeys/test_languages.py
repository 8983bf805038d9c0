"""Readers find their language on the smallest phone, without JavaScript, and plain German where there is some."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.reader import arrive, reading
from tests.journeys.test_accessibility import WIDER, violations

SMALLEST = 320


@pytest.mark.parametrize("language", ["de", "ar", "uk"])
def test_the_languages_open_on_the_smallest_phone(browser: Browser, address: str, language: str) -> None:
    with reading(browser, address, width=SMALLEST, java_script_enabled=language == "de") as reader:
        page = reader.open("guides/", language)
        menu = page.locator(".bq-languages summary")
        menu.focus()
        page.keyboard.press("Enter")
        links = page.locator(".bq-languages a")
        assert links.count() > 2
        for box in (link.bounding_box() for link in links.all()):
            assert box
            assert box["height"] >= 24
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= SMALLEST
        if language == "de":  # axe is a script
            assert page.evaluate(WIDER) == []
            assert violations(page) == []
        arrive(page.locator('.bq-languages a[lang="en"]'))
        assert reader.path == "/en/guides/"
        reader.looks_back()


def test_plain_german_is_one_step_away_and_so_is_the_way_back(browser: Browser, address: str) -> None:
    with reading(browser, address, width=SMALLEST) as reader:
        page = reader.open("guides/recognition-individuals/", "ar")
        arrive(page.locator('a[href$="/simple/"]'))
        assert reader.path == "/ar/guides/recognition-individuals/simple/"
        assert page.locator('[lang="de-simple"][dir="ltr"] h2').count() > 3
        assert page.evaluate(WIDER) == []
        assert violations(page) == []
        arrive(page.locator('main nav a[href="/ar/guides/recognition-individuals/"]'))
        assert page.locator("h1").inner_text() == "الاعتراف للأفراد"
        reader.looks_back()
