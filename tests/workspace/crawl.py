"""Everybody at every door: each page of the matrix asked for by each role, looked at and written to, and taken back.

What came is weighed at once and forgotten: marks of owners, what a canary became part of, headers, what was written.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tests.workspace.matrix import PAGES, PUBLIC
from tests.workspace.roles import EVERYONE, Page, Things
from tests.workspace.world import CANARY, MARKS, World

# Written on the way to every page, whatever it answers: the log of who was refused, sessions, the counts of limits.
ASIDE = re.compile(r'"(organisations_auditentry|organisations_pseudonym|organisations_attemptcounter|django_session)"')
EMPTY_HANDED = ("reader", "manager", "o_contributor", "o_case_worker", "administrator")  # who try an empty form, too
FEW = ("visitor", "nobody", "o_contributor", "administrator")  # enough for pages that everybody reads alike
AREA = "/en/workspace/"
FILES = [
    f"{AREA}records/export/?kind=qualification&which={which}&file_format={form}"
    for which in ("published", "in_work")
    for form in ("xlsx", "yaml")
]
FILES += [
    f"{AREA}{rest}"
    for rest in ("records/?view=public&kind=qualification", "translations/?language=de", "freshness/?queue=never")
]
SEARCHES = [
    f"{AREA}records/?q={{words}}", f"{AREA}cases/?tab=open&q={{words}}", f"{AREA}counselling/?q={{words}}",
    "/en/search/?q={words}", "/en/search/suggest/?q={words}", "/en/match/?title={words}",
]  # fmt: skip
FIELDS = ("reason", "note", "expert", "elsewhere", "parts", "heading", "confirm", "column-0")  # of forms beside others
CHOICES = ("step", "decision", "until", "subject")  # without a known one there is no page to answer
PUBLIC_ROUTES = {f"catalogue:{name}" for name in PUBLIC}


class Injected(HTMLParser):
    """Elements and attributes that can only come from a canary."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Scripts have a source, no attribute listens to events, no address is a script."""
        given = dict(attrs)
        if any(name.startswith("on") or (name not in SAFE and "canary" in name) for name in given):
            self.found.append(self.get_starttag_text() or tag)
        for name in ("href", "src", "action", "formaction", "data"):
            if (given.get(name) or "").strip().lower().startswith(("javascript:", "data:text", "vbscript:")):
                self.found.append(f"{tag} {name}={given[name]}")
        if tag == "script" and "src" not in given and not given.get("type", "").endswith("json"):
            self.found.append("script without source")
        if tag == "img" and given.get("src") == "x":
            self.found.append("img")


SAFE = frozenset({"lang", "dir", "id", "class"})


def injected(html: str) -> list[str]:
    """What of a page a canary became."""
    parser = Injected()
    parser.feed(html)
    return parser.found + (["computed"] if "49[x](" in html else [])


@dataclass(frozen=True)
class Answer:
    """What one role got: status, where it is led, what the page gives away, what was written in the database."""

    route: str
    thing: str
    role: str
    method: str
    status: int
    location: str
    path: str
    headers: dict[str, str]
    marks: frozenset[str]
    injected: tuple[str, ...]
    writes: tuple[str, ...]
    is_whole: bool

    def __str__(self) -> str:
        return f"{self.method} {self.route} [{self.thing}] as {self.role}: {self.status} {self.location}"


@dataclass
class Crawler:
    """Browsers of everybody, and a notebook for what the database is told."""

    world: World
    enforces_csrf: bool = False
    clients: dict[str, Client] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role, person in self.world.people.items():
            client = self.clients[role] = Client(raise_request_exception=False, enforce_csrf_checks=self.enforces_csrf)
            if person:
                client.force_login(person)
                self.keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, role: str, method: str, path: str, data: Any = None, **headers: Any) -> tuple[Any, bytes, list[str]]:
        """One request, taken back: the response, its body, what it wrote."""
        client = self.clients[role]
        client.cookies.clear()
        if role in self.keys:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.keys[role]
        with taken_back() as writes:
            response: HttpResponseBase = getattr(client, method)(path, data, **headers)
            body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
            # As Django's own client does: the end of a request must not end the transaction around all of them.
            request_finished.disconnect(close_old_connections)
            response.close()
            request_finished.connect(close_old_connections)
        return response, body, writes

    def answer(self, route: str, thing: str, role: str, method: str, data: Any = None) -> Answer:
        """What the role gets at the page about the thing."""
        path = address(self.world, route, thing)
        response, body, writes = self.ask(role, method, path, data)
        text = readable(body)
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        return Answer(
            route, thing, role, method, response.status_code, response.headers.get("Location", ""), path,
            dict(response.headers), marks_in(text), tuple(injected(text) if is_html and "canary" in text else ()),
            tuple(writes), "</html>" in text and "<main" in text,
        )  # fmt: skip


