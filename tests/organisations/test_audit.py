"""The audit log is only added to, names nobody, and a proof finds whatever was changed behind its back."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bqportal.organisations import append_only, audit
from bqportal.organisations.models import AuditEntry, AuditSeal, Person, Pseudonym
from bqportal.organisations.models.audit import AppendOnlyError
from bqportal.organisations.sealing import BrokenChainError, faults, seal_entries
from tests import cast
from tests.organisations.conftest import EDITOR

ENTRIES, SEALS = append_only.TABLES
pytestmark = pytest.mark.django_db


def written(number: int) -> list[AuditEntry]:
    """So many entries."""
    return [
        audit.record(deed="role.given", by=None, organisation=cast.chamber(), details={"role": "reader", "number": n})
        for n in range(number)
    ]


def run(sql: str, *values: object) -> None:
    """What somebody with the database's password does."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def found() -> set[str]:
    """Faults in words, apart from missing guards."""
    return {str(fault) for fault in faults() if not fault.what.endswith("guarded")}


@pytest.fixture
def log(no_guards: None, anchor: Path) -> list[int]:
    """Ids of twelve entries under three seals, without guards."""
    ids = [entry.pk for entry in written(12)]
    assert [seal.count for seal in seal_entries(at=timezone.now(), batch=5)] == [5, 5, 2]
    assert found() == set()
    return ids


def test_an_entry_keeps_who_what_and_about_what_without_naming_anybody() -> None:
    person, chamber = cast.contributor(), cast.chamber()
    entry = audit.record(
        deed="role.given", by=person, about=cast.reader(), organisation=chamber, details={"role": "x\0" * 500}
    )
    entry = AuditEntry.objects.get(pk=entry.pk)
    assert (entry.deed, entry.organisation, entry.about_kind) == ("role.given", chamber, "organisations.person")
    assert entry.details == {"role": "x" * 200}
    assert audit.people_of([entry])[entry.actor] == person
    row = str({field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields})
    assert "contributor" not in row
    assert "'reader" not in row
    assert audit.record(deed="organisation.changed", by=None, about=chamber).about_label == "hwk/hwk-musterstadt"


def test_details_are_plain_values() -> None:
    with pytest.raises(TypeError, match="draft"):
        audit.record(deed="x", by=None, details={"draft": ["text"]})  # type: ignore[dict-item]
    assert AuditEntry.objects.count() == 0


def test_entries_are_found_by_person_and_by_record() -> None:
    writer, other, chamber = cast.contributor(), cast.reader(), cast.chamber()
    mine = audit.record(deed="a", by=writer, about=chamber)
    theirs = audit.record(deed="b", by=other, about=writer)
    audit.record(deed="c", by=other, about=other)
    assert list(audit.entries_by(writer)) == [mine]
    assert list(audit.entries_about(chamber)) == [mine]
    assert list(audit.entries_concerning(writer)) == [theirs, mine]
    assert list(audit.entries_about()) == []


def test_an_erased_person_leaves_no_trace_and_the_chain_still_proves(guards: None, anchor: Path) -> None:
    person = cast.contributor()
    audit.record(deed="signin", by=person, about=person)
    code = Pseudonym.objects.get().code
    seal_entries(at=timezone.now())
    person.delete()
    assert Pseudonym.objects.count() == 0
    assert found() == set()
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.about_id) == (code, str(code))
    assert audit.people_of([entry]) == {}


def test_the_model_refuses_changes() -> None:
    entry = written(1)[0]
    refused = [
        entry.save, entry.delete, AuditEntry.objects.get().save, AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(deed="x"), lambda: AuditEntry.objects.bulk_update([entry], ["deed"]),
    ]  # fmt: skip
    for change in refused:
        with pytest.raises(AppendOnlyError):
            change()
    assert AuditEntry.objects.get().deed == "role.given"


@pytest.mark.parametrize("table", append_only.TABLES)
@pytest.mark.parametrize("sql", ["UPDATE {} SET at = at", "DELETE FROM {}"])
def test_the_database_refuses_changes(guards: None, anchor: Path, table: str, sql: str) -> None:
    written(1)
    seal_entries(at=timezone.now())
    assert append_only.unguarded_tables(connection) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(sql.format(table))
    assert (AuditEntry.objects.count(), AuditSeal.objects.count()) == (1, 1)


def test_a_table_cannot_be_emptied_at_once(guards: None, anchor: Path) -> None:
    written(1)
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL knows TRUNCATE")
    connection.check_constraints()  # no checks are left that would stop it for another reason
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(f"TRUNCATE {ENTRIES}")


