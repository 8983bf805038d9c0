"""From the wording of a position or a unit to the terms that are compared, and how telling each term is. Pure.

German compounds are taken apart with the words of all training regulations as their lexicon, hanging hyphens are
completed ("Gesundheits- und Umweltschutz"), endings cut, so that "Montage", "Montieren" and "Montierung" meet. How
telling a term is, is learned as well: the more positions of the law say it, the less it says (inverse document
frequency), so that "Durchführen", "Grundlagen" and "Sicherheit" attract nobody.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import tantivy

LANGUAGES = ("de", "en")
SHORTEST_PART, LONGEST_PART = 4, 14  # letters of a part of a compound
# Halves that join many compounds and tell nothing of any: Instand|haltung, Unter|halten, Her|stellung.
_NO_PARTS = frozenset(
    """unter über unter halt halten haltung haltungen stell stellen stellung stellungen nehm nehmen nahme richt richten
    richtung lage lagen satz ung ungen heit keit lich isch iert schaft teil teile teilen mittel zeug zeuge bereit
    bereiten bereitung arbeiten arbeitung weise weisen fähigkeit zustand instand leist gang gänge legen legung bringen
    setzen setzung führen führung gemein haupt grund neben""".split()  # noqa: SIM905
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_HANGING = re.compile(r"(\w{3,})-(?=[,;]?\s+(?:(?:und|oder|sowie|bzw\.)\s+|\w+-))", re.UNICODE)
# Words that build sentences, and those that every curriculum uses of every content.
_STOP = {
    "de": frozenset(
        """aber alle allen aller alles als also am an ans auch auf aus bei beim bis da dabei damit das dass dem den der
        des deren die dies diese diesem diesen dieser dieses durch ein eine einem einen einer eines einschließlich
        entsprechend entsprechende entsprechenden für gegen gemäß hier hinter ihre ihren ihrer im in ins insbesondere
        ist kann mit mittels nach nicht ob oder ohne sein seine seiner sich sie sind sowie sowohl über um und unter
        unterschiedliche verschiedene verschiedenen verschiedener vom von vor werden wie wird zu zum zur zwischen bzw
        beispielsweise anderen anderer weitere weiteren grundlage grundlagen grundlegend grundlegende grundlegenden
        einfache einfachen einfacher allgemeine allgemeinen allgemeiner durchführen durchführung anwenden anwendung
        kenntnisse fertigkeiten fähigkeiten einheit modul modultitel titel thema unterricht lernen lehrgang
        jeder jede gehört gelten geltender nennt sagt steht ersten zweiten dritten""".split()  # noqa: SIM905
    ),
    "en": frozenset(
        """a all also an and any are as at be by can carry carrying out do does doing during each either for from if in
        including into is it its of off on or other over own per such than that the their them these they this those
        through to under up using use used various well where which while with within without basic basics general
        simple fundamentals introduction principles performing perform applying apply application different unit module
        knowledge skills title titles name names says belongs""".split()  # noqa: SIM905
    ),
}
_DERIVED = {
    "de": re.compile(r"(?:ierungen|ierung|ieren|ierens|ierte[nrms]?|iert|ationen|ation|(?<!l)agen?|ungen|ungs?|ens?)$"),
    "en": re.compile(r"(?:isations?|izations?|ations?|ising|izing|ating|ates?|ise[sd]?|ize[sd]?|ings?)$"),
}
_VERB = {"de": re.compile(r"(?:en|eln|ern|ung|nahme)$"), "en": re.compile(r"ing$")}
STANDARD_SHARE, STANDARD_TIMES = 0.005, 20  # of all positions: what every regulation says
ACTIVITY_TIMES = 4  # wordings that begin with it
_LINKS = ("", "s", "es", "n", "en", "er", "e", "ungs", "s-")
_SPELLINGS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "ê": "e", "á": "a", "ó": "o"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text as it is compared: its stem, and those of its parts where it is a compound."""

    text: str
    stem: str
    parts: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def _stemmer(language: str) -> Any:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer({"de": "german", "en": "english"}[language])).build()


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The stem of a word, nouns and verbs of one family alike.

    >>> stem("Programmieren", "de") == stem("Programmierung", "de"), stem("Montage", "de") == stem("montieren", "de")
    (True, True)
    """
    lowered = word.lower()
    bare = _DERIVED[language].sub("", lowered)
    found = _stemmer(language).analyze(bare if len(bare) >= SHORTEST_PART else lowered)
    return (str(found[0]) if found else lowered).translate(_SPELLINGS)


@lru_cache(maxsize=65_536)
def trigrams(text: str) -> frozenset[str]:
    """The runs of three letters of a stem, its beginning marked.

    >>> sorted(trigrams("haar"))
    ['^ha', 'aar', 'haa']
    """
    marked = f"^{text}"
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))


@dataclass(frozen=True)
class Wordlore:
    """What the positions of all regulations teach: how often each stem is said, and the words that compounds hide."""

    frequencies: Mapping[str, Mapping[str, int]]
    total: int
    lexicon: frozenset[str] = frozenset()
    activities: Mapping[str, frozenset[str]] = field(default_factory=dict)
    standard: frozenset[str] = frozenset()
    _parts: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def rarity(self, stem: str, language: str) -> float:
        """How telling a stem is: near 0 for what every position says, 1 for what none says.

        >>> Wordlore({"de": {"beton": 3}}, 1000).rarity("beton", "de") > 0.7
        True
        """
        if self.total < 2:
            return 1.0
        said = self.frequencies.get(language, {}).get(stem, 0)
        return max(0.0, min(1.0, math.log((self.total + 1) / (said + 1)) / math.log(self.total + 1)))

    def parts(self, word: str) -> tuple[str, ...]:
        """The words of a German compound; empty for what is none.

        >>> lore = Wordlore({}, 0, frozenset({"umwelt", "schutz"}))
        >>> lore.parts("Umweltschutz"), lore.parts("Schutz")
        (('umwelt', 'schutz'), ())
        """
        lowered = word.lower()
        if lowered not in self._parts:
            self._parts[lowered] = tuple(self._split(lowered))
        return self._parts[lowered]

    def _split(self, word: str) -> list[str]:
        best: tuple[int, str, str] | None = None
        for at in range(SHORTEST_PART - 1, len(word) - SHORTEST_PART + 1):
            head, tail = word[:at], word[at:]
            if not self._is_word(tail):
                continue
            bare = next((b for link in _LINKS if self._is_word(b := head.removesuffix(link))), None)
            known = bare or (head if len(tail) > 5 and len(head) > 4 and head not in _NO_PARTS else None)
            if known:
                score = 200 * bool(bare) + min(len(head), len(tail))
                if best is None or score > best[0]:
                    best = score, known, tail
        if best is None:
            return []
        _, head, tail = best
        return [*(self._split(head) or [head]), *(self._split(tail) or [tail])]

    def _is_word(self, text: str) -> bool:
        return text not in _NO_PARTS and (text in self.lexicon or (len(text) > 5 and stem(text, "de") in self.lexicon))


def learned(texts: Iterable[Mapping[str, str]]) -> Wordlore:
    """What the wordings of all positions teach, each {language: wording}, as often as the law says it."""
    wordings = Counter(tuple(sorted(text.items())) for text in texts)
    said: Counter[str] = Counter()
    for wording, times in wordings.items():
        said.update({word.lower(): times for word in _WORD.findall(dict(wording).get("de", "")) if word.isalpha()})
    known = {word for word in said if SHORTEST_PART - 1 <= len(word) <= LONGEST_PART} - _STOP["de"] - _NO_PARTS
    lexicon = frozenset(known | {found for word in known if len(found := stem(word, "de")) > SHORTEST_PART})
    lore = Wordlore({}, 0, lexicon)
    frequencies: dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
    for wording, times in wordings.items():
        for language, text in wording:
            if language in frequencies:
                stems = {found for word in words(text, language, lore) for found in (word.stem, *word.parts)}
                frequencies[language].update(dict.fromkeys(stems, times))
    activities = {language: _activities(wordings, language) for language in LANGUAGES}
    total = sum(wordings.values())
    often = max(STANDARD_SHARE * total, STANDARD_TIMES)
    standard = frozenset(dict(wording).get("de", "") for wording, times in wordings.items() if times >= often)
    return Wordlore(frequencies, total, lexicon, activities, standard, lore._parts)


def _activities(wordings: Iterable[tuple[tuple[str, str], ...]], language: str) -> frozenset[str]:
    """The stems of what is done, not to what: words with which several wordings begin and that look like a verb."""
    first: Counter[str] = Counter()
    for wording in wordings:
        found = _WORD.match(dict(wording).get(language, ""))
        if found and _VERB[language].search(found[0]):
            first[stem(found[0], language)] += 1
    return frozenset(word for word, times in first.items() if times >= ACTIVITY_TIMES)


def completed(text: str) -> str:
    """German text whose hanging hyphens are left as words: "Arbeits- und Tarifrecht" → "Arbeits und Tarifrecht"."""
    return _HANGING.sub(r"\1", text)


def words(text: str, language: str, lore: Wordlore) -> list[Word]:
    """The telling words of a text in its order, each once; words that build sentences are left out.

    >>> words("Durchführen von Umweltschutz", "de", Wordlore({}, 0, frozenset({"schutz", "umwelt"})))
    [Word(text='Umweltschutz', stem='umweltschutz', parts=('umwelt', 'schutz'))]
    """
    found: dict[str, Word] = {}
    for word in _WORD.findall(completed(text) if language == "de" else text):
        lowered = word.lower()
        abbreviated = word.isupper() and not (text.isupper() and " " in text)  # IT is no pronoun
        if ((lowered in _STOP[language] or len(word) < 3) and not abbreviated) or lowered.isdigit():
            continue
        parts = lore.parts(word) if language == "de" and len(word) >= 2 * SHORTEST_PART - 1 else ()
        key = stem(word, language)
        found.setdefault(key, Word(word, key, tuple(stem(part, language) for part in parts)))
    return list(found.values())
