"""Three people before the same doors: nobody, a contributor without rights, an editor with them."""

import logging
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal
from django.core import mail
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bqportal.editorial.actions.freshness import remind
from bqportal.editorial.digests import send_digests
from bqportal.editorial.models import Notice
from bqportal.matching.models import Synonym
from bqportal.organisations.models import AuditEntry, Person
from bqportal.procedures.counselling.telling import RECEIVED
from bqportal.procedures.reminders import send_reminders
from tests import cast
from tests.occupations.factories import ReferenceOccupationFactory
from tests.workspace.crawl import Answer, crawl, echoed, forged, looked_for, marks_in, taken_back
from tests.workspace.world import build


@pytest.fixture(autouse=True)
def _folder_of_static_files(settings: Any) -> None:
    """The server of static files warns when its folder is missing, and in tests nothing was collected yet."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def client_of(person: Person | None) -> Client:
    """A browser in which `person` is signed in."""
    client = Client()
    if person:
        client.force_login(person)
    return client


@pytest.fixture
def visitor() -> Client:
    return client_of(None)


@pytest.fixture
def contributor(db: None) -> Client:
    return client_of(cast.contributor())


@pytest.fixture
def editor(db: None) -> Client:
    return client_of(cast.editor())


@pytest.fixture
def synonym(db: None) -> Synonym:
    return Synonym.objects.create(
        title="сварщик", language="ru", occupation=ReferenceOccupationFactory(), source="Liste", added_at=timezone.now()
    )


@pytest.fixture
def worker(db: None) -> Person:
    """Somebody who handles cases, unless a file names another."""
    return cast.case_worker()


@pytest.fixture
def browser(worker: Person) -> Client:
    """Her browser, signed in."""
    return client_of(worker)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long walk first, so that nobody waits for it at the end."""
    items.sort(key=lambda item: "walk" not in getattr(item, "fixturenames", ()))


@dataclass
class Walk:
    """What everybody got at every door (tests/workspace/crawl.py)."""

    answers: list[Answer] = field(default_factory=list)
    by_route: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    forged: list[Answer] = field(default_factory=list)
    echoed: list[Answer] = field(default_factory=list)
    found: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)
    mails: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)  # what logs, caches, notices and the audit log hold
    told: list[tuple[str, str]] = field(default_factory=list)  # who has a notice about a request of which body


class Pages(logging.Handler):
    """What is logged while somebody walks."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the line."""
        self.lines.append(self.format(record))


@pytest.fixture(scope="session")
def walk(django_db_setup: None, django_db_blocker: Any) -> Walk:
    """The walk around the whole portal: made once, and all of it taken back."""
    Path(portal.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    walk, pages = Walk(), Pages()
    loggers = [logging.getLogger(name) for name in ("", "django", "bqportal")]
    for logger in loggers:
        logger.addHandler(pages)
    with django_db_blocker.unblock(), transaction.atomic():
        mail.outbox = []
        world = build()
        for answer in crawl(world):
            walk.answers.append(answer)
            walk.by_route[answer.route].append(answer)
        walk.forged = list(forged(world))
        walk.echoed = list(echoed(world))
        walk.found = list(looked_for(world))
        with taken_back():
            send_digests(at=timezone.now())
            remind(at=timezone.now())
            send_reminders(at=timezone.now())
        walk.mails = [(one.to[0], marks_in(f"{one.subject} {one.body}")) for one in mail.outbox]
        about = Notice.objects.filter(deed=RECEIVED).select_related("person")
        walk.told = [(one.person.username, one.record.organisation.slug) for one in about]
        walk.kept = {
            "logs": "\n".join(pages.lines), "audit log": str(list(AuditEntry.objects.values())),
            "notices": str(list(about.values())), "cache": str(getattr(caches["default"], "_cache", "")),
        }  # fmt: skip
        transaction.set_rollback(True)
    for logger in loggers:
        logger.removeHandler(pages)
    return walk
