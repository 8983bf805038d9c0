"""The plan at the end of the finder, for people in different situations: what it says, with which norm and source."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from bqportal.catalogue.finder.plan import plan_of
from bqportal.catalogue.finder.plan_parts import Item, Plan
from bqportal.catalogue.finder.questions import Answers
from bqportal.occupations.models import ReferenceOccupation
from bqportal.organisations.actions.chambers import load_chambers
from bqportal.organisations.models import Organisation, Person, PostalPlace
from bqportal.statistics.models import PublishedFigures
from tests.countries.factories import CountryFactory
from tests.guides.factories import GuideFactory
from tests.occupations.factories import OccupationVersionFactory, RegulationFactory
from tests.offers.factories import CentreFactory, OfferFactory
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 28)
AACHEN = {"place": "52062"}
MUNICH = {"place": "80331"}
ABROAD = {"place": "abroad", "land": "unknown", "employer": "no"}


@pytest.fixture(autouse=True)
def _world() -> None:
    load_chambers()
    for postcode, ags, name in (("52062", "05334002", "Aachen"), ("80331", "09162000", "München")):
        PostalPlace.objects.create(postcode=postcode, ags=ags, name=name, folded=name.lower(), district="")
    occupation("baecker", "Bäcker", "Bäckerin", "hwk", "HwO", "A")
    occupation("mechatroniker", "Mechatroniker", "Mechatronikerin", "ihk", "BBiG", "")


def occupation(slug: str, name_m: str, name_f: str, bodies: str, law: str, annex: str) -> ReferenceOccupation:
    version = OccupationVersionFactory(
        occupation__slug=slug, occupation__name_m=name_m, occupation__name_f=name_f,
        occupation__competent_body=bodies, occupation__annex=annex, regulation=RegulationFactory(legal_basis=law),
    )  # fmt: skip
    found: ReferenceOccupation = version.occupation
    return found


def baker(**answers: str) -> Plan:
    """A baker from Syria in Aachen."""
    given = {"title": "خباز", "meaning": "o-baecker", "country": "SY", "business": "no", **AACHEN, **answers}
    return plan_of(Answers(**given), day=DAY)


def nurse(**answers: str) -> Plan:
    """A nurse from Bosnia in Munich."""
    given = {"title": "medicinska sestra", "meaning": "o-pflegefachfrau", "country": "BA", **MUNICH, **answers}
    return plan_of(Answers(**given), day=DAY)


def mechatronic(**answers: str) -> Plan:
    """A mechatronics technician from Poland, still there, with a profile."""
    country = CountryFactory(code="PL")
    known = QualificationFactory(country=country, slug="pl-mechatronik")
    known.comparable_occupations.add(ReferenceOccupation.objects.get(slug="mechatroniker"))
    given = {"title": "technik mechatronik", "meaning": "q-pl-mechatronik", **ABROAD, **answers}
    return plan_of(Answers(**given), day=DAY)


def items_of(plan: Plan, key: str) -> list[Item]:
    """Everything that a section says."""
    return [item for part in plan.section(key).parts for item in part.items]


def said(plan: Plan, key: str) -> str:
    """A section as one text, in the active language."""
    section = plan.section(key)
    found = [str(section.heading)]
    for part in section.parts:
        found += [str(part.heading), part.name.found.text if part.name else "", part.norm]
        for item in part.items:
            found += [str(item.words), item.norm, *(value.found.text for value in item.values)]
    return "\n".join(found)


def keys_of(plan: Plan) -> list[str]:
    return [section.key for section in plan.sections]


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


def test_it_goes_from_what_she_has_to_the_next_step():
    expected = ["what", "regulated", "body", "papers", "costs", "time", "ways", "help", "next"]
    assert keys_of(baker()) == [key for key in expected if key != "ways"]
    assert keys_of(baker(certificate="lost")) == expected


def test_a_baker_in_aachen_may_work_at_once_and_applies_to_the_chamber_of_crafts_there():
    plan = baker()
    assert "خباز" in said(plan, "what")
    assert "Bäcker / Bäckerin" in said(plan, "what")
    assert "Syria" in said(plan, "what")
    assert "may work in it without recognition" in said(plan, "regulated")
    assert "§ 40a HwO" in said(plan, "regulated")
    assert "register of crafts" in said(plan, "regulated")
    assert "Handwerkskammer Aachen" in said(plan, "body")
    assert "You apply to this body" in said(plan, "body")
    assert "§ 8 Abs. 1 Nr. 2 BQFG" in said(plan, "body")


def test_papers_of_the_bqfg_each_with_its_number():
    norms = [item.norm for item in items_of(baker(), "papers")]
    assert norms[:5] == [f"§ 5 Abs. 1 Nr. {number} BQFG" for number in range(1, 6)]
    text = said(baker(), "papers")
    assert "sworn translator" in text
    assert "want to work in Germany" not in text  # she lives here, so § 5 Abs. 6 asks nothing of her
    assert all(item.legal or item.norm for item in items_of(baker(), "papers"))


def test_somebody_abroad_shows_that_she_wants_to_work_here():
    assert "§ 5 Abs. 6 BQFG" in said(mechatronic(), "papers")


def test_costs_are_sourced_ranges_and_what_nobody_knows_has_no_value():
    items = items_of(baker(), "costs")
    assert "100 to 600 euros" in said(baker(), "costs")
    assert items[0].recheck
    assert items[0].number > 0
    unknown = {
        str(item.words) for item in items if not item.values and item.legal in ("Übersetzungen", "beglaubigte Kopien")
    }
    assert len(unknown) == 2


def test_the_grant_is_named_as_long_as_its_source_says_so():
    assert "June 30, 2027" in said(baker(), "costs")
    later = plan_of(
        Answers(title="x", meaning="o-baecker", country="SY", business="no", **AACHEN), day=date(2027, 7, 1)
    )
    assert "grant" not in said(later, "costs")
    assert "grant" not in said(mechatronic(), "costs")  # for people who live in Germany
    assert not any(item.recheck for item in items_of(baker(), "costs") if item.legal == "Anerkennungszuschuss")


def test_the_times_of_the_law():
    text = said(baker(), "time")
    assert "1 month" in text
    assert "3 months" in text
    assert "§ 6 Abs. 3 BQFG" in text
    assert "no figures published" in text


def test_a_median_that_the_body_has_published():
    body = Organisation.objects.get(name="Handwerkskammer Aachen")
    person = Person.objects.create(email="a@example.org")
    PublishedFigures.objects.create(
        organisation=body, year=2025, tables={"total": 40, "median_days": 61.5}, published_at="2026-03-01T12:00Z",
        published_by=person,
    )  # fmt: skip
    assert "62 days (Handwerkskammer Aachen, 2025)" in said(baker(), "time")


def test_a_nurse_in_munich_needs_a_permit_of_the_bavarian_office():
    plan = nurse()
    assert "You need a permit" in said(plan, "regulated")
    assert "PflBG" in said(plan, "regulated")
    assert "Bayerisches Landesamt für Pflege" in said(plan, "body")
    assert "The body in charge tells you which papers" in said(plan, "papers")
    assert "4 months" in said(plan, "time")
    assert "§ 43 Abs. 3 PflAPrV" in said(plan, "time")
    fee = items_of(plan, "costs")[0]
    assert not fee.values


def test_the_way_to_the_body_in_charge():
    chamber = [value.href for item in items_of(baker(), "body") for value in item.values]
    assert "https://www.hwk-aachen.de" in chamber
    office = nurse()
    assert "https://www.lfp.bayern.de/" in [value.href for item in items_of(office, "body") for value in item.values]
    assert "no address of this body" not in said(office, "body")
    assert "no address of this body" in said(nurse(place="land-SH"), "body")


def test_a_nurse_in_lower_saxony_learns_what_a_source_says_about_fees():
    text = said(nurse(place="land-NI"), "costs")
    assert "about 200 euros" in text
    assert "about 515 euros" in text


def test_a_profession_without_a_known_body_says_so_and_where_to_ask():
    text = said(nurse(meaning="o-lehrer", place="land-BB"), "body")
    assert "It does not guess" in text
    assert "+49 30 1815-1111" in text


def test_a_mechatronics_technician_abroad():
    plan = mechatronic()
    assert "IHK FOSA" in said(plan, "body")
    assert "Zentrale Servicestelle" in "".join(item.legal for item in items_of(plan, "body"))
    profile, *_rest = (value for item in items_of(plan, "what") for value in item.values if value.route)
    assert profile.href == "/en/qualifications/pl-mechatronik/"
    assert "ways" not in keys_of(plan)  # trained in the EU
    sheet = next(
        value for item in items_of(plan, "help") for value in item.values if value.route == "catalogue:sheet-new"
    )
    assert sheet.href == "/en/sheets/new/?qualification=pl-mechatronik&occupation=mechatroniker"


def test_from_outside_of_the_eu_there_are_more_ways_and_the_faster_one_has_its_own_times():
    chosen = {**ABROAD, "title": "x", "meaning": "o-mechatroniker", "country": "TR"}
    text = said(plan_of(Answers(**chosen), day=DAY), "ways")
    assert "§ 16d Abs. 3 AufenthG" in text
    assert "§ 81a AufenthG, § 14a BQFG" in text
    assert "late repatriates" not in text
    fast = plan_of(Answers(**{**chosen, "employer": "yes"}), day=DAY)
    assert "§ 14a Abs. 3 BQFG" in said(fast, "time")
    assert "two weeks" in said(fast, "time")
    assert "2 months" in said(fast, "time")
    assert "late repatriates" in said(plan_of(Answers(**{**chosen, "country": "KZ"}), day=DAY), "ways")


def abroad(meaning: str, **answers: str) -> Plan:
    """Somebody trained in Turkey, still there."""
    return plan_of(Answers(**{**ABROAD, "title": "x", "meaning": meaning, "country": "TR", **answers}), day=DAY)


def test_the_partnership_with_all_that_the_law_asks_for():
    text = said(abroad("o-mechatroniker"), "ways")
    assert "a degree or a training of at least two years" in text
    assert "level A2 at least" in text
    assert "the employment agency must agree" in text
    assert "up to one year at first" in text
    assert "§ 16d Abs. 3 AufenthG" in said(abroad("o-lehrer"), "ways")  # under the law of a Land as well
    assert "§ 16d Abs. 3 AufenthG" not in said(abroad("o-steuerberater"), "ways")  # an examination, no recognition


def test_letters_go_through_the_immigration_office_where_the_bqfg_says_so():
    assert "All letters" in said(abroad("o-mechatroniker"), "ways")
    text = said(abroad("o-pflegefachfrau"), "ways")
    assert "§ 81a AufenthG" in text
    assert "All letters" not in text


def test_late_repatriates_replace_lost_papers_by_what_others_swear():
    text = said(abroad("o-mechatroniker", country="KZ"), "ways")
    assert "§ 7 Abs. 2, § 10 BVFG" in text
    assert "§ 10 Abs. 3 und 4 BVFG" in text
    assert "people who know that you passed the examination may swear to it" in text
    assert "husband, wife or descendant" in text


def test_a_residence_title_as_a_skilled_worker_needs_recognition():
    assert "§ 18 Abs. 2 Nr. 3 und 4, Abs. 3 AufenthG" in said(abroad("o-mechatroniker"), "regulated")


@pytest.mark.parametrize(
    ("meaning", "permit", "recognised"),
    [
        ("o-pflegefachfrau", "Erlaubnis", True),
        ("o-arzt", "Approbation, Berufserlaubnis", True),
        ("o-steuerberater", "Bestellung", False),
    ],
)
def test_the_permit_is_called_as_in_its_law(meaning: str, permit: str, recognised: bool):
    items = items_of(abroad(meaning), "regulated")
    assert items[0].legal == f"reglementierter Beruf, {permit}"
    assert ("Anerkennung" in [item.legal for item in items]) == recognised


def test_a_short_training_is_too_short_for_the_partnership():
    known = QualificationFactory(country=CountryFactory(code="TR"), slug="tr-short", duration_months=12)
    known.comparable_occupations.add(ReferenceOccupation.objects.get(slug="mechatroniker"))
    plan = plan_of(Answers(title="x", meaning="q-tr-short", **ABROAD), day=DAY)
    assert "§ 16d Abs. 3" not in said(plan, "ways")


def test_without_a_certificate_skills_are_validated():
    plan = baker(certificate="no", country="")
    assert "nothing that could be recognised" in said(plan, "regulated")
    assert "§ 41b HwO" in said(plan, "regulated")
    assert "25 or older" in said(plan, "ways")
    assert "As a rule, you have worked" in said(plan, "ways")  # credible proof may do (§ 41b Abs. 3 Satz 2 HwO)
    assert "If you can do all or most" in said(plan, "ways")
    assert "euros" not in said(plan, "costs")
    assert "Country of the training" not in said(plan, "what")
    assert "proof of the time that you have worked" in said(plan, "next")


def test_without_a_certificate_there_is_no_way_to_a_regulated_profession():
    plan = nurse(certificate="no", country="")
    assert "nothing that could be recognised" in said(plan, "regulated")
    assert "BQFG" not in said(plan, "regulated")  # it does not apply (§ 40 Abs. 4 PflBG)
    assert "counselling centre" in said(plan, "next")


def test_lost_papers_lead_to_an_analysis_and_never_to_the_state_of_origin():
    plan = baker(certificate="lost")
    assert "§ 14 BQFG" in said(plan, "ways")
    assert "do not ask the authorities of a state from which you have fled" in said(plan, "ways")
    assert "1,200 euros" in said(plan, "costs")


def test_a_business_of_her_own_needs_the_level_of_a_master():
    plan = baker(business="yes", country="PL")
    assert "To run your own business: no, not without the entry in the register" in said(plan, "regulated")
    assert "a manager who meets the conditions" in said(plan, "regulated")  # § 7 Abs. 1 HwO
    assert "§ 1 Abs. 1, § 7 Abs. 1 und 3, § 50c HwO" in said(plan, "regulated")
    assert "§ 12 Abs. 1 Nr. 5 BQFG" in said(plan, "papers")
    assert "§ 13 Abs. 3 BQFG" not in [item.norm for item in items_of(plan, "time")][2:]  # in the EU: a month at most
    assert "§ 9 HwO, EU/EWR-HwV" in said(plan, "ways")


def test_many_chambers_stand_by_name_and_the_place_is_asked():
    text = said(baker(place="land-BY"), "body")
    assert "Handwerkskammer für Oberfranken" in text
    assert "bodies come into question" in text


def test_abroad_without_a_land_the_place_is_asked_again():
    plan = baker(**ABROAD)
    assert "/en/finder/land/?" in "".join(value.href for item in items_of(plan, "body") for value in item.values)


def test_an_occupation_whose_law_nobody_knows():
    occupation("unbekannt", "Unbekannter", "Unbekannte", "", "", "")
    for certificate in ("", "no"):
        text = said(baker(meaning="o-unbekannt", certificate=certificate), "regulated")
        assert "No information" in text
        assert "without a certificate" not in text  # nobody knows whether it is regulated


def test_guides_that_are_there_are_linked():
    GuideFactory(slug="cost")
    links = [value.href for item in items_of(baker(), "help") for value in item.values if value.route]
    assert "/en/guides/cost/" in links


def test_every_source_has_one_number():
    plan = baker(certificate="lost")
    numbers = {item.number for section in plan.sections for part in section.parts for item in part.items}
    assert numbers - {0} == set(range(1, len(plan.references) + 1))


def test_one_plan_is_said_in_two_languages():
    plan = baker()
    english = said(plan, "time")
    with override("de"):
        assert said(plan, "time") != english
        assert "Monat" in said(plan, "time")


def test_the_counselling_centre_nearby_and_courses_that_are_still_offered():
    CentreFactory(slug="near", name="Beratung Aachen", ags="05334002", areas=["05334002"], lands=["NW"], city="Aachen",
                  phone="+49 241 1", languages=["ar", "de"])  # fmt: skip
    CentreFactory(slug="far", name="Beratung Kiel", ags="01002000", areas=["01002000"], lands=["SH"])
    of_bakers = ReferenceOccupation.objects.get(slug="baecker")
    OfferFactory(slug="course", title="Kurs für Bäcker", occupation=of_bakers, valid_to="")
    OfferFactory(slug="over", title="Alter Kurs", occupation=of_bakers, valid_to="2025")
    plan = baker()
    text = said(plan, "help")
    assert "Beratung Aachen" in text
    assert "Arabic" in text
    assert "Beratung Kiel" not in text
    assert "Kurs für Bäcker" in text
    assert "Alter Kurs" not in text
    links = {value.href for item in items_of(plan, "help") for value in item.values if value.route}
    assert {"/en/courses/course/", "/en/counselling-centres/?postcode=52062&land=NW&language=en"} <= links
    names = {part.name.href for part in plan.section("help").parts if part.name}
    assert names == {"/en/counselling-centres/near/"}


def test_without_a_centre_it_says_so():
    assert "no counselling centre for your place yet" in said(baker(), "help")
    assert "+49 30 1815-1111" in said(baker(), "help")
