"""A person at a browser, and everything that must never happen to her."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response

WITH_COOKIES = ("/report-error/", "/workspace/", "/counselling/")
DESKTOP, PHONE = 1280, 320
HEIGHT = {DESKTOP: 800, PHONE: 568}


@dataclass
class Reader:
    """`page` is what she sees; `faults` collects script errors, policy violations, foreign requests and cookies.

    A status of 400 or more is a fault unless `expects` names it.
    """

    page: Page
    address: str
    expects: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self.note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("request", self.note_request)
        self.page.on("requestfailed", self.note_failure)
        self.page.on("response", self.note_response)

    def open(self, path: str, language: str = "de") -> Page:
        """Go to an address below the language, and wait until everything is there."""
        self.page.goto(f"{self.address}/{language}/{path}", wait_until="load")
        return self.page

    @property
    def path(self) -> str:
        """Where she is, with the query, without the server."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def looks_back(self) -> None:
        """Nothing bad may have happened so far; forgets it, so that the next page is judged by itself."""
        faults, self.faults = self.faults, []
        assert not faults, "\n".join(faults)

    def note_console(self, message: ConsoleMessage) -> None:
        """Violations of the Content-Security-Policy arrive here as errors, too."""
        is_status = message.text.startswith("Failed to load resource")  # judged by note_response
        if message.type in {"error", "warning"} and not is_status:
            self.faults.append(f"console {message.type} on {self.page.url}: {message.text}")

    def note_request(self, request: Request) -> None:
        """Nothing may come from another host."""
        if not request.url.startswith((self.address, "about:", "blob:")):
            self.faults.append(f"request to another host: {request.url}")

    def note_failure(self, request: Request) -> None:
        """A suggestion that is overtaken by the next letter is aborted on purpose, a download is no page."""
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"request failed: {request.url} {request.failure}")

    def note_response(self, response: Response) -> None:
        """No error, and no cookie outside the one public form that writes and the work area."""
        if response.status >= 400 and response.status not in self.expects:
            self.faults.append(f"status {response.status}: {response.url}")
        if "set-cookie" in response.headers and not any(place in response.url for place in WITH_COOKIES):
            self.faults.append(f"cookie set by {response.url}")


@contextmanager
def reading(
    browser: Browser, address: str, *, width: int = DESKTOP, signs_in: bool = False, **options: Any
) -> Iterator[Reader]:
    """A fresh reader; on leaving, nothing bad may have happened."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT[width]}, **options)
    context.set_default_timeout(45_000)  # ms; a machine that is busy with other things is slow, not wrong
    try:
        reader = Reader(context.new_page(), address)
        yield reader
        cookies = {cookie["name"] for cookie in context.cookies()}
    finally:
        context.close()
    reader.looks_back()
    known = {"csrftoken", "sessionid", "messages"} if signs_in else {"csrftoken"}
    assert cookies <= known, cookies


def arrive(link: Locator) -> None:
    """Click, and wait until the page that it leads to is there: after a mere click the address may be new already
    while what stands on the page is not."""
    with link.page.expect_navigation():
        link.click()


def unfold(page: Page) -> None:
    """Open every folded part of a page, as a person would."""
    folded = page.locator("main details:not([open]) > summary, aside details:not([open]) > summary")
    while folded.count():
        folded.first.click()
