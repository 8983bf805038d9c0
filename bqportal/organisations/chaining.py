"""The chain of the audit log: digests of rows and seals, and what a proof finds wrong. Facts in, faults out.

Every seal covers a batch of rows and the seal before it, by SHA-256 (FIPS 180-4): who changes one row would have to
change every seal after it, and the anchor outside the database as well. Rows name people by random pseudonyms only,
so that a person can be erased and the chain still proves.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

GENESIS = "0" * 64  # stands before the first seal


@dataclass(frozen=True)
class Seal:
    """A seal as it is stored. `rows` are the ids that it covers with their digests, in order of ids."""

    number: int
    at: datetime
    digest: str
    first: int
    last: int
    count: int
    rows: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Fault:
    """Something that the proof found.

    Attributes:
        what: in the words of `audit verify`.
        number: id of the row or number of the seal; 0 where there is none.
        until: the last one where several in a row are meant.
    """

    what: str
    number: int = 0
    until: int = 0

    def __str__(self) -> str:
        several = f"–{self.until}" if self.until > self.number else ""
        return f"{self.what} {self.number}{several}" if self.number else self.what


def canonical(facts: Mapping[str, object]) -> bytes:
    """One spelling for equal facts on every database: JSON with sorted keys, ASCII, moments in UTC."""

    def spelled(value: object) -> str:
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        return str(value)

    return json.dumps(facts, sort_keys=True, separators=(",", ":"), default=spelled).encode()


def row_digest(facts: Mapping[str, object]) -> str:
    """The digest of one row with all its columns, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(facts)).hexdigest()


def seal_digest(previous: str, number: int, at: datetime, rows: Iterable[tuple[int, str]]) -> str:
    """The digest of a seal over the digest of the one before, as 64 hexadecimal digits."""
    facts = {"previous": previous, "number": number, "at": at, "rows": [list(row) for row in rows]}
    return hashlib.sha256(canonical(facts)).hexdigest()


def sealed(previous: Seal | None, at: datetime, rows: Sequence[tuple[int, str]]) -> Seal:
    """The next seal, over at least one row; rows in order of ids."""
    number, before = (previous.number + 1, previous.digest) if previous else (1, GENESIS)
    digest = seal_digest(before, number, at, rows)
    return Seal(number, at, digest, rows[0][0], rows[-1][0], len(rows), tuple(rows))


def faults_of_seal(previous: Seal | None, seal: Seal, stored: Mapping[int, str]) -> list[Fault]:
    """What is wrong with a seal, and with the rows up to its last id.

    Args:
        previous: the stored seal with the next lower number.
        stored: digests, computed now, of the rows above the last id of `previous` up to the last id of `seal`.
    """
    number, before = (previous.number, previous.digest) if previous else (0, GENESIS)
    faults = [Fault("seal missing", *hole) for hole in holes(number, [], seal.number - 1)]
    said = dict(seal.rows)
    bounds = (seal.first, seal.last, seal.count) == (min(said, default=0), max(said, default=0), len(seal.rows))
    if not bounds or (not faults and seal.digest != seal_digest(before, seal.number, seal.at, seal.rows)):
        faults.append(Fault("seal altered", seal.number))
    for row in sorted(said.keys() | stored.keys()):
        if row not in stored:
            faults.append(Fault("row missing", row))
        elif row not in said:
            faults.append(Fault("row inserted", row))
        elif stored[row] != said[row]:
            faults.append(Fault("row altered", row))
    return faults


def faults_of_anchor(anchor: Sequence[tuple[int, str]], digests: Mapping[int, str]) -> list[Fault]:
    """Seals that the anchor knows and the database has lost or changed; a missing anchor if there are seals.

    Args:
        anchor: numbers and digests in the order in which they were anchored.
        digests: digests of the stored seals by number. The newest may be not anchored yet.
    """
    known = dict(anchor)
    faults = [Fault("seal missing", number) for number in sorted(known.keys() - digests.keys())]
    faults += [
        Fault("seal differs from anchor", number)
        for number in sorted(known.keys() & digests.keys())
        if known[number] != digests[number]
    ]
    return faults + [Fault("anchor line missing", *hole) for hole in holes(0, known, max(known, default=0))]


def gaps(after: int, ids: Iterable[int], newest: int) -> list[Fault]:
    """Ids that were given and are not there, above the last sealed id.

    Args:
        after: the last sealed id, 0 without seals.
        newest: the highest id that the database has ever given.
    """
    return [Fault("id missing", *hole) for hole in holes(after, ids, newest)]


def holes(after: int, there: Iterable[int], until: int) -> Iterator[tuple[int, int]]:
    """First and last number of every hole above `after` up to `until`.

    >>> list(holes(2, [4, 5, 9], 10))
    [(3, 3), (6, 8), (10, 10)]
    """
    for number in sorted(one for one in there if after < one <= until):
        if number > after + 1:
            yield after + 1, number - 1
        after = number
    if until > after:
        yield after + 1, until
