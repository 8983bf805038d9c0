"""Whatever file comes in: it is taken, or every fault is told; nothing crashes, and nothing is written by halves."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from bqportal.editorial.actions.importing import BlockedImportError, import_records
from bqportal.editorial.importing.planning import plan_of
from bqportal.editorial.importing.reading import read_file
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Snapshot, Strand, Transition, WorkingVersion
from bqportal.editorial.rules import digest_of
from bqportal.editorial.uploads.spreadsheets import read_through
from bqportal.organisations.models import AuditEntry, Person
from bqportal.organisations.queries import rights_of
from bqportal.qualifications.models import Qualification
from bqportal.sources.models import Source
from tests import cast
from tests.countries.factories import CountryFactory
from tests.editorial.malformed import File, sheet_files, yaml_files

pytestmark = pytest.mark.django_db
TABLES = (WorkingVersion, Strand, Snapshot, Transition, AuditEntry, Qualification, Source)


def everything() -> str:
    """A digest of all that an import could touch, down to the last value."""
    return digest_of([[str(row) for row in table.objects.order_by("pk").values()] for table in TABLES])


def outcome_of(file: File, person: Person) -> tuple[bool, str]:
    """Whether the file is refused, and what is wrong with how it was."""
    _name, file_name, content, _is_refused = file
    kind = kind_named("qualification")
    before = everything()
    reading = read_file(content, name=file_name, kind=kind)
    plan = plan_of(reading, kind=kind, rights=rights_of(person), organisation=None, overwrite=True)
    if everything() != before:
        return False, "the dry run wrote something"
    given: dict[str, Any] = {"reading": reading, "kind": kind, "organisation": None, "overwrite": True}
    try:
        with transaction.atomic():
            _plan, versions = import_records(**given, by=person, at=timezone.now())
            written = len(versions)
            transaction.set_rollback(True)
    except BlockedImportError:
        told = [*plan.troubles, *(trouble for one in plan.planned for trouble in one.troubles)]
        if not told or not all(trouble.message.strip() for trouble in told):
            return True, "nothing is told"
        if any(one.troubles == [] for one in plan.planned if one.verdict == "faulty"):
            return True, "a faulty record has no line"
        return True, "" if everything() == before else "a part was written"
    return False, "" if written else "nothing was written and nothing told"


def check(files: Iterator[File], least: int) -> None:
    CountryFactory(code="PL")
    person = cast.editor()
    number, wrong = 0, []
    for file in files:
        number += 1
        is_refused, fault = outcome_of(file, person)
        if fault or is_refused != file[3]:
            wrong.append(f"{file[0]}: {fault or ('refused' if is_refused else 'accepted')}")
    assert not wrong, f"{len(wrong)} of {number}"
    assert number >= least


def test_yaml_files_are_taken_or_told() -> None:
    check(yaml_files(), 200)


def test_workbooks_are_taken_or_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # The same inspection in this process: starting another one for each of the files would take minutes.
    inspected: Callable[..., None] = lambda content, _media_type: read_through(content)  # noqa: E731
    monkeypatch.setattr("bqportal.editorial.uploads.spreadsheets.inspected", inspected)
    check(sheet_files(), 150)
