"""axe, narrow screens and enlarged text, over every type of page."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.pages import COMPARISON, MECHATRONICS, page_types
from tests.journeys.reader import DESKTOP, PHONE, Reader, arrive, reading, unfold

AXE = Axe()
THEMES = ("light", "dark")
# WCAG 1.4.12: readers may widen lines, letters and words.
TEXT_SPACING = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-block-end:2em!important}"
)
# What reaches over the edge and is not inside something that scrolls by itself.
WIDER = """() => {
  if (document.scrollingElement.scrollWidth <= innerWidth) return [];
  const sticksOut = (e) => { const r = e.getBoundingClientRect(); return r.right > innerWidth + 1 || r.left < -1; };
  return [...document.querySelectorAll("body *")]
    .filter((e) => !e.closest(".bq-scroll, .bq-skip") && sticksOut(e))
    .slice(0, 5).map((e) => e.outerHTML.slice(0, 200))
    .concat("the page is wider than the screen");
}"""
# A change of the theme runs through transitions, however short they are, and what inherits a colour begins its own when
# that of its parent ends: settled is what stays calm for some frames. What never ends is not waited for.
SETTLED = """async () => {
  const frame = () => new Promise((done) => { requestAnimationFrame(done); setTimeout(done, 200); });
  const moves = (each) => each.playState === "running" && each.effect?.getComputedTiming().endTime !== Infinity;
  for (let calm = 0, end = performance.now() + 15000; calm < 4 && performance.now() < end; await frame())
    calm = document.getAnimations().some(moves) ? 0 : calm + 1;
}"""


def violations(page: Page, **options: Any) -> list[str]:
    """What axe finds, in a form that leads to the element; `options` are those of `axe.run`."""
    page.evaluate(SETTLED)
    found = AXE.run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [f"{v['id']}: {[node['target'] for node in v['nodes']][:5]} ({v['help']})" for v in found]


@pytest.fixture(scope="module", params=[PHONE, DESKTOP])
def visitor(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """One reader per width for all pages: what she has loaded once she does not load again."""
    with reading(browser, address, width=request.param, reduced_motion="reduce") as reader:
        yield reader


@pytest.mark.parametrize("name", page_types())
def test_no_violation_and_no_overflow(visitor: Reader, name: str) -> None:
    visitor.expects = {404} if name == "not-found" else set()
    for language in ("de", "en"):
        page = visitor.open(page_types()[name], language)
        assert page.locator("h1").count() == 1
        assert page.evaluate(WIDER) == []
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert violations(page) == [], (language, theme)
    visitor.looks_back()


@pytest.mark.parametrize("path", ["search/?q=mechatroniker", f"comparisons/{COMPARISON}/", "countries/pl/"])
def test_no_violation_where_everything_is_unfolded(browser: Browser, address: str, path: str) -> None:
    with reading(browser, address, width=PHONE) as reader:
        page = reader.open(path)
        unfold(page)
        assert page.evaluate(WIDER) == []
        assert violations(page) == []


def test_no_violation_in_a_refused_form(browser: Browser, address: str) -> None:
    with reading(browser, address, width=PHONE) as reader:
        reader.expects = {422}
        page = reader.open("report-error/")
        arrive(page.locator("main button[type=submit]"))
        page.locator("[aria-invalid=true]").wait_for()
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert violations(page) == [], theme


@pytest.mark.parametrize(
    "path", ["", f"qualifications/{MECHATRONICS}/", f"comparisons/{COMPARISON}/", "search/?q=technik"]
)
def test_wider_text_and_fourfold_zoom_lose_nothing(browser: Browser, address: str, path: str) -> None:
    """1280 px at 400 % are 320 CSS px of a quarter of the height."""
    with reading(browser, address, width=DESKTOP, bypass_csp=True) as reader:
        page = reader.open(path)
        page.set_viewport_size({"width": DESKTOP // 4, "height": 200})
        assert page.evaluate(WIDER) == []
        page.add_style_tag(content=TEXT_SPACING)
        assert page.evaluate(WIDER) == []


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(
    "name", ["start", "search", "match-answer", "country", "qualification-arabic", "comparison", "report-form"]
)
def test_pages_set_in_arabic_run_from_right_to_left(browser: Browser, address: str, name: str, width: int) -> None:
    with reading(browser, address, width=width) as reader:
        page = reader.open(page_types()[name], "ar")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.evaluate(WIDER) == []
        brand = page.locator(".bq-brand").bounding_box()
        assert brand["x"] > width / 2, "the page begins on the right"
        assert page.locator("main [lang=pl]:not([dir=ltr], svg *)").count() == 0, "Polish titles run their own way"
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert violations(page) == [], theme
