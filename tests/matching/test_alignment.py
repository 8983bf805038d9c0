"""Units are proposed for positions by the words that tell something, with these words, or not at all."""

import subprocess
import sys
from dataclasses import replace

import pytest

from bqportal.matching.alignment import (
    FAIR,
    SKILLS,
    STRONG,
    TUNING,
    WEAK,
    Aligned,
    Position,
    Proposal,
    Skill,
    Unit,
    align,
    is_standard,
)
from bqportal.matching.alignment_families import FAMILIES
from bqportal.matching.alignment_words import Wordlore, learned, stem, words

LAW = {
    "Berufsbildung, Arbeits- und Tarifrecht": 60,
    "Aufbau und Organisation des Ausbildungsbetriebes": 60,
    "Sicherheit und Gesundheitsschutz bei der Arbeit": 60,
    "Umweltschutz": 60,
    "digitalisierte Arbeitswelt": 60,
    "Planen und Organisieren der Arbeit": 40,
    "Prüfen und Messen von Bauteilen": 6,
    "Prüfen von Steuerungen": 6,
    "Prüfen von Waren": 6,
    "Prüfen von Maschinen": 6,
    "Instandhalten von Maschinen": 6,
    "Instandhalten elektrotechnischer Systeme": 2,
    "Schutz der Umwelt in der Technik": 2,
    "Programmieren von Steuerungen": 1,
    "Herstellen von Süßspeisen und Desserts": 1,
    "Herstellen von Putzen": 3,
    "Gesundheit und Tarifvertrag": 1,
}
ENGLISH = {
    "Herstellen von Süßspeisen und Desserts": "Making sweet dishes and desserts",
    "Instandhalten von Maschinen": "Maintaining machines",
    "Umweltschutz": "Environmental protection",
    "Programmieren von Steuerungen": "Programming control systems",
}


def law() -> list[dict[str, str]]:
    """Wordings as often as regulations say them."""
    texts = [{"de": text, "en": ENGLISH.get(text, "")} for text in LAW]
    return [text for text, times in zip(texts, LAW.values(), strict=True) for _ in range(times)]


@pytest.fixture(scope="module")
def lore() -> Wordlore:
    return learned(law())


def position(german: str, english: str = "") -> Position:
    return Position(german, {"de": german, "en": english or ENGLISH.get(german, "")})


def unit(key: str, details: str = "", **titles: str) -> Unit:
    return Unit(key, titles, {"de": details} if details else {})


def only(found: tuple[Aligned, ...]) -> tuple[Proposal, ...]:
    assert len(found) == 1
    return found[0].proposals


def proposed(lore: Wordlore, wording: str, *units: Unit) -> list[str]:
    return [proposal.unit for proposal in only(align([position(wording)], units, lore))]


def strength(lore: Wordlore, wording: str, *units: Unit, **tuning: float) -> float:
    """How strongly the first of the units is proposed, without any threshold."""
    free = replace(TUNING, threshold=0.0, standard_threshold=0.0, beside_best=0.0, most=99, **tuning)
    found = {row.unit: row.strength for row in only(align([position(wording)], units, lore, tuning=free))}
    return found.get(units[0].key, 0.0)


def pairs(proposal: Proposal) -> set[tuple[str, str, str]]:
    return {(link.language, " ".join(link.position_words), " ".join(link.unit_words)) for link in proposal.links}


def test_the_unit_with_the_telling_word_comes_first(lore: Wordlore) -> None:
    units = [unit("a", de="Grundlagen der Arbeit"), unit("b", de="Programmierung"), unit("c", de="Warenkunde")]
    assert proposed(lore, "Programmieren von Steuerungen", *units) == ["b"]


def test_nothing_in_common_proposes_nothing(lore: Wordlore) -> None:
    assert proposed(lore, "Programmieren von Steuerungen", unit("a", de="Haarfärben"), unit("b", de="")) == []


def test_a_word_in_another_form_of_its_family_is_found_with_both_words(lore: Wordlore) -> None:
    (found,) = only(align([position("Programmieren von Steuerungen")], [unit("a", de="Programmierung")], lore))
    assert ("de", "Programmieren", "Programmierung") in pairs(found)


def test_compounds_meet_in_their_parts(lore: Wordlore) -> None:
    (found,) = only(
        align([position("Instandhalten elektrotechnischer Systeme")], [unit("a", de="Elektrotechnik")], lore)
    )
    assert pairs(found) == {("de", "elektrotechnischer", "Elektrotechnik")}
    assert lore.parts("Umweltschutz") == ("umwelt", "schutz")
    assert lore.parts("Steuerungen") == ()


