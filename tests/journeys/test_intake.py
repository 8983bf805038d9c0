"""A person writes to a counselling centre: on her own device until she sends it, with JavaScript and without."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.portal import LONGEST_PREPARATION, ROOT, Portal
from tests.journeys.reader import Reader, arrive, reading, unfold

CENTRE = "beispielkammer"
PATH = f"counselling/{CENTRE}/"
WORDS = ("Zwergpinguin", "zwergpinguin@example.org", "Tortendiplom")
COUNSELS = """
import django; django.setup()
from bqportal.organisations.models import Membership, Organisation, Person
Membership.objects.get_or_create(
    person=Person.objects.get(username="example-operator"),
    organisation=Organisation.objects.get(slug="beispielkammer"), role="counsellor",
)
"""


@pytest.fixture(scope="module", autouse=True)
def centre(portal: Portal) -> None:
    """Somebody counsels in the example chamber."""
    subprocess.run(
        [sys.executable, "-c", COUNSELS], cwd=ROOT, check=True, timeout=LONGEST_PREPARATION,
        env={**portal.environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
    )  # fmt: skip


def fill(page: Page) -> None:
    """What must be filled in, and a certificate."""
    page.locator("[name=name]").fill(WORDS[0])
    page.locator("[name=birth_year]").fill("1990")
    page.locator("[name=email]").fill(WORDS[1])
    page.locator("[name=stay][value=germany]").check()
    page.locator("[name=education_1_title]").fill(WORDS[2])
    page.locator("[name=education_1_country]").select_option("SY")
    page.locator("[name=goal][value=recognition]").check()
    page.locator("[name=counselling_language]").select_option("ar")


def says(request: Request) -> bool:
    """Whether a request carries something of what was written."""
    said = f"{request.url} {request.post_data or ''} {request.headers}"
    return any(word in said or word.replace("@", "%40") in said for word in WORDS)


@contextmanager
def listening(page: Page) -> Iterator[list[Request]]:
    """Every request that the page makes meanwhile."""
    heard: list[Request] = []

    def note(request: Request) -> None:
        heard.append(request)

    page.on("request", note)
    yield heard
    page.remove_listener("request", note)


def kept(page: Page) -> str:
    """Everything that this device keeps."""
    return str(page.evaluate("JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})"))


@pytest.fixture
def with_scripts(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader with JavaScript on a small phone."""
    with reading(browser, address, width=320, java_script_enabled=True) as reader:
        yield reader


def test_nothing_leaves_the_device_before_it_is_sent(with_scripts: Reader) -> None:
    page = with_scripts.open(PATH, "en")
    panel = page.locator("[data-intake-kept]")
    expect(panel).to_contain_text("this device only")
    page.wait_for_load_state("networkidle")
    with listening(page) as heard:
        fill(page)
        page.wait_for_timeout(700)
        assert heard == [], "not one request while she writes"
        assert WORDS[0] in kept(page), "it is kept on the device"
        page.reload(wait_until="load")
        assert heard, "the page itself was asked for again"
        assert not [one.url for one in heard if says(one)]
    assert page.locator("[name=name]").input_value() == WORDS[0]
    assert page.locator("[name=education_1_title]").input_value() == WORDS[2]
    assert page.locator("[name=goal][value=recognition]").is_checked()
    assert not page.locator("[name=consent]").is_checked(), "the consent is given anew each time"
    assert "csrf" not in kept(page)

    with listening(page) as heard:
        page.locator("[name=consent]").check()
        arrive(page.locator("form[data-intake] button[type=submit]"))
        page.locator("[data-intake-sent]").wait_for(state="attached")
        telling = [one for one in heard if says(one)]
    assert [(one.method, one.url) for one in telling] == [("POST", f"{with_scripts.address}/en/{PATH}")]
    assert len(page.locator(".bq-code").inner_text()) == 14
    page.wait_for_timeout(200)
    assert not [word for word in WORDS if word in kept(page)], "what was sent is not kept any longer"


def test_it_can_be_forgotten(with_scripts: Reader) -> None:
    page = with_scripts.open(PATH, "en")
    fill(page)
    page.wait_for_timeout(500)
    assert WORDS[0] in kept(page)
    page.locator("[data-intake-kept] button").click()
    page.wait_for_function("document.querySelector('[name=name]').value === ''")
    page.wait_for_timeout(300)
    assert not [word for word in WORDS if word in kept(page)]


def test_one_page_one_form_with_scripts_and_without(reader: Reader, scripts: bool) -> None:
    reader.expects = {422}
    page = reader.open(PATH, "en")
    assert page.locator("[data-intake-kept]").is_visible() is scripts, "nothing is promised that only scripts can keep"
    fill(page)
    arrive(page.locator("form[data-intake] button[type=submit]"))
    link = page.locator("main a[href='#id_consent']")
    link.wait_for()
    for name, word in zip(("name", "email", "education_1_title"), WORDS, strict=True):
        assert page.locator(f"[name={name}]").input_value() == word, "nothing is lost"
    page.locator("[name=consent]").check()
    arrive(page.locator("form[data-intake] button[type=submit]"))
    page.locator(".bq-code").wait_for()
    code = page.locator(".bq-code").inner_text()
    assert code not in page.url

    page = reader.open("counselling/withdraw/", "en")
    page.locator("[name=code]").fill(code.lower())
    page.locator("[name=birth_year]").fill("1990")
    arrive(page.locator("main form button[type=submit]"))
    page.wait_for_url("**/counselling/withdrawn/")


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_the_form_fits_a_small_phone(with_scripts: Reader, language: str) -> None:
    page = with_scripts.open(PATH, language)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
