"""The reference occupations, and which of them an ESCO occupation or ISCO group stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import Count, Max
from django.utils import timezone

from bqportal import occupations
from bqportal.languages.texts import by_language
from bqportal.matching.importers.crosswalks import group_uri
from bqportal.matching.kept import Kept, nothing
from bqportal.matching.knowledge import WEIGHTS, data_stamp
from bqportal.matching.models import CrosswalkTitle
from bqportal.occupations.importers.links import SPECIALISED, male_form
from bqportal.occupations.importers.tables import read_table
from bqportal.occupations.models import ReferenceOccupation
from bqportal.occupations.queries import listed_occupations, version_in_force

# How much of a link's weight is left when only the title without its specialisation is the same.
_OF_SPECIALISED = 0.8
# An ISCO group says little about which of its occupations is meant.
_OF_GROUP = 0.3
_GROUPS = Path(occupations.__file__).parent / "data" / "occupation_groups.csv"
_LOOK_EVERY = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Link:
    """`weight` (0 to 1) says how much of the concept's chance is the occupation's. `title` is the crosswalk's title."""

    occupation: str
    weight: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class KnownOccupation:
    """What a proposal says of an occupation. `ended` is the last day of its newest regulation, if it has one."""

    name_m: str
    name_f: str
    titles: dict[str, str]
    annex: str
    ended: date | None


def links() -> dict[str, list[Link]]:
    """Links by the concept's address."""
    return _LINKS.get()


def known_occupations() -> dict[str, KnownOccupation]:
    """Public occupations by their address."""
    return _OCCUPATIONS.get()


def _best(found: Iterator[tuple[str, Link]]) -> dict[str, list[Link]]:
    """The strongest link of each pair."""
    strongest: dict[str, dict[str, Link]] = defaultdict(dict)
    for uri, link in found:
        known = strongest[uri].get(link.occupation)
        if known is None or link.weight > known.weight:
            strongest[uri][link.occupation] = link
    return {uri: list(each.values()) for uri, each in strongest.items()}


def _found() -> Iterator[tuple[str, Link]]:
    names: dict[str, set[str]] = defaultdict(set)
    for row in ReferenceOccupation.objects.published().prefetch_related("versions"):
        for name in {row.name_m, *(version.name_m for version in row.versions.all())}:
            names[name].add(row.slug)
        if row.esco:
            yield row.esco, Link(row.slug, 1.0)
        if row.isco:
            yield group_uri(row.isco), Link(row.slug, _OF_GROUP)
    known = {slug for slugs in names.values() for slug in slugs}
    for group in read_table(_GROUPS, ("slug", "isco", "relation")).rows():
        if group["slug"] in known:
            yield group_uri(group["isco"]), Link(group["slug"], WEIGHTS[group["relation"]] * _OF_GROUP)
    rows = CrosswalkTitle.objects.filter(crosswalk__country="DE", language="de").order_by("pk")
    for title, uri, relation in rows.values_list("title", "uri", "relation"):
        name = male_form(title)
        family = SPECIALISED.sub("", name)
        weight = WEIGHTS[relation] if name in names else WEIGHTS[relation] * _OF_SPECIALISED
        for slug in names.get(name) or names.get(family) or ():
            yield uri, Link(slug, weight, title)


def _known() -> dict[str, KnownOccupation]:
    found = {}
    for row in listed_occupations():
        version = version_in_force(row, timezone.localdate())
        titles = by_language(row.texts.all(), "title")
        ended = version.regulation.in_force_to if version else None
        found[row.slug] = KnownOccupation(row.name_m, row.name_f, titles, row.annex, ended)
    return found


def _stamp_of_occupations() -> object:
    return ReferenceOccupation.objects.aggregate(newest=Max("changed_at"), number=Count("pk")), timezone.localdate()


_LINKS = Kept(
    lambda: _best(_found()),
    lambda: (_stamp_of_occupations(), data_stamp()),
    seconds=_LOOK_EVERY,
    urgent=nothing,
)
_OCCUPATIONS = Kept(_known, _stamp_of_occupations, seconds=_LOOK_EVERY, urgent=nothing)
