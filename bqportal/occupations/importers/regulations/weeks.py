"""Weeks per training position from the annex (zeitliche Richtwerte in Wochen).

Row spans are lost in one of the dialects, so a table is believed only if all its weeks add up to
52 for every year of training.
"""

from __future__ import annotations

import re

from .annex import Reference, parse_reference
from .document import Document, Row
from .positions import Position

_WEEKS = re.compile(r"^(\d{1,2})\s?(?:\*+\)?|\d\))?$")
Key = tuple[str, str, str, str]


def weeks_by_position(
    document: Document, positions: list[Position], months: int | None
) -> tuple[dict[int, int], list[str]]:
    """({index of position: weeks}, warnings); empty unless the weeks sum to 52 x years."""
    found = _weeks_in_annex(document)
    if not found:
        return {}, []
    total = sum(found.values())
    if months is None:
        return {}, [f"weeks-not-checked: {total} weeks in the annex, several durations"]
    expected = 52 * months // 12
    if total != expected:
        return {}, [f"weeks-do-not-sum: {total} of {expected}"]
    placed: dict[int, int] = {}
    for reference, weeks in found.items():
        index = _index_of(reference, positions)
        if index is None:
            return {}, [f"weeks-without-position: number {reference.number} of the annex"]
        placed[index] = placed.get(index, 0) + weeks
    return placed, []


def _weeks_in_annex(document: Document) -> dict[Reference, int]:
    """Weeks per cited position of the annexes; a row without reference belongs to the last one."""
    found: dict[Reference, int] = {}
    for annex in document.annexes:
        if "Zusatzqualifikation" in annex.heading:
            continue
        current: Reference | None = None
        for block in annex.blocks:
            if not isinstance(block, Row):
                continue
            cited = _reference_of(block)
            current = cited or current
            numbers = _numbers(block, has_reference=cited is not None)
            if current is not None and numbers:
                found[current] = found.get(current, 0) + sum(numbers)
    return found


def _reference_of(row: Row) -> Reference | None:
    for cell in row.cells[:3]:
        if "§" in cell:
            references = list(parse_reference(cell[cell.index("§") :]))
            if references:
                return references[0]
    return None


def _numbers(row: Row, *, has_reference: bool) -> list[int]:
    """The week cells of a row: whole numbers after the learning goals."""
    filled = [cell for cell in row.cells if cell]
    if filled and all(_WEEKS.match(cell) for cell in filled) and len(filled) > 2:
        return []
    cells = row.cells[2:] if has_reference else row.cells[1:]
    if len(row.cells) == 1:
        cells = row.cells
    return [int(match[1]) for cell in cells if (match := _WEEKS.match(cell))]


def _index_of(reference: Reference, positions: list[Position]) -> int | None:
    exact = [n for n, p in enumerate(positions) if p.reference == reference]
    if exact:
        return exact[0]
    loose = [n for n, p in enumerate(positions) if _key(p.reference) == _key(reference)]
    return loose[0] if len(loose) == 1 else None


def _key(reference: Reference) -> tuple[str, str, str]:
    return reference.section, reference.number, reference.letter
