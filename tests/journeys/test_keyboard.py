"""Everything by keyboard alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.pages import COMPARISON, MECHATRONICS
from tests.journeys.reader import DESKTOP, PHONE, Reader, reading

# Where the focus is: a name for it, whether it can be seen, and whether something lies over it.
STOP = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame(); await frame();
  await Promise.all(document.getAnimations().map((moving) => moving.finished.catch(() => {})));  // all has arrived
  await frame();
  const e = document.activeElement;
  if (e === document.body) return null;
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  const within = (value, most) => Math.min(Math.max(value, 1), most - 1);
  const x = within(r.x + r.width / 2, innerWidth), y = within(r.y + Math.min(r.height, 20) / 2, innerHeight);
  const top = document.elementFromPoint(x, y);
  return {
    name: e.outerHTML.slice(0, 160),
    outlined: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
    inView: r.bottom > 0 && r.top < innerHeight && r.width > 0,
    uncovered: !top || e.contains(top) || top.contains(e) || e.getClientRects().length > 1,
  };
}"""


def test_the_skip_link_comes_first_and_leads_past_the_header(reader: Reader) -> None:
    page = reader.open(f"qualifications/{MECHATRONICS}/")
    page.keyboard.press("Tab")
    skip = page.locator(".bq-skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.bounding_box()["y"] >= 0, "it shows itself while it has the focus"
    page.keyboard.press("Enter")
    assert reader.page.url.endswith("#content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(
    "path",
    ["", "search/?q=technik", "match/?title=technik", f"comparisons/{COMPARISON}/", "report-error/", "countries/pl/"],
)
def test_the_focus_is_always_seen(browser: Browser, address: str, path: str, width: int) -> None:
    with reading(browser, address, width=width, reduced_motion="reduce") as reader:
        reader.open(path)
        stops = list(stops_of(reader))
        assert len(stops) > 10
        wrong = [stop for stop in stops if not (stop["outlined"] and stop["inView"] and stop["uncovered"])]
        assert not wrong, wrong


def stops_of(reader: Reader, most: int = 60) -> Iterator[dict[str, Any]]:
    """Where Tab leads, in order, until the page is left or begins again."""
    seen: set[str] = set()
    for _ in range(most):
        reader.page.keyboard.press("Tab")
        stop = reader.page.evaluate(STOP)
        if stop is None or (stop["name"] in seen and "bq-skip" in stop["name"]):
            return
        seen.add(stop["name"])
        yield stop


def test_suggestions_follow_the_arrow_keys(browser: Browser, address: str) -> None:
    with reading(browser, address) as reader:
        page = reader.open("countries/")
        box = page.locator("#search-box")
        box.focus()
        page.keyboard.type("mechatr", delay=20)
        options = page.locator("#search-box-list [role=option]")
        options.first.wait_for()
        assert box.get_attribute("aria-expanded") == "true"
        assert page.locator("#search-box-list [role=group]").count() >= 2, "grouped by kind"

        page.keyboard.press("ArrowDown")
        assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
        assert box.input_value() == "mechatr"
        page.keyboard.press("Escape")
        assert box.get_attribute("aria-expanded") == "false"
        assert box.input_value() == "mechatr", "Escape closes the list and keeps the words"

        page.keyboard.press("ArrowDown")
        options.first.wait_for()
        page.keyboard.press("ArrowDown")
        target = options.first.get_attribute("data-url")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{target}")


def test_enter_without_a_choice_searches(reader: Reader) -> None:
    page = reader.open("countries/")
    page.locator("#search-box").focus()
    page.keyboard.type("mechatroniker")
    page.keyboard.press("Enter")
    page.wait_for_url("**/de/search/?q=mechatroniker")
    assert page.locator(".bq-results li").count() >= 1