def test_hanging_hyphens_are_words(lore: Wordlore) -> None:
    assert next(word.stem for word in words("Arbeits- und Tarifrecht", "de", lore)) == stem("Arbeit", "de")


def test_english_texts_are_compared_too_and_add_up(lore: Wordlore) -> None:
    wording = position("Herstellen von Süßspeisen und Desserts")
    (english,) = only(align([wording], [unit("a", en="Sweet desserts in catering")], lore))
    (both,) = only(align([wording], [unit("a", de="Desserts", en="Sweet desserts in catering")], lore))
    assert set(english.shares) == {"en"}
    assert set(both.shares) == {"de", "en"}
    assert both.strength > english.strength


def test_an_original_title_in_another_language_is_not_read_as_german(lore: Wordlore) -> None:
    assert proposed(lore, "Programmieren von Steuerungen", unit("a", nl="Programmieren")) == []


def test_words_of_a_family_count_less_than_the_word_itself(lore: Wordlore) -> None:
    units = [unit("same", de="Instandhaltung von Maschinen"), unit("kin", de="Wartung von Maschinen")]
    found = only(align([position("Instandhalten von Maschinen")], units, lore, tuning=replace(TUNING, beside_best=0.1)))
    assert [proposal.unit for proposal in found] == ["same", "kin"]
    assert found[0].strength > found[1].strength
    assert ("de", "Instandhalten", "Wartung") in pairs(found[1])


def test_what_every_regulation_says_tells_less(lore: Wordlore) -> None:
    assert lore.rarity(stem("Umweltschutz", "de"), "de") < 0.5 < lore.rarity(stem("Süßspeisen", "de"), "de")
    assert lore.rarity("neverheard", "de") == 1


@pytest.mark.parametrize(
    ("wording", "title"),
    [
        ("Berufsbildung, Arbeits- und Tarifrecht", "Grundlagen der Arbeit"),
        ("Aufbau und Organisation des Ausbildungsbetriebes", "Organisation"),
        ("Aufbau und Organisation des Ausbildungsbetriebes", "Aufbau einer Steuerung"),
        ("digitalisierte Arbeitswelt", "Digitale Messgeräte"),
        ("Sicherheit und Gesundheitsschutz bei der Arbeit", "Sicherheitssysteme am Fahrzeug"),
    ],
)
def test_standard_positions_attract_no_unit_by_chance(lore: Wordlore, wording: str, title: str) -> None:
    assert is_standard(position(wording), lore)
    assert proposed(lore, wording, unit("a", de=title), unit("b", de="Warenkunde")) == []


def test_a_unit_of_its_own_on_a_standard_position_is_still_proposed(lore: Wordlore) -> None:
    wording = "Sicherheit und Gesundheitsschutz bei der Arbeit"
    assert proposed(lore, wording, unit("a", de="Sicherheit und Gesundheitsschutz bei der Arbeit")) == ["a"]
    assert proposed(lore, "Umweltschutz", unit("a", de="Umweltschutz"), unit("b", de="Desserts")) == ["a"]
    assert not is_standard(position("Programmieren von Steuerungen"), lore)


def test_an_activity_alone_is_weaker_than_its_object(lore: Wordlore) -> None:
    assert stem("Prüfen", "de") in lore.activities["de"]
    activity, thing = unit("activity", de="Prüfen von Backwaren"), unit("object", de="Reparatur von Steuerungen")
    assert proposed(lore, "Prüfen von Steuerungen", activity, thing)[0] == "object"
    assert strength(lore, "Prüfen von Steuerungen", activity) < strength(
        lore, "Prüfen von Steuerungen", activity, untelling=1.0
    )
    assert strength(lore, "Prüfen von Steuerungen", thing) == strength(
        lore, "Prüfen von Steuerungen", thing, untelling=1.0
    )


def test_a_word_of_the_details_counts_less_than_one_of_the_title(lore: Wordlore) -> None:
    wording, words_alone = "Herstellen von Süßspeisen und Desserts", "Süßspeisen und Desserts"
    units = [unit("details", words_alone, de="Küche"), unit("title", de=words_alone)]
    assert proposed(lore, wording, *units) == ["title", "details"]
    assert strength(lore, wording, units[0]) < strength(lore, wording, units[0], details=1.0)
    both = unit("both", words_alone, de=words_alone)
    assert strength(lore, wording, both) == strength(lore, wording, units[1])


