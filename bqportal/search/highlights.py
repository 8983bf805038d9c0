"""Which words of a found record answer the query, and why the record was found."""

from collections.abc import Mapping
from typing import Any

from bqportal.languages.folding import WORD, fold, script_of, spellings
from bqportal.search.analysis import stem
from bqportal.search.interpretation import Interpretation, Reading
from bqportal.search.labels import REASON_LABELS
from bqportal.search.results import Segment
from bqportal.search.shadow import shadows

EXCERPT_BEFORE, EXCERPT_AFTER = 50, 120  # characters around the first match
WHOLE_REASONS = {"o": "exact_original", "t": "exact_title", "a": "exact_other", "s": "word_form"}
_ORDER = {code: rank for rank, code in enumerate(REASON_LABELS)}


class Matcher:
    """Compares texts of found records with one interpreted query."""

    def __init__(self, read: Interpretation) -> None:
        self.read = read
        readings = read.readings
        self._words = {form for reading in readings for form in _spelt(reading)}
        self._stems = {form for reading in readings for form in reading.word.stems}
        self._shadows = {shade for reading in readings if reading.uses_shadow for shade in reading.word.shadows}
        self._seen: dict[str, dict[str, bool]] = {}
        self._words -= {reading.word.folded for reading in readings if reading.word.optional}
        self._stems -= {form for reading in readings if reading.word.optional for form in reading.word.stems}

    def matches(self, written: str, language: str) -> bool:
        """True when the word answers any word of the query."""
        seen = self._seen.setdefault(language, {})
        known = seen.get(written)
        if known is None:
            known = seen[written] = self._matches(written, language)
        return known

    def _matches(self, written: str, language: str) -> bool:
        if not self._words.isdisjoint(spellings(written)):
            return True
        if stem(written, language) in self._stems:
            return True
        foreign = bool(self._shadows) and script_of(written) not in ("latin", "")
        return foreign and not self._shadows.isdisjoint(shadows(written))

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """`text` cut into pieces that match and pieces that do not; joined they give `text` again."""
        if not self.read.readings:
            return (Segment(text, is_match=False),) if text else ()
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

    def excerpt(self, text: str, language: str, *, seek: bool) -> tuple[Segment, ...]:
        """The beginning of a long text, or when `seek` the surroundings of its first match."""
        starts = (word.start() for word in WORD.finditer(text) if self.matches(word.group(), language))
        first = next(starts, 0) if seek else 0
        start = max(0, first - EXCERPT_BEFORE)
        if start:
            start = text.find(" ", start) + 1
        end = min(len(text), first + EXCERPT_AFTER)
        if end < len(text):
            end = max(text.rfind(" ", first, end), first + 1)
        part = ("… " if start else "") + " ".join(text[start:end].split()) + (" …" if end < len(text) else "")
        return self.segments(part, language)

    def reason(self, sheet: Mapping[str, Any]) -> str:
        """One of REASON_LABELS: why the record was found."""
        if self.read.is_empty:
            return "browse"
        terms = sheet["terms"]
        whole = "" if self.read.correction else self._whole(terms)
        return whole or max(
            (self._word_reason(reading, terms) for reading in self.read.readings if not reading.word.optional),
            key=_ORDER.__getitem__,
            default="text",
        )

    def _whole(self, terms: Mapping[str, list[str]]) -> str:
        keys = self.read.keys
        marks = {keys[key] for key in terms["exact"] if key in keys}
        return next((reason for mark, reason in WHOLE_REASONS.items() if mark in marks), "")

    def _word_reason(self, reading: Reading, terms: Mapping[str, list[str]]) -> str:
        forms = reading.word.forms
        for field in ("original", "title", "other"):
            if any(form in terms[field] for form in forms):
                return f"{field}_words"
        if any(form in terms["stem"] for form in reading.word.stems):
            return "form"
        own = {*terms["original"], *terms["title"], *terms["other"]}
        if not own.isdisjoint(word for word, _ in reading.corrections):
            return "spelling"
        if not own.isdisjoint(reading.compounds) or not own.isdisjoint(reading.members):
            return "compound"
        if any(shade in terms["shadow"] for shade in reading.word.shadows):
            return "script"
        return "context" if any(term in terms["context"] for term in (*forms, *reading.word.stems)) else "text"


def _spelt(reading: Reading) -> set[str]:
    corrected = {word for word, _ in reading.corrections}
    return {*reading.word.forms, *reading.compounds, *reading.members, *corrected}
