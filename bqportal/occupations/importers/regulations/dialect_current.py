"""Reader of the Markdown dialect with `%` lines and "# § 1 – Heading" (state of 2026).

Lists are flat: every item is a paragraph of its own, the marker of a dotted item may stand alone on
the line before its text. Tables are HTML or pipe tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .document import Block, Document, Item, Row, Section, Text
from .html_tables import read_table
from .markers import split_marker
from .plain_text import clean, without_marks, without_tags

_HEADING = re.compile(r"^#[ \t]+(.*)$")
_SECTION = re.compile(r"§[ \t]*(\d+[a-z]?)(?:[ \t]*[–-][ \t]*(.*)|[ \t]*)$", re.DOTALL)
_ANNEX = re.compile(r"Anlage|Anhang")
_REGISTER = re.compile(r"BJNR([0-9A-F]{9})")
_ENACTED = re.compile(r"^%[ \t]*Ausfertigungsdatum:[ \t]*(.*)$")
_SHORT_TITLE = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)?\)\s*$")
_LONGEST_TITLE = 2000
_RULE_CHARACTERS = frozenset("|:- \t")


def recognises(text: str) -> bool:
    """Whether `text` starts with the `%` title block of this dialect."""
    return text.startswith("%")


def read(text: str, file_name: str = "") -> Document:
    """Read one file of this dialect; the file name carries the register number (BJNR)."""
    lines = text.split("\n")
    title, enacted, body = _head(lines)
    sections: list[Section] = []
    annexes: list[Section] = []
    preamble: list[str] = []
    division = ""
    for heading, chunk in _chunks(lines[body:]):
        match = _SECTION.match(heading)
        blocks = tuple(_blocks(chunk))
        if match:
            sections.append(Section(match[1], clean(match[2] or ""), blocks, division))
        elif _ANNEX.match(heading) or annexes:
            annexes.append(Section(None, clean(heading), blocks))
        elif heading.startswith("Eingangsformel"):
            preamble.extend(block.text for block in blocks if isinstance(block, Text))
        elif not heading.startswith("Inhalts"):
            division = clean(heading)
    register = _REGISTER.search(file_name)
    return Document(
        dialect="current",
        title=title,
        enacted=enacted,
        citation=None,
        register=register[1] if register else None,
        changes="",
        preamble=" ".join(preamble),
        sections=tuple(sections),
        annexes=tuple(annexes),
    )


def _head(lines: Sequence[str]) -> tuple[str, str | None, int]:
    """(title, raw date of enactment, number of the first line after the head)."""
    title: list[str] = []
    enacted = None
    for number, line in enumerate(lines):
        if line.startswith("#"):
            return _title(" ".join(title)), enacted, number
        match = _ENACTED.match(line)
        if match:
            enacted = match[1].strip()
        elif enacted is None and line.strip():
            title.append(line.lstrip("% ").strip())
    return _title(" ".join(title)), enacted, len(lines)


def _title(raw: str) -> str:
    """The title without the short title and abbreviation in brackets at its end."""
    raw = raw[:_LONGEST_TITLE]
    long_title, gap, rest = raw.partition("  ")
    if gap and rest.strip().startswith("("):
        raw = long_title
    elif re.search(r"\([^()]*[Vv]\s?[^()]*\)\s*$", raw) and " - " in raw:
        raw = _SHORT_TITLE.sub("", raw)
    return without_marks(raw)


def _chunks(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    chunks: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _HEADING.match(line)
        if match:
            chunks.append((clean(without_tags(match[1])), []))
        elif chunks:
            chunks[-1][1].append(line)
    return chunks


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Paragraphs, items and table rows in order."""
    paragraph: list[str] = []
    table: list[str] = []
    pipes = 0
    for line in [*lines, ""]:
        if table or line.lstrip().startswith("<table"):
            yield from _paragraph(paragraph)
            paragraph = []
            table.append(line)
            if "</table>" in line:
                yield from read_table("\n".join(table))
                table = []
        elif line.startswith("|"):
            yield from _paragraph(paragraph)
            paragraph = []
            if not _RULE_CHARACTERS.issuperset(line):
                yield _pipe_row(line, starts_table=pipes == 0)
            pipes += 1
        elif line.strip():
            paragraph.append(line)
            pipes = 0
        else:
            yield from _paragraph(paragraph)
            paragraph = []
            pipes = 0
    if table:
        yield from read_table("\n".join(table))


def _pipe_row(line: str, *, starts_table: bool) -> Row:
    cells = line.strip().strip("|").split("|")
    return Row(tuple(clean(without_tags(cell)) for cell in cells), starts_table)


def _paragraph(lines: Sequence[str]) -> Iterator[Block]:
    """One paragraph; each line of it that has a list marker is an item."""
    text: list[str] = []
    marker: str | None = None
    for position, line in enumerate(lines):
        marked = split_marker(line) if position == 0 or line.startswith("–") else None
        if marked:
            yield from _block(marker, text)
            marker, text = marked[0], [marked[1]]
        else:
            text.append(line)
    yield from _block(marker, text)


def _block(marker: str | None, lines: Sequence[str]) -> Iterator[Block]:
    text = clean(without_tags(" ".join(lines)))
    if marker is not None:
        yield Item(marker, text)
    elif text:
        yield Text(text)
