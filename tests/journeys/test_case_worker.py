"""A case worker quotes a version that stays what it was."""

import pytest

from tests.journeys.pages import COMPARISON, MECHATRONICS, published_on
from tests.journeys.reader import Reader, arrive


@pytest.mark.parametrize(
    "path",
    [f"qualifications/{MECHATRONICS}/", f"comparisons/{COMPARISON}/", "countries/pl/", "occupations/mechatroniker/"],
)
def test_the_quoted_address_shows_that_version(reader: Reader, path: str) -> None:
    page = reader.open(path)
    title = page.locator("h1").inner_text()
    arrive(page.locator("main a[href*='/as-of/'], aside a[href*='/as-of/']").last)
    page.wait_for_url(f"**/as-of/{published_on()}/")
    assert page.locator("h1").inner_text() == title


def test_before_the_first_version_there_is_none(reader: Reader) -> None:
    reader.expects = {404}
    page = reader.open(f"qualifications/{MECHATRONICS}/as-of/2001-01-01/")
    assert page.locator("main input[name=q], header input[name=q]").first.is_visible()


def test_findings_can_be_taken_into_a_spreadsheet(reader: Reader) -> None:
    page = reader.open(f"comparisons/{COMPARISON}/")
    link = page.locator("a[type='text/csv']").first
    answer = page.request.get(reader.address + str(link.get_attribute("href")))
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(answer.text().splitlines()) == 22
