"""The list of training positions (Berufsbildpositionen) in the text of the law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .annex import Reference, position_rows
from .document import Document, Item, Row, Section, Text
from .introductions import Meaning, is_placeholder, meaning, opens_breakdown
from .markers import split_marker
from .section_labels import label_of

FEW = 4
"""Fewer positions than this mean that the list was not found."""
_PARAGRAPH = re.compile(r"^\((\d+)[a-z]?\)\s*")
_PART = re.compile(r"(?:^|[:.;)]\s*)Abschnitt ([A-Z]{1,4}|\d)\b(?!\s*(?:und|bis|Nummer|Nr))[:.]?\s*")
_HOST_HEADING = re.compile(r"[Bb]erufsbild|Gegenstand|Inhalte? der (?:Berufsa|A)usbildung")
_HOST_TEXT = re.compile(
    r"Berufsbildposition|[Bb]erufsprofilgebende Fertigkeiten[^.:]{0,200}\bsind:"
    r"|Gegenstand der Berufsausbildung\b[^.]{0,120}\bsind|\(Ausbildungsberufsbild\)"
)
_NOT_HOST = re.compile(r"[Pp]rüfung|Zusatzqualifikation|Teil(?:es|s)? \d|Inhalt (?:von|de[sr])\b|Anerkennung")
_GROUP = re.compile(
    r"^(?:in |im |für |bei )?(?:der |den |die |dem |einer |das )*"
    r"(?:Fachrichtung|Schwerpunkt|Auswahlliste|Wahlqualifikationen|Wahlqualifikationseinheiten"
    r"|Pflichtqualifikation|Einsatzgebiet|Ausbildungsberuf|Bereich|Betriebszweig|Ausbildungsrichtung)"
    r"|^(?:[Gg]emeinsame |[Ww]eitere )?(?:\w+übergreifende )?(?:[Ii]ntegrative|[Bb]erufsprofilgebende) "
    r"Fertigkeiten, Kenntnisse und Fähigkeiten"
)
_TAIL = re.compile(r"(?:\s+(?:und|sowie|oder|und/oder)\s*|[\s,;.:]+)$")
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
_LONGEST_TEXT = 1000
_SKIPPED = re.compile(r"^\(?(?:weggefallen|aufgehoben)\)?")


@dataclass(frozen=True, slots=True)
class Position:
    """One training position. `reference` is where the law lists it; `section` the label of its part.

    `from_annex` says that the list in the text was not found and the annex gave the wording.
    """

    no: str
    text: str
    section: str | None
    reference: Reference
    from_annex: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A list item with what is known about its list."""

    reference: Reference
    text: str
    label: str | None
    meaning: Meaning
    raw: str

    @property
    def opens_list(self) -> bool:
        """Whether letters that follow are entries of their own."""
        last_word = self.raw.rstrip(" ,;").rsplit(" ", 1)[-1]
        is_noun = last_word.startswith("-") or last_word[:1].isupper()
        return self.raw.endswith(":") or is_noun


def positions(document: Document, cited: list[Reference]) -> list[Position]:
    """All training positions in order; `cited` (annex references) settles unclear lists."""
    cited_sections = {r.section for r in cited}
    entries: list[_Entry] = []
    for section in document.sections:
        if _is_host(section, cited_sections):
            entries += _Walk(section).entries()
    grouped = list(_without_group_heads(_only_positions(entries, cited)))
    listed = [
        Position(
            no=entry.reference.number + entry.reference.letter,
            text=entry.text,
            section=entry.label,
            reference=entry.reference,
        )
        for entry in _with_letters_resolved(grouped, cited)
    ]
    return listed if len(listed) >= FEW else (_named_by_annex(document) or listed)


def _named_by_annex(document: Document) -> list[Position]:
    """The positions as the rows of the annex name them, for a text whose list cannot be found."""
    found: dict[Reference, str] = {}
    for row in position_rows(document):
        found.setdefault(row.reference, row.name)
    if len(found) < FEW:
        return []
    return [
        Position(reference.number + reference.letter, name, reference.part or None, reference, from_annex=True)
        for reference, name in found.items()
    ]


