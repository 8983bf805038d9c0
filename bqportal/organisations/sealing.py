"""Sealing the audit log, and proving that nobody changed it since.

The anchor is a file outside the database with one line per seal: number, digest, last entry, moment. Without it,
somebody with the database's password could cut off the newest seals and entries together, or seal a changed log anew.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from bqportal.organisations.append_only import unguarded_tables
from bqportal.organisations.chaining import (
    Fault,
    Seal,
    faults_of_anchor,
    faults_of_seal,
    gaps,
    sealed,
)
from bqportal.organisations.models import AuditEntry, AuditSeal

BATCH = 1000  # entries under one seal
WAIT = "10s"  # for transactions that are writing entries right now


class BrokenChainError(Exception):
    """The newest seals do not agree with the anchor: prove the chain before anything is sealed on top of it."""


def seal_entries(*, at: datetime, batch: int = BATCH) -> list[AuditSeal]:
    """Seal every entry that has no seal yet; returns the new seals.

    While the seals are made, nobody writes entries, and whoever was writing has committed or rolled back. So no entry
    can come in late below an id that is sealed, although PostgreSQL commits ids out of order.

    Raises:
        BrokenChainError: anchor and seals do not agree.
        OperationalError: others went on writing for longer than `WAIT`; try again.
    """
    if broken := faults_of_anchor(anchored(), dict(AuditSeal.objects.values_list("number", "digest"))):
        raise BrokenChainError(broken)
    made = []
    with transaction.atomic():
        _hold_writers()
        newest = AuditSeal.objects.order_by("number").last()
        previous = newest.seal if newest else None
        unsealed = AuditEntry.objects.order_by("id").filter(id__gt=previous.last if previous else 0)
        rows = ((entry.pk, entry.digest) for entry in unsealed.iterator(chunk_size=batch))
        while chunk := list(islice(rows, batch)):
            previous = sealed(previous, at, chunk)
            made.append(_stored(previous))
    _anchor_what_is_not_yet()
    return made


def _hold_writers() -> None:
    """Wait for transactions that write entries, and let none begin, until the end of this one.

    In SQLite a transaction that writes is alone anyway (settings: IMMEDIATE), and ids are given in order of commits.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT])
            cursor.execute(f"LOCK TABLE {AuditEntry._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _stored(seal: Seal) -> AuditSeal:
    return AuditSeal.objects.create(
        number=seal.number,
        at=seal.at,
        first_id=seal.first,
        last_id=seal.last,
        count=seal.count,
        rows=[list(row) for row in seal.rows],
        digest=seal.digest,
    )


def anchored() -> list[tuple[int, str]]:
    """Numbers and digests in the anchor; none if there is no file. A line that is damaged counts as number 0."""
    if not settings.BQPORTAL_AUDIT_ANCHOR.exists():
        return []
    lines = settings.BQPORTAL_AUDIT_ANCHOR.read_text(errors="replace").splitlines()
    parts = [line.split() for line in lines]
    return [(int(part[0]) if len(part) == 4 and part[0].isdecimal() else 0, "".join(part[1:2])) for part in parts]


def _anchor_what_is_not_yet() -> None:
    """Append seals to the anchor; also those of a run that was killed between database and file."""
    newest = max((number for number, _digest in anchored()), default=0)
    settings.BQPORTAL_AUDIT_ANCHOR.parent.mkdir(parents=True, exist_ok=True)
    with settings.BQPORTAL_AUDIT_ANCHOR.open("a") as file:
        for seal in AuditSeal.objects.filter(number__gt=newest).defer("rows"):
            file.write(f"{seal.number} {seal.digest} {seal.last_id} {seal.at.isoformat()}\n")
        file.flush()
        os.fsync(file.fileno())


def faults() -> Iterator[Fault]:
    """Everything that is wrong with the log, from the oldest seal to the newest entry."""
    previous: Seal | None = None
    digests = {}
    for stored in AuditSeal.objects.order_by("number").iterator(chunk_size=10):
        after = {"id__gt": previous.last} if previous else {}
        rows = AuditEntry.objects.filter(**after, id__lte=stored.last_id).iterator()
        yield from faults_of_seal(previous, stored.seal, {entry.pk: entry.digest for entry in rows})
        previous = stored.seal
        digests[stored.number] = stored.digest
    known = anchored()
    if digests and not known:
        yield Fault("anchor missing")
    yield from faults_of_anchor(known, digests)
    yield from _gaps_after(previous.last if previous else 0)
    for table in unguarded_tables(connection):
        yield Fault(f"{table} not guarded")


def _gaps_after(last: int) -> list[Fault]:
    """Entries without a seal that were there once. A write that was rolled back leaves such a gap in PostgreSQL."""
    unsealed = AuditEntry.objects.filter(id__gt=last)
    ids = set(unsealed.values_list("id", flat=True))
    newest = max(_newest_id(), unsealed.aggregate(newest=Max("id"))["newest"] or 0)
    return gaps(last, ids, newest)


def _newest_id() -> int:
    """The highest id that the database ever gave to an entry, 0 if none."""
    table = AuditEntry._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')::regclass)", [table])
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    return int(row[0] or 0) if row else 0
