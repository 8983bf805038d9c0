"""axe, narrow screens, both directions, both themes and the focus, over every page of the work area."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import work_pages
from tests.journeys.reader import DESKTOP, HEIGHT, PHONE, Reader, arrive, reading, unfold
from tests.journeys.test_accessibility import WIDER, violations
from tests.journeys.test_keyboard import stops_of
from tests.journeys.work import Work, into_conflict

TALL = 1000  # where the reviewer's decision stays in view, too
WITHOUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
# Pages whose last form with fields is refused when it is sent as it stands.
REFUSED = [
    "record-new-kind", "record-review", "record-guest", "record-papers", "record-discussion", "enquiry-ask", "room",
    "room-open", "import", "organisation-add", "member-add", "invitation-list", "registration", "synonym-add",
    "watch-list",
]  # fmt: skip


@pytest.fixture(scope="module")
def operator(browser: Browser, address: str, work: Work) -> Iterator[Reader]:
    """An editor who runs the portal, signed in; one for all pages, because what is loaded once does not load again."""
    with reading(browser, address, signs_in=True, reduced_motion="reduce") as reader:
        work.sign_in(reader)
        yield reader


def wear(page: Page, theme: Literal["light", "dark"]) -> None:
    """Change the theme, and wait until colours that change slowly have arrived."""
    page.emulate_media(color_scheme=theme)
    page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))")


def looks_right(page: Page, language: str) -> None:
    """One heading; at both widths nothing sticks out and axe finds nothing, with all folded parts open.

    Colours know no direction, and of what axe looks at only they change with the theme: contrast is measured in German
    for both themes, everything else in both directions.
    """
    unfold(page)
    assert page.locator("h1").count() == 1
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        assert page.evaluate(WIDER) == [], (language, width)
        wear(page, "light")
        assert violations(page, **(WITHOUT_COLOURS if language == "ar" else {})) == [], (language, width)
        if language == "de":
            wear(page, "dark")
            assert violations(page, runOnly=["color-contrast"]) == [], (language, width, "dark")


@pytest.mark.parametrize("name", work_pages())
def test_no_violation_and_no_overflow(operator: Reader, work: Work, name: str) -> None:
    for language in ("de", "ar"):
        looks_right(operator.open(work.address(work_pages()[name]), language), language)
    operator.looks_back()


@pytest.mark.parametrize("name", REFUSED)
def test_no_violation_where_a_form_is_refused(operator: Reader, work: Work, name: str) -> None:
    page = operator.open(work.address(work_pages()[name]))
    operator.expects = {422}
    unfold(page)
    arrive(page.locator("main form[method=post][novalidate] button[type=submit]").last)
    page.locator("main .bq-errors").wait_for()
    expect(page).to_have_title(re.compile("^Fehler:"))
    looks_right(page, "de")
    operator.looks_back()


def test_no_violation_where_two_texts_meet(operator: Reader, work: Work) -> None:
    for language in ("ar", "de"):
        page = operator.open(work.address(work_pages()["edit-text"]), language)
        operator.expects = {409}
        into_conflict(page)
        looks_right(page, language)
    operator.looks_back()


@pytest.mark.parametrize(("width", "height"), [*HEIGHT.items(), (DESKTOP, TALL)])
@pytest.mark.parametrize(
    "name", ["edit-units", "edit-text", "record-review", "record-show", "synonym-list", "synonym-add"]
)
def test_the_focus_is_always_seen(operator: Reader, work: Work, name: str, width: int, height: int) -> None:
    operator.page.set_viewport_size({"width": width, "height": height})
    operator.open(work.address(work_pages()[name]))
    stops = list(stops_of(operator, most=120))
    assert len(stops) > 10
    wrong = [stop for stop in stops if not (stop["outlined"] and stop["inView"] and stop["uncovered"])]
    assert not wrong, wrong