def _with_letters_resolved(entries: list[_Entry], cited: list[Reference]) -> list[_Entry]:
    """Letters under a number are positions of their own, or only complete the number's text.

    The annex decides ("Nummer 8 Buchstabe a" against "Nummer 8"); without it the wording does:
    "Büroorganisation" opens a list of positions, "Herstellen von" goes on with its letters.
    """
    lettered = {_loose(reference) for reference in cited if reference.letter}
    plain = {_loose(reference) for reference in cited if not reference.letter}
    resolved: list[_Entry] = []
    completes_head = False
    for entry in entries:
        head = resolved[-1] if resolved else None
        if not entry.reference.letter or head is None or not _is_head_of(entry, head):
            resolved.append(entry)
            completes_head = False
            continue
        if not head.reference.letter and not completes_head:
            key = _loose(entry.reference)
            completes_head = key not in lettered and (key in plain or not head.opens_list)
        if completes_head and len(head.raw) < _LONGEST_TEXT:
            raw = f"{head.raw} {entry.reference.letter}) {entry.raw}"
            resolved[-1] = replace(head, raw=raw, text=_trimmed(raw))
        else:
            resolved.append(entry)
    return resolved


def _loose(reference: Reference) -> tuple[str, str]:
    """Section and number only: annexes often leave out Absatz and Abschnitt."""
    return reference.section, reference.number


def _is_head_of(letter: _Entry, candidate: _Entry) -> bool:
    """Whether `candidate` is the number that `letter` stands under, or another letter of it."""
    return replace(letter.reference, letter="") == replace(candidate.reference, letter="")


def _is_host(section: Section, cited_sections: set[str]) -> bool:
    """Whether this section can hold the list of positions."""
    if "erufsbild" not in section.heading and _NOT_HOST.search(section.heading):
        return False
    if _HOST_HEADING.search(section.heading) or section.number in cited_sections:
        return True
    text = " ".join(block.text for block in section.blocks if isinstance(block, Text))
    return bool(_HOST_TEXT.search(text[:6000]))


def _only_positions(entries: list[_Entry], cited: list[Reference]) -> list[_Entry]:
    """Items whose introduction says that they are positions, and unclear ones that only the annex can mean."""
    keys = {(r.section, r.paragraph, r.number) for r in cited}
    claimed = {entry.reference for entry in entries if entry.meaning is Meaning.POSITIONS}
    return [
        entry
        for entry in entries
        if entry.meaning is Meaning.POSITIONS
        or (
            entry.meaning is Meaning.UNKNOWN
            and (entry.reference.section, entry.reference.paragraph, entry.reference.number) in keys
            and entry.reference not in claimed
        )
    ]


def _without_group_heads(entries: list[_Entry]) -> Iterator[_Entry]:
    """Entries without heads such as "in der Fachrichtung Fahrweg:", which are no positions.

    A head that only groups ("in der Fachrichtung …", "zwei Wahlqualifikationen aus der Liste I")
    becomes the label of what it groups.
    """
    group: tuple[Reference, str] | None = None
    for number, entry in enumerate(entries):
        following = entries[number + 1] if number + 1 < len(entries) else None
        if group and not _is_below(entry.reference, group[0]):
            group = None
        if group is None:
            heads = following is not None and _is_below(following.reference, entry.reference)
            if is_placeholder(entry.text) or (heads and _GROUP.match(entry.text)):
                group = (entry.reference, label_of(entry.text) or entry.text)
                continue
        yield replace(entry, label=group[1]) if group else entry


def _is_below(child: Reference, head: Reference) -> bool:
    """Whether `child` is a letter, a dotted number ("2.1") or a roman number ("I.1") under `head`."""
    if (child.section, child.paragraph, child.part) != (head.section, head.paragraph, head.part):
        return False
    if head.letter or not head.number:
        return False
    roman = _ROMAN.get(head.number)
    return (
        (child.number == head.number and bool(child.letter))
        or child.number.startswith(head.number + ".")
        or (roman is not None and child.number.startswith(roman + "."))
    )


