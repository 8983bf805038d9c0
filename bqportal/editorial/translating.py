"""How far each language of a record is, missing to reviewed, and what changed in its source since.

Facts in, verdict out. A translation knows the words it was made from (Strand.source_text) and their digest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bqportal.editorial.comparing import Comparison, compared, restricted
from bqportal.editorial.documents import FACTS, Document, part_of
from bqportal.editorial.rules import digest_of
from bqportal.editorial.shapes import Shape, languages_of, put_at
from bqportal.editorial.workflow import State

MACHINE = "machine"


class TextState(StrEnum):
    """How far a language is; where several are true, the one that calls for work first."""

    MISSING = "missing"
    OUTDATED = "outdated"  # its source says something else now
    MACHINE = "machine"  # nobody has approved it yet
    DRAFT = "draft"
    UNREVIEWED = "unreviewed"  # public, but no second person has looked at it
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Text:
    """One language of a record, as far as its strand says."""

    language: str
    state: str = State.DRAFT
    origin: str = ""
    is_public: bool = False
    source_language: str = ""
    source_digest: str = ""
    is_reviewed: bool = False

    @property
    def is_machine(self) -> bool:
        """True for machine text, approved or not: readers are told."""
        return self.origin == MACHINE


def state_of(text: Text | None, *, has_words: bool, source_now: str = "") -> TextState:
    """How far a language is.

    Args:
        has_words: the document says something in this language.
        source_now: digest of what the source language says now; empty where it was translated from none.
    """
    if text is None or not has_words:
        return TextState.MISSING
    if text.source_digest and source_now and text.source_digest != source_now:
        return TextState.OUTDATED
    if text.state == State.APPROVED or (text.state == State.PUBLISHED and text.is_reviewed):
        return TextState.REVIEWED
    if text.is_machine:
        return TextState.MACHINE
    return TextState.UNREVIEWED if text.state == State.PUBLISHED else TextState.DRAFT


def source_digest(document: Document, language: str, shape: Shape) -> str:
    """Digest of all words of one language, as a translation keeps it."""
    return digest_of(part_of(document, language, shape))


def states_of(document: Document, texts: Iterable[Text], shape: Shape) -> dict[str, TextState]:
    """How far each language is that the record has, or had."""
    known = {text.language: text for text in texts if text.language != FACTS}
    worded = languages_of(document, shape)
    digests: dict[str, str] = {}
    for source in {text.source_language for text in known.values() if text.source_digest}:
        digests[source] = source_digest(document, source, shape)
    return {
        language: state_of(
            known.get(language) or Text(language),
            has_words=language in worded,
            source_now=digests.get(known[language].source_language, "") if language in known else "",
        )
        for language in dict.fromkeys([*worded, *known])
    }


def coverage(document: Document, shape: Shape) -> dict[str, int]:
    """How much of what is worded in any language each language has, in percent, rounded down."""
    places: dict[str, set[tuple[str, ...]]] = {
        language: set(_worded(part_of(document, language, shape), language))
        for language in languages_of(document, shape)
    }
    everything = set().union(*places.values()) if places else set()
    return {language: 100 * len(found) // len(everything) for language, found in places.items()}


def _worded(data: Document, language: str, above: tuple[str, ...] = ()) -> Iterable[tuple[str, ...]]:
    """Places at which a language has words, without the language in them."""
    for key, value in data.items():
        place = (*above, "" if key == language else str(key))
        if isinstance(value, dict):
            yield from _worded(value, language, place)
        else:
            yield place


def changed_since(then: Document, document: Document, language: str, shape: Shape) -> Comparison:
    """What the document says in `language` now and did not say `then` (words of one part, as a strand keeps them)."""
    now = part_of(document, language, shape)
    return restricted(compared(_as_document(then, shape), _as_document(now, shape), shape), [language])


def _as_document(part: Document, shape: Shape) -> Document:
    """A part, whose rows stand by identity, with its rows in a list again."""
    result: Document = {}
    keys = {rows.key for rows in shape.rows}
    for key, value in part.items():
        if key not in keys:
            result[key] = value
    for rows in shape.rows:
        found: Any = part.get(rows.key)
        listed = []
        for identity, words in found.items() if isinstance(found, dict) else ():
            row = dict(words) if isinstance(words, dict) else {}
            if rows.identity and not str(identity).startswith("#"):
                put_at(row, rows.identity, identity)
            listed.append(row)
        if listed:
            result[rows.key] = listed
    return result


def needs_reading_tick(texts: Iterable[Any]) -> bool:
    """True when machine text is among the strands: who approves it says that she read the whole of it."""
    return any(text.origin == MACHINE for text in texts)
