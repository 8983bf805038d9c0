"""Spellings that people use for one another fold to the same."""

import pytest

from bqportal.languages.folding import fold, script_of, spellings, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Żółć", "zolc"), ("Straße", "strasse"), ("STRASSE", "strasse"), ("Đorđević", "dordevic"), ("æsk", "aesk"),
        ("İşçi", "isci"), ("IŞIK", "isik"), ("ısı", "isi"), ("Čiščenje", "ciscenje"), ("ţ", "t"), ("ț", "t"),
        ("كهربائيّ", "كهربايي"), ("أحمد", "احمد"), ("مکانیک", "مكانيك"), ("مدرسة", "مدرسه"), ("ёлка", "елка"),
        ("전기", "전기"), ("Σας", "σασ"), ("комп’ютер", "компютер"), ("комп'ютер", "компютер"), ("ﬁtter", "fitter"),
    ],
)  # fmt: skip
def test_one_letter_for_all_ways_to_write_it(written, folded):
    assert fold(written) == folded


def test_folding_twice_changes_nothing():
    for text in ("Żółć", "İşçi", "كهربائيّ", "बिजली", "ηλεκτρολόγος", "Ærø"):
        assert fold(fold(text)) == fold(text)


def test_umlauts_are_found_in_both_spellings():
    assert spellings("Bäcker") == ("backer", "baecker")
    assert spellings("Köchin") == ("kochin", "koechin")
    assert spellings("smørrebrød") == ("smorrebrod", "smoerrebroed")
    assert spellings("Maler") == ("maler",)


def test_vowel_signs_belong_to_their_word():
    assert words("बिजली मिस्त्री") == ["बिजली", "मिस्त्री"]
    assert words("ช่างไฟฟ้า") == ["ช่างไฟฟ้า"]
    assert words("تكييف، وتبريد.") == ["تكييف", "وتبريد"]


def test_scripts_are_told_by_the_first_letter():
    assert [script_of(word) for word in ("abc", "технік", "كهربائي", "전기", "電気", "3D", "12")] == [
        "latin", "cyrillic", "arabic", "hangul", "han", "latin", "",
    ]  # fmt: skip