def test_a_word_that_every_unit_says_counts_less(lore: Wordlore) -> None:
    wording, ours = "Programmieren von Steuerungen", unit("ours", de="Steuerungen im Betrieb")
    alone = strength(lore, wording, ours, *(unit(f"{n}", de="Warenkunde") for n in range(9)))
    among_many = strength(lore, wording, ours, *(unit(f"{n}", de="Steuerungen") for n in range(9)))
    assert among_many < alone
    assert proposed(lore, wording, ours, unit("telling", de="Steuerungen: Programmierung")) == ["telling"]


def test_shares_sum_to_one(lore: Wordlore) -> None:
    wording = position("Herstellen von Süßspeisen und Desserts")
    (found,) = only(align([wording], [unit("a", de="Süßspeisen, Desserts", en="Sweet dishes, desserts")], lore))
    assert sum(found.shares.values()) == pytest.approx(1)
    assert sum(link.share for link in found.links) == pytest.approx(1)
    assert [link.share for link in found.links] == sorted((link.share for link in found.links), reverse=True)


def test_a_skill_bridges_what_no_word_joins(lore: Wordlore) -> None:
    wording, other = position("Fügen", "Joining sheet metal"), unit("a", en="Soldering practice")
    skill = Skill("http://data.europa.eu/esco/skill/1", ("joining sheet metal", "soldering practice"))
    assert only(align([wording], [other], lore)) == ()
    (found,) = only(align([wording], [other], lore, [skill]))
    assert set(found.shares) == {SKILLS}
    (link,) = found.links
    assert (link.language, link.skill) == ("en", skill)
    assert "sheet" in link.position_words
    assert "Soldering" in link.unit_words


def test_a_skill_that_fits_one_side_only_is_no_bridge(lore: Wordlore) -> None:
    skill = Skill("http://data.europa.eu/esco/skill/1", ("joining sheet metal",))
    assert only(align([position("Fügen", "Joining sheet metal")], [unit("a", en="Hairdressing")], lore, [skill])) == ()


def test_a_skill_that_hardly_fits_either_side_is_no_reason(lore: Wordlore) -> None:
    wording, other = position("Fügen", "Joining sheet metal"), unit("a", en="Sheet metal workshop")
    close = Skill("skill:close", ("sheet metal",))
    far = Skill("skill:far", ("polishing metal carriages, roofs, ships, gates, lamps, kettles, doors and bicycles",))
    (found,) = only(align([wording], [other], lore, [close]))
    assert SKILLS in found.shares
    (found,) = only(align([wording], [other], lore, [far]))
    assert SKILLS not in found.shares


def test_strength_is_said_in_three_words() -> None:
    grades = [Proposal("a", strength, (), {}).grade for strength in (1.0, 0.7, 0.69, 0.5, 0.49)]
    assert grades == [STRONG, STRONG, FAIR, FAIR, WEAK]


def test_it_knows_no_verdict() -> None:
    assert {"verdict", "covered", "decision"}.isdisjoint(Proposal.__slots__)


def test_every_position_answers_in_its_order_even_without_units(lore: Wordlore) -> None:
    positions = [position(wording) for wording in LAW]
    assert align(positions, [], lore) == tuple(Aligned(wording, ()) for wording in LAW)
    assert align([], [unit("a", de="Desserts")], lore) == ()


def test_most_proposals_are_few(lore: Wordlore) -> None:
    units = [unit(f"{n}", de="Süßspeisen und Desserts" if n < 7 else "Warenkunde") for n in range(40)]
    assert len(proposed(lore, "Herstellen von Süßspeisen und Desserts", *units)) == TUNING.most


def test_nothing_learned_still_answers() -> None:
    assert proposed(learned([]), "Programmieren von Steuerungen", unit("a", de="Programmieren")) == ["a"]


def test_the_answer_does_not_depend_on_the_seed_of_hashes() -> None:
    program = (
        "from tests.matching.test_alignment import *;"
        "units = [unit(f'{n}', de=text) for n, text in enumerate([*LAW, 'Wartung', 'Regelung', 'Umwelttechnik'])];"
        "print(align([position(text) for text in LAW], units, learned(law())))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


def test_families_are_of_words_that_are_compared(lore: Wordlore) -> None:
    for language, families in FAMILIES.items():
        for family in families:
            assert all(words(word, language, lore) for word in family), family
            assert len({stem(word, language) for word in family}) > 1, family


def test_an_abbreviation_is_no_small_word_unless_all_is_in_capitals(lore: Wordlore) -> None:
    assert [word.text for word in words("Operating IT systems", "en", lore)] == ["Operating", "IT", "systems"]
    assert [word.text for word in words("USING IT IN A KITCHEN", "en", lore)] == ["KITCHEN"]
