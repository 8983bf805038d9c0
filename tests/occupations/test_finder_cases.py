"""Who decides: cases that a lawyer can read (tests/law/finder_cases.csv), worked by hand from the norm in each line.

`ihk@NW` stands for all chambers of that kind in that Land: no source says which one's district it is.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from bqportal.countries.territory import is_in_eea
from bqportal.occupations.competent_bodies import bodies_at, route_for
from bqportal.occupations.districts import districts
from bqportal.occupations.professions import profession, professions
from bqportal.occupations.routing import Level, RoutingFacts
from bqportal.organisations.actions.chambers import load_chambers
from bqportal.organisations.models import Organisation

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent.parent / "law" / "finder_cases.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


@pytest.fixture(autouse=True)
def _chambers() -> None:
    load_chambers()


def facts_of(case: dict[str, str]) -> RoutingFacts:
    return RoutingFacts(
        day=date.fromisoformat(case["day"]), competent_body=case["kinds"], annex=case["annex"],
        legal_basis=case["law"], level=Level(case["level"]), self_employed=case["own_business"] == "yes",
        land=case["land"], in_eea=is_in_eea(case["training"]), eea_national=case["eea_national"] == "yes",
        accelerated=case["procedure"] == "81a", late_repatriate=case["procedure"] == "spaetaussiedler",
        has_certificate=case["certificate"] != "no",
    )  # fmt: skip


def expected_bodies(text: str) -> set[str]:
    names: set[str] = set()
    for part in filter(None, text.split("|")):
        kind, at, land = part.partition("@")
        open_ones = Organisation.objects.filter(kind=kind, land=land, closed=False).exclude(name="IHK FOSA")
        names |= set(open_ones.values_list("name", flat=True)) if at else {part}
    return names


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['case']}-{case['occupation']}-{case['place']}")
def test_the_body_in_charge(case: dict[str, str]):
    found = route_for(facts_of(case))
    competent = bodies_at(found, land=case["land"], ags=case["ags"])
    named = {one.name for one in competent.bodies if one.name != "IHK FOSA" or "ihk@" not in case["bodies"]}
    assert found.regime == case["regime"]
    assert named | set(competent.unlisted) == expected_bodies(case["bodies"])
    norms = {reason.norm for reason in (*found.reasons, *competent.reasons)}
    assert case["norm"] in norms, norms
    assert competent.is_certain == (len(named | set(competent.unlisted)) == 1)


def test_there_are_enough_and_every_land_is_among_them():
    assert len(CASES) >= 80
    assert len({case["land"] for case in CASES} - {""}) == 16
    assert len({case["training"] for case in CASES}) >= 30


def test_every_district_names_a_chamber_that_is_open_and_a_source():
    open_ones = set(Organisation.objects.filter(closed=False).values_list("kind", "name"))
    assert {(row.kind, row.body) for row in districts()} <= open_ones
    assert all(row.source and row.prefix.isdigit() for row in districts())


def test_professions_have_laws_that_the_routing_knows():
    assert profession("pflegefachfrau").law == "PflBG"
    assert profession("gone") is None
    assert len({one.slug for one in professions()}) == len(professions())
    for one in professions():
        assert route_for(RoutingFacts(day=date(2026, 11, 28), legal_basis=one.law)).regime in ("own_law", "land_law")
