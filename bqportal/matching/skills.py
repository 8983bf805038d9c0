"""Occupations that need the same skills, as ESCO states them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bqportal.matching.links import Link
from bqportal.occupations.models import SkillRelation

FEWEST = 4  # shared essential skills that mean something
_MOST = 20


@dataclass(frozen=True, slots=True)
class Kin:
    """An occupation that shares `shared` essential skills with the concept `uri`, and which share of all theirs."""

    occupation: str
    uri: str
    shared: int
    share: float


def kindred(uris: Iterable[str], links: Mapping[str, list[Link]]) -> list[Kin]:
    """Reference occupations whose ESCO occupation shares essential skills with one of `uris`. Two questions at most."""
    asked = [uri for uri in uris if "/occupation/" in uri]
    needed: dict[str, set[int]] = defaultdict(set)
    rows = SkillRelation.objects.filter(occupation__code__in=asked, essential=True)
    for uri, skill in rows.values_list("occupation__code", "skill_id"):
        needed[uri].add(skill)
    if not needed:
        return []
    others = essential_skills(links)
    found: dict[tuple[str, str], Kin] = {}
    for uri, skills in needed.items():
        for other, theirs in others.items():
            shared = len(skills & theirs) if other != uri else 0
            if shared < FEWEST:
                continue
            for link in links[other]:
                kin = Kin(link.occupation, uri, shared, shared / len(skills | theirs))
                known = found.get((link.occupation, uri))
                if known is None or kin.share > known.share:
                    found[link.occupation, uri] = kin
    return sorted(found.values(), key=lambda kin: -kin.share)[:_MOST]


_kept: list[tuple[object, dict[str, frozenset[int]]]] = []


def essential_skills(links: Mapping[str, list[Link]]) -> dict[str, frozenset[int]]:
    """Essential skills of each linked ESCO occupation, kept as long as the links are the same."""
    if not _kept or _kept[0][0] is not links:
        found: dict[str, set[int]] = defaultdict(set)
        rows = SkillRelation.objects.filter(essential=True).order_by().values_list("occupation__code", "skill_id")
        for uri, skill in rows.iterator(chunk_size=20_000):
            if uri in links:
                found[uri].add(skill)
        _kept[:] = [(links, {uri: frozenset(skills) for uri, skills in found.items()})]
    return _kept[0][1]
