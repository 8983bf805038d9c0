"""Which words of a found record answer the query, and why the record was found."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from bqportal.search.analysis import exact_key, stem, stem_key, title_words
from bqportal.search.folding import WORD, fold, script_of, spellings
from bqportal.search.interpretation import Interpretation, Reading
from bqportal.search.results import Segment
from bqportal.search.shadow import shadows

EXCERPT_BEFORE, EXCERPT_AFTER = 60, 140  # characters around the first match
# From the strongest reason to the weakest; the weakest among the words of a query is the one that is told.
REASONS = {
    "exact_original": _("Title in the original language"),
    "exact_title": _("Title"),
    "exact_other": _("Other name"),
    "word_form": _("Another form of the title"),
    "original_words": _("Words of the original title"),
    "title_words": _("Words of the title"),
    "other_words": _("Words of another name"),
    "form": _("Related word in the title"),
    "compound": _("Part of a compound word"),
    "spelling": _("Similar spelling"),
    "script": _("Same sound in another script"),
    "context": _("Country or comparable occupation"),
    "text": _("Text of the profile"),
    "browse": _("Newest first"),
}
_ORDER = {code: rank for rank, code in enumerate(REASONS)}


class Matcher:
    """Compares texts of found records with one interpreted query."""

    def __init__(self, read: Interpretation, languages: tuple[str, ...]) -> None:
        self.read = read
        self.languages = languages
        readings = read.readings
        self._words = {form for reading in readings for form in _spelt(reading)}
        self._stems = {form for reading in readings for form in reading.word.stems}
        self._shadows = {shade for reading in readings if reading.uses_shadow for shade in reading.word.shadows}
        self._words -= {reading.word.folded for reading in readings if reading.word.optional}
        self._stems -= {form for reading in readings if reading.word.optional for form in reading.word.stems}

    def matches(self, written: str, language: str) -> bool:
        """True when the word answers any word of the query."""
        if not self._words.isdisjoint(spellings(written)):
            return True
        if stem(written, language) in self._stems:
            return True
        foreign = bool(self._shadows) and script_of(written) not in ("latin", "")
        return foreign and not self._shadows.isdisjoint(shadows(written))

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """`text` cut into pieces that match and pieces that do not; joined they give `text` again."""
        pieces: list[Segment] = []
        at = 0
        for found in WORD.finditer(text):
            if self.matches(found.group(), language):
                if found.start() > at:
                    pieces.append(Segment(text[at : found.start()], is_match=False))
                pieces.append(Segment(found.group(), is_match=True))
                at = found.end()
        if at < len(text):
            pieces.append(Segment(text[at:], is_match=False))
        return tuple(pieces)

    def starting_segments(self, text: str, typed: str) -> tuple[Segment, ...]:
        """Like `segments`, for a last word that is still being typed: only its typed letters match."""
        pieces: list[Segment] = []
        at = 0
        for found in WORD.finditer(text):
            end = found.end()
            if fold(found.group()).startswith(typed):
                end = min(end, found.start() + len(typed))
            elif not self.matches(found.group(), ""):
                continue
            if found.start() > at:
                pieces.append(Segment(text[at : found.start()], is_match=False))
            pieces.append(Segment(text[found.start() : end], is_match=True))
            at = end
        if at < len(text):
            pieces.append(Segment(text[at:], is_match=False))
        return tuple(pieces)

    def excerpt(self, text: str, language: str) -> tuple[Segment, ...]:
        """The surroundings of the first match in a long text, or its beginning."""
        first = next((word.start() for word in WORD.finditer(text) if self.matches(word.group(), language)), 0)
        start = max(0, first - EXCERPT_BEFORE)
        if start:
            start = text.find(" ", start) + 1
        end = min(len(text), first + EXCERPT_AFTER)
        if end < len(text):
            end = max(text.rfind(" ", first, end), first + 1)
        part = ("… " if start else "") + " ".join(text[start:end].split()) + (" …" if end < len(text) else "")
        return self.segments(part, language)

    def reason(self, sheet: Mapping[str, Any]) -> str:
        """One of REASONS: why the record was found."""
        if self.read.is_empty:
            return "browse"
        return self._whole(sheet) or max(
            (self._word_reason(reading, sheet) for reading in self.read.readings if not reading.word.optional),
            key=_ORDER.__getitem__,
            default="text",
        )

    def _whole(self, sheet: Mapping[str, Any]) -> str:
        key = exact_key(self.read.text)
        if exact_key(sheet["original"]) == key:
            return "exact_original"
        if any(exact_key(title) == key for title in sheet["titles"].values()):
            return "exact_title"
        others = [*sheet["other"], sheet["translit"]]
        if any(exact_key(name) == key for name in others):
            return "exact_other"
        named = [(sheet["lang"], sheet["original"]), *sheet["titles"].items(), *(("de", name) for name in sheet["other"])]
        same = any(stem_key(text, language) == stem_key(self.read.text, language) for language, text in named)
        return "word_form" if same else ""

    def _word_reason(self, reading: Reading, sheet: Mapping[str, Any]) -> str:
        forms = set(reading.word.forms)
        places = {
            "original_words": _spellings_of([sheet["original"]]),
            "title_words": _spellings_of(sheet["titles"].values()),
            "other_words": _spellings_of([*sheet["other"], sheet["translit"]]),
        }
        for code, found in places.items():
            if not forms.isdisjoint(found):
                return code
        everywhere = set().union(*places.values())
        named = [(sheet["lang"], sheet["original"]), *sheet["titles"].items(), *(("de", name) for name in sheet["other"])]
        stems = {stem(word, language) for language, text in named for word in title_words(text)}
        if not stems.isdisjoint(reading.word.stems):
            return "form"
        if not everywhere.isdisjoint(reading.compounds) or not everywhere.isdisjoint(reading.members):
            return "compound"
        if not everywhere.isdisjoint(word for word, _ in reading.corrections):
            return "spelling"
        return self._weak_reason(reading, sheet)

    def _weak_reason(self, reading: Reading, sheet: Mapping[str, Any]) -> str:
        names = [sheet["original"], sheet["translit"], *sheet["other"]]
        if any(not set(reading.word.shadows).isdisjoint(shadows(word)) for name in names for word in title_words(name)):
            return "script"
        context = {
            term
            for language, found in sheet["context"].items()
            for name in found
            for word in title_words(name)
            for term in (fold(word), stem(word, language))
        }
        return "text" if context.isdisjoint({*reading.word.forms, *reading.word.stems}) else "context"


def _spelt(reading: Reading) -> set[str]:
    corrected = {word for word, _ in reading.corrections}
    return {*reading.word.forms, *reading.compounds, *reading.members, *corrected}


def _spellings_of(texts: Any) -> set[str]:
    return {form for text in texts for word in title_words(text) for form in spellings(word)}
