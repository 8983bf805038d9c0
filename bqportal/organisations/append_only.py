"""Triggers that keep the audit log append-only in the database itself, whoever asks through the portal's connection.

In a migration, after the tables are made: ``migrations.RunPython(append_only.install, append_only.remove)``.
A later migration that changes one of these tables ends with the same operation, because SQLite then builds the table
anew and drops its triggers; `bqportal audit verify` says so when they are missing.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("organisations_auditentry", "organisations_auditseal")
DEEDS = ("UPDATE", "DELETE")
REFUSAL = "the audit log is append-only"


def statements(vendor: str, table: str) -> list[str]:
    """The SQL that guards a table. PostgreSQL also refuses TRUNCATE, which SQLite does not know.

    Raises:
        ValueError: the portal does not know this database.
    """
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name(table, deed)} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for deed in DEEDS
        ]
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
            *(
                f"CREATE TRIGGER {name(table, deed)} BEFORE {deed} ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
                for deed in (*DEEDS, "TRUNCATE")
            ),
        ]
    raise ValueError(vendor)


def name(table: str, deed: str) -> str:
    """The name of a trigger."""
    return f"{table}_no_{deed.lower()}"


def install(apps: Any, schema_editor: Any) -> None:
    """Guard both tables; guards that are there are made anew."""
    remove(apps, schema_editor)
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            for statement in statements(schema_editor.connection.vendor, table):
                cursor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take the guards away, to undo the migration."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for table in TABLES:
            for deed in (*DEEDS, "TRUNCATE"):
                where = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name(table, deed)}{where}")


def unguarded_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables of the log of which a guard is missing or switched off."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        there = {row[0] for row in cursor.fetchall()}
    return [table for table in TABLES if not {name(table, deed) for deed in DEEDS} <= there]
