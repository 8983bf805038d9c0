"""How much two lists of texts in one language have in common, word by word. Pure.

A word weighs what it tells: rare in the law, not said by every position or unit at hand. What is done ("Prüfen") alone
is less than what it is done to. Two words are alike by stem, by parts of a compound, by most of their letters, or as
one family.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bqportal.matching.alignment_families import FAMILIES
from bqportal.matching.alignment_words import Word, Wordlore, stem, trigrams, words

NEARLY_ALL = 0.75  # of a position's words: then it may be short of telling ones


@dataclass(frozen=True, slots=True)
class Tuning:
    """The numbers behind a proposal; `benchmarks/alignment.py` measures what they do."""

    threshold: float = 0.33  # strength below which nothing is said
    beside_best: float = 0.75  # a proposal is at least this part of the position's best
    most: int = 5  # proposals of one position
    details: float = 0.85  # a word of a unit's details beside one of its title
    alike: float = 0.65  # trigrams in common (Dice) from which two stems are taken for one word
    alike_weight: float = 0.8
    family: float = 0.8  # two words of a family, see alignment_families
    everywhere: float = 0.5  # how much a word loses that every position or every unit says
    repeat: float = 0.1  # how much it loses each time that it is said again
    missing_position: float = 0.7  # what unmatched words of the position cost
    missing_unit: float = 0.1  # what unmatched words of the unit's title cost
    evidence: float = 0.2  # weight of words in common from which a match counts fully
    telling: float = 0.3  # weight of the best word in common, activities aside, below which …
    untelling: float = 0.8  # … the match counts less
    second_signal: float = 0.7  # what a second signal that agrees adds
    skill: float = 0.6  # a bridge over an ESCO skill beside words in common
    bridge: float = 0.33  # how well a skill must fit each side
    standard: float = 0.4  # mean rarity below which a position is one that every regulation has
    standard_threshold: float = 0.5
    standard_power: float = 0.5  # how much such a position asks to be matched as a whole


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of a position and a word of a unit that are alike, with what that weighs."""

    weight: float
    left: Word
    right: Word


