"""Which German reference occupations a title may compare with: all signals put together, each with its part."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from bqportal.matching.lexicon import Entry
from bqportal.matching.links import Link
from bqportal.matching.own_titles import CONCEPT, OCCUPATION, PROFILE, SYNONYM, TRANSLATION
from bqportal.matching.results import Reason
from bqportal.matching.signals import Evidence, Likeness, combined, precedents
from bqportal.matching.skills import kindred
from bqportal.qualifications.models import Qualification

# How often evidence of a strength was right: made by benchmarks/strengths.py.
_CURVE = json.loads((Path(__file__).parent / "data" / "strengths.json").read_text())
# How strong a title that is the same speaks; one that is like it speaks with the cube of its likeness.
_OF_SYNONYM, _OF_TITLE, _OF_PROFILE = 0.97, 0.95, 0.85
_ALIKE = 0.5  # likeness below that is chance
_OF_CONCEPT = 0.9
_OF_SKILLS = 0.35
_KINDRED = 3  # concepts whose skills are compared


@dataclass(frozen=True, slots=True)
class Proposed:
    """An occupation with the evidence for it. `strength` orders; it is no probability yet."""

    slug: str
    strength: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A concept that the title may mean: its chance, and how to call it."""

    uri: str
    chance: float
    label: str
    language: str


def proposals(
    found: list[tuple[Entry, float]], meanings: list[Meaning], links: Mapping[str, list[Link]]
) -> list[Proposed]:
    """Occupations from strongest to weakest."""
    gathered: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in _evidence(found, meanings, links):
        gathered[evidence.occupation].append(evidence)
    proposed = [_put_together(slug, evidences) for slug, evidences in gathered.items()]
    return sorted(proposed, key=lambda each: (-each.strength, each.slug))


def probability(strength: float) -> float:
    """How often proposals with that much evidence are right."""
    return float(np.interp(strength, _CURVE["stated"], _CURVE["true"]))


def _put_together(slug: str, evidences: list[Evidence]) -> Proposed:
    """The strongest word of each signal; agreement of signals counts, repetition does not."""
    strongest: dict[str, Evidence] = {}
    sums: dict[str, float] = defaultdict(float)
    for evidence in evidences:
        sums[evidence.signal] += evidence.strength
        if evidence.signal not in strongest or evidence.strength > strongest[evidence.signal].strength:
            strongest[evidence.signal] = evidence
    # Chances of several concepts add up; other signals speak once.
    strengths = {
        signal: sums[signal] if signal == "classification" else evidence.strength
        for signal, evidence in strongest.items()
    }
    total = sum(strengths.values()) or 1.0
    reasons = tuple(
        Reason(signal, strengths[signal] / total, evidence.text, evidence.title, evidence.language)
        for signal, evidence in sorted(strongest.items(), key=lambda item: -strengths[item[0]])
    )
    return Proposed(slug, combined(strengths.values()), reasons)


def _evidence(
    found: list[tuple[Entry, float]], meanings: list[Meaning], links: Mapping[str, list[Link]]
) -> Iterator[Evidence]:
    yield from _from_titles(found)
    yield from _from_profiles(found)
    for meaning in meanings:
        for link in links.get(meaning.uri, ()):
            text = _("through the classification: “%(title)s”") % {"title": meaning.label}
            strength = meaning.chance * link.weight * _OF_CONCEPT
            yield Evidence(link.occupation, "classification", strength, text, meaning.label, meaning.language)
    by_uri = {meaning.uri: meaning for meaning in meanings}
    for kin in kindred(list(by_uri)[:_KINDRED], links):
        named = by_uri[kin.uri]
        text = _("shares %(count)s essential skills with “%(title)s”") % {"count": kin.shared, "title": named.label}
        strength = named.chance * kin.share * _OF_SKILLS
        yield Evidence(kin.occupation, "skills", strength, text, named.label, named.language)


def _from_titles(found: list[tuple[Entry, float]]) -> Iterator[Evidence]:
    for entry, alike in found:
        if alike < _ALIKE:
            continue
        if entry.kind == f"{SYNONYM}-{OCCUPATION}":
            text = _("an editor names “%(title)s” as another title") % {"title": entry.title}
            yield Evidence(entry.key, "synonym", _OF_SYNONYM * alike**3, text, entry.title, entry.language)
        elif entry.kind == TRANSLATION:
            text = _("like “%(title)s”, a machine translation of its name") % {"title": entry.title}
            strength = _OF_TITLE * entry.weight * alike**2
            yield Evidence(entry.key, "translation", strength, text, entry.title, entry.language)
        elif entry.kind == OCCUPATION:
            words = _("same as the title “%(title)s”") if alike >= 1 else _("like the title “%(title)s”")
            text = words % {"title": entry.title}
            yield Evidence(entry.key, "title", _OF_TITLE * alike**3, text, entry.title, entry.language)


def _from_profiles(found: list[tuple[Entry, float]]) -> Iterator[Evidence]:
    """Public profiles with a like title: what their editors name as comparable, and published comparisons."""
    alike: dict[str, Likeness] = {}
    for entry, similarity in found:
        if entry.kind == PROFILE and similarity >= _ALIKE and entry.key not in alike:
            alike[entry.key] = Likeness(entry.key, similarity, entry.title, entry.language)
    if not alike:
        return
    yield from precedents(list(alike.values()))
    rows = Qualification.objects.published().filter(slug__in=alike, comparable_occupations__isnull=False)
    for profile, occupation in rows.values_list("slug", "comparable_occupations__slug"):
        each = alike[profile]
        text = _("a profile in this portal names it: “%(title)s”") % {"title": each.title}
        yield Evidence(occupation, PROFILE, _OF_PROFILE * each.similarity**3, text, each.title, each.language)


def concept_meanings(found: list[tuple[Entry, float]]) -> list[tuple[str, float]]:
    """Concepts that editors' synonyms name, and, without a model, those whose titles are alike: (address, chance)."""
    chances: dict[str, float] = {}
    for entry, alike in found:
        if entry.kind in (CONCEPT, f"{SYNONYM}-{CONCEPT}") and alike >= _ALIKE:
            chances[entry.key] = max(chances.get(entry.key, 0.0), _OF_TITLE * alike**2)
    return sorted(chances.items(), key=lambda item: -item[1])
