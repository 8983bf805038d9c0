"""The server of static files warns when its folder is missing, and in tests nothing was collected yet."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _folder_of_static_files(settings: Any) -> None:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
