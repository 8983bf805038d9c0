"""The guards of the audit log, which migrations bring and tests without migrations set up themselves."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from bqportal.organisations import append_only

EDITOR = SimpleNamespace(connection=connection)  # SQLite's own schema editor refuses to work inside a test


@pytest.fixture
def anchor(settings: Any, tmp_path: Path) -> Path:
    """An anchor file of its own."""
    settings.BQPORTAL_AUDIT_ANCHOR = tmp_path / "audit.anchor"
    return tmp_path / "audit.anchor"


@pytest.fixture
def guards(db: None) -> None:
    """The triggers of the migration; gone with the test's transaction."""
    append_only.install(None, EDITOR)


@pytest.fixture
def no_guards(db: None) -> None:
    """Somebody with the rights of the database's owner has taken the triggers away."""
    append_only.remove(None, EDITOR)
