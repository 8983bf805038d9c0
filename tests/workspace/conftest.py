"""Three people before the same doors: nobody, a contributor without rights, an editor with them."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bqportal.matching.models import Synonym
from bqportal.organisations.models import Person
from tests import cast
from tests.occupations.factories import ReferenceOccupationFactory
from tests.workspace.crawl import Answer, crawl
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


@dataclass
class Walk:
    """What everybody got at every door (tests/workspace/crawl.py)."""

    answers: list[Answer] = field(default_factory=list)
    by_route: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))


@pytest.fixture(scope="session")
def walk(django_db_setup: None, django_db_blocker: Any) -> Walk:
    """The walk around the whole portal: made once, and all of it taken back."""
    walk = Walk()
    with django_db_blocker.unblock(), transaction.atomic():
        for answer in crawl(build()):
            walk.answers.append(answer)
            walk.by_route[answer.route].append(answer)
        transaction.set_rollback(True)
    return walk
