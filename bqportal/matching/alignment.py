"""Which foreign training units could cover which German training position, and the words that make it think so. Pure.

It proposes and never judges: no "covered", no "not covered" (§ 35a VwVfG). Three signals: German beside German,
English beside English, and ESCO skills that both sides speak of, in English. Below a threshold it says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bqportal.matching.alignment_scoring import Match, Tuning, compared, side_of
from bqportal.matching.alignment_words import LANGUAGES, Wordlore, words

SKILLS = "skills"  # the third signal, beside "de" and "en"
STRONG, FAIR, WEAK = "strong", "fair", "weak"
STRONG_FROM, FAIR_FROM = 0.7, 0.5  # benchmarks/alignment.py says how often a person chose such units too
TUNING = Tuning()


@dataclass(frozen=True, slots=True)
class Position:
    """A training position: its wording per language (`de` of the law, `en` a translation)."""

    key: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A foreign unit: titles and details per language, the original title among them. German and English count."""

    key: str
    titles: Mapping[str, str]
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Skill:
    """An ESCO skill with its English labels, the preferred one first."""

    uri: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that belong together, as the texts write them; `skill` is the ESCO skill that bridges them, if any.

    `share` is the link's part of the proposal; those of a proposal sum to 1.
    """

    language: str
    position_words: tuple[str, ...]
    unit_words: tuple[str, ...]
    share: float
    skill: Skill | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit that could cover a position, because of `links`, the strongest first.

    `strength` is 0 to 1; it orders proposals and is no probability. `shares` says what each signal (`de`, `en`,
    `skills`) adds to it; they sum to 1.
    """

    unit: str
    strength: float
    links: tuple[Link, ...]
    shares: Mapping[str, float]

    @property
    def grade(self) -> str:
        """How strong the hint is, as one of three words."""
        return STRONG if self.strength >= STRONG_FROM else FAIR if self.strength >= FAIR_FROM else WEAK


@dataclass(frozen=True, slots=True)
class Aligned:
    """A position with its proposals, the strongest first. None means only that nothing was found."""

    position: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class _Bridge:
    """A skill that a position and a unit speak of."""

    strength: float
    skill: Skill
    position: Match
    unit: Match


def align(
    positions: Sequence[Position],
    units: Sequence[Unit],
    lore: Wordlore,
    skills: Iterable[Skill] = (),
    tuning: Tuning = TUNING,
) -> tuple[Aligned, ...]:
    """For each position, in order, the units that could cover it."""
    matches = {language: _beside(positions, units, language, lore, tuning) for language in LANGUAGES}
    bridges = _bridges(positions, units, tuple(skills), lore, tuning)
    return tuple(
        _aligned(
            position.key,
            {language: rows[position.key] for language, rows in matches.items()},
            bridges.get(position.key, {}),
            is_standard(position, lore, tuning),
            tuning,
        )
        for position in positions
    )


def is_standard(position: Position, lore: Wordlore, tuning: Tuning = TUNING) -> bool:
    """Whether every regulation has such a position, so that a chance word must not attract a unit.

    "Berufsbildung, Arbeits- und Tarifrecht" and its like: said word for word in many regulations, or made of words
    that nearly all use.
    """
    wording = position.texts.get("de", "")
    if wording in lore.standard:
        return True
    rarities = [lore.rarity(word.stem, "de") for word in words(wording, "de", lore)]
    return bool(rarities) and sum(rarities) / len(rarities) < tuning.standard


def _beside(
    positions: Sequence[Position], units: Sequence[Unit], language: str, lore: Wordlore, tuning: Tuning
) -> dict[str, dict[str, Match]]:
    """Every position beside every unit in one language."""
    left = {position.key: {position.texts.get(language, ""): 1.0} for position in positions}
    right = {}
    for unit in units:
        title, details = unit.titles.get(language, ""), unit.details.get(language, "")
        right[unit.key] = {title: 1.0} if details in ("", title) else {title: 1.0, details: tuning.details}
    return compared(side_of(left, language, lore), side_of(right, language, lore), language, lore, tuning)


