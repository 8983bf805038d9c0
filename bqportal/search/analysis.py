"""From a text to the terms under which it is found, and from a query to the terms it looks for.

Pure. Both sides go through the same steps: gender forms are reduced to one, words cut and folded, stems taken in the
language of the text, shadows cast for other scripts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer
import tantivy

from bqportal.languages.folding import fold, script_of, spellings, words
from bqportal.search.shadow import shadows

ANALYSIS_VERSION = 1  # raise it when terms change, so that every index is rebuilt

# Languages whose stemmer the engine brings; the others come from snowballstemmer. Neighbours share a stemmer where
# none of their own exists: endings are alike, and index and query err together.
ENGINE_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "uk": "russian", "be": "russian",
    "bg": "russian", "mk": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "az": "turkish",
}  # fmt: skip
SNOWBALL_STEMMERS = {
    "ca": "catalan", "cs": "czech", "sk": "czech", "et": "estonian", "eu": "basque", "fa": "persian", "ga": "irish",
    "hi": "hindi", "hy": "armenian", "id": "indonesian", "lt": "lithuanian", "ne": "nepali", "pl": "polish",
    "bs": "serbian", "hr": "serbian", "sr": "serbian", "sh": "serbian", "me": "serbian", "sl": "serbian",
}  # fmt: skip
SCRIPT_LANGUAGES = {
    "cyrillic": frozenset({"ru", "uk", "be", "bg", "mk", "sr"}), "arabic": frozenset({"ar", "fa"}),
    "greek": frozenset({"el"}),
    "devanagari": frozenset({"hi", "ne"}), "tamil": frozenset({"ta"}), "armenian": frozenset({"hy"}),
}  # fmt: skip
NOT_LATIN = frozenset().union(*SCRIPT_LANGUAGES.values()) - {"sr"}

# Words that carry no meaning in a title: they may be missing in what is found.
STOP_WORDS = frozenset(
    [
        "als", "am", "an", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "ein", "eine",
        "einer", "eines", "fur", "fuer", "im", "in", "ins", "mit", "nach", "oder", "und", "vom", "von", "zu",
        "zum", "zur", "a", "an", "and", "as", "at", "by", "for", "from", "of", "on", "or", "the", "to", "with",
        "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "pour", "sur", "del",
        "el", "los", "las", "para", "por", "con", "di", "da", "do", "das", "dos", "e", "i", "y", "o", "u", "w",
        "z", "na", "za", "do", "ve", "si", "cu", "pe", "din", "pentru", "of", "si", "и", "в", "на", "та", "і",
        "з", "у", "و", "في", "من", "der", "beruf", "ausbildung", "abschluss", "zeugnis",
    ]
)  # fmt: skip
ABBREVIATIONS = {
    "kfz": "kraftfahrzeug",
    "lkw": "lastkraftwagen",
    "pkw": "personenkraftwagen",
    "it": "informationstechnik",
}

_GENDER = re.compile(
    # Mechatroniker/in, :in, *in, (in), In
    r"(?<=\w{3})(?:\s?[/:*_·•|]\s?-?in(?:nen)?|\s?\(-?in(?:nen)?\)|(?<=[a-zäöüß])In(?:nen)?)(?!\w)"
    # técnico/a, Angestellte/r, Kaufmann/-frau
    r"|(?<=\w{3})(?:/-?|\(-?|:)(?:a|o|e|r|n|ne|ka|ica|ice|trice|euse|ienne|frau|mann)\)?(?!\w)"
)
_FEMININE = re.compile(r"(?:innen|in)$")
_PERSON = re.compile(r"(?:frauen|frau|leute|manner|maenner)$")


@dataclass(frozen=True)
class Word:
    """One word of a query, with every form under which it is looked up."""

    text: str
    folded: str
    forms: tuple[str, ...]  # folded spellings, abbreviations spelt out
    stems: tuple[str, ...]
    shadows: tuple[str, ...]
    script: str
    optional: bool


@dataclass(frozen=True)
class Terms:
    """The terms of one text, each list in the order of the text."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    shadows: tuple[str, ...]


def without_gender_marks(text: str) -> str:
    """`text` with Mechatroniker/in, Mechatroniker:in, MechatronikerIn, técnico/a … reduced to the first form.

    >>> without_gender_marks("Mechatroniker*in, Kaufmann/-frau, técnico/a")
    'Mechatroniker, Kaufmann, técnico'
    """
    return _GENDER.sub("", text)


@lru_cache(maxsize=65536)
def neutral(folded: str) -> str:
    """The form that both sexes share, for the German stemmer: kochin → koch, burokauffrau → burokaufmann.

    Words such as Medizin lose their ending too; index and query do so alike.
    """
    if len(folded) >= 6 and (match := _FEMININE.search(folded)) and len(folded) - len(match.group()) >= 4:
        return folded[: match.start()]
    return _PERSON.sub("mann", folded) if len(folded) > 6 else folded


