"""Kills an import or a publication at one statement after the other, each time in a process of its own.

`python -m tests.editorial.killed import|publish POINTS` with its own BQPORTAL_HOME; says what it found as JSON. Every
process is forked from one that has never opened the database, and works on a fresh copy of the same files.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections

UNITS, RECORDS = 6, 20
NAMES = f"bqportal_killed_{os.getpid()}_base", f"bqportal_killed_{os.getpid()}"  # databases on PostgreSQL
MOMENT = {"DateTimeField", "DateField"}  # two runs differ in these


class NoMigrations:
    """Tables straight from the models: quicker, and the same."""

    def __contains__(self, _app: str) -> bool:
        return True

    def __getitem__(self, _app: str) -> None:
        return None


def forked(task: Callable[..., None], *arguments: Any) -> int:
    """Run it in a process of its own; how that ended (os.waitpid)."""
    process = os.fork()
    if process:
        return os.waitpid(process, 0)[1]
    code = 1
    try:
        task(*arguments)
        connections.close_all()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def document(slug: str, **more: Any) -> dict[str, Any]:
    """A profile with units and two languages."""
    units = [{"no": str(n), "title": f"Jednostka {n}", "de": f"Einheit {n}", "lang": "pl"} for n in range(UNITS)]
    texts = {"de": {"title": slug, "summary": "Eins."}, "en": {"title": slug}}
    sources = {"sources": {"s1": {"title": "Ustawa"}}, "cites": {"units": ["s1"]}}
    facts = {"slug": slug, "country": "PL", "title": slug, "lang": "pl", "kind": "initial"}
    return {**facts, "texts": texts, "units": units, **sources, **more}


def people() -> tuple[Any, Any]:
    """Who writes, and who approves and publishes."""
    from bqportal.organisations.models import Person

    return Person.objects.get(username="editor"), Person.objects.get(username="second-editor")


def import_them(documents: list[dict[str, Any]]) -> None:
    """Import a file with these records."""
    import yaml
    from django.utils import timezone

    from bqportal.editorial.actions.importing import import_records
    from bqportal.editorial.importing.reading import read_file
    from bqportal.editorial.kinds import kind_named

    kind = kind_named("qualification")
    reading = read_file(yaml.safe_dump_all(documents, allow_unicode=True).encode(), name="a.yaml", kind=kind)
    import_records(
        reading=reading, kind=kind, organisation=None, overwrite=True, by=people()[0], at=timezone.now()
    )  # fmt: skip


def prepare() -> None:
    """Tables, people, ten drafts, one of them approved, and the index."""
    from django.core.management import call_command
    from django.utils import timezone

    from bqportal.editorial.actions.stepping import take_step
    from bqportal.editorial.models import WorkingVersion
    from bqportal.editorial.workflow import Step
    from bqportal.search.upkeep import rebuild_index
    from tests import cast
    from tests.countries.factories import CountryFactory

    call_command("migrate", run_syncdb=True, verbosity=0)
    CountryFactory(code="PL")
    cast.editor()
    cast.second_editor()
    import_them([document(f"pl-{n}") for n in range(RECORDS // 2)])
    version, parts = WorkingVersion.objects.get(slug="pl-0"), ["", "de", "en"]
    take_step(version=version, step=Step.SUBMIT, parts=parts, by=people()[0], at=timezone.now())
    take_step(version=version, step=Step.APPROVE, parts=parts, by=people()[1], at=timezone.now())
    rebuild_index()


def do_import() -> None:
    """Nine drafts change, ten are new."""
    changed = [document(f"pl-{n}", form="dual") for n in range(1, RECORDS // 2)]
    import_them(changed + [document(f"pl-{n}") for n in range(RECORDS // 2, RECORDS)])


def do_publish() -> None:
    """Facts and two languages become public; nothing to do where they are."""
    from django.utils import timezone

    from bqportal.editorial.actions.stepping import RefusedStepError, take_step
    from bqportal.editorial.models import WorkingVersion
    from bqportal.editorial.workflow import Step

    version = WorkingVersion.objects.get(slug="pl-0")
    try:
        take_step(version=version, step=Step.PUBLISH, parts=["", "de", "en"], by=people()[1], at=timezone.now())
    except RefusedStepError:
        if version.strands.exclude(state="published").exists():
            raise


DEEDS = {"import": do_import, "publish": do_publish}


def run(deed: str, kill_at: int) -> None:
    """Do it, and die at a statement; 0 is never. How many statements there were stands in a file."""
    from django.db import connection

    number = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal number
        number += 1
        if number == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        DEEDS[deed]()
    if number + 1 == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
    (settings.HOME / "statements").write_text(str(number))


def tables() -> dict[str, str]:
    """A digest of each table. Rows are numbered from 1: PostgreSQL never gives a killed transaction's numbers again."""
    from django.apps import apps
    from django.contrib.contenttypes.models import ContentType

    from bqportal.editorial.rules import digest_of

    models = sorted(apps.get_models(), key=lambda model: model._meta.label)
    place = {
        model: {str(pk): n for n, pk in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True))}
        for model in models
    }

    def value(row: Any, field: Any) -> str:
        text, model = str(getattr(row, field.attname)), field.related_model
        if field.primary_key:
            model = model or type(row)
        elif field.name == "object_id" and row.content_type_id:
            model = ContentType.objects.get_for_id(row.content_type_id).model_class()
        elif field.name == "about_id" and row.about_kind:
            model = apps.get_model(row.about_kind)
        return str(place.get(model, {}).get(text, text))

    return {
        model._meta.label: digest_of(
            {
                "rows": [
                    [value(row, one) for one in model._meta.concrete_fields if one.get_internal_type() not in MOMENT]
                    for row in model._default_manager.order_by("pk")
                ]
            }
        )
        for model in models
    }


