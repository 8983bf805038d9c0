"""Somebody secures her account with an app or a passkey, and signs in with it afterwards."""

import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.journeys.portal import ROOT, Portal
from tests.journeys.reader import DESKTOP, PHONE, Reader, arrive, reading
from tests.journeys.test_accessibility import THEMES, WIDER, violations

PASSWORD = "correct horse battery"
ENGLISH = "en"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def name(portal: Portal) -> str:
    """A colleague of her own for every test."""
    name = f"kollegin-{secrets.token_hex(4)}"
    subprocess.run(
        [sys.executable, "-m", "config.cli", "createsuperuser", "--noinput", "--username", name,
         "--email", f"{name}@example.org"],
        cwd=ROOT, env={**portal.environment, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}, check=True, capture_output=True,
    )  # fmt: skip
    return name


@contextmanager
def colleague(browser: Browser, address: str, **options: object) -> Iterator[Reader]:
    """A reader at the portal's name: browsers make passkeys for names only, not for numbers."""
    with reading(browser, address.replace("127.0.0.1", "localhost"), signs_in=True, **options) as reader:
        yield reader


def sign_in(reader: Reader, name: str) -> Page:
    """Name and password."""
    page = reader.open("workspace/sign-in/", ENGLISH)
    page.get_by_label("User name or e-mail address").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    arrive(page.get_by_role("button", name="Sign in", exact=True))
    return page


def sign_out(page: Page) -> None:
    arrive(page.get_by_role("button", name="Sign out"))
    page.wait_for_url("**/en/")


def prove(page: Page) -> None:
    """Before the account changes, the password once more."""
    page.get_by_role("heading", name="Is it you?").wait_for()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    arrive(page.get_by_role("button", name="Go on"))


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_app(page: Page) -> str:
    """From the account to the recovery codes; returns the app's key."""
    arrive(page.get_by_role("link", name="Set up an app"))
    prove(page)
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    arrive(page.get_by_role("button", name="Set up"))
    page.get_by_role("heading", name="Recovery codes").wait_for()
    return secret


def test_an_app_is_set_up_and_asked_for(browser: Browser, address: str, name: str, scripts: bool) -> None:
    with colleague(browser, address, java_script_enabled=scripts) as reader:
        reader.expects = {422}
        page = sign_in(reader, name)
        page.wait_for_url("**/en/workspace/")
        arrive(reader.open("workspace/account/", ENGLISH).get_by_role("link", name="Second factor"))
        secret = set_up_app(page)
        recovery = page.locator("main li code").first.inner_text()
        assert re.fullmatch(r"\d{8}", recovery)
        sign_out(page)
        sign_in(reader, name)
        page.get_by_role("heading", name="Second step").wait_for()
        page.get_by_label("Code").fill("000000" if code_of(secret) != "000000" else "111111")
        arrive(page.get_by_role("button", name="Sign in"))
        expect(page).to_have_title(re.compile("^Error:"))
        page.get_by_label("Code").fill(recovery)
        arrive(page.get_by_role("button", name="Sign in"))
        page.wait_for_url("**/en/workspace/")


def test_a_passkey_signs_in_alone_and_as_second_step(browser: Browser, address: str, name: str) -> None:
    with colleague(browser, address) as reader:
        device = reader.page.context.new_cdp_session(reader.page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        page = sign_in(reader, name)
        page.wait_for_url("**/en/workspace/")
        arrive(reader.open("workspace/account/second-factor/", ENGLISH).get_by_role("link", name="Add a passkey"))
        prove(page)
        page.get_by_label("Name, so that").fill("Laptop")
        arrive(page.get_by_role("button", name="Add"))
        page.get_by_role("heading", name="Recovery codes").wait_for()
        sign_out(page)

        reader.open("workspace/sign-in/", ENGLISH).get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/en/workspace/")
        sign_out(page)

        sign_in(reader, name)
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/en/workspace/")
        reader.open("workspace/account/second-factor/passkeys/", ENGLISH)
        row = page.locator("tbody tr", has_text="Laptop")
        arrive(row.get_by_role("link"))
        arrive(page.get_by_role("link", name="With a passkey"))
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_role("heading", name="Remove the passkey?").wait_for()
        arrive(page.get_by_role("button", name="Remove"))
        page.get_by_text("There are no passkeys yet.").wait_for()


def test_where_no_device_answers_the_page_says_so(browser: Browser, address: str) -> None:
    with colleague(browser, address) as reader:
        page = reader.open("workspace/sign-in/", ENGLISH)
        page.evaluate(
            "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
        )
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("That did not work with the passkey.").wait_for()
        assert violations(page) == []


OPEN = ["workspace/sign-in/", "workspace/password/reset/", "workspace/password/reset/sent/", "workspace/register/",
        "workspace/register/sent/", "workspace/password/reset/1-x/"]  # fmt: skip
OWN = ["workspace/account/", "workspace/account/password/", "workspace/account/addresses/",
       "workspace/account/confirm/", "workspace/account/confirm/code/", "workspace/account/second-factor/",
       "workspace/account/second-factor/codes/",
       "workspace/account/second-factor/codes/new/", "workspace/account/second-factor/passkeys/",
       "workspace/account/second-factor/passkeys/add/", "workspace/account/second-factor/app/remove/",
       "workspace/registrations/"]  # fmt: skip


def looks_right(reader: Reader, path: str) -> None:
    """One heading, nothing sticks out, nothing for axe to find, in both directions and themes."""
    for language in ("de", "ar"):
        page = reader.open(path, language)
        assert page.locator("h1").count() == 1
        assert page.evaluate(WIDER) == [], (path, language)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert violations(page) == [], (path, language, theme)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_no_violation_and_no_overflow_around_signing_in(browser: Browser, address: str, name: str, width: int) -> None:
    with reading(browser, address, width=width, reduced_motion="reduce") as reader:
        for path in OPEN:
            looks_right(reader, path)
    with colleague(browser, address, width=width, reduced_motion="reduce") as reader:
        page = sign_in(reader, name)
        page.wait_for_url("**/en/workspace/")
        arrive(reader.open("workspace/account/second-factor/", ENGLISH).get_by_role("link", name="Set up an app"))
        prove(page)
        looks_right(reader, "workspace/account/second-factor/app/")
        secret = page.locator("main code").inner_text()
        page.locator("main input[name=code]").fill(code_of(secret))
        arrive(page.locator("main button[type=submit]"))
        page.locator("main li code").first.wait_for()
        for path in OWN:
            looks_right(reader, path)
