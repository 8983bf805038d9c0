"""What a query may mean: each word with the ways in which the index can answer it.

User input is never parsed as a query language. Operators, quotes and wildcards are characters like all others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bqportal.search.analysis import Word, exact_key, query_words, stem_key
from bqportal.search.documents import FACETS
from bqportal.search.index import Snapshot

MAX_LENGTH = 200  # characters of a query that are read
MAX_FILTER_VALUES = 20
MAX_FILTER_LENGTH = 160
WELL_KNOWN = 20  # records from which a word needs no help from other scripts
MIN_MEMBER = 5  # letters of a member into which an unknown compound is taken apart


@dataclass(frozen=True)
class Reading:
    """One word of the query and what the index knows of it."""

    word: Word
    title_records: int  # about how many records have it in a title
    is_known: bool = False
    compounds: tuple[str, ...] = ()
    corrections: tuple[tuple[str, int], ...] = ()  # (word of a title, number of typing errors)
    members: tuple[str, ...] = ()  # known parts of an unknown compound
    is_misspelt: bool = False  # the corrections are to be shown; otherwise they only help to find

    @property
    def uses_shadow(self) -> bool:
        """Shadows of words that are well known find more noise than records."""
        return self.title_records < WELL_KNOWN


@dataclass(frozen=True)
class Interpretation:
    """A whole query, read."""

    text: str
    readings: tuple[Reading, ...]
    languages: tuple[str, ...] = ()  # whose stems are compared

    @property
    def is_empty(self) -> bool:
        """True when nothing is left to search for: everything is shown."""
        return not self.readings

    @property
    def correction(self) -> str:
        """The query with its misspelt words put right, "" when there are none."""
        wrong = [reading for reading in self.readings if reading.is_misspelt]
        text = self.text if wrong else ""
        for reading in wrong:
            text = text.replace(reading.word.text, reading.corrections[0][0])
        return text

    @cached_property
    def keys(self) -> dict[str, str]:
        """Whole-title terms (see `schema`) of the query, put right where misspelt, with their mark: o, t, a, s."""
        text = self.correction or self.text
        key = exact_key(text)
        found = {f"{mark}:{key}": mark for mark in "ota"}
        found |= {f"s:{stem_key(text, language)}": "s" for language in self.languages}
        return found


def clean_text(text: object) -> tuple[str, bool]:
    """(`text` without control characters, lone surrogates and superfluous blanks; whether it had to be shortened)."""
    raw = text if isinstance(text, str) else ""
    shortened = len(raw) > MAX_LENGTH
    kept = (letter if letter.isprintable() or letter in "\u200c\u200d" else " " for letter in raw[: MAX_LENGTH * 2])
    plain = " ".join("".join(kept).encode("utf-8", "ignore").decode().split())
    return plain[:MAX_LENGTH].strip(), shortened or len(plain) > MAX_LENGTH


def clean_filters(filters: Mapping[str, Sequence[str]] | None) -> tuple[dict[str, tuple[str, ...]], bool]:
    """(known facets with clean values, whether something had to be left out)."""
    if not isinstance(filters, Mapping):
        return {}, filters is not None
    clean: dict[str, tuple[str, ...]] = {}
    dropped = False
    for facet, given in filters.items():
        values = [given] if isinstance(given, str) else list(given) if isinstance(given, list | tuple) else []
        texts = [value.strip() for value in values if isinstance(value, str) and value.isprintable()]
        kept = tuple(dict.fromkeys(text for text in texts if text and len(text) <= MAX_FILTER_LENGTH))
        kept = kept[:MAX_FILTER_VALUES]
        if facet in FACETS and kept:
            clean[facet] = kept
        dropped |= facet not in FACETS or len(kept) < len([value for value in values if value])
    return clean, dropped


def interpret(text: str, snapshot: Snapshot, *, language: str, forgiving: bool = False) -> Interpretation:
    """Read the clean `text`. When `forgiving`, known words may be misspellings as well."""
    languages = tuple(dict.fromkeys(["de", "en", language, *snapshot.state.languages]))
    readings = [_read(word, snapshot, forgiving) for word in query_words(text, languages)]
    return Interpretation(text, tuple(_with_joined(readings, snapshot)), languages)


def _read(word: Word, snapshot: Snapshot, forgiving: bool) -> Reading:
    frequency, vocabulary = snapshot.searcher.doc_freq, snapshot.vocabulary
    as_typed = sum(frequency("words", form) for form in word.forms)
    in_title = as_typed or max((frequency("stem", stem) for stem in word.stems), default=0)
    elsewhere = any(frequency(field, term) for field in ("context", "body") for term in {*word.forms, *word.stems})
    reading = Reading(word, in_title, is_known=in_title > 0 or elsewhere)
    if word.optional:
        return reading
    compounds = [found for form in word.forms for found in vocabulary.containing(form, word.script)]
    misspelt = forgiving or not (reading.is_known or compounds)
    # An ending can make a wrong word look right: "technican" has the stem of technic. Both are looked for then.
    corrections = vocabulary.similar(word.folded) if misspelt or not (as_typed or compounds) else []
    if misspelt:
        compounds += [found for right, _ in corrections[:1] for found in vocabulary.containing(right, word.script)]
    return replace(
        reading,
        compounds=tuple(compounds),
        corrections=tuple(corrections),
        members=() if reading.is_known or corrections else _members(word.folded, snapshot),
        is_misspelt=misspelt and bool(corrections),
    )


def _members(folded: str, snapshot: Snapshot) -> tuple[str, ...]:
    """The longest known last member of an unknown compound, and the longest known first one."""
    spots = range(MIN_MEMBER, len(folded))
    last = next(
        (folded[at:] for at in range(1, len(folded) - MIN_MEMBER + 1) if folded[at:] in snapshot.vocabulary), ""
    )
    first = next((folded[:at] for at in reversed(spots) if folded[:at] in snapshot.vocabulary), "")
    return tuple(member for member in dict.fromkeys((last, first)) if member)


def _with_joined(readings: list[Reading], snapshot: Snapshot) -> list[Reading]:
    """Two words that are one in a title: "Industrie Elektroniker" also looks for Industrieelektroniker."""
    joined = list(readings)
    for at in range(len(readings) - 1):
        whole = readings[at].word.folded + readings[at + 1].word.folded
        if whole in snapshot.vocabulary:
            for index in (at, at + 1):
                known = replace(joined[index], title_records=WELL_KNOWN, is_known=True)
                joined[index] = replace(known, compounds=(*known.compounds, whole))
    return joined
