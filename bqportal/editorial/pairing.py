"""Rows of a list found again in a later version of it: by content, identity and title. Pure."""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable

from rapidfuzz.fuzz import ratio

from bqportal.editorial.documents import Document, identities
from bqportal.editorial.shapes import Rows, Shape, Type, languages_of, value_at

SIMILAR = 70  # of 100: "Basics of welding" and "Basics of welding technology" are one unit with a new title
MOST_TRIES = 250_000  # of titles with titles, so that two foreign lists of a thousand rows stay quick


def rows_in(document: Document, rows: Rows) -> list[Document]:
    """The rows of a document; what is none is left out."""
    found = document.get(rows.key)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def name_of(row: Document, rows: Rows) -> tuple[str, str]:
    """What people call the row: its first line of text, in the original where there is one; and in which language."""
    lines = [field for field in rows.fields if field.type is Type.LINE and field.path != rows.identity]
    for field in lines:
        found = None if field.is_text else value_at(row, field.path)
        if found:
            return str(found), ""
    texts = tuple(field for field in lines if field.is_text)
    for language in languages_of(row, Shape(texts)):
        for field in texts:
            if found := value_at(row, field.at(language)):
                return str(found), language
    return "", ""


def paired(old: list[Document], new: list[Document], rows: Rows) -> dict[int, int]:
    """Index of a new row → index of the old row that it was.

    First rows that are wholly the same, then identity and title, then the title alone (renumbered), then the identity
    alone (renamed), at last similar titles.
    """
    pairs: dict[int, int] = {}
    sides = [
        [(identity, name_of(row, rows)[0], row) for identity, row in zip(identities(found, rows), found, strict=True)]
        for found in (old, new)
    ]
    keys: list[Callable[[tuple[str, str, Document]], Hashable]] = [
        lambda entry: json.dumps(entry[2], sort_keys=True, default=str),
        lambda entry: entry[1] and entry[:2],
        lambda entry: entry[1],
        lambda entry: rows.identity and not entry[0].startswith("#") and entry[0],
    ]
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        taken = set(pairs.values())
        for index, entry in enumerate(sides[0]):
            if index not in taken:
                waiting[key(entry)].append(index)
        for index, entry in enumerate(sides[1]):
            mark = key(entry)
            if index not in pairs and mark and waiting[mark]:
                pairs[index] = waiting[mark].pop(0)
    names = [[name for _identity, name, _row in side] for side in sides]
    return pairs | _similar(names[0], names[1], pairs)


def _similar(old: list[str], new: list[str], pairs: dict[int, int]) -> dict[int, int]:
    """Rows without a partner whose titles are alike, the most alike first."""
    taken = set(pairs.values())
    left = [index for index, name in enumerate(old) if index not in taken and name]
    right = [index for index, name in enumerate(new) if index not in pairs and name]
    if len(left) * len(right) > MOST_TRIES:
        return {}
    tries = [(ratio(old[one].casefold(), new[two].casefold()), -two, -one) for one in left for two in right]
    found: dict[int, int] = {}
    for score, two, one in sorted(tries, reverse=True):
        if score >= SIMILAR and -two not in found and -one not in found.values():
            found[-two] = -one
    return found


def stayed(pairs: dict[int, int]) -> set[int]:
    """New rows that kept their order: the longest increasing subsequence. All other pairs moved.

    >>> sorted(stayed({0: 2, 1: 0, 2: 1}))
    [1, 2]
    """
    ends: list[int] = []  # the smallest old index that ends an increasing sequence of each length
    holders: list[int] = []
    before: dict[int, int | None] = {}
    for new, old in sorted(pairs.items()):
        length = bisect_left(ends, old)
        before[new] = holders[length - 1] if length else None
        ends[length:] = [old, *ends[length + 1 :]]
        holders[length:] = [new, *holders[length + 1 :]]
    kept: set[int] = set()
    at = holders[-1] if holders else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return kept
