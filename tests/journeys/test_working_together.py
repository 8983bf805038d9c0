"""Many write, two agree, nothing gets lost: from a chamber's draft to what a visitor reads, without a mouse."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date

import pytest
from babel.dates import format_date
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from tests.journeys.pages import published_on
from tests.journeys.reader import Reader, reading
from tests.journeys.work import Work

WRITER, REVIEWER, EDITOR = "example-writer", "example-reviewer", "example-editor"
MOST_STOPS = 400
# As it stands in a document: copied with its cells, and pasted as such.
CURRICULUM = """<table><tr><th>Nr</th><th>Einheit</th><th>Stunden</th></tr>
<tr><td>1</td><td>Obróbka ręczna</td><td>320</td></tr><tr><td>2</td><td>Podstawy elektrotechniki</td><td>240</td></tr>
<tr><td></td><td></td><td>560</td></tr></table>"""
SUMMARY = "Wer die Ausbildung abschließt, fertigt Werkzeuge für die Glasherstellung."
MENDED = "Wer die Ausbildung abschließt, fertigt Formen für die Glasherstellung."


class Hands:
    """Somebody who has no mouse: she gets everywhere with Tab, and never waits for the page to be clicked."""

    def __init__(self, reader: Reader) -> None:
        self.page = reader.page
        self.keys = reader.page.keyboard

    def reach(self, control: Locator) -> None:
        """Tab on until the control has the focus."""
        control.wait_for()
        for _ in range(MOST_STOPS):
            if control.evaluate("e => e === document.activeElement"):
                return
            self.keys.press("Tab")
        pytest.fail(f"Tab does not lead to {control}")

    def press(self, control: Locator, key: str = "Enter") -> None:
        """Reach it and press the key."""
        self.reach(control)
        self.keys.press(key)

    def button(self, name: str, *, within: Locator | None = None) -> None:
        self.press((within or self.page.locator("main")).get_by_role("button", name=name, exact=True))

    def link(self, name: str) -> None:
        self.press(self.page.locator("main").get_by_role("link", name=name).first)

    def write(self, label: str, words: str) -> None:
        """Put words into a field in place of what stands there."""
        self.reach(self.page.locator("main").get_by_label(label, exact=True))
        self.keys.press("Control+A")
        self.keys.insert_text(words)

    def choose(self, label: str, words: str) -> None:
        """Choose from a list by typing what the choice begins with."""
        self.reach(self.page.locator("main").get_by_label(label, exact=True))
        self.keys.type(words)

    def hears(self, words: str) -> None:
        """The page says so."""
        try:
            self.page.locator("body", has_text=words).wait_for()
        except TimeoutError as error:
            seen = self.page.locator("main").inner_text()
            raise AssertionError(f"{words!r} is not on {self.page.url}, which says: {seen[:800]}") from error


@contextmanager
def somebody(browser: Browser, address: str, work: Work, name: str, *, scripts: bool = True) -> Iterator[Reader]:
    """A person who has signed in, with a browser of her own."""
    with reading(browser, address, signs_in=True, java_script_enabled=scripts) as reader:
        work.sign_in(reader, name)
        yield reader


def copy(reader: Reader, table: str) -> None:
    """Copy a table from another document."""
    document = reader.page.context.new_page()
    document.set_content(table)
    document.keyboard.press("Control+A")
    document.keyboard.press("Control+C")
    document.close()


def begin(hands: Hands, title: str, slug: str) -> None:
    """Begin a profile; ends in the form of its facts."""
    hands.link("Records")
    hands.link("Begin a new record")
    hands.choose("Kind", "qualification")
    hands.button("Next")
    hands.page.wait_for_url("**kind=qualification**")
    hands.write("Original title", title)
    hands.choose("Language of the title", "polski")
    hands.choose("Country", "Poland")
    hands.write("Address", slug)
    hands.button("Begin")
    hands.page.wait_for_url("**/edit/facts/")


def test_from_a_chamber_to_a_visitor_by_keyboard_alone(browser: Browser, address: str, work: Work) -> None:
    tag = secrets.token_hex(4)
    title, german, slug = f"Technik szkła {tag}", f"Glastechniker {tag}", f"pl-technik-szkla-{tag}"
    with ExitStack() as stack:
        contributor = stack.enter_context(somebody(browser, address, work, WRITER))
        editor = stack.enter_context(somebody(browser, address, work, EDITOR))
        writes, reviews = Hands(contributor), Hands(editor)

        begin(writes, title, slug)
        writes.choose("Kind", "initial")
        writes.hears("Saved at")
        number = writes.page.url.split("/records/")[1].split("/")[0]
        writes.press(writes.page.get_by_text("Another language", exact=True))
        writes.write("Code of the language, such as fr", "de")
        writes.button("Open")
        writes.page.wait_for_url("**/edit/text-de/")
        writes.write("Title", german)
        writes.write("Summary", SUMMARY)
        writes.hears("Saved at")

        writes.link("Training units")
        writes.link("Paste a table from Word, Excel or a web page")
        copy(contributor, CURRICULUM)
        writes.reach(writes.page.get_by_label("The table"))
        writes.keys.press("Control+V")
        writes.button("Read the table")
        writes.hears("2 rows have a title")
        writes.button("Add these rows")
        writes.hears("2 rows added. Check their values.")
        assert writes.page.get_by_label("Hours", exact=True).nth(1).input_value() == "240"
        writes.link("To the record")
        submit(writes)

        reviews.page.reload()
        reviews.press(reviews.page.get_by_role("row", name="Review").get_by_role("link", name=title).first)
        reviews.link("Review")
        for words in (title, german, SUMMARY, "Obróbka ręczna", "320"):
            reviews.hears(words)
        reviews.write("Reason (optional)", "Es sind Formen, keine Werkzeuge.")
        reviews.button("Ask for changes")
        reviews.hears("Sent back with your reason.")

        writes.page.goto(f"{address}/en/workspace/")
        writes.hears("a reviewer asks for changes")
        writes.press(writes.page.get_by_role("link", name="Notices"))
        writes.hears("Changes requested")
        writes.link(title)
        writes.hears("Es sind Formen, keine Werkzeuge.")
        writes.link("German")
        writes.write("Summary", MENDED)
        writes.hears("Saved at")
        writes.link("To the record")
        submit(writes)

        reviews.page.goto(f"{address}/en/workspace/records/{number}/review/")
        reviews.link("What is new since you last decided")
        reviews.page.wait_for_url("**/compare/?from=*")
        only_this_is_new(reviews.page)
        reviews.link("Review")
        reviews.button("Approve and publish")
        reviews.hears("Approved and published.")
    with reading(browser, address) as visitor:
        reads = Hands(visitor)
        visitor.open(f"search/?q={tag}")
        reads.link(german)
        for words in (MENDED, "Beispielkammer", "Obróbka ręczna"):
            reads.hears(words)
        reads.hears(format_date(date.fromisoformat(published_on()), "long", locale="de"))


def submit(hands: Hands) -> None:
    """Send everything to review; the form stands open as the first of the next steps."""
    hands.button("Send to review")
    hands.hears("Sent to review.")


def only_this_is_new(page: Page) -> None:
    """One word, marked as such, and nothing else."""
    assert page.locator("main del").all_inner_texts() == ["removed:\nWerkzeuge"]
    assert page.locator("main ins").all_inner_texts() == ["added:\nFormen"]


def test_two_people_write_in_one_record(browser: Browser, address: str, work: Work, scripts: bool) -> None:
    """Both are told; who saves second sees both texts on one screen, and neither is lost."""
    path = f"workspace/records/{work.places['draft']}/edit/text-de/"
    with ExitStack() as stack:
        one_reader, other_reader = (
            stack.enter_context(somebody(browser, address, work, name, scripts=scripts)) for name in (WRITER, REVIEWER)
        )
        one, other = Hands(one_reader), Hands(other_reader)
        mine, theirs = (f"{words} {secrets.token_hex(4)}" for words in ("Handwerkliche Fertigung", "Serienfertigung"))
        for hands in (one, other):
            hands.page.goto(f"{address}/en/{path}")
        # Somebody of an earlier test may still count as being there.
        expect(other.page.locator("[data-others]")).to_contain_text("example-writer")
        one.page.reload()
        expect(one.page.locator("[data-others]")).to_contain_text("example-reviewer")

        one.write("Summary", mine)
        if scripts:
            one.hears("Saved at")
        else:
            one.button("Save")
            one.hears("Saved.")

        other_reader.expects = {409}
        other.write("Summary", theirs)
        if scripts:
            other.hears("Somebody else wrote here meanwhile.")
        other.button("Save")
        other.hears("Two people wrote here at the same time")
        row = other.page.get_by_role("row", name="Summary")
        expect(row.get_by_role("cell").first).to_contain_text(mine)
        expect(row.get_by_role("cell").last).to_contain_text(theirs)
        assert other.page.get_by_label("Summary", exact=True).input_value() == theirs
        other.write("Summary", f"{mine} {theirs}")
        other.button("Save this text")
        other.hears("Saved.")
        one.page.reload()
        assert one.page.get_by_label("Summary", exact=True).input_value() == f"{mine} {theirs}"
