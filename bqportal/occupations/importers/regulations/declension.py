"""German occupation names in the nominative, from the cases in which a statute uses them.

"zum Medientechnologen Druck und zur Medientechnologin Druck" (dative) and "des Kaufmanns … und der
Kauffrau …" (genitive) both name the occupation Medientechnologe Druck / Kaufmann …
"""

from __future__ import annotations

import re

_FOLD = str.maketrans("äöüÄÖÜ", "aouAOU")
_KEEP_E = ("log", "agog", "hilf", "kund", "matros")
_ADJECTIVE = re.compile(r"^[\w-]+(?:isch|lich|iert|technisch)en$")
_ADJECTIVAL_NOUN = re.compile(r"(?:angestellt|beschäftigt|bedienstet|beamt|delegiert)en$", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s(?=(?:in|im|für|nach|der|des)\s)")


def nominative_pair(male: str, female: str) -> tuple[str, str]:
    """(male, female) in the nominative; both may come in any case. Neutral names stay equal."""
    male, female = _tidy(male), _tidy(female)
    male = _with_complement(male, female)
    male_words, female_words = male.split(" "), female.split(" ")
    if len(male_words) != len(female_words):
        return _nominative_word(male, female) if " " not in male else male, female
    pairs = [_word_pair(m, f, is_first=n == 0) for n, (m, f) in enumerate(zip(male_words, female_words, strict=True))]
    return " ".join(m for m, _ in pairs), " ".join(f for _, f in pairs)


def _tidy(name: str) -> str:
    """Single spaces, no punctuation at the ends, no stray space after a hyphen."""
    name = re.sub(r"\s+", " ", name).strip(" ,;.:/")
    return re.sub(r"(?<=\w)- (?=[A-ZÄÖÜ])", "-", name[:1].upper() + name[1:])


def _with_complement(male: str, female: str) -> str:
    """ "Kürschner" / "Kürschnerin in Industrie und Handwerk": the addition belongs to both."""
    match = _COMPLEMENT.search(female)
    if match and not _COMPLEMENT.search(male) and len(male.split()) < len(female.split()):
        return male + " " + female[match.end() :]
    return male


def _word_pair(male: str, female: str, *, is_first: bool) -> tuple[str, str]:
    if male == female:
        if _ADJECTIVAL_NOUN.search(male) or (is_first and _ADJECTIVE.match(male)):
            return male[:-1] + "r", male[:-1]
        return male, female
    return _nominative_word(male, female), female


def _nominative_word(male: str, female: str) -> str:
    """The male word in the nominative, known from its female partner."""
    closing = ")" if male.endswith(")") else ""
    male, female = male.rstrip(")"), female.rstrip(")")
    if female.endswith("frau"):
        return re.sub(r"mann(?:e?s)?$", "mann", male) + closing
    if not female.endswith("in"):
        return male + closing
    stem = female[:-2]
    ending = _ending(male, stem)
    if ending in ("s", "es"):
        male = male[: -len(ending)]
    elif ending == "en":
        male = male[:-1] if stem.endswith(_KEEP_E) else male[:-2]
    elif ending == "ers" or (ending == "n" and not male.endswith("en")):
        male = male[:-1]
    return male + closing


def _ending(male: str, stem: str) -> str:
    """What `male` has beyond the stem of the female form ("" if they do not belong together)."""
    folded, folded_stem = male.translate(_FOLD), stem.translate(_FOLD)
    return male[len(stem) :] if folded.startswith(folded_stem) else ""
