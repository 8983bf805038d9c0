"""Spelling made comparable: one letter for all the ways people write it.

Pure: text in, text out. The same functions run when a record is indexed and when somebody searches, so that
both sides meet in the middle. Unicode's compatibility decomposition (NFKD, UAX #15) takes accents off; letters that
Unicode regards as letters of their own (ł, đ, ø …) need the explicit table below.
"""

import re
import unicodedata
from functools import lru_cache

# Letters without a decomposition, and Arabic letters that are written one for the other every day.
LETTERS = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ŋ": "n", "ħ": "h",
    "ŧ": "t", "ĸ": "k", "ſ": "s", "ƒ": "f", "ə": "e", "ɛ": "e", "ɔ": "o", "ɖ": "d", "ɓ": "b", "ɗ": "d", "ƙ": "k",
    "ǝ": "e", "ʻ": "", "ʼ": "", "ʽ": "", "ʾ": "", "ʿ": "", "ʹ": "", "ʺ": "", "’": "", "‘": "", "`": "", "´": "",
    "ґ": "г", "ђ": "дь", "ћ": "ч", "ы": "и", "ё": "е", "ў": "у", "ј": "и", "ς": "σ",
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
    "ٱ": "ا", "ء": "", "ـ": "", "گ": "گ", "ۆ": "و", "ێ": "ي", "ڕ": "ر", "ڵ": "ل",
    "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "", "\u00ad": "", "\ufeff": "", "\u2060": "", "\u061c": "",
}  # fmt: skip
_LETTERS = {ord(letter): plain for letter, plain in LETTERS.items()}

# Marks that may fall away. Vowel signs of Indic and South-East Asian scripts are marks too, but vowels: they stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)

# A run of letters and digits; the ranges add the vowel signs that Python does not count as word characters.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u09e2\u09e3\u0a01-\u0a03\u0a3c-\u0a51"
    "\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56"
    "\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d81-\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f18\u0f19\u0f35-\u0f39\u0f71-\u0f84\u0f90-\u0fbc\u102b-\u103e\u1056-\u1059"
    "\u135d-\u135f\u17b4-\u17d3\u200c\u200d\u02bb-\u02bf'’"
)
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_SIGNS}])*")

_UMLAUTS = {ord(letter): plain for letter, plain in {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}.items()}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` in lower case without accents, in the one spelling that index and query share.

    >>> fold("Żółć"), fold("İşçi"), fold("Straße"), fold("كهربائيّ")
    ('zolc', 'isci', 'strasse', 'كهربايي')
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", lowered))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS).replace("'", "")


@lru_cache(maxsize=65536)
def spellings(word: str) -> tuple[str, ...]:
    """Every folded spelling under which `word` should be found: ä as a and as ae, ø as o and as oe.

    >>> spellings("Bäcker")
    ('backer', 'baecker')
    """
    folded = fold(word)
    if word.isascii():
        return (folded,) if folded else ()
    lowered = unicodedata.normalize("NFC", word).casefold()
    german = fold(lowered.translate(_UMLAUTS))
    return tuple(dict.fromkeys(form for form in (folded, german) if form))


def words(text: str) -> list[str]:
    """The words of `text` as written, in order."""
    return WORD.findall(text)


@lru_cache(maxsize=65536)
def script_of(word: str) -> str:
    """The script of the first letter of `word`: latin, cyrillic, arabic, hangul, han …, or "" for digits."""
    for letter in word:
        if letter.isalpha():
            name = unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0]
            return {"CJK": "han", "HIRAGANA": "han", "KATAKANA": "han"}.get(name, name.lower())
    return ""