def _bridges(
    positions: Sequence[Position], units: Sequence[Unit], skills: tuple[Skill, ...], lore: Wordlore, tuning: Tuning
) -> dict[str, dict[str, _Bridge]]:
    """ESCO skills that both a position and a unit speak of: {position: {unit: the strongest bridge}}."""
    if not skills:
        return {}
    owners = {f"{skill.uri} {at}": skill for skill in skills for at in range(len(skill.labels))}
    labels = {f"{skill.uri} {at}": {label: 1.0} for skill in skills for at, label in enumerate(skill.labels)}
    middle = side_of(labels, "en", lore)
    wordings = side_of({position.key: {position.texts.get("en", ""): 1.0} for position in positions}, "en", lore)
    titles = side_of({unit.key: {unit.titles.get("en", ""): 1.0} for unit in units}, "en", lore)
    by_skill: dict[str, list[tuple[str, Match]]] = defaultdict(list)
    for unit, matches in compared(titles, middle, "en", lore, tuning).items():
        for skill, match in _skills_of(matches, owners, tuning):
            by_skill[skill.uri].append((unit, match))
    found: dict[str, dict[str, _Bridge]] = {}
    for position, matches in compared(wordings, middle, "en", lore, tuning).items():
        best = found.setdefault(position, {})
        for skill, match in _skills_of(matches, owners, tuning):
            for unit, other in by_skill.get(skill.uri, ()):
                bridge = _Bridge((match.score * other.score) ** 0.5, skill, match, other)
                if unit not in best or bridge.strength > best[unit].strength:
                    best[unit] = bridge
    return found


def _skills_of(
    matches: Mapping[str, Match], owners: Mapping[str, Skill], tuning: Tuning
) -> Iterable[tuple[Skill, Match]]:
    """The skills that a text speaks of, each by its best label."""
    best: dict[str, tuple[Skill, Match]] = {}
    for key, match in sorted(matches.items()):
        skill = owners[key]
        if match.score >= tuning.bridge and (skill.uri not in best or match.score > best[skill.uri][1].score):
            best[skill.uri] = skill, match
    return best.values()


def _aligned(
    position: str,
    matches: Mapping[str, Mapping[str, Match]],
    bridges: Mapping[str, _Bridge],
    standard: bool,
    tuning: Tuning,
) -> Aligned:
    """The proposals of a position: those above the threshold that stand up beside the best."""
    power = tuning.standard_power if standard else 0.0
    threshold = tuning.standard_threshold if standard else tuning.threshold
    rows: list[tuple[float, str, dict[str, float]]] = []
    for unit in {unit for by_unit in matches.values() for unit in by_unit} | set(bridges):
        signals = {
            language: match.score * match.covered**power
            for language, by_unit in matches.items()
            if (match := by_unit.get(unit)) and match.score > 0
        }
        if unit in bridges:
            signals[SKILLS] = bridges[unit].strength * tuning.skill
        rows.append((_strength(signals.values(), tuning), unit, signals))
    rows.sort(key=lambda row: (-row[0], row[1]))
    least = max(threshold, rows[0][0] * tuning.beside_best) if rows else threshold
    return Aligned(
        position,
        tuple(
            _proposal(unit, strength, signals, matches, bridges)
            for strength, unit, signals in rows[: tuning.most]
            if strength >= least
        ),
    )


def _strength(signals: Iterable[float], tuning: Tuning) -> float:
    """The strongest signal, and what the others confirm."""
    strength = 0.0
    for number, value in enumerate(sorted(signals, reverse=True)):
        strength += (1 - strength) * value * (tuning.second_signal if number else 1.0)
    return min(1.0, strength)


def _proposal(
    unit: str,
    strength: float,
    signals: Mapping[str, float],
    matches: Mapping[str, Mapping[str, Match]],
    bridges: Mapping[str, _Bridge],
) -> Proposal:
    """A proposal with its reasons."""
    whole = sum(signals.values())
    shares = {name: value / whole for name, value in signals.items()}
    links: list[Link] = []
    for name, share in shares.items():
        if name == SKILLS:
            bridge = bridges[unit]
            sides = [tuple(pair.left.text for pair in match.pairs) for match in (bridge.position, bridge.unit)]
            links.append(Link("en", sides[0], sides[1], share, bridge.skill))
            continue
        pairs = matches[name][unit].pairs
        weight = sum(pair.weight for pair in pairs)
        links += [Link(name, (pair.left.text,), (pair.right.text,), share * pair.weight / weight) for pair in pairs]
    links.sort(key=lambda link: -link.share)
    return Proposal(unit, round(strength, 3), tuple(links), shares)