@dataclass(frozen=True, slots=True)
class Match:
    """Two texts beside each other: the score, 0 to 1, how much of the left one is matched, and the words."""

    score: float
    covered: float
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one side in one language: those of each text, with their weight there, and where each stands."""

    texts: Mapping[str, Mapping[Word, float]]
    places: Mapping[Word, list[str]]


def side_of(texts: Mapping[str, Mapping[str, float]], language: str, lore: Wordlore) -> Side:
    """The words of texts, given as {key: {text: weight}}."""
    found: dict[str, dict[Word, float]] = {}
    places: dict[Word, list[str]] = defaultdict(list)
    for key, parts in texts.items():
        by_stem: dict[str, tuple[Word, float]] = {}
        for text, weight in parts.items():
            for word in words(text, language, lore):
                by_stem.setdefault(word.stem, (word, weight))
        found[key] = dict(by_stem.values())
        for word in found[key]:
            places[word].append(key)
    return Side(found, places)


def compared(left: Side, right: Side, language: str, lore: Wordlore, tuning: Tuning) -> dict[str, dict[str, Match]]:
    """Every left text beside every right text with a word in common: {left: {right: match}}."""
    weights = _weights(left, right, language, lore, tuning)
    alike = _alike(left.places, right.places, language, lore, tuning)
    activities = lore.activities.get(language, frozenset())
    found: dict[str, dict[str, Match]] = {}
    for key, own in left.texts.items():
        common: dict[str, list[tuple[float, Word, Word]]] = defaultdict(list)
        for word in own:
            for other, similarity in alike.get(word, {}).items():
                for place in right.places[other]:
                    common[place].append((similarity * right.texts[place][other], word, other))
        found[key] = {
            place: _match(rows, own, right.texts[place], weights, activities, tuning) for place, rows in common.items()
        }
    return found


def _match(
    common: list[tuple[float, Word, Word]],
    own: Mapping[Word, float],
    their: Mapping[Word, float],
    weights: Mapping[Word, float],
    activities: frozenset[str],
    tuning: Tuning,
) -> Match:
    """How much of both texts is alike, weighed by how telling the words are."""
    best_left: dict[Word, float] = {}
    best_right: dict[Word, float] = {}
    pairs: list[Pair] = []
    for similarity, word, other in sorted(common, key=lambda row: (-row[0], row[1].text, row[2].text)):
        if word not in best_left:
            best_left[word] = similarity
            pairs.append(Pair(similarity * min(weights[word], weights[other]), word, other))
        best_right.setdefault(other, similarity)
    whole = sum(weights[word] for word in own)
    title = sum(weights[word] for word, weight in their.items() if weight == 1)
    matched = sum(pair.weight for pair in pairs)
    if not whole or not matched:
        return Match(0.0, 0.0, ())
    from_left = sum(weights[word] * similarity for word, similarity in best_left.items())
    from_right = sum(weights[word] * similarity for word, similarity in best_right.items() if their[word] == 1)
    missing = tuning.missing_position * (whole - from_left) + tuning.missing_unit * max(0.0, title - from_right)
    covered = min(1.0, from_left / whole)
    score = matched / (matched + max(0.0, missing)) * max(min(1.0, matched / tuning.evidence), covered**2)
    telling = max((pair.weight for pair in pairs if pair.left.stem not in activities), default=0.0)
    if telling < tuning.telling and covered < NEARLY_ALL:
        score *= tuning.untelling
    return Match(score, covered, tuple(pairs))


def _weights(left: Side, right: Side, language: str, lore: Wordlore, tuning: Tuning) -> dict[Word, float]:
    """How telling each word is here: rare in the law, and not in every text of these two sides."""
    found: dict[Word, float] = {}
    for side in (left, right):
        saying: dict[str, set[str]] = defaultdict(set)
        for word, places in side.places.items():
            for key in (word.stem, *word.parts):
                saying[key].update(places)
        for word in side.places:
            rarity = lore.rarity(word.stem, language)
            if word.parts:
                rarity = (rarity + max(lore.rarity(part, language) for part in word.parts)) / 2
            times = max(len(saying[key]) for key in (word.stem, *word.parts))
            loss = 1 - tuning.everywhere * times / max(len(side.texts), 4)
            found[word] = min(found.get(word, 1.0), rarity * loss / (1 + tuning.repeat * (times - 1)))
    return found


def _alike(
    left: Iterable[Word], right: Iterable[Word], language: str, lore: Wordlore, tuning: Tuning
) -> dict[Word, dict[Word, float]]:
    """Which words of both sides mean the same, wholly (1) or in part: {left: {right: how much}}."""
    by_stem: dict[str, list[Word]] = defaultdict(list)
    by_trigram: dict[str, list[Word]] = defaultdict(list)
    for word in right:
        for key in {word.stem, *word.parts}:
            by_stem[key].append(word)
        for run in trigrams(word.stem):
            by_trigram[run].append(word)
    kin = _kin(language)
    found: dict[Word, dict[Word, float]] = {}
    for word in left:
        keys = {word.stem, *word.parts}
        near = _by_letters(word, by_trigram, tuning)
        for relative in {relative for key in keys for relative in kin.get(key, ())}:
            for other in by_stem.get(relative, ()):
                near[other] = max(near.get(other, 0.0), tuning.family * _closeness(word, other, relative, kin))
        for other in {other for key in keys for other in by_stem.get(key, ())}:
            near[other] = max(near.get(other, 0.0), _in_common(word, other, language, lore))
        if near:
            found[word] = near
    return found


def _by_letters(word: Word, by_trigram: Mapping[str, list[Word]], tuning: Tuning) -> dict[Word, float]:
    """Words that begin alike and share most runs of three letters: Installieren, Installation."""
    own = trigrams(word.stem)
    shared: dict[Word, int] = defaultdict(int)
    for run in own:
        for other in by_trigram.get(run, ()):
            shared[other] += 1
    found = {}
    for other, count in shared.items():
        dice = 2 * count / (len(own) + len(trigrams(other.stem)))
        if dice >= tuning.alike and word.stem[:3] == other.stem[:3]:
            found[other] = dice * tuning.alike_weight
    return found


def _in_common(word: Word, other: Word, language: str, lore: Wordlore) -> float:
    """The part of two words that they share: 1 for the same stem, less for parts of compounds."""
    if word.stem == other.stem:
        return 1.0
    own, their = set(word.parts or (word.stem,)), set(other.parts or (other.stem,))
    both = own & their or ({word.stem} & their) or (own & {other.stem})
    whole = sum(lore.rarity(part, language) for part in sorted(own | their))
    return sum(lore.rarity(part, language) for part in sorted(both)) / whole if whole else 0.0


@cache
def _kin(language: str) -> dict[str, frozenset[str]]:
    """Each stem with the stems of its families."""
    found: dict[str, frozenset[str]] = {}
    for family in FAMILIES[language]:
        stems = frozenset(stem(word, language) for word in family)
        for each in stems:
            found[each] = found.get(each, frozenset()) | (stems - {each})
    return found


def _closeness(word: Word, other: Word, relative: str, kin: Mapping[str, frozenset[str]]) -> float:
    """1 when two whole words are of a family, a half when only parts of two compounds are."""
    return 0.5 + ((other.stem == relative) + (word.stem in kin.get(relative, ()))) / 4
