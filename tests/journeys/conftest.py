"""A portal, a browser and readers. They live as long as the journeys do, and no longer: Playwright keeps an event
loop running, beside which Django refuses to let later tests use the database."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.portal import Portal, prepared_portal, served
from tests.journeys.reader import Reader, reading
from tests.journeys.work import Work, made_in

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a journey."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not CHROMIUM:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def portal(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The example content, loaded once. Asks for the browser first: without one nothing needs to be loaded.

    BQPORTAL_JOURNEYS_HOME names a folder that is kept, so that the next run starts at once.
    """
    kept = os.environ.get("BQPORTAL_JOURNEYS_HOME")
    with prepared_portal(Path(kept) if kept else tmp_path_factory.mktemp("journeys")) as portal:
        yield portal


@pytest.fixture(scope="package")
def address(portal: Portal) -> Iterator[str]:
    """Where the portal answers."""
    with served(portal) as address:
        yield address


@pytest.fixture(scope="package")
def work(portal: Portal) -> Work:
    """People who work in the portal, and one of everything that they work on."""
    return made_in(portal)


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the reader's browser runs JavaScript."""
    return bool(request.param)


@pytest.fixture
def reader(browser: Browser, address: str, scripts: bool) -> Iterator[Reader]:
    """A reader at a desk, with and without JavaScript."""
    with reading(browser, address, java_script_enabled=scripts) as reader:
        yield reader