class _Walk:
    """Goes through the blocks of one section and yields its list items with their introduction."""

    def __init__(self, section: Section) -> None:
        self._section = section
        self._paragraph = ""
        self._part = ""
        self._in_breakdown = False
        self._introduce("")
        self._pending: list[_Entry] = []

    def _introduce(self, introduction: str) -> None:
        """A new list begins; what its introduction says holds for all its items."""
        self._number = ""
        self._label = label_of(introduction, self._part)
        self._meaning = meaning(introduction)
        if self._meaning is Meaning.UNKNOWN and self._in_breakdown and self._part:
            self._meaning = Meaning.POSITIONS

    def entries(self) -> list[_Entry]:
        """The items of the section in order."""
        blocks = [_as_list_block(b) if isinstance(b, Row) else b for b in self._section.blocks]
        for block, following in zip(blocks, [*blocks[1:], None], strict=False):
            unmarked = self._unmarked_item(block) if isinstance(block, Text) else block
            if unmarked:
                self._item(unmarked)
            elif self._continues_last(block.text, following):
                last = self._pending.pop()
                raw = f"{last.raw} {block.text}"
                self._pending.append(replace(last, raw=raw, text=_trimmed(raw)))
            else:
                self._text(block.text)
        return self._pending

    def _unmarked_item(self, block: Text) -> Item | None:
        """A line "8 Austrocknen …" that counts on from item 7: the print lost the full stop."""
        if self._number.isdigit():
            following = int(self._number) + 1
            match = re.match(rf"{following}\.? (?=[A-ZÄÖÜ])", block.text)
            if match:
                return Item(str(following), block.text[match.end() :])
        return None

    def _text(self, text: str) -> None:
        paragraph = _PARAGRAPH.match(text)
        if paragraph:
            self._paragraph, self._part, self._in_breakdown = paragraph[1], "", False
            text = text[paragraph.end() :]
        self._in_breakdown = self._in_breakdown or opens_breakdown(text)
        parts = list(_PART.finditer(text))
        if parts:
            self._part = parts[-1][1]
            text = text[parts[-1].end() :] or text
        self._introduce(text)

    def _continues_last(self, text: str, following: Text | Item | None) -> bool:
        """A line break of the mirror inside an item: the next item counts on from the last."""
        if not self._pending or not self._number.isdigit() or len(text) > 250:
            return False
        if text[:1] == "(" or text[-1:] == ":" or "Abschnitt" in text:
            return False
        if isinstance(following, Item):
            return following.marker == str(int(self._number) + 1)
        return self._pending[-1].raw[-1:].isalpha() and text[:1].islower()

    def _item(self, item: Item) -> None:
        number, letter = self._number, ""
        if item.marker.isdigit() or "." in item.marker:
            number = self._number = item.marker
        elif len(item.marker) == 1 and item.marker.islower():
            letter = item.marker
        elif item.marker.isupper():
            self._part = item.marker
            self._introduce(f"{item.text} Fertigkeiten und Kenntnisse:")
            return
        else:
            return
        if _SKIPPED.match(item.text) or not item.text:
            return
        swallowed = self._swallowed_item(item)
        text = item.text[: swallowed.start()] if swallowed else item.text
        self._add(number, letter, text)
        if swallowed:
            self._item(Item(swallowed[1], item.text[swallowed.end() :]))

    def _swallowed_item(self, item: Item) -> re.Match[str] | None:
        """The next number inside an item's text, where the law's print lost the line break."""
        if not item.marker.isdigit():
            return None
        return re.search(rf", ({int(item.marker) + 1})\.? (?=[A-ZÄÖÜ])", item.text)

    def _add(self, number: str, letter: str, text: str) -> None:
        section = self._section.number or ""
        self._pending.append(
            _Entry(
                reference=Reference(section, self._paragraph, self._part, number, letter),
                text=_trimmed(text),
                label=self._label,
                meaning=self._meaning,
                raw=text,
            )
        )


def _trimmed(text: str) -> str:
    """`text` without the punctuation and "und" that lead to the next item."""
    return _TAIL.sub("", _TAIL.sub("", _TAIL.sub("", text)))


def _as_list_block(row: Row) -> Text | Item:
    """A table row inside a section as what it stands for: a list item or a line of text."""
    # A cross only ticks the column it stands in: "II.26 | Flexografie II | | | X".
    cells = [cell for index, cell in enumerate(row.cells) if cell and (cell != "X" or not index)]
    if not cells:
        return Text("")
    marked = split_marker(cells[0])
    if marked and marked[1]:
        return Item(*marked)
    if marked and len(cells) > 1:
        return Item(marked[0], " ".join(cells[1:]))
    return Text(" ".join(cells))
