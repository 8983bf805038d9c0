"""The shadow of a word: what remains of it in every script and every transliteration.

Russian техник, Ukrainian технік, "tehnik", "tekhnik", "technyk" all cast the shadow `txnk`; كهربائي and "kahrabai" both
`kxrb`. Short vowels are not written in Arabic and transliterated at will elsewhere, so only consonants count, in
classes that no romanisation tells apart (š = sch = sh = s). A shadow is a weak sign: it finds, it never ranks first.

Pure. Own tables, because transliteration standards want exactness and a shadow wants the opposite.
"""

import re
from functools import lru_cache

from anyascii import anyascii

from bqportal.languages.folding import fold, script_of

MIN_LENGTH = 3  # consonant classes; shorter shadows fit everything

VOWEL = ""
CYRILLIC = {
    **dict.fromkeys("аеиоуыэюяіїєйьъѣ", VOWEL),
    "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ж": "s", "з": "s", "к": "k", "л": "l", "м": "m", "н": "n",
    "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "x", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "љ": "l",
    "њ": "n", "џ": "j", "ќ": "k", "ѓ": "g", "қ": "k", "ғ": "g", "ң": "n", "ҳ": "x", "һ": "x", "ү": VOWEL, "ұ": VOWEL,
    "ө": VOWEL, "ә": VOWEL,
}  # fmt: skip
ARABIC = {
    **dict.fromkeys("اأإآعيئ", VOWEL),
    "ب": "b", "پ": "p", "ت": "t", "ط": "t", "ٹ": "t", "ث": "t", "ج": "j", "چ": "c", "ح": "x", "خ": "x", "ه": "x",
    "د": "d", "ض": "d", "ذ": "d", "ڈ": "d", "ر": "r", "ڑ": "r", "ز": "s", "ژ": "s", "س": "s", "ص": "s", "ش": "s",
    "ظ": "s", "غ": "g", "گ": "g", "ف": "f", "ڤ": "v", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ں": "n",
}  # fmt: skip
# Longest first. A choice of several readings is resolved in `shadows`: "c" and "ch" are read in both ways.
LATIN = (
    ("dsch", "j"), ("tsch", "c"), ("shch", "s"), ("sch", "s"), ("tch", "c"), ("dzh", "j"), ("dj", "j"), ("dz", "s"),
    ("sh", "s"), ("zh", "s"), ("sz", "s"), ("cz", "c"), ("rz", "r"), ("kh", "x"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("ts", "c"), ("tz", "c"),
    ("ck", "k"), ("qu", "kv"), ("ch", "C"), ("c", "K"), ("q", "k"), ("x", "ks"),
    ("z", "s"), ("h", "x"), ("w", "W"), ("j", "J"),
)  # fmt: skip
_LATIN = dict(LATIN)
_LATIN_PATTERN = re.compile("|".join(spelling for spelling, _ in LATIN))
_DOUBLE = re.compile(r"(.)\1+")
_LATIN_VOWELS = re.compile("[aeiouy]+")
_READINGS = {"C": ("x", "c"), "K": ("k", "c"), "W": ("v", ""), "J": ("", "j")}


@lru_cache(maxsize=65536)
def shadows(word: str) -> tuple[str, ...]:
    """The shadows of one word, the likeliest first; empty when it has fewer than three consonants.

    >>> shadows("технік"), "txnk" in shadows("technyk"), set(shadows("kahrabai")) & set(shadows("كهربائي"))
    (('txnk',), True, {'kxrb'})
    """
    folded = fold(word)
    script = script_of(folded)
    if script == "cyrillic":
        found = _cyrillic(folded)
    elif script == "arabic":
        found = _arabic(folded)
    else:
        found = _latin(folded if script == "latin" else anyascii(folded).lower())
    return tuple(dict.fromkeys(form for form in found if len(form.lstrip("a")) >= MIN_LENGTH))


def _with_onset(skeleton: str, starts_with_vowel: bool) -> str:
    """A word that starts with a vowel is told from one that does not: inzhener ≠ nzhener."""
    return f"a{skeleton}" if starts_with_vowel else skeleton


def _cyrillic(word: str) -> list[str]:
    onset = CYRILLIC.get(word[0]) == VOWEL
    skeleton = "".join(CYRILLIC.get(letter, "") for letter in _DOUBLE.sub(r"\1", word))
    readings = [skeleton, skeleton.replace("g", "x")] if "г" in word else [skeleton]
    return [_with_onset(reading, onset) for reading in readings]


def _arabic(word: str) -> list[str]:
    """Without the article; و is read as a vowel and as v, a final ه (ة) is silent."""
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    bare = bare[:-1] if bare.endswith("ه") and len(bare) > 3 else bare
    onset = ARABIC.get(bare[0]) == VOWEL
    readings = []
    for waw in ("", "v"):
        letters = [waw if letter == "و" else ARABIC.get(letter, "") for letter in bare]
        if bare[0] == "و":
            letters[0] = "v"
        readings.append(_with_onset("".join(letters), onset))
    return readings


def _latin(word: str) -> list[str]:
    plain = _DOUBLE.sub(r"\1", re.sub("[^a-z]", "", word))
    if not plain:
        return []
    onset = bool(_LATIN_VOWELS.match(plain))
    plain = plain[:-1] if plain.endswith(("ah", "eh")) else plain
    marked = _LATIN_VOWELS.sub("", _LATIN_PATTERN.sub(lambda match: _LATIN[match.group()], plain))
    readings = [""]
    for letter in marked:
        choices = _READINGS.get(letter, (letter,))
        readings = [reading + choice for reading in readings for choice in choices][:8]
    return [_with_onset(reading, onset) for reading in readings]
