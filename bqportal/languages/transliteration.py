"""Latin spellings of other scripts: what a reader can pronounce, type and file.

No kept library writes the scholarly standards, so their small tables stand here: ISO 9:1995 for Cyrillic
(one letter for one letter), DIN 31635 for Arabic and Persian. Arabic writes no short vowels and neither does
its letter-by-letter transliteration; a profile may state a better one, made by a person. Other scripts are
romanised by `anyascii`, which follows the usual romanisation of each without claiming a standard.
See docs/decisions/003-transliteration.md.
"""

import re
import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

from bqportal.languages.names import script_of

# ISO 9:1995, table 1: the letters of the Slavic and some other Cyrillic alphabets.
CYRILLIC = "абвгґѓдђѐёеєжзѕиѝіїйјкќлљмнњопрстћуўфхцчџшщъыьѣэюяѫѵ"
LATIN = "a b v g g̀ ǵ d đ è ë e ê ž z ẑ i ì ì ï j ǰ k ḱ l l̂ m n n̂ o p r s t ć u ŭ f h c č d̂ š ŝ ʺ y ʹ ě è û â ǎ ỳ"
ISO_9 = dict(zip(CYRILLIC, LATIN.split(" "), strict=True))

# DIN 31635:2011, consonants and long vowels, with the Persian letters.
DIN_31635 = {
    "ا": "ā", "أ": "ʾ", "إ": "ʾi", "آ": "ʾā", "ٱ": "", "ء": "ʾ", "ؤ": "ʾ", "ئ": "ʾ", "ب": "b", "پ": "p", "ت": "t",
    "ث": "ṯ", "ج": "ǧ", "چ": "č", "ح": "ḥ", "خ": "ḫ", "د": "d", "ذ": "ḏ", "ر": "r", "ز": "z", "ژ": "ž", "س": "s",
    "ش": "š", "ص": "ṣ", "ض": "ḍ", "ط": "ṭ", "ظ": "ẓ", "ع": "ʿ", "غ": "ġ", "ف": "f", "ق": "q", "ک": "k", "ك": "k",
    "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "ۀ": "e", "و": "w", "ی": "y", "ي": "y", "ى": "ā",
    "َ": "a", "ُ": "u", "ِ": "i", "ً": "an", "ٌ": "un", "ٍ": "in", "ْ": "", "ّ": "", "ـ": "", "\u200c": "-", "،": ",", "؟": "?",
}  # fmt: skip


@dataclass(frozen=True)
class Transliteration:
    """A Latin spelling and the standard it follows; both empty for text that is Latin already."""

    text: str
    standard: str


def is_latin(text: str) -> bool:
    """True when every letter of `text` is a Latin one."""
    return all("LATIN" in unicodedata.name(char, "LATIN") for char in text if char.isalpha())


def transliterated(text: str, language: str) -> Transliteration:
    """`text` in Latin letters, by the standard of its script.

    >>> transliterated("Технік", "uk")
    Transliteration(text='Tehnìk', standard='ISO 9')
    >>> transliterated("Technik", "pl")
    Transliteration(text='', standard='')
    """
    if is_latin(text):
        return Transliteration("", "")
    script = script_of(language)
    if script == "Cyrl" and any("CYRILLIC" in unicodedata.name(char, "") for char in text):
        return Transliteration(by_letters(text, ISO_9), "ISO 9")
    if script == "Arab":
        return Transliteration(by_letters(with_article(text, language), DIN_31635), "DIN 31635")
    return Transliteration(spaced(anyascii(text)), "")


def transliterate(text: str, language: str = "") -> str:
    """The Latin spelling alone; Latin text unchanged."""
    return transliterated(text, language).text or text


def with_article(text: str, language: str) -> str:
    """The Arabic article at the head of a word as DIN 31635 writes it: al-."""
    return re.sub(r"(?<!\w)ال(?=\w)", "al-", text) if language == "ar" else text


def by_letters(text: str, table: dict[str, str]) -> str:
    """Each letter by the table, capitals kept; what the table lacks by its usual romanisation."""
    return "".join(letter_by(char, table) for char in unicodedata.normalize("NFC", text))


def letter_by(char: str, table: dict[str, str]) -> str:
    """One letter by the table."""
    lower = char.lower()
    if lower in table:
        latin = table[lower]
        return latin if lower == char else latin[:1].upper() + latin[1:]
    return char if char.isascii() else anyascii(char)


def spaced(romanised: str) -> str:
    """Syllables that anyascii writes in capitals (JaDongCha) as one readable word."""
    words = romanised.split(" ")
    return " ".join(word[:1].upper() + word[1:].lower() for word in words)
