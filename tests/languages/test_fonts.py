"""Every letter of the portal's twelve languages is in the fonts that print and show it."""

import json
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont

from bqportal.design.pdf import FONTS

WEB_FONTS = FONTS.parent.parent / "static" / "design" / "fonts"
# The letters beyond a–z, the digits and the signs that each language writes (CLDR's main exemplar characters).
ARABIC_SIGNS = "،؛؟٪٫٬ـ" + "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
ALPHABETS = {
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي٠١٢٣٤٥٦٧٨٩" + ARABIC_SIGNS,
    "bs": "čćđšž„”–",
    "de": "äöüß„“‚‘–§€…«»",
    "en": "‘’“”–—…£€",
    "es": "áéíñóúü¿¡«»",
    "fa": "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیۀة۰۱۲۳۴۵۶۷۸۹\u200c«»" + ARABIC_SIGNS,
    "fr": "àâæçéèêëîïôœùûüÿ«»’\u00a0",
    "pl": "ąćęłńóśźż„”–",
    "ro": "ăâîșțşţ„”«»",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя№«»„“",
    "tr": "çğıiöşüâîûİ",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’ʼ№«»„“₴",
}


def glyphs(folder: Path, pattern: str) -> set[int]:
    return set().union(*(TTFont(path).getBestCmap() for path in folder.glob(pattern)))


def lacking(alphabet: str, known: set[int]) -> list[str]:
    plain = "abcdefghijklmnopqrstuvwxyz0123456789.,:;!?()-/%&"
    letters = dict.fromkeys(plain + alphabet)
    cased = [form for letter in letters for form in (letter, letter.upper()) if len(form) == 1]
    return [f"{form} U+{ord(form):04X}" for form in dict.fromkeys(cased) if ord(form) not in known]


@pytest.mark.parametrize("weight", ["400Regular", "600SemiBold"])
@pytest.mark.parametrize("language", ALPHABETS)
def test_fact_sheets_have_every_letter(language, weight):
    assert lacking(ALPHABETS[language], glyphs(FONTS, f"*{weight}*.ttf")) == []


@pytest.mark.parametrize("weight", ["400", "600"])
@pytest.mark.parametrize("language", sorted(set(ALPHABETS) - {"ar", "fa"}))  # the reader's device has fonts for these
def test_pages_have_every_letter_of_latin_and_cyrillic(language, weight):
    assert lacking(ALPHABETS[language], glyphs(WEB_FONTS, f"fira-sans-*-{weight}-normal.woff2")) == []


@pytest.mark.parametrize("language", ALPHABETS)
def test_typesetting_warns_of_nothing(language):
    """Typst refuses a PDF/A with a letter that no font has."""
    words = json.dumps(" ".join(ALPHABETS[language]) + " 1\u202f000", ensure_ascii=False)
    faces = '("Fira Sans", "Noto Sans Arabic", "Noto Sans KR", "Noto Sans Devanagari")'
    layout = f'#set document(title: "x")\n#set text(font: {faces}, lang: "{language}")\n#{words} #strong({words})'
    _pdf, warnings = typst.compile_with_warnings(
        layout.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, pdf_standards=["a-2a"]
    )
    assert [warning.message for warning in warnings] == []
