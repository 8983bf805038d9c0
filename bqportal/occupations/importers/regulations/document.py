"""The neutral form of a training regulation, whatever Markdown dialect it was written in.

A regulation (Ausbildungsordnung) is a head (title, date, place of publication), numbered sections
(Paragraphen) and annexes (Anlagen). Every section and annex is a flat sequence of blocks: running
text, list items with the marker that the law prints, and table rows.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of running text (Absatz or part of it)."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A list item. `marker` is "1", "1.1", "a", "I.1" or "–", without closing punctuation."""

    marker: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. `cells[i]` is plain text; a cell spanned from the row above is empty."""

    cells: tuple[str, ...]
    starts_table: bool = False


Block = Text | Item | Row


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the law (Paragraph, "§ 4") or one annex (Anlage).

    `division` is the heading of the part of the law it stands in (Teil, Abschnitt), "" if none.
    """

    number: str | None
    heading: str
    blocks: tuple[Block, ...]
    division: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A regulation as read, before anything is understood.

    `citation` is the raw place of publication (Fundstelle) of the file's head, `register` the
    document number of the federal law register (BJNR...), both None where the file has none.
    `changes` are the head's remarks about later changes.
    """

    dialect: str
    title: str
    enacted: str | None
    citation: str | None
    register: str | None
    changes: str
    preamble: str
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...]
