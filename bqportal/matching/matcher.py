"""What a model sees of a title: candidates among the concepts, signals for each, an order, probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bqportal.matching.encoder import SCALE, Floats
from bqportal.matching.model import CROSSWALK, Model
from bqportal.matching.ranking import SIGNALS, chances, order
from bqportal.matching.titles import features, first_segment, key, one_gender

CANDIDATES = 100
_NEAREST = 60  # concepts that the title itself points to; the rest are their groups and runners-up
_OF_FIRST_PART = 0.25  # weight of the first part of a title in the choice of candidates
_OF_LIST = 4.0  # as scores go: most of the way from "possible" to "sure"
ANY = "*"  # language of a list with titles in several
_FLOOR = 1e-6  # chances below that are one as good as the other


@dataclass(frozen=True, slots=True)
class Seen:
    """Candidates with their signals, and the share of the title's features that training has seen."""

    candidates: NDArray[np.int64]
    signals: Floats
    familiar: float
    exact: dict[int, int]
    """Concepts with the same title, and the origin of one (see Labels)."""
    listed: dict[int, set[int]]
    """Concepts for which national lists have the same title, and the origins."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Concepts from best to worst, with probabilities."""

    concepts: NDArray[np.int64]
    probabilities: Floats
    seen: Seen
    listed: Floats
    """What a national list added to the score of each of `seen.candidates`."""


class Matcher:
    """Matches titles with one model. Safe to share between threads: nothing changes after it is made."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.parents = model.parents.astype(np.int64)
        self.is_group = self.parents == np.arange(len(self.parents))
        # Occupations sorted by group, so that a group's best member is one reduction away.
        self._members = np.flatnonzero(~self.is_group)
        self._members = self._members[np.argsort(self.parents[self._members], kind="stable")]
        groups = self.parents[self._members]
        self._starts = np.flatnonzero(np.diff(groups, prepend=-1)) if len(groups) else np.empty(0, np.int64)
        self._groups = groups[self._starts]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each concept by its address."""
        return {uri: number for number, uri in enumerate(self.model.uris)}

    def rank(self, title: str, *, language: str = "", limit: int = CANDIDATES) -> Ranked:
        """The concepts that `title` may mean. Without a language, the same title counts in every language."""
        seen = self.look(title, language=language)
        listed = self._listed(seen, language)
        scores = self.model.ranking.scores(seen.signals) + listed
        ranked = order(scores, self.is_group[seen.candidates])[:limit]
        return Ranked(seen.candidates[ranked], self.model.ranking.probabilities(scores)[ranked], seen, listed)

    def _listed(self, seen: Seen, language: str) -> Floats:
        """What an equal title in a national list of the language adds: an authority has said what it means.

        Nothing else that is measured can teach its weight, since the list of the country under test is left out.
        """
        spoken = self.model.manifest.get("crosswalk_languages", [])
        told = {
            concept
            for concept, origins in seen.listed.items()
            if any(spoken[origin - CROSSWALK : origin - CROSSWALK + 1] in ([language], [ANY]) for origin in origins)
        }
        return np.array([_OF_LIST * (each in told) for each in seen.candidates.tolist()], np.float32)

    def look(self, title: str, *, language: str = "", without_crosswalk: int | None = None, table: int = -1) -> Seen:
        """Candidates and signals, of one table alone or (-1) of all; what one crosswalk says can be left out."""
        short = one_gender(title)
        whole, chance, familiar = self._cosines(short, table, with_chances=True)
        first = first_segment(short)
        part = whole if first == short else self._cosines(first, table)[0]
        exact = self._same(short, language, without_crosswalk)
        listed = {concept: places[2] for concept, places in exact.items() if places[2]}
        candidates = self._candidates(whole + _OF_FIRST_PART * part, exact)
        signals = self._signals(candidates, whole, part, chance, exact)
        return Seen(candidates, signals, familiar, _origins(exact), listed)

    def _cosines(self, title: str, table: int, *, with_chances: bool = False) -> tuple[Floats, Floats, float]:
        tables = self.model.tables if table < 0 else self.model.tables[table : table + 1]
        hashed = features(title)
        cosines = np.zeros(len(self.parents), np.float32)
        chance = np.zeros(len(self.parents), np.float32)
        familiar = 0.0
        for one in tables:
            vector, known = one.encode(hashed)
            found = one.concepts @ vector
            cosines += found / len(tables)
            familiar += known / len(tables)
            if with_chances:
                chance += chances(SCALE * found) / len(tables)
        return cosines, chance, familiar

    def _same(self, title: str, language: str, without: int | None) -> dict[int, tuple[set[int], set[int], set[int]]]:
        """For each concept with the same title: own language, other languages, crosswalks, by origin."""
        known = self.model.languages
        own = {known.index(language)} if language in known else set(range(len(known))) if not language else set()
        found: dict[int, tuple[set[int], set[int], set[int]]] = {}
        for concept, origin in self.model.labels.same(key(title)):
            if without is not None and origin == CROSSWALK + without:
                continue
            place = 2 if origin >= CROSSWALK else 0 if origin in own else 1
            found.setdefault(concept, (set(), set(), set()))[place].add(origin)
        return found

    def _candidates(self, cosines: Floats, exact: dict[int, tuple[set[int], set[int], set[int]]]) -> NDArray[np.int64]:
        pool = min(2 * CANDIDATES, len(cosines))
        nearest = np.argpartition(-cosines, pool - 1)[:pool]
        nearest = nearest[np.argsort(-cosines[nearest], kind="stable")]
        wished = [*exact, *nearest[:_NEAREST].tolist()]
        wished += self.parents[wished].tolist()
        return np.array(list(dict.fromkeys([*wished, *nearest.tolist()]))[:CANDIDATES], np.int64)

    def _signals(
        self,
        candidates: NDArray[np.int64],
        whole: Floats,
        part: Floats,
        chance: Floats,
        exact: dict[int, tuple[set[int], set[int], set[int]]],
    ) -> Floats:
        groups = self.parents[candidates]
        together = np.bincount(self.parents, weights=chance, minlength=len(chance)).astype(np.float32)
        best = np.zeros(len(chance), np.float32)
        best[self._groups] = np.maximum.reduceat(whole[self._members], self._starts) if len(self._starts) else 0
        same = np.array([[bool(origins) for origins in exact.get(each, ((), (), ()))] for each in candidates.tolist()])
        group_chance = np.log(together[groups] + _FLOOR * 100)
        own_chance = np.log(chance[candidates] + _FLOOR)
        columns = {
            "title": whole[candidates],
            "first_part": part[candidates],
            "group": whole[groups],
            "group_chance": group_chance,
            "chance": own_chance,
            "is_group": self.is_group[candidates],
            "best_member": best[groups],
            "same_title": same[:, 0],
            "behind_best": whole[candidates] - whole.max(),
            "share_of_group": group_chance - own_chance,
            "group_behind": np.log(together.max() + _FLOOR * 100) - group_chance,
        }
        return np.stack([columns[name] for name in SIGNALS], axis=1).astype(np.float32)


def _origins(exact: dict[int, tuple[set[int], set[int], set[int]]]) -> dict[int, int]:
    """One origin for each concept: its own language first, then another, then a crosswalk."""
    return {concept: min(next(place for place in places if place)) for concept, places in exact.items()}
