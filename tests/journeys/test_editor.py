"""An editor signs in, adds what she knows about a title, sees what it means at once, and takes it back."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.pages import work_pages
from tests.journeys.portal import ROOT, Portal
from tests.journeys.reader import DESKTOP, PHONE, Reader, reading
from tests.journeys.test_accessibility import THEMES, WIDER, violations
from tests.journeys.test_keyboard import stops_of

NAME, PASSWORD = "redaktion", "correct horse battery"
ENGLISH = "en"


@pytest.fixture(scope="package")
def editor_account(portal: Portal) -> None:
    """Somebody with every right; a kept portal may have her already."""
    command = [sys.executable, "-m", "config.cli", "createsuperuser", "--noinput", "--username", NAME]
    environment = {**portal.environment, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    result = subprocess.run(
        [*command, "--email", "redaktion@example.org"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0 or "already taken" in result.stderr, result.stderr


def sign_in(reader: Reader) -> Page:
    """By the form, as she does every morning."""
    page = reader.open("workspace/matching/synonyms/", ENGLISH)
    assert "/workspace/sign-in/" in reader.path
    page.get_by_label("User name or e-mail address").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/en/workspace/matching/synonyms/")
    return page


@pytest.mark.usefixtures("editor_account")
def test_an_editor_teaches_the_portal_a_title(browser: Browser, address: str, scripts: bool) -> None:
    with reading(browser, address, signs_in=True, java_script_enabled=scripts) as reader:
        page = sign_in(reader)
        page.get_by_role("link", name="Add a synonym").click()
        reader.expects = {422}
        page.get_by_role("button", name="Add").click()
        assert page.title().startswith("Error:")
        page.get_by_label("Title as it stands").fill("کارگر جوشکار")
        page.get_by_label("Language of the title").select_option("fa")
        page.get_by_label("German reference occupation").select_option(label="Anlagenmechaniker / Anlagenmechanikerin")
        page.get_by_role("button", name="Add").click()
        page.locator(".bq-notice--success [role=status]", has_text="It counts from now on.").wait_for()
        row = page.locator("tbody tr", has_text="کارگر جوشکار")
        assert row.locator("[lang=fa][dir=rtl]").count() >= 1
        row.get_by_role("link").click()
        page.get_by_role("button", name="Remove").click()
        assert page.locator("tbody tr", has_text="کارگر جوشکار").count() == 0
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/en/")
        reader.open("workspace/", ENGLISH)
        assert "/workspace/sign-in/" in reader.path


@pytest.fixture(scope="module", params=[PHONE, DESKTOP])
def editor(browser: Browser, address: str, request: pytest.FixtureRequest, editor_account: None) -> Iterator[Reader]:
    """One signed-in reader per width."""
    with reading(browser, address, width=request.param, signs_in=True, reduced_motion="reduce") as reader:
        sign_in(reader)
        yield reader


@pytest.mark.parametrize("name", work_pages())
def test_no_violation_and_no_overflow_in_the_work_area(editor: Reader, name: str) -> None:
    for language in ("de", "ar"):
        page = editor.open(work_pages()[name], language)
        assert page.locator("h1").count() == 1
        assert page.evaluate(WIDER) == []
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert violations(page) == [], (language, theme)
    editor.looks_back()


@pytest.mark.parametrize("name", ["synonym-list", "synonym-add"])
def test_the_focus_is_always_seen_in_the_work_area(editor: Reader, name: str) -> None:
    editor.open(work_pages()[name])
    stops = list(stops_of(editor))
    assert len(stops) > 10
    wrong = [stop for stop in stops if not (stop["outlined"] and stop["inView"] and stop["uncovered"])]
    assert not wrong, wrong
