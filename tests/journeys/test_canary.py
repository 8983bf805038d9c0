"""A canary in every text that somebody can write: on no page does it ever sing, and the browser refuses nothing."""

import json
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.portal import ROOT, Portal, prepared_portal, served
from tests.journeys.reader import reading

ROLES = ("contributor", "o_reviewer", "editor", "administrator", "visitor")
LONGEST = 300  # seconds to build the world on a busy machine


@pytest.fixture(scope="module")
def canaries(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A portal of its own with the world of tests/workspace/world.py: its address, and pages and session by role."""
    with prepared_portal(tmp_path_factory.mktemp("canary")) as portal, served(portal) as address:
        yield address, told_by(portal)


def told_by(portal: Portal) -> dict[str, Any]:
    """What tests/workspace/addresses.py says."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.workspace.addresses"], cwd=ROOT, env=portal.environment, check=True,
        capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(told.stdout)
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_canary_sings(browser: Browser, canaries: tuple[str, dict[str, Any]], role: str) -> None:
    address, told = canaries
    sung: list[str] = []
    with reading(browser, address, signs_in=True) as reader:
        page = reader.page
        page.expose_function("canary", lambda: sung.append(page.url))
        if told[role]["session"]:
            page.context.add_cookies([{"name": "sessionid", "value": told[role]["session"], "url": address}])
        shown = 0
        for path in told[role]["pages"]:
            page.goto(f"{address}{path}", wait_until="load")
            shown += "canary()" in page.content()
            assert page.locator("img[src=x], [onerror], [onload], a[href^='javascript:'], svg[onload]").count() == 0, (
                path
            )
        reader.looks_back()
    assert sung == []
    assert shown >= (1 if role == "visitor" else 10)
