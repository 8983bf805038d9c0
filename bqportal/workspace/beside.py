"""A text beside the one it was translated from, for who reviews it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bqportal.editorial.documents import FACTS, Document
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Strand, WorkingVersion
from bqportal.editorial.sections import text_values
from bqportal.editorial.shapes import Shape, languages_of


@dataclass(frozen=True)
class Pair:
    """One field in both languages. `row` is the identity of its row; empty for fields of the record."""

    label: Any
    row: str
    original: str
    text: str


@dataclass(frozen=True)
class Beside:
    """All words of one language beside those of its source language."""

    language: str
    source: str
    pairs: list[Pair]


def texts_beside(version: WorkingVersion, strands: list[Strand]) -> list[Beside]:
    """For each language among the strands; none for a record that has words in one language only."""
    shape = kind_named(version.kind).shape
    languages = languages_of(version.document, shape)
    found = []
    for strand in strands:
        others = [code for code in (strand.source_language, *languages) if code and code != strand.part]
        if strand.part != FACTS and others:
            pairs = list(_pairs(version.document, strand.part, others[0], shape))
            found.append(Beside(strand.part, others[0], pairs))
    return found


def _pairs(document: Document, language: str, source: str, shape: Shape) -> Iterator[Pair]:
    """Fields that have words in one of the two languages, in the order of the form."""
    here, there = (text_values(document, code, shape) for code in (language, source))
    for field in shape.texts:
        yield from _pair(field.label, "", there["fields"].get(field.path), here["fields"].get(field.path))
    for rows in shape.rows:
        mine, theirs = here["rows"].get(rows.key, {}), there["rows"].get(rows.key, {})
        texts = [field for field in rows.fields if field.is_text]
        for identity in dict.fromkeys([*theirs, *mine]):
            for field in texts:
                words = (side.get(identity, {}).get(field.path) for side in (theirs, mine))
                yield from _pair(field.label, f"{rows.row} {identity}", *words)


def _pair(label: Any, row: str, original: Any, text: Any) -> Iterator[Pair]:
    """The pair, unless both sides are empty."""
    if original or text:
        yield Pair(label, row, str(original or ""), str(text or ""))
