"""A newcomer on an old phone finds her way: 360 × 640, no JavaScript, in her language, from a certificate to a plan."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.journeys.pages import PLAN
from tests.journeys.reader import PHONE, Reader, arrive, reading
from tests.journeys.test_accessibility import THEMES, WIDER, violations

OLD_PHONE = {"width": 360, "height": 640}
MOST_SCREENS = 7  # title, meaning, occupation, business, place … and the plan
# What she types in her language, and where she lives.
PEOPLE = {"ar": ("الثانوية المهنية", "land-NW"), "uk": ("механік", "land-BY"), "de": ("Technik mechatronik", "abroad")}
FIRST = {"business": "no", "employer": "no"}


def answer(reader: Reader, question: str, place: str) -> None:
    """Answer the question that the page asks, as she would: the first that fits, or what she knows."""
    page = reader.page
    main = page.locator("main")
    if question == "place" and place == "abroad":
        arrive(main.locator("button[name=place]"))
        return
    if question == "place":
        main.locator("select[name=federal_land]").select_option(place.removeprefix("land-"))
    elif question in ("land", "country"):
        main.locator(f"select[name={question}]").select_option("unknown")
    else:
        wanted = (
            f"input[name={question}][value='{FIRST[question]}']" if question in FIRST else f"input[name={question}]"
        )
        main.locator(wanted).first.check()
    arrive(main.locator("form button[type=submit]").first)


@pytest.mark.parametrize("language", PEOPLE)
def test_from_a_certificate_to_a_plan(browser: Browser, address: str, language: str) -> None:
    title, place = PEOPLE[language]
    with reading(browser, address, width=PHONE, java_script_enabled=False) as reader:
        reader.page.set_viewport_size(OLD_PHONE)
        page = reader.open("finder/", language)
        page.locator("main input[name=title]").fill(title)
        arrive(page.locator("main form button[type=submit]").first)
        for _screen in range(MOST_SCREENS):
            asked = urlsplit(page.url).path.strip("/").split("/")[-1]
            if asked == "plan":
                break
            assert page.locator("h1").inner_text().strip()
            answer(reader, asked, place)
        assert urlsplit(page.url).path == f"/{language}/finder/plan/"
        assert parse_qs(urlsplit(page.url).query)["title"] == [title], "the address holds the answers"
        assert page.locator("main h2").count() >= 6
        pdf = page.request.get(page.url.replace("/plan/", "/plan.pdf"))
        assert pdf.body().startswith(b"%PDF")


@pytest.mark.parametrize("width", [PHONE, 1280])
@pytest.mark.parametrize(
    "path",
    [
        "finder/",
        "finder/meaning/?title=bakery",
        "finder/place/?title=x&meaning=o-baecker&country=SY&business=no",
        "finder/business/?title=x&meaning=o-baecker&country=SY",
        f"finder/plan/?{PLAN}",
        "finder/plan/?title=x&meaning=o-pflegefachfrau&country=BA&place=land-BY",
    ],
)
def test_no_violation_and_no_overflow(browser: Browser, address: str, path: str, width: int) -> None:
    with reading(browser, address, width=width, reduced_motion="reduce") as reader:
        for language in ("de", "fa"):
            page = reader.open(path, language)
            assert page.evaluate(WIDER) == []
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                assert violations(page) == [], (language, theme)
