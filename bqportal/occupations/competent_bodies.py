"""Who decides: the dated list of competences, and the bodies of the directory that a route leads to."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Q, QuerySet

from bqportal.occupations.districts import District, district_of, districts
from bqportal.occupations.models import OccupationVersion
from bqportal.occupations.routing import (
    NORMS,
    Body,
    CompetenceRow,
    Level,
    Reason,
    Regime,
    Route,
    RoutingFacts,
    route,
)
from bqportal.organisations.models import Organisation
from bqportal.organisations.places import LAND_OF_KEY

COMPETENCE = Path(__file__).parent / "data" / "competence.csv"
KEY_OF_LAND = {land: key for key, land in LAND_OF_KEY.items()}
LOCAL = "§ 3 VwVfG"  # the BQFG has no rule of its own on local competence
DIGITS_OF_DISTRICT = 5  # of a municipality's key: its Kreis
NOT_LISTED = (Body.CHAMBER, Body.AUTHORITY)  # the directory has no districts of them
JOINT = ("IHK FOSA",)  # stands in the directory as a chamber of its seat's Land, and has no district


@cache
def competence_rows() -> tuple[CompetenceRow, ...]:
    """The shipped list, as the rules read it."""
    with COMPETENCE.open(encoding="utf-8", newline="") as file:
        return tuple(
            CompetenceRow(
                rule=row["rule"], body=row["body"], name=row["name"], land=row["land"], scope=row["scope"],
                valid_from=_day(row["valid_from"]), valid_to=_day(row["valid_to"]), norm=row["norm"],
                source=row["source"], recheck=row["recheck"] == "yes",
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def route_for(facts: RoutingFacts) -> Route:
    """The route by the shipped list."""
    return route(facts, competence_rows())


def facts_of_version(
    version: OccupationVersion | None, *, day: date, level: Level = Level.JOURNEYMAN, self_employed: bool = False,
    land: str = "", in_eea: bool = False, eea_national: bool = False, accelerated: bool = False,
    late_repatriate: bool = False, has_certificate: bool = True,
) -> RoutingFacts:  # fmt: skip
    """The facts, with what is known of the reference occupation (`select_related("occupation", "regulation")`)."""
    return RoutingFacts(
        occupation=version.occupation.slug if version else "",
        competent_body=version.occupation.competent_body if version else "",
        annex=version.occupation.annex if version else "",
        legal_basis=version.regulation.legal_basis if version else "",
        day=day, level=level, self_employed=self_employed, land=land, in_eea=in_eea, eea_national=eea_national,
        accelerated=accelerated, late_repatriate=late_repatriate, has_certificate=has_certificate,
    )  # fmt: skip


def bodies_for(found: Route, land: str = "") -> QuerySet[Organisation]:
    """Bodies of the directory that may decide: those that the route names, else the local ones of its kinds.

    Args:
        land: of the wanted place of work; without it the bodies of all Länder.
    """
    bundled = {kind for kind, _name in found.named}
    wanted = Q(pk__in=[])
    for kind, name in (*found.named, *found.besides):
        wanted |= Q(kind=kind, name=name)
    local = [body.value for body in found.bodies if body.value not in bundled]
    if local and found.regime is not Regime.UNKNOWN:
        wanted |= Q(kind__in=local, land=land) if land else Q(kind__in=local)
    return Organisation.objects.filter(wanted, closed=False).order_by("name", "pk")


@dataclass(frozen=True)
class Competent:
    """Who decides, as far as the portal can say.

    Attributes:
        bodies: of the directory; several mean that the portal cannot say which.
        unlisted: names of bodies that are not in the directory.
        reasons: the route's reasons and why these bodies, each with norm, source and whether to look again.
        is_certain: exactly one body, and a source names it for this place.
    """

    bodies: tuple[Organisation, ...] = ()
    unlisted: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    is_certain: bool = False


@dataclass(frozen=True)
class _Choice:
    """What is known of one kind of body: names that a source gives, or all of the Land."""

    kind: Body
    names: tuple[str, ...] = ()
    of_land: bool = False
    reason: Reason | None = None


def bodies_at(found: Route, *, land: str = "", ags: str = "") -> Competent:
    """Bodies that may decide for somebody at a place.

    Those that decide for others first, then the chamber whose district a source names, else the chambers of the Land.

    Args:
        land: of the wanted place of work; empty when unknown.
        ags: key of the municipality; empty when only the Land is known.
    """
    if found.regime is Regime.UNKNOWN:
        return Competent(reasons=found.reasons)
    place = ags or KEY_OF_LAND.get(land, "")
    land = LAND_OF_KEY.get(place[:2], "")
    choices = [_choice(kind, found, place) for kind in found.bodies]
    listed = _listed(choices, land)
    names = {one.name for one in listed}
    unlisted = tuple(name for choice in choices for name in choice.names if name not in names)
    told = [reason for reason in found.reasons if not (place and reason.rule == "no_place")]
    return Competent(
        bodies=tuple(listed), unlisted=unlisted,
        reasons=(*told, *(choice.reason for choice in choices if choice.reason is not None)),
        is_certain=len(listed) + len(unlisted) == 1 and not any(choice.of_land for choice in choices),
    )  # fmt: skip


def _choice(kind: Body, found: Route, place: str) -> _Choice:
    """One kind of body at a place (a key, or the two digits of a Land)."""
    named = tuple(name for each, name in found.named if each == kind)
    row = district_of(kind.value, place, districts())
    if named:
        return _among_bundled(kind, named, found, place, row)
    if row is not None:
        return _Choice(kind, (row.body,), reason=_district_reason(row))
    if kind in NOT_LISTED:
        return _Choice(kind, reason=Reason(rule=f"{kind}_unnamed", norm=NORMS[kind]))
    return _Choice(kind, of_land=True, reason=_reason_of_land(place))


def _among_bundled(kind: Body, named: tuple[str, ...], found: Route, place: str, row: District | None) -> _Choice:
    """Bodies that decide for others of their kind; at some places others decide all the same."""
    own = tuple(name for each, name in found.besides if each == kind and _is_near(kind, name, place))
    if not own:
        return _Choice(kind, named)
    if row is not None and row.body in own:
        return _Choice(kind, (row.body,), reason=_district_reason(row))
    if len(place) < DIGITS_OF_DISTRICT:
        return _Choice(kind, (*named, *own), reason=Reason(rule="land_only", norm=LOCAL, is_hint=True))
    sources = {one.source: one for one in districts() if one.body in own}
    outside = Reason(
        rule="outside_exceptions", norm=LOCAL, names=named, source="; ".join(sources),
        recheck=any(one.recheck for one in sources.values()),
    )  # fmt: skip
    return _Choice(kind, named, reason=outside)


def _is_near(kind: Body, name: str, place: str) -> bool:
    """Whether a chamber's district lies in the Land of the place; anywhere, as long as nobody said where."""
    here = place[:2]
    return not here or any(row.kind == kind and row.body == name and row.prefix[:2] == here for row in districts())


def _listed(choices: list[_Choice], land: str) -> list[Organisation]:
    """The bodies of the directory, in the order of the kinds and then by name."""
    wanted = Q(pk__in=[])
    for choice in choices:
        wanted |= Q(kind=choice.kind.value, name__in=choice.names)
        if choice.of_land and land:
            wanted |= Q(kind=choice.kind.value, land=land) & ~Q(name__in=JOINT)
    order = [choice.kind.value for choice in choices]
    found = Organisation.objects.filter(wanted, closed=False)
    return sorted(found, key=lambda one: (order.index(one.kind), one.name, one.pk))


def _reason_of_land(place: str) -> Reason:
    if not place:
        return Reason(rule="no_place", norm=LOCAL, is_hint=True)
    rule = "land_only" if len(place) < DIGITS_OF_DISTRICT else "district_unknown"
    return Reason(rule=rule, norm=LOCAL, is_hint=True)


def _district_reason(row: District) -> Reason:
    return Reason(
        rule="district", norm=LOCAL, names=(row.body,), source=row.source, valid_from=row.valid_from,
        recheck=row.recheck,
    )  # fmt: skip
