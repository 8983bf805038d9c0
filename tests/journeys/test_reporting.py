"""A reader reports an error: what she forgot is said on top and at the field, and nothing she wrote is lost."""

import re

from playwright.sync_api import expect

from tests.journeys.pages import MECHATRONICS
from tests.journeys.reader import Reader, arrive


def test_an_empty_report_is_explained_and_a_full_one_thanked_for(reader: Reader) -> None:
    reader.expects = {422}
    page = reader.open(f"qualifications/{MECHATRONICS}/")
    arrive(page.locator("a[href*='/report-error/']").first)
    page.wait_for_url("**/report-error/**")
    about = page.locator("input[name=page]")
    assert about.input_value() == f"/de/qualifications/{MECHATRONICS}/"

    arrive(page.locator("main button[type=submit]"))
    message = page.locator("textarea[name=message]")
    message.wait_for()
    assert about.input_value() == f"/de/qualifications/{MECHATRONICS}/", "values are kept"
    expect(page).to_have_title(re.compile("^(Fehler|Error):"))
    assert message.get_attribute("aria-invalid") == "true"
    described_by = str(message.get_attribute("aria-describedby")).split()
    assert any(page.locator(f"[id='{name}']").inner_text().strip() for name in described_by)
    link = page.locator(f"main a[href='#{message.get_attribute('id')}']").first
    link.click()
    assert page.evaluate("document.activeElement.name") == "message", "the summary leads to the field"

    page.keyboard.type("Die Dauer stimmt nicht.")
    arrive(page.locator("main button[type=submit]"))
    page.wait_for_url("**/report-error/thanks/")
    assert page.locator("h1").is_visible()


def test_a_report_from_another_place_is_refused_in_the_layout(reader: Reader) -> None:
    page = reader.open("report-error/")
    answer = page.request.post(f"{reader.address}/de/report-error/", form={"message": "x"})
    assert answer.status == 403
    assert "bq-header" in answer.text()
