"""Latin spellings follow the standard of their script."""

import pytest

from bqportal.languages.transliteration import Transliteration, is_latin, transliterate, transliterated


@pytest.mark.parametrize(
    ("text", "language", "expected", "standard"),
    [
        ("Технік-електромеханік", "uk", "Tehnìk-elektromehanìk", "ISO 9"),
        ("Щёголь", "ru", "Ŝëgolʹ", "ISO 9"),
        ("Механичар", "sr", "Mehaničar", "ISO 9"),
        ("فني كهرباء", "ar", "fny khrbāʾ", "DIN 31635"),
        ("التعليم المهني", "ar", "al-tʿlym al-mhny", "DIN 31635"),
        ("برق ساختمان", "fa", "brq sāḫtmān", "DIN 31635"),
        ("정비", "ko", "Jeongbi", ""),
        ("Ślusarz", "pl", "", ""),
        ("", "pl", "", ""),
    ],
)
def test_each_script_has_its_standard(text, language, expected, standard):
    assert transliterated(text, language) == Transliteration(expected, standard)


def test_latin_text_stays_as_it_is():
    assert transliterate("Fräser", "de") == "Fräser"


def test_digits_and_marks_do_not_make_a_text_foreign():
    assert is_latin("CNC-3, Stufe 2 (II)")
    assert not is_latin("CNC-техник")


@pytest.mark.parametrize("text", ["\u0000", "🙂", "ԱԲ", "漢字", "\ud800"[:0], "a\u0301"])
def test_odd_characters_do_no_harm(text):
    assert isinstance(transliterate(text, "xx"), str)
