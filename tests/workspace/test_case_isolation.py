"""What belongs to the cases of one body is nowhere else: on no page, in no file, mail, log, cache, index.

Every page of the cases (urls_cases) is asked for by everybody, about the cases of both bodies, and written to by
those who may not; own cases with documents and notices of others too. Whoever adds a page adds it to this proof.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as portal
from django.contrib import admin
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from bqportal.editorial.actions.freshness import remind
from bqportal.editorial.digests import send_digests
from bqportal.organisations.models import AuditEntry
from bqportal.procedures.reminders import send_reminders
from tests.workspace.cases_world import (
    MARKS,
    NUMBERS,
    READERS,
    World,
    addresses,
    belongs,
    build,
    case_routes,
    parts_of,
)
from tests.workspace.conftest import Pages
from tests.workspace.crawl import injected, readable, taken_back

pytestmark = pytest.mark.django_db  # the walk needs the database to be there
LEAST = 35  # pages on which the own case worker must read her own marks; raise it when pages come
OTHER = {"one": "two", "two": "one"}
WRITERS = ("worker", "o_worker", "both", "contributor", "administrator")  # who try to write in the cases of others
REFUSED = {302, 404, 405}
COMMON = {("administrator", "case-statistics-codes")}  # one table for the whole portal, with nothing of a case in it
AREA = "/en/workspace/"
ELSEWHERE = [  # pages and files that are about everything
    *("/en/", "/en/sitemap/", "/en/feed.atom", "/sitemap.xml", "/robots.txt", "/en/contributions/", "/en/figures/"),
    *(f"/en/search/?q={word}" for word in ("zqbody", "zqfile")),
    *(f"/en/search/suggest/?q={word}" for word in ("zqbody", "zqfile")),
    *("/en/match/?title=zqbody", "/en/qualifications/", "/en/occupations/", "/en/comparisons/"),
    *(AREA, f"{AREA}records/?q=zqbody", f"{AREA}audit/", f"{AREA}audit/mine/", f"{AREA}demand/", f"{AREA}freshness/"),
    *(f"{AREA}records/export/?kind={kind}&which={which}&file_format=yaml"
      for kind in ("qualification", "country", "occupation") for which in ("published", "in_work")),
]  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What somebody got: whose marks, whether a canary came to life, whether something was written."""

    role: str
    method: str
    route: str
    owner: str
    status: int
    marks: frozenset[str]
    alive: bool
    writes: tuple[str, ...]
    location: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.route} of {self.owner or 'nobody'} as {self.role}: {self.status} {self.location}"


@dataclass
class Walk:
    """What everybody got everywhere."""

    answers: list[Answer] = field(default_factory=list)
    mixed: list[Answer] = field(default_factory=list)
    elsewhere: list[Answer] = field(default_factory=list)
    mails: list[tuple[str, str]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)


