"""Which law applies to an application, and who decides it."""

from datetime import date

import pytest

from bqportal.occupations.competent_bodies import bodies_for, competence_rows, facts_of_version, route_for
from bqportal.occupations.models import ReferenceOccupation
from bqportal.occupations.routing import (
    Body,
    CompetenceRow,
    Level,
    Regime,
    Route,
    RoutingFacts,
    as_plain,
    from_plain,
    route,
)
from bqportal.occupations.routing_words import BODIES, LEVELS, REASONS, REGIMES, reason_words
from bqportal.organisations.actions.chambers import load_chambers
from tests.occupations.factories import OccupationVersionFactory, ReferenceOccupationFactory, RegulationFactory

DAY = date(2026, 11, 28)


def found(**facts) -> Route:
    """The route by the shipped list."""
    return route_for(RoutingFacts(**{"day": DAY, **facts}))


def rules(found_route: Route) -> list[str]:
    """The rules that led there."""
    return [reason.rule for reason in found_route.reasons]


@pytest.mark.parametrize(
    ("facts", "regime", "bodies"),
    [
        # Worked by hand from BQFG §§ 2, 8 and the laws that it names.
        ({"legal_basis": "Land"}, Regime.LAND_LAW, [Body.AUTHORITY]),
        ({"legal_basis": "PflBG", "competent_body": "authority"}, Regime.OWN_LAW, [Body.AUTHORITY]),
        ({"legal_basis": "StBerG"}, Regime.OWN_LAW, [Body.CHAMBER]),
        ({"legal_basis": "BBiG", "competent_body": "ihk"}, Regime.GENERAL, [Body.IHK]),
        ({"legal_basis": "HwO", "competent_body": "hwk", "annex": "A"}, Regime.GENERAL, [Body.HWK]),
        ({"legal_basis": "HwO", "competent_body": "hwk", "annex": "B1", "self_employed": True}, Regime.GENERAL,
         [Body.HWK]),
        ({"legal_basis": "HwO", "competent_body": "hwk", "annex": "A", "self_employed": True}, Regime.REGULATED,
         [Body.HWK]),
        ({"legal_basis": "HwO", "annex": "A", "level": Level.MASTER}, Regime.REGULATED, [Body.HWK]),
        ({"legal_basis": "HwO", "annex": "B1", "level": Level.MASTER}, Regime.REGULATED, [Body.HWK]),
        ({"legal_basis": "BBiG", "competent_body": "ihk", "level": Level.FURTHER}, Regime.GENERAL, [Body.IHK]),
        ({"legal_basis": "BBiG, HwO", "competent_body": "ihk,hwk"}, Regime.GENERAL, [Body.IHK, Body.HWK]),
        ({"legal_basis": "BBiG, HwO"}, Regime.GENERAL, [Body.IHK, Body.HWK]),
        ({"legal_basis": "BBiG", "competent_body": "lwk"}, Regime.GENERAL, [Body.LWK]),
        ({"legal_basis": "BBiG", "competent_body": "chamber"}, Regime.GENERAL, [Body.CHAMBER]),
        ({"legal_basis": "BBiG", "competent_body": "authority"}, Regime.GENERAL, [Body.AUTHORITY]),
        ({"legal_basis": "BBiG", "competent_body": "ihk", "has_certificate": False}, Regime.VALIDATION, [Body.IHK]),
        ({"legal_basis": "HwO", "competent_body": "hwk", "annex": "A", "self_employed": True,
          "has_certificate": False}, Regime.VALIDATION, [Body.HWK]),
        ({"competent_body": "ihk"}, Regime.GENERAL, [Body.IHK]),
        ({}, Regime.UNKNOWN, []),
        ({"has_certificate": False}, Regime.UNKNOWN, []),
        ({"competent_body": "nonsense"}, Regime.UNKNOWN, []),
    ],
)  # fmt: skip
def test_the_law_and_the_kind_of_body(facts, regime, bodies):
    result = found(**facts)
    assert (result.regime, list(result.bodies)) == (regime, bodies)
    assert result.reasons
    assert all(reason.norm for reason in result.reasons)
    assert result.is_regulated == (regime in (Regime.REGULATED, Regime.OWN_LAW))
    assert from_plain(as_plain(result)) == result


def test_every_statute_that_sets_the_bqfg_aside_is_known():
    laws = {row.name for row in competence_rows() if row.rule == "own_law"}
    assert len(laws) == 19
    assert {"PflBG", "BÄO", "HebG", "WPO", "BBG"} <= laws
    assert all(row.source for row in competence_rows())


