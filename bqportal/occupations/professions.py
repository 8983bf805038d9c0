"""Professions with a law of their own that are no training occupation: nurse, doctor (reglementierte Berufe)."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bqportal.occupations.routing import RoutingFacts

TABLE = Path(__file__).parent / "data" / "professions.csv"


@dataclass(frozen=True, kw_only=True)
class Profession:
    """One of them.

    Attributes:
        law: short name of its law, `Land` where each Land has its own.
        isco: ISCO-08 unit group (4 digits) or the group that holds it (fewer); empty where it has none of its own.
    """

    slug: str
    name_m: str
    name_f: str
    law: str
    law_title: str = ""
    isco: str = ""
    url: str = ""
    source: str = ""

    def is_in_group(self, isco: str) -> bool:
        """Whether the ISCO-08 unit group is its own."""
        return bool(self.isco) and isco.startswith(self.isco)


@cache
def professions() -> tuple[Profession, ...]:
    """The shipped list."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(Profession(**row) for row in csv.DictReader(file))


def profession(slug: str) -> Profession | None:
    """The profession with this address."""
    return next((one for one in professions() if one.slug == slug), None)


def facts_of_profession(
    found: Profession, *, day: date, land: str = "", in_eea: bool = False, accelerated: bool = False,
    late_repatriate: bool = False,
) -> RoutingFacts:  # fmt: skip
    """What a route follows from (`routing.route`)."""
    return RoutingFacts(
        occupation=found.slug, legal_basis=found.law, day=day, land=land, in_eea=in_eea, accelerated=accelerated,
        late_repatriate=late_repatriate,
    )  # fmt: skip
