"""Pictures of every page type, narrow and wide, light and dark, German and Arabic, for people who want to look.

    python -m tests.journeys.screenshots FOLDER [--only NAME …] [--languages fa …] [--here]

Prepares a portal of its own, or takes the one in BQPORTAL_HOME when --here is given; people and records of the work
area are then added to it.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys.conftest import CHROMIUM, QUIET
from tests.journeys.pages import page_types, work_pages
from tests.journeys.portal import Portal, prepared_portal, served
from tests.journeys.reader import DESKTOP, HEIGHT, PHONE, Reader
from tests.journeys.work import into_conflict, made_in

CONFLICT, EDITED = "conflict", work_pages()["edit-text"]  # the screen with both texts, and from where it is reached


def main() -> None:
    """Take them all and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these page types only")
    parser.add_argument("--languages", nargs="+", default=["de", "ar"], metavar="CODE")
    parser.add_argument("--here", action="store_true", help="serve the portal in BQPORTAL_HOME")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        portal = stack.enter_context(portal_at_hand() if arguments.here else fresh_portal())
        address = stack.enter_context(served(portal))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        wanted = set(arguments.only or [*page_types(), *work_pages(), CONFLICT])
        public = Reader(browser.new_page(), address)
        for name in [name for name in page_types() if name in wanted]:
            photograph(public, name, page_types()[name], arguments)
        if wanted - set(page_types()):
            inside, work = Reader(browser.new_page(), address), made_in(portal)
            work.sign_in(inside)
            for name in [name for name in (*work_pages(), CONFLICT) if name in wanted]:
                photograph(inside, name, work.address(work_pages().get(name, EDITED)), arguments)
    print(arguments.folder)


@contextmanager
def portal_at_hand() -> Iterator[Portal]:
    """The portal in BQPORTAL_HOME, as it is."""
    yield Portal(Path(os.environ["BQPORTAL_HOME"]), {**os.environ, "BQPORTAL_EXAMPLE": "1"})


@contextmanager
def fresh_portal() -> Iterator[Portal]:
    """A portal that is thrown away afterwards."""
    home = Path(tempfile.mkdtemp(prefix="bqportal-screenshots-"))
    try:
        with prepared_portal(home) as portal:
            yield portal
    finally:
        shutil.rmtree(home, ignore_errors=True)


def photograph(reader: Reader, name: str, path: str, wanted: argparse.Namespace) -> None:
    """All pictures of one page: the whole page, from top to bottom."""
    for language in wanted.languages:
        page = reader.open(path, language)
        if name == CONFLICT:
            into_conflict(page)
        page.wait_for_load_state("networkidle")
        for width in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": HEIGHT[width]})
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme)
                page.screenshot(path=wanted.folder / f"{name}-{language}-{width}-{theme}.png", full_page=True)


if __name__ == "__main__":
    main()
