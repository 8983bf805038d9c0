"""axe, narrow screens, both directions, both themes and the focus, over every page of the work area."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.pages import work_pages
from tests.journeys.reader import DESKTOP, PHONE, Reader, reading, unfold
from tests.journeys.test_accessibility import THEMES, WIDER, violations
from tests.journeys.test_keyboard import stops_of
from tests.journeys.work import Work

LANGUAGES = ("de", "ar")


@pytest.fixture(scope="module", params=[PHONE, DESKTOP])
def operator(browser: Browser, address: str, request: pytest.FixtureRequest, work: Work) -> Iterator[Reader]:
    """An editor who runs the portal, signed in: one per width, because what she has loaded she does not load again."""
    with reading(browser, address, width=request.param, signs_in=True, reduced_motion="reduce") as reader:
        work.sign_in(reader)
        yield reader


def looks_right(page: Page) -> None:
    """One heading, nothing sticks out, nothing for axe to find in either theme, folded parts open."""
    unfold(page)
    assert page.locator("h1").count() == 1
    assert page.evaluate(WIDER) == []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        assert violations(page) == [], theme


@pytest.mark.parametrize("name", work_pages())
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_violation_and_no_overflow(operator: Reader, work: Work, name: str, language: str) -> None:
    looks_right(operator.open(work.address(work_pages()[name]), language))
    operator.looks_back()
