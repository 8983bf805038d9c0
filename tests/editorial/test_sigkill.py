"""An import or a publication that is killed at any moment has happened wholly or not at all, and can be repeated."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
POINTS = 50


@pytest.mark.parametrize("deed", ["import", "publish"])
def test_killed_at_fifty_points_nothing_is_halfway(deed: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BQPORTAL_")}
    if database := os.environ.get("BQPORTAL_DATABASE"):  # the same server, databases of its own
        kept["BQPORTAL_DATABASE"] = database
    done = subprocess.run(
        [sys.executable, "-m", "tests.editorial.killed", deed, str(POINTS)],
        cwd=ROOT, env={**kept, "BQPORTAL_HOME": str(home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["wrong"] == []
    assert found["changes"], "the deed does something"
    assert found["kills"] == POINTS
    assert found["before"] > POINTS // 2, "most kills come before the end of the transaction"
    assert found["before"] + found["after"] == POINTS
