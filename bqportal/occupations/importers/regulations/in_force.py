"""When a regulation came into force (Inkrafttreten) and on which law it rests (Ermächtigung)."""

from __future__ import annotations

import re

from .document import Document, Item, Section, Text
from .german_dates import WRITTEN_DATE, date_of
from .occupation_names import recognition_section

_IN_FORCE = re.compile(
    rf"\btritt\b[^.]{{0,80}}?\b(?:am|mit Wirkung vom|zum|vom)\s+{WRITTEN_DATE}"
    r"[^.]{0,40}?\bin Kraft"
)
_LAW = re.compile(
    r"§{1,2}\s*(?:4|5|21|25|27|42)[a-z]?\b[^§]{0,90}?(?:der\s+(Handwerksordnung)|des\s+(Berufs(?:aus)?bildungsgesetz))"
)


def in_force_from(document: Document) -> tuple[str | None, list[str]]:
    """(ISO date, warnings). Only the date that the text prints; a lost paragraph gives None."""
    sections = [s for s in document.sections if re.search(r"[Ii]n-?\s?[Kk]raft", s.heading)]
    for section in [*sections, *reversed(document.sections)]:
        text = _text_of(section)
        match = _IN_FORCE.search(text)
        if match:
            day = date_of(match)
            if day:
                return day.isoformat(), []
        if section in sections and "Tag nach der Verkündung" in text:
            return None, ["in-force-missing: day after promulgation, which the file does not date"]
    return None, ["in-force-missing: no sentence with the date of entry into force"]


def _text_of(section: Section) -> str:
    texts = (block.text for block in section.blocks if isinstance(block, Text | Item))
    return " ".join(texts)[:6000]


def legal_basis(document: Document) -> str | None:
    """ "BBiG", "HwO" or "BBiG, HwO": the act(s) under which the occupation is recognised."""
    recognition = recognition_section(document)
    sources = [
        _text_of(recognition) if recognition else "",
        document.preamble[:4000],
        document.changes[:4000],
    ]
    for source in sources:
        crafts = training = False
        for match in _LAW.finditer(source):
            crafts |= bool(match[1])
            training |= bool(match[2])
        found = ", ".join(name for name, on in (("BBiG", training), ("HwO", crafts)) if on)
        if found:
            return found
    return None
