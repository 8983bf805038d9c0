"""Reader of the Markdown dialect with a YAML head and `*    *   cell` tables (state of 2022).

The head is a YAML block and a definition list ("Ausfertigungsdatum", "Fundstelle"); sections start
with "## § 1 Heading"; lists are indented; tables are nested bullet lists without row spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .document import Block, Document, Item, Row, Section, Text
from .markers import split_marker
from .plain_text import clean, without_marks

_HEAD = re.compile(r"(?:^|\n)---\n(?:.*\n){0,12}?jurabk:")
_HEADING = re.compile(r"^#{1,6}(?:[ \t]+(.*))?$")
_SECTION = re.compile(r"§[ \t]*(\d+[a-z]?)[ \t]*(.*)", re.DOTALL)
_ROW = re.compile(r"^([ \t]*)\*[ \t]+\*(?:[ \t]+(.*))?$")
_CELL = re.compile(r"^([ \t]+)\*(?:[ \t]+(.*))?$")
_BULLET = re.compile(r"^[ \t]*\*[ \t]*$")
_FIELD = re.compile(r"^:[ \t]+(.*)$")
_FOOTNOTE = re.compile(r"^\[\^[^\]]{1,60}\]:")
_REGISTER = re.compile(r"BJNR([0-9A-F]{9})")
_LONGEST_TITLE = 2000
_ABBREVIATION = re.compile(r"\s*\([^()]{2,60}\)\s*$")


def recognises(text: str) -> bool:
    """Whether `text` starts with the YAML head of this dialect, after a lost title at most."""
    return bool(_HEAD.search(text[:3000]))


def read(text: str) -> Document:
    """Read one file of this dialect. Never raises on odd content."""
    lines = text.split("\n")
    head_start = lines.index("---")
    head_end = next(
        (n for n, line in enumerate(lines[head_start + 1 :], head_start + 1) if line.strip() == "---"),
        head_start,
    )
    meta = _yaml_head(lines[head_start + 1 : head_end])
    chunks = _chunks(lines[head_end + 1 :])
    heading, head_lines = chunks[0] if chunks else ("", [])
    fields = _fields(head_lines)
    stray_title = " ".join(line.strip() for line in lines[:head_start])
    title = _title(meta.get("Title", "") or stray_title, heading, meta.get("jurabk", ""))
    sections: list[Section] = []
    annexes: list[Section] = []
    preamble: list[str] = []
    division = ""
    for chunk_heading, chunk_lines in chunks[1:]:
        blocks = _blocks(chunk_lines)
        match = _SECTION.match(chunk_heading)
        if match:
            sections.append(Section(match[1], clean(match[2]), blocks, division))
        elif chunk_heading.startswith(("Anlage", "Anhang")) or annexes:
            annexes.append(Section(None, clean(chunk_heading), blocks))
        elif chunk_heading.startswith("Eingangsformel"):
            preamble.extend(block.text for block in blocks if isinstance(block, Text))
        elif not chunk_heading.startswith("("):
            division = clean(chunk_heading)
    register = _REGISTER.search(text)
    return Document(
        dialect="2022",
        title=title,
        enacted=fields.get("Ausfertigungsdatum"),
        citation=fields.get("Fundstelle"),
        register=register[1] if register else None,
        changes=clean(" ".join(line for line in head_lines if line[:1] != "#")),
        preamble=" ".join(preamble),
        sections=tuple(sections),
        annexes=tuple(annexes),
    )


def _yaml_head(lines: Sequence[str]) -> dict[str, str]:
    """The simple `key: value` pairs of the head; continuation lines are joined."""
    found: dict[str, str] = {}
    key = ""
    for line in lines:
        name, colon, value = line.partition(":")
        if colon and name.isalpha():
            key = name
            found[key] = value.strip().strip("'\"")
        elif key and line.strip():
            found[key] += " " + line.strip().strip("'\"")
    return found


def _title(from_head: str, heading: str, abbreviation: str) -> str:
    """Title of the regulation without footnote marks and abbreviation; "" if the mirror lost it."""
    title = (from_head or heading)[:_LONGEST_TITLE]
    if abbreviation and title.endswith(f"({abbreviation})"):
        title = title[: -len(abbreviation) - 2]
    elif not from_head:
        title = _ABBREVIATION.sub("", title)
    return without_marks(title)


def _chunks(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Lines grouped under their headings, in order."""
    chunks: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _HEADING.match(line)
        if match:
            chunks.append((clean(match[1] or ""), []))
        elif chunks:
            chunks[-1][1].append(line)
    return chunks


def _fields(lines: Sequence[str]) -> dict[str, str]:
    """The definition list of the head: {"Fundstelle": "BGBl I: 2011, 1516 (1888)"}."""
    fields: dict[str, str] = {}
    for previous, line in pairwise(lines):
        match = _FIELD.match(line)
        if match:
            fields.setdefault(previous.strip(), clean(match[1]))
    return fields


class _Builder:
    """Collects lines into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._lines: list[str] = []
        self._marker: str | None = None
        self._cells: list[list[str]] | None = None
        self._row_indent = 0

    def line(self, line: str, after_blank: bool) -> None:
        row = _ROW.match(line)
        if row:
            self.flush()
            self._cells, self._row_indent = [[row[2] or ""]], len(row[1])
            return
        if self._cells is not None:
            cell = _CELL.match(line)
            if cell and len(cell[1]) > self._row_indent:
                self._cells.append([cell[2] or ""])
                return
            if line[:1] in " \t" and len(line) - len(line.lstrip()) > self._row_indent:
                self._cells[-1].append(line.strip())
                return
        if _BULLET.match(line):
            self.flush()
            return
        marked = split_marker(line) if after_blank else None
        if marked:
            self.flush()
            self._marker = marked[0]
            self._lines = [marked[1]]
        else:
            if self._cells is not None or (after_blank and self._ends_paragraph(line)):
                self.flush()
            self._lines.append(line.strip())

    def _ends_paragraph(self, line: str) -> bool:
        """A blank line ends a paragraph; an item goes on only when the next line is indented."""
        return self._marker is None or line[:1] not in " \t"

    def flush(self) -> None:
        if self._cells is not None:
            cells = tuple(clean("\n".join(cell)) for cell in self._cells)
            self.blocks.append(Row(cells))
        else:
            text = clean(" ".join(self._lines))
            if self._marker is not None:
                self.blocks.append(Item(self._marker, text))
            elif text:
                self.blocks.append(Text(text))
        self._lines, self._marker, self._cells = [], None, None


def _blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    builder = _Builder()
    after_blank, in_footnote = True, False
    for line in lines:
        if not line.strip():
            after_blank = True
            continue
        if _FOOTNOTE.match(line):
            in_footnote = True
        elif in_footnote and (line[:1] not in " \t"):
            in_footnote = False
        if not in_footnote:
            builder.line(line, after_blank)
        after_blank = bool(_BULLET.match(line))
    builder.flush()
    return tuple(builder.blocks)