class Walker:
    """Browsers of everybody."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.logged: set[str] = set()
        self.clients = {}
        for role, person in world.people.items():
            self.clients[role] = Client(raise_request_exception=False)
            if person:
                self.clients[role].force_login(person)

    def ask(self, role: str, method: str, path: str, route: str = "", owner: str = "") -> Answer:
        """One request, taken back."""
        with taken_back() as writes:
            response = getattr(self.clients[role], method)(path)
            body = b"".join(response) if response.streaming else response.content
            self.logged |= {str(row) for row in AuditEntry.objects.values("deed", "about_label", "details")}
        text = readable(body).casefold()
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        everything = f"{text} {str(response.headers).casefold()}"
        return Answer(
            role, method, route or path, owner, response.status_code,
            frozenset(one for one in MARKS if MARKS[one] in everything or NUMBERS[one].casefold() in everything),
            is_html and bool(injected(text)), tuple(writes), response.headers.get("Location", ""),
        )  # fmt: skip


def walked(walker: Walker) -> Iterator[Answer]:
    """Every page of cases, about both bodies, by everybody; written to by those who may not."""
    for pattern in case_routes():
        for owner in MARKS if belongs(pattern) else [""]:
            for path in addresses(walker.world, pattern, owner or "one"):
                for role, reads in READERS.items():
                    yield walker.ask(role, "get", path, pattern.name, owner)
                    if owner and reads != owner and role in WRITERS:
                        yield walker.ask(role, "post", path, pattern.name, owner)


def mixed(walker: Walker) -> Iterator[Answer]:
    """Own cases and bodies in the address, with something of another body or of another case of the own one."""
    for pattern in case_routes():
        own_parts = parts_of(pattern) & {"training", "experience", "document", "notice", "task"}
        for role, owner in (("worker", "one"), ("manager", "one"), ("o_worker", "two")):
            bodies = walker.world.bodies
            foreign, own = bodies[OTHER[owner]], bodies[owner]
            paths = []
            if own_parts:
                paths += addresses(walker.world, pattern, owner, parts=foreign.cases[0])
                paths += addresses(walker.world, pattern, owner, parts=own.cases[1])
            if parts_of(pattern) == {"slug", "pk"}:
                paths += addresses(walker.world, pattern, OTHER[owner], slug=own.organisation.slug)
            for path in paths:
                for method in ("get", "post"):
                    yield walker.ask(role, method, path, pattern.name, owner)


def elsewhere(walker: Walker) -> Iterator[Answer]:
    """Pages and files that are about everything, and the administration."""
    for role in ("visitor", "contributor", "editor", "administrator", "o_worker", "worker"):
        for path in ELSEWHERE:
            yield walker.ask(role, "get", path)
    for role in ("visitor", "o_worker", "administrator"):
        yield walker.ask(role, "get", f"{AREA}audit/export/")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield walker.ask("administrator", "get", reverse(f"{name}_changelist"))
        for row in model._default_manager.all()[:20]:
            yield walker.ask("administrator", "get", reverse(f"{name}_delete", args=[row.pk]))


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Walk:
    """The walk: made once, and all of it taken back."""
    Path(portal.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    found, pages = Walk(), Pages()
    loggers = [logging.getLogger(name) for name in ("", "django", "bqportal")]
    for logger in loggers:
        logger.addHandler(pages)
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("isolation")
    for name, value in (("HOME", home), ("BQPORTAL_HOME", home), ("MEDIA_ROOT", home / "uploads")):
        patch.setattr(portal, name, value)
    with django_db_blocker.unblock(), override("en"), transaction.atomic():
        mail.outbox = []
        world = build()
        call_command("search", "rebuild", verbosity=0)
        walker = Walker(world)
        found.answers, found.mixed = list(walked(walker)), list(mixed(walker))
        found.elsewhere = list(elsewhere(walker))
        with taken_back():
            now = timezone.now()
            send_reminders(at=now), send_digests(at=now), remind(at=now)
        found.mails = [(one.to[0], f"{one.subject} {one.body}".casefold()) for one in mail.outbox]
        found.kept = {
            "logs": "\n".join(pages.lines),
            "audit log": "\n".join(walker.logged),
            "cache": str(getattr(caches["default"], "_cache", "")),
            "search index": "\n".join(
                str(path) + path.read_bytes().decode("latin-1")
                for path in (home / "search").rglob("*") if path.is_file()
            ),
        }  # fmt: skip
        transaction.set_rollback(True)
    patch.undo()
    for logger in loggers:
        logger.removeHandler(pages)
    return found


def test_nobody_reads_what_belongs_to_the_cases_of_another_body(walk: Walk) -> None:
    wrong = [
        str(answer)
        for answer in [*walk.answers, *walk.mixed, *walk.elsewhere]
        if answer.marks - {READERS.get(answer.role, "")}
    ]
    assert not wrong, "\n".join(wrong)
    assert len(walk.answers) > 1000


def test_a_case_of_another_body_is_not_there(walk: Walk) -> None:
    asked = [
        answer for answer in walk.answers
        if answer.owner and READERS[answer.role] != answer.owner and (answer.role, answer.route) not in COMMON
    ]  # fmt: skip
    wrong = [str(answer) for answer in asked if answer.status not in REFUSED]
    assert not wrong, "\n".join(wrong)
    led = [str(answer) for answer in asked if answer.status == 302 and not _to_the_door(answer.location)]
    assert not led, "\n".join(led)
    assert not [str(answer) for answer in asked if answer.writes]
    assert {answer.role for answer in asked} == set(READERS)


def _to_the_door(location: str) -> bool:
    """Signing in, or setting up a second factor."""
    return "sign-in" in location or "login" in location or "2fa" in location or "second-factor" in location


def test_own_cases_open_nothing_of_another_case(walk: Walk) -> None:
    wrong = [str(answer) for answer in walk.mixed if answer.status not in (404, 405) or answer.writes]
    assert not wrong, "\n".join(wrong)
    assert {answer.route for answer in walk.mixed} >= {
        "case-document", "case-document-file", "case-notice", "case-notice-pdf", "case-training", "case-task-done",
        "case-remedy", "case-absence-remove",
    }  # fmt: skip


def test_who_works_there_reads_the_own_marks(walk: Walk) -> None:
    """Else their absence elsewhere would prove nothing."""
    for role in ("worker", "o_worker"):
        seen = {
            answer.route
            for answer in walk.answers
            if answer.role == role and answer.status == 200 and answer.marks == {READERS[role]}
        }
        assert len(seen) >= LEAST, f"{len(seen)}: {sorted(seen)}"


def test_own_pages_do_not_break(walk: Walk) -> None:
    wrong = [str(answer) for answer in [*walk.answers, *walk.mixed, *walk.elsewhere] if answer.status >= 500]
    assert not wrong, "\n".join(wrong)


def test_no_text_of_a_case_becomes_part_of_a_page(walk: Walk) -> None:
    wrong = {str(answer) for answer in [*walk.answers, *walk.elsewhere] if answer.alive}
    assert not wrong, "\n".join(sorted(wrong))


def test_mails_name_file_numbers_to_the_own_people_and_nothing_else(walk: Walk) -> None:
    people = {"one": {"case.worker@example.org", "manager@example.org"}}
    people["two"] = {"other.worker@example.org", "o-manager@example.org", "both@example.org"}
    for to, text in walk.mails:
        assert not [mark for mark in MARKS.values() if mark in text], to
        for owner, number in NUMBERS.items():
            assert number.casefold() not in text or to in people[owner], to
    assert any(NUMBERS["one"].casefold() in text for _to, text in walk.mails)


def test_logs_caches_audit_log_and_search_index_hold_nothing_of_a_case(walk: Walk) -> None:
    assert "case.read" in walk.kept["audit log"]
    assert walk.kept["logs"]
    assert walk.kept["search index"]
    wrong = [
        (place, mark)
        for place, text in walk.kept.items()
        for mark in (*MARKS.values(), *(number.casefold() for number in NUMBERS.values()))
        if mark in text.casefold()
    ]
    assert not wrong


def test_the_administration_knows_no_case() -> None:
    registered = {model.__name__ for model in admin.site._registry}
    assert not registered & {model.__name__ for model in apps.get_app_config("procedures").get_models()}
