"""Proof that the index says what the database says."""

from collections.abc import Iterator
from dataclasses import dataclass

from bqportal.search.builders import documents
from bqportal.search.index import SearchIndex


@dataclass(frozen=True)
class Deviation:
    """One record about which index and database disagree."""

    problem: str  # missing (not in the index), superfluous (not in the database), different, or unusable
    key: str


def deviations(index: SearchIndex) -> Iterator[Deviation]:
    """Everything in which the index differs from the database, compared by the digest of each document.

    Raises IndexUnavailableError when there is no usable index.
    """
    indexed: dict[str, str] = {}
    for key, digest in index.contents():
        if key in indexed:
            yield Deviation("superfluous", key)
        indexed[key] = digest
    for document in documents():
        digest = indexed.pop(document.key, "")
        if not digest:
            yield Deviation("missing", document.key)
        elif digest != document.digest:
            yield Deviation("different", document.key)
    for key in sorted(indexed):
        yield Deviation("superfluous", key)
