"""Titles and queries are reduced to the same terms."""

import pytest

from bqportal.search.analysis import exact_key, query_words, stem, stem_key, terms_of, title_words, without_gender_marks
from bqportal.search.shadow import shadows


@pytest.mark.parametrize(
    "written",
    [
        "Mechatroniker/in", "Mechatroniker/-in", "Mechatroniker:in", "Mechatroniker*in", "Mechatroniker_in",
        "MechatronikerIn", "MechatronikerInnen", "Mechatroniker(in)", "Mechatroniker (in)", "Mechatroniker / in",
        "Mechatroniker·in",
    ],
)  # fmt: skip
def test_every_way_to_name_both_sexes_means_the_occupation(written):
    assert stem_key(written, "de") == stem_key("Mechatroniker", "de")


@pytest.mark.parametrize(
    ("feminine", "masculine"),
    [
        ("Mechatronikerin", "Mechatroniker"), ("Köchin", "Koch"), ("Ärztin", "Arzt"), ("Technologin", "Technologe"),
        ("Bürokauffrau", "Bürokaufmann"), ("Hotelfachleute", "Hotelfachmann"), ("Floristinnen", "Florist"),
        ("Bauern", "Bauer"),
    ],
)  # fmt: skip
def test_feminine_and_plural_forms_share_the_stem(feminine, masculine):
    assert stem(feminine, "de") == stem(masculine, "de")


def test_gender_marks_of_other_languages_fall_away():
    assert without_gender_marks("técnico/a en cocina") == "técnico en cocina"
    assert without_gender_marks("Kaufmann/-frau") == "Kaufmann"
    assert without_gender_marks("Angestellte/r") == "Angestellte"


def test_hyphenated_words_are_found_whole_and_in_parts():
    assert title_words("Kfz-Mechatroniker") == ["Kfz", "Mechatroniker", "KfzMechatroniker"]


def test_elided_articles_fall_away():
    assert title_words("l’électricien d'équipement") == ["électricien", "équipement"]


def test_stems_are_taken_in_the_language_of_the_text():
    assert stem("technicy", "pl") == stem("technicy", "pl")
    assert stem("електрики", "uk") == stem("електрик", "uk")
    assert stem("electricians", "en") == stem("electrician", "en")
    assert stem("whatever", "xx") == "whatever"


def test_whole_titles_are_compared_without_punctuation_and_case():
    assert exact_key("  Technik – MECHATRONIK! ") == "technik_mechatronik"


def test_stop_words_are_optional_unless_there_is_nothing_else():
    assert [word.optional for word in query_words("Kaufmann für Büro", ["de"])] == [False, True, False]
    assert [word.optional for word in query_words("für die", ["de"])] == [False, False]


def test_a_query_keeps_a_bounded_number_of_different_words():
    assert len(query_words(" ".join(f"wort{number}" for number in range(500)), ["de"])) == 24
    assert len(query_words("koch koch KOCH", ["de"])) == 1


def test_abbreviations_are_spelt_out():
    assert query_words("Kfz", ["de"])[0].forms == ("kfz", "kraftfahrzeug")


def test_titles_give_both_umlaut_spellings():
    assert {"backer", "baecker"} <= set(terms_of("Bäcker", ["de"]).words)


@pytest.mark.parametrize(
    ("original", "typed"),
    [
        ("технік", "tehnik"), ("технік", "technyk"), ("технік", "tekhnik"), ("технік", "техник"),
        ("كهربائي", "kahrabai"), ("كهربائي", "kahrabaei"), ("الكهربائي", "kahrabai"), ("مکانیک", "mekanik"),
        ("инженер", "inzhener"), ("зварник", "zvarnyk"), ("전기기사", "jeongigisa"), ("बिजली", "bijli"),
        ("ηλεκτρολόγος", "ilektrologos"), ("хлебопёк", "khlebopek"), ("столяр", "stoliar"), ("Čistač", "cistac"),
    ],
)  # fmt: skip
def test_a_word_and_its_transliterations_cast_the_same_shadow(original, typed):
    assert set(shadows(original)) & set(shadows(typed))


def test_short_words_cast_no_shadow():
    assert shadows("як") == ()
    assert shadows("") == ()
    assert shadows("123") == ()
