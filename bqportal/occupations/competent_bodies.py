"""Who decides: the dated list of competences, and the bodies of the directory that a route leads to."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Q, QuerySet

from bqportal.occupations.models import OccupationVersion
from bqportal.occupations.routing import CompetenceRow, Level, Regime, Route, RoutingFacts, route
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