def marks_in(text: str) -> frozenset[str]:
    """Whose texts are in there."""
    folded = text.casefold()
    return frozenset(owner for owner, mark in MARKS.items() if mark.casefold() in folded)


@contextmanager
def taken_back() -> Iterator[list[str]]:
    """What happens inside did not happen; the statements that wrote something, but for those written aside."""
    writes: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not ASIDE.search(sql[:80]):
            writes.append(sql[:120])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            yield writes
        transaction.set_rollback(True)


def address(world: World, route: str, thing: str) -> str:
    """The English address of a page about a thing."""
    one = world.things.get(thing)
    with override("en"):
        return reverse(route, args=[part.format(one=one) for part in PAGES[route].args])


def form_for(world: World, page: Page, thing: str) -> dict[str, Any]:
    """The form in order that the page takes."""
    one = world.things.get(thing)
    return {name.format(one=one): str(value).format(one=one) for name, value in page.body.items()}


def crawl(world: World) -> Iterator[Answer]:
    """Every page, thing and role, looked at and written to. Who may not write tries an empty form and one in order."""
    crawler = Crawler(world)
    for route, page in PAGES.items():
        for thing in page.things:
            for role in askers(route, page.get, thing):
                yield crawler.answer(route, thing, role, "get")
            given = form_for(world, page, thing)
            for role in askers(route, page.post, thing):
                yield crawler.answer(route, thing, role, "post", given)
                if given and role in EMPTY_HANDED and page.args and role not in (page.post or {}).get(thing, ()):
                    yield crawler.answer(route, thing, role, "post", {})


def forged(world: World) -> Iterator[Answer]:
    """Every form sent by somebody who may, but from elsewhere: without the token of the form."""
    crawler = Crawler(world, enforces_csrf=True)
    for route, page in PAGES.items():
        for thing, roles in (page.post or {}).items():
            if roles and not route.startswith("catalogue:"):
                yield crawler.answer(route, thing, min(roles), "post", form_for(world, page, thing))


def echoed(world: World) -> Iterator[Answer]:
    """Every form with a canary in every field, sent by somebody who may: what is wrong is shown again."""
    crawler = Crawler(world)
    for route, page in PAGES.items():
        for thing, roles in (page.post or {}).items():
            if roles:
                role = min(roles)
                _response, body, _writes = crawler.ask(role, "get", address(world, route, thing))
                names = {*page.body, *FIELDS, *re.findall(r'name="([^"]+)"', body.decode(errors="replace"))}
                kept = {name: value for name, value in form_for(world, page, thing).items() if name in CHOICES}
                yield crawler.answer(route, thing, role, "post", dict.fromkeys(names, CANARY) | kept)


def looked_for(world: World) -> Iterator[tuple[str, str, frozenset[str]]]:
    """What each role finds who looks for the marks by name, or fetches files: role, address, marks found."""
    crawler = Crawler(world)
    for role in sorted(EVERYONE):
        begun = [mark[:6] for mark in MARKS.values()]  # pages repeat what was looked for; they must not complete it
        for path in [one.format(words=words) for one in SEARCHES for words in begun] + FILES:
            _response, body, _writes = crawler.ask(role, "get", path)
            yield role, path, marks_in(readable(body))


def readable(body: bytes) -> str:
    """The words of a page or file; workbooks are archives, notices are typeset."""
    if body.startswith(b"%PDF"):
        return body.decode(errors="replace") + typeset(body)
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with ZipFile(BytesIO(body)) as archive:
        return " ".join(readable(archive.read(name)) for name in archive.namelist())


def typeset(body: bytes) -> str:
    """The words of a PDF, broken lines and words joined; none where a test put something else under its name."""
    try:
        return "".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages).replace("\n", "")
    except PyPdfError:
        return ""


def askers(route: str, things: Things | None, thing: str) -> Iterable[str]:
    """Everybody; some where a method is not answered at all, or everybody may."""
    alike = things is None or things.get(thing) == EVERYONE
    return FEW if alike or route in PUBLIC_ROUTES else sorted(EVERYONE)
