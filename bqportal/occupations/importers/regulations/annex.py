"""What the annex (Ausbildungsrahmenplan) cites: the law's own checksum for the list of positions.

Every row of the annex names the position of the section it belongs to, as in
"(§ 3 Absatz 2 Abschnitt A Nummer 4 Buchstabe b)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .document import Document, Item, Row, Text

_REFERENCE = re.compile(r"§{1,2}[ ]?\d[^()§]{0,160}")
_NAMED = re.compile(r"^([^(§]{3,300})\((§{1,2}[ ]?\d[^()§]{0,160})\)")
_TOKEN = re.compile(
    r"§§?\s?(?P<section>\d+[a-z]?)"
    r"|Abs(?:atz|\.)?\s?(?P<paragraph>\d+)"
    r"|(?:Buchst(?:aben?|\.)|Buchst\b)\s?(?P<letters>[a-z]{1,2}(?:(?:,\s|\sund\s|\sbis\s)[a-z]{1,2}(?![a-z]))*)"
    r"|(?:Abschnitt|Teil|Abschn\.)\s?(?P<part>[A-Z]+|[IVX]+|\d+)\b"
    r"|(?:Nr\.?|Nrn\.|Nummern?|Ziffer)\s?(?P<numbers>(?:[IVX]+\.)?\d[\d.]*(?:\s?[a-z]\b)?"
    r"(?:(?:,\s?|\sund\s|\sbis\s)(?:Nr\.\s|Nummer\s)?(?:[IVX]+\.)?\d[\d.]*)*)"
)
_LIST = re.compile(r"(,|und|bis)")


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One cited position: § `section` Absatz `paragraph` Abschnitt `part` Nummer `number` `letter`."""

    section: str
    paragraph: str
    part: str
    number: str
    letter: str


def references(document: Document) -> list[Reference]:
    """All references of the annexes to sections of the regulation, in order, each once.

    Running text of an annex does not count: headings and remarks cite whole lists.
    """
    found: dict[Reference, None] = {}
    for annex in document.annexes:
        rows = _found_in(block for block in annex.blocks if isinstance(block, Row))
        found.update(rows or _found_in(block for block in annex.blocks if isinstance(block, Item)))
    return list(found)


def _found_in(blocks: Iterable[Text | Item | Row]) -> dict[Reference, None]:
    found: dict[Reference, None] = {}
    for block in blocks:
        for text in _texts(block):
            if "§" in text:
                for match in _REFERENCE.finditer(text):
                    found.update(dict.fromkeys(parse_reference(match[0])))
    return found


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A row of the annex that names a position and cites where the text lists it."""

    reference: Reference
    name: str


def position_rows(document: Document) -> Iterator[PositionRow]:
    """The rows "Umweltschutz (§ 3 Absatz 2 Nummer 4)" of the annexes, each citing one position."""
    for annex in document.annexes:
        if "Zusatzqualifikation" in annex.heading:
            continue
        for block in annex.blocks:
            for text in _texts(block) if isinstance(block, Row) else ():
                match = _NAMED.match(text)
                cited = list(parse_reference(match[2])) if match else []
                if match and len(cited) == 1:
                    yield PositionRow(cited[0], match[1].strip(" ,;:"))


def _texts(block: Text | Item | Row) -> tuple[str, ...]:
    return block.cells if isinstance(block, Row) else (block.text,)


def parse_reference(text: str) -> Iterator[Reference]:
    """The positions named by one reference text; nothing if it names no number."""
    section = paragraph = part = ""
    numbers: list[str] = []
    letters: list[str] = []
    for match in _TOKEN.finditer(text):
        if match["section"]:
            section, paragraph, part = match["section"], "", ""
        elif match["paragraph"]:
            paragraph = match["paragraph"]
        elif match["part"]:
            part = match["part"]
        elif match["numbers"]:
            yield from _combined(section, paragraph, part, numbers, letters)
            numbers, letters = _expand(match["numbers"]), []
        elif match["letters"]:
            letters = _expand(match["letters"])
    yield from _combined(section, paragraph, part, numbers, letters)


def _combined(section: str, paragraph: str, part: str, numbers: list[str], letters: list[str]) -> Iterator[Reference]:
    for number in numbers:
        if number[-1:].islower():
            yield Reference(section, paragraph, part, number[:-1].rstrip("."), number[-1])
        elif letters:
            for letter in letters:
                yield Reference(section, paragraph, part, number, letter)
        else:
            yield Reference(section, paragraph, part, number, "")
    if not numbers:
        for letter in letters:
            yield Reference(section, paragraph, part, "", letter)


def _expand(listed: str) -> list[str]:
    """["1", "2", "3"] for "1 bis 3", ["a", "c"] for "a und c"."""
    listed = re.sub(r"Nr\.|Nummer", "", listed)
    parts = [part.strip().rstrip(".") for part in _LIST.split(listed)]
    values: list[str] = []
    joiner = ","
    for part in parts:
        if part in (",", "und", "bis"):
            joiner = part
            continue
        if not part:
            continue
        if joiner == "bis" and values:
            values.extend(_between(values[-1], part))
        else:
            values.append(part.replace(" ", ""))
        joiner = ","
    return values


def _between(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 60:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    if len(first) == len(last) == 1 and first < last:
        return [chr(code) for code in range(ord(first) + 1, ord(last) + 1)]
    return [last]