def look(name: str) -> None:
    """Write down a digest of all tables, and in what index and database differ once the index has caught up."""
    from bqportal.search.consistency import deviations
    from bqportal.search.current import portal_index
    from bqportal.search.upkeep import apply_changes

    apply_changes()
    found = {"tables": tables(), "index": [f"{one.problem} {one.key}" for one in deviations(portal_index())]}
    (settings.HOME / f"{name}.json").write_text(json.dumps(found))


def restart(deed: str) -> None:
    """What a new process finds, and how it ends when the deed is done once more."""
    look("found")
    if deed:
        DEEDS[deed]()
        look("ended")


def looked(deed: str = "") -> list[Any]:
    """What `restart` found, in a process of its own."""
    if forked(restart, deed):
        sys.exit("the files cannot be read any more")
    return [
        json.loads((settings.HOME / f"{name}.json").read_text())
        for name in (("found", "ended") if deed else ("found",))
    ]


def is_server() -> bool:
    """True on PostgreSQL."""
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def copy_database(source: str, target: str) -> None:
    """Make `target` anew from `source`, or drop it when there is no source (PostgreSQL)."""
    import psycopg

    given = settings.DATABASES["default"]
    login = {"user": given["USER"], "password": given["PASSWORD"], "host": given["HOST"], "port": given["PORT"]}
    login = {name: given for name, given in login.items() if given}
    with psycopg.connect(**login, dbname="postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        if source:
            server.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def fresh(base: Path) -> None:
    """Database and index as they were at first, nothing left of a killed process."""
    if is_server():
        copy_database(NAMES[0], NAMES[1])
    for rest in settings.HOME.glob("*.sqlite3-*"):
        rest.unlink()
    for path in base.iterdir():
        target = settings.HOME / path.name
        if path.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(path, target)
        else:
            shutil.copy(path, target)


def main(deed: str, points: int) -> None:
    """Undisturbed once, then killed at points spread over all statements, and right after the last."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    settings.MIGRATION_MODULES = NoMigrations()
    settings.LOGGING_CONFIG = None
    if is_server():  # databases of its own
        copy_database("template1", NAMES[1])
        settings.DATABASES["default"] |= {"NAME": NAMES[1], "CONN_MAX_AGE": 0}
    django.setup()
    for module in ("actions.importing", "actions.stepping", "importing.reading"):
        import_module(f"bqportal.editorial.{module}")  # once, and not in every fork
    import_module("bqportal.search.consistency")
    import_module("config.urls")
    base = settings.HOME.parent / "base"
    if forked(prepare):
        sys.exit("could not be prepared")
    shutil.copytree(settings.HOME, base)
    if is_server():
        copy_database(NAMES[1], NAMES[0])
    fresh(base)
    [before] = looked()
    if forked(run, deed, 0):
        sys.exit("fails undisturbed")
    [after], total = looked(), int((settings.HOME / "statements").read_text())
    found: dict[str, Any] = {
        "statements": total,
        "changes": before != after,
        "kills": 0,
        "before": 0,
        "after": 0,
        "wrong": [],
    }
    for number in sorted({1 + total * step // (points - 1) for step in range(points)}):
        fresh(base)
        status = forked(run, deed, number)
        found["kills"] += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        state, ended = looked(deed)
        name = (
            "before" if state["tables"] == before["tables"] else "after" if state["tables"] == after["tables"] else ""
        )
        if name:
            found[name] += 1
        else:
            found["wrong"].append(f"{number}: between")
        if state["index"]:
            found["wrong"].append(f"{number}: index {state['index'][:3]}")
        if ended != after:
            found["wrong"].append(f"{number}: a rerun ends differently")
    if is_server():
        for name in NAMES:
            copy_database("", name)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
