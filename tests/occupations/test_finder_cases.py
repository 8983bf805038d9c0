"""Who decides: cases that a lawyer can read (tests/law/finder_cases.csv), worked by hand from the norm in each line.

`hwk@HE` stands for all chambers of that kind in that Land: the place that would decide between them is not known.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from bqportal.countries.territory import is_in_eea
from bqportal.occupations.competent_bodies import Competent, bodies_at, route_for
from bqportal.occupations.districts import districts
from bqportal.occupations.importers.reference_data import shipped
from bqportal.occupations.professions import profession
from bqportal.occupations.routing import Level, Reason, Regime, Route, RoutingFacts
from bqportal.occupations.routing_words import REASONS, REGIMES, reason_words
from bqportal.organisations.actions.chambers import load_chambers
from bqportal.organisations.models import Organisation
from bqportal.organisations.places import LAND_OF_KEY, LANDS

TABLE = Path(__file__).parent.parent / "law" / "finder_cases.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
DAY = date(2026, 11, 28)
Case = dict[str, str]


def facts_of(case: Case) -> RoutingFacts:
    return RoutingFacts(
        day=date.fromisoformat(case["day"]), occupation=case["occupation"], competent_body=case["kinds"],
        annex=case["annex"], legal_basis=case["law"], level=Level(case["level"]),
        self_employed=case["own_business"] == "yes", land=case["land"], in_eea=is_in_eea(case["training"]),
        eea_national=case["eea_national"] == "yes", accelerated=case["procedure"] == "81a",
        late_repatriate=case["procedure"] == "spaetaussiedler", has_certificate=case["certificate"] != "no",
    )  # fmt: skip


def answer_to(case: Case) -> Competent:
    return bodies_at(route_for(facts_of(case)), land=case["land"], ags=case["ags"])


def names_of(answer: Competent) -> set[str]:
    return {one.name for one in answer.bodies} | set(answer.unlisted)


def expected_names(text: str) -> set[str]:
    names: set[str] = set()
    for part in filter(None, text.split("|")):
        kind, at, land = part.partition("@")
        open_ones = Organisation.objects.filter(kind=kind, land=land, closed=False).exclude(name="IHK FOSA")
        names |= set(open_ones.values_list("name", flat=True)) if at else {part}
    return names


def name_of(case: Case) -> str:
    return f"{case['case']} {case['occupation']} {case['place']}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_law(case: Case):
    assert route_for(facts_of(case)).regime == case["regime"]


@pytest.mark.django_db
def test_the_body_in_charge_the_norm_and_whether_it_is_certain():
    load_chambers()
    wrong = []
    for case in CASES:
        answer = answer_to(case)
        found = names_of(answer), {reason.norm for reason in answer.reasons}, answer.is_certain
        if found[0] != expected_names(case["bodies"]) or case["norm"] not in found[1]:
            wrong.append((name_of(case), case["bodies"], case["norm"], found))
        elif answer.is_certain != (case["certain"] == "yes"):
            wrong.append((name_of(case), "certain", found))
    assert not wrong


def test_the_table_says_what_the_portal_knows_of_the_occupations():
    known = {row["slug"]: row for row in shipped("classification")}
    bases = {row["key"]: row["legal_basis"] for row in shipped("regulations")}
    laws = {row["slug"]: bases[row["regulation"]] for row in shipped("occupations")}
    for case in CASES:
        found = profession(case["occupation"])
        if found is not None:
            assert (case["kinds"], case["annex"], case["law"]) == ("", "", found.law), name_of(case)
        elif case["occupation"] != "unbekannt":
            row = known[case["occupation"]]
            expected = row["competent_body"], row["annex"], laws[case["occupation"]]
            assert (case["kinds"], case["annex"], case["law"]) == expected, name_of(case)


def test_the_table_covers_what_it_should():
    assert len(CASES) >= 170
    assert {case["regime"] for case in CASES} == set(Regime)
    for kind in ("hwk", "ihk"):
        assert {case["land"] for case in CASES if case["kinds"] == kind and case["ags"]} == set(LANDS), kind
    named = {name for case in CASES for name in case["bodies"].split("|")}
    assert not {row.body for row in districts()} - named, "each chamber with a district is expected at least once"
    assert len({case["training"] for case in CASES}) >= 40
    assert all(case["norm"] and case["land"] == LAND_OF_KEY[case["ags"][:2]] for case in CASES if case["ags"])


def test_every_municipality_of_the_table_is_one(shared_data: Path):
    with (shared_data / "plz_ags_ort_utf8.csv").open(encoding="utf-8", newline="") as file:
        real = {row["ags"] for row in csv.DictReader(file)}
    assert not {case["ags"] for case in CASES if case["ags"]} - real


@pytest.mark.django_db
class TestBodiesAt:
    @pytest.fixture(autouse=True)
    def _chambers(self) -> None:
        load_chambers()

    def answer(self, *, ags: str = "", land: str = "", **facts: object) -> Competent:
        given = {"day": DAY, "competent_body": "ihk", "legal_basis": "BBiG", "land": land, **facts}
        return bodies_at(route_for(RoutingFacts(**given)), land=land, ags=ags)

    def test_reasons_have_norm_source_and_say_where_to_look_again(self):
        craft = self.answer(ags="05974040", competent_body="hwk", legal_basis="HwO")
        district = reason_of(craft, "district")
        assert district.names == ("Handwerkskammer Dortmund",)
        assert district.norm == "§ 3 VwVfG"
        assert "2010" in district.source
        assert district.recheck
        assert "look again" in reason_words(district)

    def test_a_place_makes_the_route_without_a_land_certain(self):
        nobody_said = self.answer()
        assert len(nobody_said.bodies) == 4
        assert not nobody_said.is_certain
        at_home = self.answer(ags="09162000")
        assert ([one.name for one in at_home.bodies], at_home.is_certain) == (["IHK FOSA"], True)
        outside = self.answer(ags="05315000")
        assert [one.name for one in outside.bodies] == ["IHK FOSA"]
        assert reason_of(outside, "outside_exceptions").recheck
        craft = self.answer(ags="09162000", competent_body="hwk", legal_basis="HwO")
        assert "no_place" not in {reason.rule for reason in craft.reasons}

    def test_the_place_counts_more_than_the_land(self):
        assert [one.name for one in self.answer(land="BY", ags="05124000").bodies] != []
        craft = self.answer(land="BY", ags="11000000", competent_body="hwk", legal_basis="HwO")
        assert [one.name for one in craft.bodies] == ["Handwerkskammer Berlin"]

    def test_without_a_district_it_says_so(self):
        split = self.answer(ags="13072006", competent_body="hwk", legal_basis="HwO")
        assert reason_of(split, "district_unknown").is_hint
        assert {one.land for one in split.bodies} == {"MV"}
        assert not split.is_certain
        assert reason_of(self.answer(land="HE", competent_body="hwk", legal_basis="HwO"), "land_only")

    def test_authorities_and_chambers_without_a_name_are_no_guess(self):
        nurse = self.answer(land="SN", competent_body="", legal_basis="PflBG")
        assert (nurse.bodies, nurse.unlisted, nurse.is_certain) == ((), (), False)
        assert reason_of(nurse, "authority_unnamed")
        clerk = self.answer(land="NW", competent_body="chamber")
        assert reason_of(clerk, "chamber_unnamed")
        bavaria = self.answer(land="BY", competent_body="", legal_basis="PflBG")
        assert bavaria.unlisted == ("Bayerisches Landesamt für Pflege",)
        assert bavaria.is_certain

    def test_unknown_is_unknown(self):
        nothing = bodies_at(Route(regime=Regime.UNKNOWN), ags="09162000")
        assert (nothing.bodies, nothing.unlisted, nothing.is_certain) == ((), (), False)

    def test_a_closed_chamber_decides_nothing(self):
        Organisation.objects.filter(name="Handwerkskammer Berlin").update(closed=True)
        assert self.answer(ags="11000000", competent_body="hwk", legal_basis="HwO").bodies == ()

    def test_one_query(self, django_assert_num_queries):
        found = route_for(RoutingFacts(day=DAY, competent_body="ihk,hwk,lwk", legal_basis="BBiG, HwO"))
        with django_assert_num_queries(1):
            bodies_at(found, ags="03241001")

    def test_every_reason_of_every_case_has_words(self):
        told = {reason.rule: reason for case in CASES for reason in answer_to(case).reasons}
        assert set(told) <= set(REASONS)
        assert all("%" not in reason_words(reason) for reason in told.values())
        assert all(str(REGIMES[Regime(case["regime"])]) for case in CASES)
        assert set(REASONS) - set(told) <= {"further"}, "each rule is shown by a case"


def reason_of(answer: Competent, rule: str) -> Reason:
    return next(reason for reason in answer.reasons if reason.rule == rule)
