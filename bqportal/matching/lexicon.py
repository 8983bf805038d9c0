"""Titles found by their letters: the portal's own, and synonyms. Works without any training, and at once.

Weights are those of TF-IDF over the features of `titles`; similarity is their cosine, 1 for the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bqportal.matching.titles import features, key, letters, one_gender

_COMMON, _FEW = 3, 50  # a feature of more than a third of the entries tells nothing, unless there are few entries
_TWO_LETTERS = re.compile(r"([aou])e")


@dataclass(frozen=True, slots=True)
class Entry:
    """A title and what it stands for: `kind` and `key` name a record, `weight` says how much it counts (0 to 1)."""

    title: str
    language: str
    kind: str
    key: str
    weight: float = 1.0


class Lexicon:
    """An index of titles, made once and then only read."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = list(entries)
        shorts = [one_gender(entry.title) for entry in self.entries]
        self._keys: dict[int, list[int]] = defaultdict(list)
        for number, short in enumerate(shorts):
            self._keys[key(short)].append(number)
        own = [np.unique(np.array(features(short), np.int32)) for short in shorts]
        owners = np.repeat(np.arange(len(own), dtype=np.int32), [len(each) for each in own])
        everything = np.concatenate(own) if own else np.empty(0, np.int32)
        order = np.argsort(everything, kind="stable")
        # Entries that have a feature stand together: those of self._features[n] from self._starts[n] on.
        self._features, starts, counts = np.unique(everything[order], return_index=True, return_counts=True)
        self._starts, self._counts, self._places = starts, counts, owners[order]
        self._squares = np.square(self._weight(counts))
        self._squares[counts > max(len(self.entries) // _COMMON, _FEW)] = 0
        squares = np.zeros(len(self.entries))
        np.add.at(squares, self._places, np.repeat(self._squares, counts))
        self._lengths = np.sqrt(squares) + 1e-9

    def _weight(self, number: NDArray[np.int64] | int) -> NDArray[np.float64]:
        return np.asarray(np.log((1 + len(self.entries)) / (1 + number)) + 1, np.float64)

    def find(self, title: str, *, limit: int) -> list[tuple[Entry, float]]:
        """The nearest entries with their similarity, best first; ae, oe, ue may stand for ä, ö, ü."""
        short = letters(one_gender(title))
        similar = self._similar(short)
        if (umlauts := _TWO_LETTERS.sub(r"\1", short)) != short:
            similar = np.maximum(similar, self._similar(umlauts))
        best = np.argsort(-similar, kind="stable")[:limit]
        return [(self.entries[at], float(similar[at])) for at in best.tolist() if similar[at] > 0]

    def _similar(self, short: str) -> NDArray[np.float64]:
        """The similarity of each entry."""
        asked = np.unique(np.array(features(short), np.int32))
        hits = np.zeros(len(self.entries))
        if not len(asked) or not len(self._features):
            return hits
        places = np.minimum(np.searchsorted(self._features, asked), len(self._features) - 1)
        found = places[self._features[places] == asked]
        for place in found.tolist():
            begin = self._starts[place]
            hits[self._places[begin : begin + self._counts[place]]] += self._squares[place]
        unknown = (len(asked) - len(found)) * self._weight(0) ** 2
        similar: NDArray[np.float64] = hits / (self._lengths * np.sqrt(self._squares[found].sum() + unknown + 1e-9))
        same = self._keys.get(key(short), []) if key(short) else []
        similar[same] = 1
        return similar