def test_bundling_has_its_dates_and_its_exceptions():
    of_trade = {"competent_body": "ihk", "legal_basis": "BBiG"}
    assert found(**of_trade).named == (("ihk", "IHK FOSA"),)
    assert found(**of_trade, day=date(2012, 4, 1)).named == ()
    assert found(**of_trade, land="BY").besides == ()
    assert [name for _kind, name in found(**of_trade, land="NI").besides] == ["IHK Hannover", "IHK Braunschweig"]
    assert len(found(**of_trade).besides) == 3, "nobody said where: all three"
    exception = next(reason for reason in found(**of_trade, land="NI").reasons if reason.rule == "exception_ihk")
    assert exception.recheck
    assert "2015" in exception.source
    green = {"competent_body": "lwk", "legal_basis": "BBiG"}
    assert found(**green, day=date(2024, 12, 31)).named == ()
    assert found(**green, day=date(2025, 1, 1)).named == (("lwk", "Landwirtschaftskammer Niedersachsen"),)


def test_accelerated_procedures_of_the_crafts_are_bundled_at_four_chambers():
    craft = {"competent_body": "hwk", "legal_basis": "HwO", "annex": "A", "land": "SN"}
    assert found(**craft).named == ()
    accelerated = found(**craft, accelerated=True)
    assert len(accelerated.named) == 4
    assert "accelerated" in rules(accelerated)
    assert found(**craft, accelerated=True, day=date(2020, 2, 29)).named == ()


def test_other_ways_are_hints():
    craft = {"competent_body": "hwk", "legal_basis": "HwO", "annex": "A", "self_employed": True, "land": "BY"}
    assert "exception_permit" in rules(found(**craft, eea_national=True))
    assert "exception_permit" not in rules(found(**craft))
    assert "late_repatriate" in rules(found(**craft, late_repatriate=True))
    assert "no_place" in rules(found(**{**craft, "land": ""}))
    assert "both_laws" in rules(found(competent_body="ihk,hwk", legal_basis="BBiG, HwO"))
    bavaria = found(legal_basis="PhysTh", competent_body="authority")
    assert bavaria.regime is Regime.GENERAL, "a law that is not in the list sets nothing aside"
    assert "vocational" not in rules(bavaria), "and nobody knows what its examination equals"
    nursing = found(legal_basis="PflBG", land="BY")
    assert [name for _kind, name in nursing.named] == ["Bayerisches Landesamt für Pflege"]
    assert found(legal_basis="HebG", land="BY", day=date(2025, 6, 30)).named == ()


def test_everything_has_words():
    rows = competence_rows()
    seen = set()
    for body in ("ihk", "hwk", "lwk", "chamber", "authority", "ihk,hwk", ""):
        for law in ("BBiG", "HwO", "PflBG", "Land", ""):
            for level in Level:
                for yes in (True, False):
                    facts = RoutingFacts(
                        day=DAY, competent_body=body, legal_basis=law, level=level, self_employed=yes, accelerated=yes,
                        has_certificate=yes, late_repatriate=True, eea_national=True, annex="A" if yes else "",
                        land="" if yes else "BY",
                    )  # fmt: skip
                    result = route(facts, rows)
                    assert str(REGIMES[result.regime])
                    assert all(str(BODIES[kind]) for kind in result.bodies)
                    seen |= {reason.rule for reason in result.reasons}
                    assert all("%" not in reason_words(reason) for reason in result.reasons)
    assert set(LEVELS) == set(Level)
    assert seen <= set(REASONS)


def test_a_row_holds_between_its_days():
    row = CompetenceRow(rule="bundle", body="ihk", name="x", valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    assert [row.holds_on(date(year, 6, 1)) for year in (2019, 2020, 2021)] == [False, True, False]


@pytest.mark.django_db
def test_bodies_of_the_directory():
    load_chambers()
    trade = found(competent_body="ihk", legal_basis="BBiG", land="BY")
    assert [body.name for body in bodies_for(trade, "BY")] == ["IHK FOSA"]
    named = {name for row in competence_rows() if row.rule in ("bundle", "exception", "nationwide", "accelerated")
             for name in [row.name]}  # fmt: skip
    accelerated = {"competent_body": "ihk,hwk,lwk", "legal_basis": "BBiG, HwO", "accelerated": True}
    assert {body.name for body in bodies_for(found(**accelerated))} == named, "every name stands in the directory"
    craft = bodies_for(found(competent_body="hwk", legal_basis="HwO", land="NI"), "NI")
    assert {body.land for body in craft} == {"NI"}
    assert len(craft) == 6
    assert not bodies_for(found(), "BY").exists()
    assert not bodies_for(found(legal_basis="Land"), "BY").exists()


@pytest.mark.django_db
def test_facts_come_from_the_reference_occupation():
    version = OccupationVersionFactory(
        occupation=ReferenceOccupationFactory(annex=ReferenceOccupation.Annex.A, competent_body="hwk"),
        regulation=RegulationFactory(legal_basis="HwO"),
    )
    facts = facts_of_version(version, day=DAY, self_employed=True, land="BY")
    assert route_for(facts).regime is Regime.REGULATED
    assert route_for(facts_of_version(None, day=DAY)).regime is Regime.UNKNOWN
