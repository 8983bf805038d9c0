"""Professions with a law of their own: the list, and what a route follows from."""

import re
from datetime import date

import pytest

from bqportal.occupations.competent_bodies import competence_rows, route_for
from bqportal.occupations.importers.reference_data import shipped
from bqportal.occupations.professions import Profession, facts_of_profession, profession, professions
from bqportal.occupations.routing import Regime

DAY = date(2026, 11, 28)


def test_addresses_are_unique_and_those_of_no_training_occupation():
    slugs = [one.slug for one in professions()]
    assert len(set(slugs)) == len(slugs)
    training = {row["slug"] for name in ("occupations", "further_occupations") for row in shipped(name)}
    assert training
    assert not training & set(slugs)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)


def test_every_law_that_sets_the_bqfg_aside_has_its_professions():
    laws = {row.name for row in competence_rows() if row.rule == "own_law"} - {"BBG"}
    assert {one.law for one in professions()} == laws | {"Land"}


@pytest.mark.parametrize("found", professions(), ids=lambda one: one.slug)
def test_each_has_names_a_group_a_source_and_a_regime(found: Profession):
    assert found.name_m
    assert found.name_f
    assert found.source
    assert re.fullmatch(r"(\d{3,4})?", found.isco)
    assert not found.url or found.url.startswith("https://www.gesetze-im-internet.de/")
    assert bool(found.law_title) == (found.law != "Land")
    regime = route_for(facts_of_profession(found, day=DAY)).regime
    assert regime is (Regime.LAND_LAW if found.law == "Land" else Regime.OWN_LAW)


def test_found_by_address_and_by_group():
    nurse = profession("pflegefachfrau")
    assert nurse is not None
    assert (nurse.law, nurse.is_in_group("2221"), nurse.is_in_group("2222")) == ("PflBG", True, False)
    assert profession("arzt").is_in_group("2212")
    assert not profession("podologe").is_in_group("2269")
    assert profession("baecker") is None


def test_facts_carry_what_was_said():
    facts = facts_of_profession(
        profession("hebamme"), day=DAY, land="BY", in_eea=True, accelerated=True, late_repatriate=True
    )
    assert (facts.occupation, facts.legal_basis, facts.land) == ("hebamme", "HebG", "BY")
    assert facts.in_eea
    assert facts.accelerated
    rules = {reason.rule for reason in route_for(facts).reasons}
    assert {"own_law", "land_body", "late_repatriate"} <= rules


def test_bodies_of_the_laender_are_for_professions_that_are_there():
    known = {one.law for one in professions()} | {one.slug for one in professions()}
    for row in competence_rows():
        if row.rule == "land_body":
            assert row.scope
            assert row.land
            assert row.source
            assert set(row.scope.split()) <= known, row
