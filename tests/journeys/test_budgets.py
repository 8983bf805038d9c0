"""What a first view weighs in the browser, as sent (interface.md, Budgets)."""

import pytest
from playwright.sync_api import Browser, Response

from tests.journeys.pages import page_types
from tests.journeys.reader import reading

KB = 1024
FIRST_VIEW, SCRIPTS, STYLES = 120 * KB, 25 * KB, 35 * KB


@pytest.mark.parametrize("name", page_types())
def test_a_first_view_stays_within_its_budget(browser: Browser, address: str, name: str) -> None:
    with reading(browser, address) as reader:
        reader.expects = {404} if name == "not-found" else set()
        answers: list[Response] = []
        reader.page.on("response", lambda answer: answers.append(answer))
        reader.page.goto(f"{address}/de/{page_types()[name]}", wait_until="networkidle")
        sent = [(answer.request.resource_type, sum_of(answer)) for answer in answers]
        assert sum(size for _, size in sent) <= FIRST_VIEW, sent
        assert sum(size for kind, size in sent if kind == "script") <= SCRIPTS, sent
        assert sum(size for kind, size in sent if kind == "stylesheet") <= STYLES, sent


def sum_of(answer: Response) -> int:
    """Bytes of head and body as they came over the wire."""
    sizes = answer.request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]