@lru_cache(maxsize=64)
def _engine_stemmer(name: str) -> Any:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer(name)).build()


@lru_cache(maxsize=64)
def _snowball_stemmer(name: str) -> Any:
    return snowballstemmer.stemmer(name)


def base_language(code: str) -> str:
    """The language of a code that may name a script or region too: sr-Latn → sr."""
    return code.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=262_144)
def stem(word: str, language: str) -> str:
    """The folded stem of one word in `language`; the folded word itself where no stemmer exists.

    Latin script is folded before stemming, so that people who type no accents find the same; other scripts after it,
    because their stemmers need the letters that folding unites (й, и).

    >>> stem("Mechatronikerinnen", "de") == stem("Mechatroniker", "de") == "mechatron"
    True
    """
    folded, language = fold(word), base_language(language)
    latin = script_of(folded) in ("latin", "")
    raw = (neutral(folded) if language == "de" else folded) if latin else word.lower()
    if latin and language in NOT_LATIN:
        return folded
    if name := ENGINE_STEMMERS.get(language):
        stems = _engine_stemmer(name).analyze(raw)
        return fold(stems[0]) if stems else folded
    if name := SNOWBALL_STEMMERS.get(language):
        return fold(_snowball_stemmer(name).stemWord(raw)) or folded
    return folded


def title_words(text: str) -> list[str]:
    """The words of a title: hyphenated words whole and in parts, French and Italian elisions without their article.

    >>> title_words("Kfz-Mechatroniker/in"), title_words("aide d'électricien")
    (['Kfz', 'Mechatroniker', 'KfzMechatroniker'], ['aide', 'électricien'])
    """
    found: list[str] = []
    for chunk in without_gender_marks(text).split():
        parts = [_without_elision(part) for part in words(chunk)]
        found += parts
        if len(parts) > 1 and "-" in chunk and all(len(part) > 1 for part in parts):
            found.append("".join(parts))
    return found


def _without_elision(word: str) -> str:
    for mark in ("'", "’"):
        head, found, tail = word.partition(mark)
        if found and len(head) <= 2 and len(tail) > 2:
            return tail
    return word


def terms_of(text: str, languages: Iterable[str], *, with_shadows: bool = False) -> Terms:
    """The index terms of a title or a short text that is written in one of `languages`."""
    found = title_words(text)
    languages = tuple(languages)
    return Terms(
        words=tuple(form for word in found for form in spellings(word)),
        stems=tuple(stem(word, language) for language in languages for word in found),
        shadows=tuple(shade for word in found for shade in shadows(word)) if with_shadows else (),
    )


def body_stems(text: str, language: str) -> list[str]:
    """The stems of a long text, stop words left out."""
    return [stem(word, language) for word in words(text) if fold(word) not in STOP_WORDS]


def exact_key(text: str) -> str:
    """A whole title as one term: folded, single blanks, no punctuation.

    >>> exact_key("Technik–Mechatronik!")
    'technik_mechatronik'
    """
    return "_".join(fold(word) for word in words(without_gender_marks(text)))


def stem_key(text: str, language: str) -> str:
    """A whole title as one term, indifferent to inflection and gender."""
    return "_".join(stem(word, language) for word in words(without_gender_marks(text)))


def query_words(text: str, languages: Iterable[str], *, limit: int = 24) -> tuple[Word, ...]:
    """The words of a query, `languages` being those that the index holds. At most `limit` words."""
    known = frozenset(languages)
    seen: dict[str, Word] = {}
    for written in (word for chunk in words(without_gender_marks(text)) for word in [_without_elision(chunk)]):
        folded = fold(written)
        if folded and folded not in seen and len(seen) < limit:
            seen[folded] = _query_word(written, folded, known)
    found = tuple(seen.values())
    return found if any(not word.optional for word in found) else tuple(_required(word) for word in found)


def _query_word(written: str, folded: str, known: frozenset[str]) -> Word:
    script = script_of(folded)
    languages = SCRIPT_LANGUAGES.get(script, frozenset()) if script != "latin" else known - NOT_LATIN
    forms = (folded, ABBREVIATIONS[folded]) if folded in ABBREVIATIONS else (folded,)
    return Word(
        text=written,
        folded=folded,
        forms=forms,
        stems=tuple(dict.fromkeys(stem(written, language) for language in sorted(languages))),
        shadows=shadows(written),
        script=script,
        optional=folded in STOP_WORDS or (len(folded) == 1 and script in ("latin", "")),
    )


def _required(word: Word) -> Word:
    return Word(word.text, word.folded, word.forms, word.stems, word.shadows, word.script, optional=False)
