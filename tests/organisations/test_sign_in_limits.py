"""Fifty attempts at once, from several processes: the database counts, and lets five through."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.portal import own_database

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, THREADS = 2, 25
PREPARE = """
import django; django.setup()
from django.db import connection
from bqportal.organisations.models import AttemptCounter
with connection.schema_editor() as editor:
    editor.create_model(AttemptCounter)
"""
ATTEMPT = """
import django; django.setup()
import sys, threading
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from django.utils import timezone
from bqportal.organisations.sign_in_limits import attempt
together = threading.Barrier(int(sys.argv[1]))
def one(_):
    together.wait()
    try:
        pause = attempt(kind="password", name="editor", address="192.0.2.1", at=timezone.now())
        return pause.seconds if pause else 0
    finally:
        connection.close()
with ThreadPoolExecutor(int(sys.argv[1])) as pool:
    print(*pool.map(one, range(int(sys.argv[1]))))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "BQPORTAL_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}


def test_of_fifty_parallel_attempts_five_are_evaluated(environment: dict[str, str]) -> None:
    with own_database(environment.get("BQPORTAL_DATABASE", "")) as database:
        environment["BQPORTAL_DATABASE"] = database
        subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=environment, check=True, timeout=120)
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", ATTEMPT, str(THREADS)],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(PROCESSES)
        ]
        waits = [int(wait) for process in processes for wait in process.communicate(timeout=240)[0].split()]
    assert len(waits) == PROCESSES * THREADS
    assert waits.count(0) == 5
    assert all(0 <= wait <= 300 for wait in waits)