def test_missing_guards_are_told(guards: None, anchor: Path) -> None:
    assert append_only.unguarded_tables(connection) == []
    append_only.remove(None, EDITOR)
    told = {fault.what for fault in faults() if fault.what != "id missing"}
    assert told == {f"{table} not guarded" for table in append_only.TABLES}


def test_an_altered_row_is_found(log: list[int]) -> None:
    run(f"UPDATE {ENTRIES} SET deed = 'role.taken' WHERE id = %s", log[6])
    assert found() == {f"row altered {log[6]}"}


def test_a_deleted_row_is_found(log: list[int]) -> None:
    run(f"DELETE FROM {ENTRIES} WHERE id = %s", log[6])
    assert found() == {f"row missing {log[6]}"}


def test_swapped_rows_are_found(log: list[int]) -> None:
    for old, new in ((log[3], 9000), (log[8], log[3]), (9000, log[8])):
        run(f"UPDATE {ENTRIES} SET id = %s WHERE id = %s", new, old)
    assert {f"row altered {log[3]}", f"row altered {log[8]}"} <= found()


def test_an_inserted_row_is_found(log: list[int]) -> None:
    run(f"UPDATE {ENTRIES} SET id = 0 WHERE id = %s", log[2])
    assert found() == {f"row missing {log[2]}", "row inserted"}


def test_truncated_rows_are_found(log: list[int]) -> None:
    run(f"DELETE FROM {ENTRIES} WHERE id > %s", log[9])
    assert found() == {f"row missing {log[10]}", f"row missing {log[11]}"}


def test_truncating_rows_and_seals_together_is_found(log: list[int]) -> None:
    run(f"DELETE FROM {ENTRIES} WHERE id > %s", log[9])
    run(f"DELETE FROM {SEALS} WHERE number = 3")
    assert "seal missing 3" in found()
    with pytest.raises(BrokenChainError):
        seal_entries(at=timezone.now())


def test_an_emptied_log_is_found(log: list[int]) -> None:
    run(f"DELETE FROM {ENTRIES}")
    run(f"DELETE FROM {SEALS}")
    assert {"seal missing 1", "seal missing 2", "seal missing 3"} <= found()


def test_a_log_that_was_changed_and_sealed_anew_is_found(log: list[int], anchor: Path) -> None:
    kept = anchor.read_text()
    run(f"UPDATE {ENTRIES} SET deed = 'role.taken' WHERE id = %s", log[6])
    run(f"DELETE FROM {SEALS} WHERE number > 1")
    anchor.write_text(kept.splitlines(keepends=True)[0])
    seal_entries(at=timezone.now(), batch=5)
    assert found() == set(), "the chain itself is whole again"
    anchor.write_text(kept)
    assert {"seal differs from anchor 2", "seal differs from anchor 3"} <= found()


def test_a_missing_seal_in_the_middle_and_an_altered_one_are_found(log: list[int]) -> None:
    run(f"UPDATE {SEALS} SET count = 4 WHERE number = 3")
    assert found() == {"seal altered 3"}
    run(f"DELETE FROM {SEALS} WHERE number = 2")
    assert {"seal missing 2", "seal altered 3"} <= found()


def test_a_lost_or_damaged_anchor_is_found(log: list[int], anchor: Path) -> None:
    lines = anchor.read_text().splitlines()
    anchor.write_text("\n".join([lines[0], "damage", lines[2]]))
    assert "anchor line missing 2" in found()
    anchor.unlink()
    assert found() == {"anchor missing"}


def test_a_run_that_was_killed_before_the_anchor_is_made_up_for(log: list[int], anchor: Path) -> None:
    whole = anchor.read_text()
    anchor.write_text("".join(whole.splitlines(keepends=True)[:2]))
    assert found() == set()
    assert seal_entries(at=timezone.now()) == []
    assert anchor.read_text() == whole


def test_unsealed_rows_that_vanished_leave_a_gap(log: list[int]) -> None:
    ids = [entry.pk for entry in written(3)]
    run(f"DELETE FROM {ENTRIES} WHERE id IN (%s, %s)", ids[0], ids[2])
    assert found() == {f"id missing {ids[0]}", f"id missing {ids[2]}"}


def test_nothing_is_sealed_twice(log: list[int]) -> None:
    assert seal_entries(at=timezone.now()) == []
    later = written(1)[0]
    (seal,) = seal_entries(at=timezone.now() + timedelta(hours=1))
    assert (seal.number, seal.first_id, seal.last_id, seal.count) == (4, later.pk, later.pk, 1)
    assert found() == set()


