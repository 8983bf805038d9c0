"""axe over every page type in every language, light and dark; too long for each run of the tests.

    python -m tests.journeys.sweep [--only NAME …] [--languages fa …] [--width 360] [--here]

Prepares a portal of its own, or takes the one in BQPORTAL_HOME when --here is given. Prints what is wrong, and how
many pages were looked at; ends with 1 when something was.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack

from django.conf.locale import LANG_INFO
from playwright.sync_api import Page, sync_playwright

from config.settings import LANGUAGES
from tests.journeys.conftest import CHROMIUM, QUIET
from tests.journeys.pages import page_types, work_pages
from tests.journeys.portal import served
from tests.journeys.reader import Reader, unfold
from tests.journeys.screenshots import fresh_portal, portal_at_hand
from tests.journeys.test_accessibility import THEMES, WIDER, violations
from tests.journeys.work import made_in

HEIGHT = 640


def main() -> None:
    """Look at them all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these page types only")
    parser.add_argument("--languages", nargs="+", default=[code for code, _name in LANGUAGES], metavar="CODE")
    parser.add_argument("--width", type=int, default=360, help="of the screen, in CSS pixels")
    parser.add_argument("--here", action="store_true", help="serve the portal in BQPORTAL_HOME")
    arguments = parser.parse_args()
    wanted = set(arguments.only or [*page_types(), *work_pages()])
    looked, wrong = 0, 0
    with ExitStack() as stack:
        portal = stack.enter_context(portal_at_hand() if arguments.here else fresh_portal())
        address = stack.enter_context(served(portal))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=QUIET)
        screen = {"viewport": {"width": arguments.width, "height": HEIGHT}, "reduced_motion": "reduce"}
        pages = {name: path for name, path in page_types().items() if name in wanted}
        readers = [(Reader(browser.new_page(**screen), address), pages)]
        if inside := {name: path for name, path in work_pages().items() if name in wanted}:
            work = made_in(portal)
            operator = Reader(browser.new_page(**screen), address)
            work.sign_in(operator)
            readers.append((operator, {name: work.address(path) for name, path in inside.items()}))
        for reader, addresses in readers:
            for name, path in addresses.items():
                for language in arguments.languages:
                    looked += len(THEMES)
                    for fault in faults_of(reader.open(path, language), language):
                        wrong += 1
                        print(f"{language} {name}: {fault}", flush=True)
    print(f"{looked} views, {wrong} faults")
    sys.exit(1 if wrong else 0)


def faults_of(page: Page, language: str) -> Iterator[str]:
    """What is wrong with a page: its direction, its edges, and what axe finds in both themes."""
    direction = "rtl" if LANG_INFO.get(language, {}).get("bidi") else "ltr"
    if page.locator("html").get_attribute("dir") != direction:
        yield f"not {direction}"
    unfold(page)
    yield from page.evaluate(WIDER)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        yield from (f"{theme}: {fault}" for fault in violations(page))


if __name__ == "__main__":
    main()
