"""How titles are read: one spelling for all scripts."""

import doctest

import pytest

from bqportal.matching import titles
from bqportal.matching.titles import BITS, LONGEST, features, first_segment, key, letters, one_gender, words


def test_examples_in_the_docstrings_are_true():
    assert doctest.testmod(titles).failed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("электрик", "elektrik"), ("Łódź spawacz", "lodz spawacz"), ("Đurđa", "durda"), ("Schweißer", "schweisser"),
        ("İşçi", "isci"), ("Bæker ø", "baeker o"), ("technicien d’élevage", "technicien delevage"),
    ],
)  # fmt: skip
def test_letters_of_all_alphabets_meet_in_plain_latin(one, other):
    assert letters(one) == letters(other)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Leiter/Leiterin - Materialwirtschaft", "Leiter - Materialwirtschaft"),
        ("Agent / Agente de propreté urbaine", "Agent de propreté urbaine"),
        ("Pflegefachmann/Pflegefachfrau", "Pflegefachmann"),
        ("Mechaniker/in", "Mechaniker"),
        ("Eltekniker, järnväg/Kontaktledningsmontör", "Eltekniker, järnväg/Kontaktledningsmontör"),
        ("a/", "a/"),
        ("/b", "/b"),
        ("/", "/"),
    ],
)
def test_a_second_gender_is_left_out_and_nothing_else(title, expected):
    assert one_gender(title) == expected


def test_the_key_knows_words_in_any_order_and_spelling():
    assert key("Monter, mechatronik") == key("mechatronik MONTER")
    assert key("monter") != key("montér mechatronik")
    assert key("😀 … !") == 0


def test_features_are_few_and_in_range_however_long_the_title():
    found = features("Donaudampfschifffahrtsgesellschaftskapitän " * 500)
    assert found
    assert max(found) < 1 << BITS
    assert len(found) < 40 * LONGEST
    assert features("") == features("😀") == []


def test_the_first_segment_is_never_empty():
    assert first_segment(", Techniker") == ", Techniker"
    assert words(first_segment("Техник, автоматизация")) == ["tehnik"]
