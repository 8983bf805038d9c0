"""A whole portal of its own for the journeys: the example content behind the server that `make run` uses."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
LONGEST_PREPARATION = 600  # seconds, on a machine that is busy with other things
LONGEST_GOODBYE = 15  # seconds


@dataclass(frozen=True)
class Portal:
    """A prepared portal: where it lives and which environment its commands need."""

    home: Path
    environment: dict[str, str]


@contextmanager
def prepared_portal(home: Path) -> Iterator[Portal]:
    """Prepare a portal below `home`: on SQLite, or on PostgreSQL in a database of its own beside BQPORTAL_DATABASE."""
    with own_database(os.environ.get("BQPORTAL_DATABASE", "")) as database:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("BQPORTAL_", "PYTEST_", "DJANGO_", "COV_"))
        }
        environment |= {"BQPORTAL_HOME": str(home), "BQPORTAL_DATABASE": database, "BQPORTAL_EXAMPLE": "1"}
        subprocess.run(
            [sys.executable, "-m", "config.cli", "demo", "prepare"],
            cwd=ROOT,
            env=environment,
            check=True,
            timeout=LONGEST_PREPARATION,
            stdout=subprocess.DEVNULL,
        )
        yield Portal(home, environment)


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """The address of a fresh database beside `url`, dropped afterwards; an empty text (SQLite) stays one."""
    if not url:
        yield ""
        return
    name = f"journeys_{os.getpid()}_{token_hex(4)}"  # one process may serve two portals
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
        )
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def served(portal: Portal) -> Iterator[str]:
    """Serve `portal` with gunicorn; yields its address."""
    with socket.socket() as listener:
        # We open the port and hand it over, so that nobody can take it in between and early visitors wait.
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        number = listener.fileno()
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"fd://{number}", "--workers", "1",
             "--threads", "8", "--log-level", "warning"],
            cwd=ROOT,
            env=portal.environment,
            pass_fds=[number],
        )  # fmt: skip
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.terminate()
            try:
                server.wait(LONGEST_GOODBYE)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
