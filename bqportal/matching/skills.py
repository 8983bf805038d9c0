"""Occupations that need the same skills, as ESCO states them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max

from bqportal.matching.kept import Kept, nothing
from bqportal.matching.links import Link
from bqportal.occupations.models import Concept, SkillRelation

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
    """Reference occupations whose ESCO occupation shares essential skills with one of `uris`."""
    skills, needing = _SKILLS.get()
    found: dict[tuple[str, str], Kin] = {}
    for uri in uris:
        own = skills.get(uri, ())
        counts = Counter(other for skill in own for other in needing[skill] if other != uri and other in links)
        for other, shared in counts.items():
            if shared < FEWEST:
                continue
            share = shared / (len(own) + len(skills[other]) - shared)
            for link in links[other]:
                known = found.get((link.occupation, uri))
                if known is None or share > known.share:
                    found[link.occupation, uri] = Kin(link.occupation, uri, shared, share)
    return sorted(found.values(), key=lambda kin: -kin.share)[:_MOST]


def _essential() -> tuple[dict[str, tuple[int, ...]], dict[int, list[str]]]:
    """Essential skills of each ESCO occupation, and the occupations that need each skill."""
    names = dict(Concept.objects.filter(scheme=Concept.Scheme.ESCO).values_list("pk", "code"))
    skills: dict[str, list[int]] = defaultdict(list)
    needing: dict[int, list[str]] = defaultdict(list)
    rows = SkillRelation.objects.filter(essential=True).order_by().values_list("occupation_id", "skill_id")
    for occupation, skill in rows.iterator(chunk_size=20_000):
        skills[names[occupation]].append(skill)
        needing[skill].append(names[occupation])
    return {uri: tuple(each) for uri, each in skills.items()}, dict(needing)


def _stamp() -> object:
    return SkillRelation.objects.aggregate(newest=Max("pk")), Concept.objects.aggregate(newest=Max("pk"))


_SKILLS = Kept(_essential, _stamp, seconds=30.0, urgent=nothing)
