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
        self._keys: dict[int, list[int]] = defaultdict(list)
        places: dict[int, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            short = one_gender(entry.title)
            self._keys[key(short)].append(number)
            for feature in set(features(short)):
                places[feature].append(number)
        most = max(len(self.entries) // _COMMON, _FEW)
        self._places = {feature: np.array(found, np.int32) for feature, found in places.items() if len(found) <= most}
        self._lengths = np.full(len(self.entries), 1e-9, np.float64)
        for found in self._places.values():
            self._lengths[found] += self._weight(len(found)) ** 2
        self._lengths = np.sqrt(self._lengths)

    def _weight(self, number: int) -> float:
        return float(np.log((1 + len(self.entries)) / (1 + number)) + 1)

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
        asked = set(features(short))
        found = [self._places[feature] for feature in asked if feature in self._places]
        if not found:
            return np.zeros(len(self.entries))
        hits = np.zeros(len(self.entries))
        length = (len(asked) - len(found)) * self._weight(0) ** 2
        for places in found:
            square = self._weight(len(places)) ** 2
            hits[places] += square
            length += square
        similar: NDArray[np.float64] = hits / (self._lengths * np.sqrt(length))
        same = self._keys.get(key(short), []) if key(short) else []
        similar[same] = 1
        return similar