def test_absurd_numbers_do_not_take_the_proof_ages(log: list[int]) -> None:
    run(f"UPDATE {ENTRIES} SET id = %s WHERE id = %s", 10**15, log[3])
    run(f"UPDATE {SEALS} SET number = %s WHERE number = 3", 10**15)
    assert {f"row missing {log[3]}", f"seal missing 3–{10**15 - 1}"} <= found()


COLUMNS = {
    "at": "2001-01-01 00:00:00+00:00", "deed": "x", "actor": "0" * 32, "organisation_id": None, "about_kind": "x",
    "about_id": "x", "about_label": "x", "details": '{"role": "manager", "number": 1}', "id": 5000,
}  # fmt: skip
SEAL_COLUMNS = {
    "at": "2001-01-01 00:00:00+00:00", "number": 77, "first_id": 1_000_000, "last_id": 1_000_000, "count": 99,
    "rows": "[]", "digest": "f" * 64,
}  # fmt: skip
MUTATIONS = [(ENTRIES, column, value) for column, value in COLUMNS.items()] + [
    (SEALS, column, value) for column, value in SEAL_COLUMNS.items()
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutation=st.sampled_from([*MUTATIONS, (ENTRIES, "", None), (SEALS, "", None)]), where=st.integers(0, 11))
def test_any_single_change_is_found(log: list[int], mutation: tuple[str, str, object], where: int) -> None:
    table, column, value = mutation
    key, row = ("id", log[where]) if table == ENTRIES else ("number", where % 3 + 1)
    with transaction.atomic():
        if column:
            run(f'UPDATE {table} SET "{column}" = %s WHERE {key} = %s', value, row)
        else:
            run(f"DELETE FROM {table} WHERE {key} = %s", row)
        assert {one for one in found() if not one.startswith("id missing")}, "a gap alone would be no proof"
        transaction.set_rollback(True)
    assert found() == set()


def test_the_command_seals_proves_and_names_what_is_wrong(
    guards: None, anchor: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [entry.pk for entry in written(3)]
    call_command("audit", "seal")
    assert "3 entries sealed, 1 new seals" in capsys.readouterr().out
    call_command("audit", "verify")
    assert "3 entries, 1 seals: nothing changed" in capsys.readouterr().out
    append_only.remove(None, EDITOR)
    run(f"UPDATE {ENTRIES} SET deed = 'x' WHERE id = %s", ids[1])
    with pytest.raises(CommandError, match="3 faults"):
        call_command("audit", "verify")
    assert f"FAULT  row altered {ids[1]}\n" in capsys.readouterr().out


def test_the_command_seals_nothing_on_top_of_a_broken_chain(log: list[int]) -> None:
    run(f"DELETE FROM {SEALS} WHERE number = 3")
    with pytest.raises(CommandError, match="audit verify"):
        call_command("audit", "seal")
    assert AuditSeal.objects.count() == 2


def test_the_migrations_put_the_guards_up() -> None:
    loader = MigrationLoader(connection)
    if "organisations" in loader.unmigrated_apps:
        pytest.skip("run without migrations")
    ours = [migration for (app, _name), migration in loader.disk_migrations.items() if app == "organisations"]
    deeds = [getattr(operation, "code", None) for migration in ours for operation in migration.operations]
    assert append_only.install in deeds


@pytest.mark.django_db(transaction=True)
def test_no_entry_comes_in_late_below_a_seal(anchor: Path) -> None:
    """One writes and has not committed yet, another has; the sealer waits and covers both."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    is_written, may_commit = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            audit.record(deed="slow", by=None)
            is_written.set()
            may_commit.wait(10)
        connection.close()

    def seal() -> None:
        seal_entries(at=timezone.now())
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert is_written.wait(10)
    audit.record(deed="quick", by=None)
    sealer = threading.Thread(target=seal)
    sealer.start()
    sealer.join(0.5)
    assert sealer.is_alive(), "it waits for who is writing"
    may_commit.set()
    writer.join(10)
    sealer.join(10)
    assert [len(one.rows) for one in AuditSeal.objects.all()] == [2]
    assert list(AuditEntry.objects.order_by("id").values_list("deed", flat=True)) == ["slow", "quick"]
    assert found() == set()


def test_only_administrators_read_the_whole_log() -> None:
    from bqportal.organisations.queries import rights_of

    written(2)
    assert audit.readable_entries(rights_of(cast.administrator())).count() == 2
    for person in (cast.editor(), cast.manager(), cast.contributor()):
        assert audit.readable_entries(rights_of(person)).count() == 0
    assert Person.objects.count() == 4
