"""What every test may use: its own home, the shared data where it exists, a fresh search index."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as portal

from bqportal.matching import store
from bqportal.matching.kept import Kept

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("BQPORTAL_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Bulk data to test with; see the README of ../shared/data."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there; set BQPORTAL_SHARED to the folder that holds data/")
    return folder


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
