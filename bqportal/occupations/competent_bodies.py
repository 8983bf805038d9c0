"""Who decides: the dated list of competences, and the bodies of the directory that a route leads to."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Q, QuerySet

from bqportal.occupations.districts import District, district_of, districts
from bqportal.occupations.models import OccupationVersion
from bqportal.occupations.routing import CompetenceRow, Level, Reason, Regime, Route, RoutingFacts, route
from bqportal.organisations.models import Organisation

COMPETENCE = Path(__file__).parent / "data" / "competence.csv"


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
        reasons: why these, beside the reasons of the route.
        is_certain: exactly one body, and a source says so.
    """

    bodies: tuple[Organisation, ...] = ()
    unlisted: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether there is no choice left."""
        return len(self.bodies) + len(self.unlisted) == 1


def bodies_at(found: Route, *, land: str = "", ags: str = "") -> Competent:
    """Bodies that may decide for somebody at a place: by the chamber's district where a source names it.

    Args:
        land: of the wanted place of work; empty when unknown.
        ags: key of the municipality; empty when only the Land is known.
    """
    candidates = list(bodies_for(found, land))
    rows = (district_of(body.value, ags, districts()) for body in found.bodies)
    bundled = {kind for kind, _name in found.named} - {kind for kind, _name in found.besides}
    names = {one.name for one in candidates}
    near = {row.kind: row for row in rows if row is not None and row.kind not in bundled and row.body in names}
    bodies = [one for one in candidates if one.kind not in near or one.name == near[one.kind].body]
    missing = tuple(name for _kind, name in found.named if name not in names)
    return Competent(tuple(bodies), missing, tuple(_district_reason(row) for row in near.values()))


def _district_reason(row: District) -> Reason:
    return Reason(
        rule="district", norm="§ 3 VwVfG", names=(row.body,), source=row.source, valid_from=row.valid_from,
        recheck=row.recheck,
    )  # fmt: skip
