"""A trained model on a small ESCO."""

from datetime import UTC, datetime

import pytest

from bqportal.matching.actions import train_model
from tests.matching.small_esco import import_small_crosswalks, import_small_esco

NOW = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.fixture
def esco(db, home):
    """ESCO and two national lists are imported; nothing is trained yet."""
    import_small_esco()
    import_small_crosswalks()


@pytest.fixture
def trained(esco):
    """A model of all that is there."""
    return train_model(at=NOW, parallel=False)[0]
