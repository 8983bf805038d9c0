"""An editor signs in, adds what she knows about a title, sees what it means at once, and takes it back."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.portal import ROOT, Portal
from tests.journeys.reader import Reader, arrive, reading

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
    arrive(page.get_by_role("button", name="Sign in", exact=True))
    page.wait_for_url("**/en/workspace/matching/synonyms/")
    return page


@pytest.mark.usefixtures("editor_account")
def test_an_editor_teaches_the_portal_a_title(browser: Browser, address: str, scripts: bool) -> None:
    with reading(browser, address, signs_in=True, java_script_enabled=scripts) as reader:
        page = sign_in(reader)
        arrive(page.get_by_role("link", name="Add a synonym"))
        reader.expects = {422}
        arrive(page.get_by_role("button", name="Add"))
        expect(page).to_have_title(re.compile("^Error:"))
        page.get_by_label("Title as it stands").fill("کارگر جوشکار")
        page.get_by_label("Language of the title").select_option("fa")
        page.get_by_label("German reference occupation").select_option(label="Anlagenmechaniker / Anlagenmechanikerin")
        arrive(page.get_by_role("button", name="Add"))
        page.locator(".bq-notice--success [role=status]", has_text="It counts from now on.").wait_for()
        row = page.locator("tbody tr", has_text="کارگر جوشکار")
        assert row.locator("[lang=fa][dir=rtl]").count() >= 1
        arrive(row.get_by_role("link"))
        arrive(page.get_by_role("button", name="Remove"))
        page.locator(".bq-notice--success [role=status]", has_text="Removed").wait_for()
        assert page.locator("tbody tr", has_text="کارگر جوشکار").count() == 0
        arrive(page.get_by_role("button", name="Sign out"))
        page.wait_for_url("**/en/")
        reader.open("workspace/", ENGLISH)
        assert "/workspace/sign-in/" in reader.path
