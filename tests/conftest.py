"""What every test may use: its own home, the shared data where it exists, a fresh search index."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as portal
from django.db import connection
from django.utils.translation import override

from bqportal.matching import store
from bqportal.matching.kept import Kept
from bqportal.organisations import append_only

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("BQPORTAL_SHARED", ROOT.parent / "shared"))


ASKS = frozenset(("db", "transactional_db", "django_db_setup", "live_server"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With BQPORTAL_TESTS=database only what asks a database: the rest came to the same on the first one (.ci/run)."""
    if os.environ.get("BQPORTAL_TESTS") != "database":
        return
    chosen = [item for item in items if asks_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def asks_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes the database of the tests, or of a portal of its own (journeys)."""
    asks = bool(ASKS & set(getattr(item, "fixturenames", ()))) or item.get_closest_marker("django_db") is not None
    return asks or item.path.is_relative_to(ROOT / "tests" / "journeys")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Bulk data to test with; see the README of ../shared/data."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there; set BQPORTAL_SHARED to the folder that holds data/")
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """A database without the guards of the audit log: tests with real transactions empty all tables afterwards.

    Tests of the guards put them up themselves (tests/organisations/conftest.py).
    """
    with django_db_blocker.unblock():
        append_only.remove(None, SimpleNamespace(connection=connection))


@pytest.fixture
def home(settings, tmp_path: Path) -> Path:
    """A home of its own for one test."""
    settings.HOME = settings.BQPORTAL_HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What one test has read is no news to the next."""
    Kept.forget()
    store.forget()


def pytest_unconfigure() -> None:
    """Leave nothing behind: the home of the tests is theirs alone (settings.TESTING)."""
    if portal.TESTING:
        shutil.rmtree(portal.HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Messages are compared in the language in which they are written, whatever a test before asked for."""
    with override("en"):
        yield
