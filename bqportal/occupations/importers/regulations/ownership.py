"""Which occupation of a regulation with several a training position belongs to."""

from __future__ import annotations

import re

from .document import Document, Section, Text
from .occupation_names import Pair
from .positions import Position


def owners(document: Document, positions: list[Position], names: list[Pair]) -> list[str | None]:
    """For each position the male name of its occupation, None where all share it."""
    if len(names) < 2:
        return [None] * len(positions)
    hosts = list(dict.fromkeys(position.reference.section for position in positions))
    if len(hosts) == 1:
        return [_named_in(position.section or "", names) for position in positions]
    by_number = {section.number or "": section for section in document.sections}
    named = {host: _named_in(_context(by_number[host]), names) for host in hosts}
    found = [name for name in named.values() if name]
    if len(set(found)) != len(hosts) and len(hosts) == len(names):
        named = {host: names[n][0] for n, host in enumerate(hosts)}
    return [named[position.reference.section] for position in positions]


def _context(section: Section) -> str:
    """What names the occupation of a section: its heading, its part, its first sentences."""
    texts = [block.text for block in section.blocks if isinstance(block, Text)]
    return " ".join([section.heading, section.division, *texts[:3]])[:1500]


def _named_in(text: str, names: list[Pair]) -> str | None:
    """The one occupation that `text` names, None if none or several."""
    found = []
    for male, female in sorted(names, key=lambda pair: -len(pair[0])):
        name = re.escape(female or male)
        if re.search(rf"(?<![\w-]){name}n?\b", text):
            found.append(male)
            text = re.sub(rf"(?<![\w-]){name}n?\b", " ", text)
    return found[0] if len(found) == 1 else None
