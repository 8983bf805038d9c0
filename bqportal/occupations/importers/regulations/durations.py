"""How long the training lasts (Ausbildungsdauer), in months, for each occupation of a regulation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .document import Document, Item, Section, Text
from .occupation_names import Pair

_NUMBERS = {
    "ein": 1.0,
    "eine": 1.0,
    "einem": 1.0,
    "eineinhalb": 1.5,
    "anderthalb": 1.5,
    "zwei": 2.0,
    "zweieinhalb": 2.5,
    "drei": 3.0,
    "dreieinhalb": 3.5,
    "vier": 4.0,
    "viereinhalb": 4.5,
    "fünf": 5.0,
    "sechs": 6.0,
    "neun": 9.0,
    "zwölf": 12.0,
    "achtzehn": 18.0,
}
_NUMBER = r"(\d{1,2}(?:[,.]\d)?(?: ?1/2| ?½)?|" + "|".join(sorted(_NUMBERS, key=len)[::-1]) + ")"
_SPAN = re.compile(
    rf"\b{_NUMBER}\s+(Jahre?n?|Monaten?|Monate)\b(?:\s+(?:und|sowie)\s+{_NUMBER}\s+Monaten?\b)?",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:dauer(?:t|n)|beträgt|Dauer von)\b|Ausbildungsdauer\b")
_SENTENCE = re.compile(r"(?<=[a-zäöüß)\"“])\.\s+(?=[A-ZÄÖÜ(])")
_TOTAL = re.compile(r"\binsgesamt\b")
_BY_NUMBER = re.compile(r"§ 1\s+(?:Nr\.|Nummer)\s+(\d+)(?:\s+(bis|und)\s+(\d+))?")
_STAGED = re.compile(r"Stufenausbildung|\b(?:ersten|zweiten) Stufe\b|\baufbauend")
_USUAL = (24, 36, 42)


@dataclass(frozen=True, slots=True)
class Durations:
    """`months[i]` belongs to the i-th occupation; None where the text does not say."""

    months: tuple[int | None, ...]
    warnings: tuple[str, ...]


def durations(document: Document, names: list[Pair]) -> Durations:
    """The duration for every occupation, with warnings for staged, unusual or missing values."""
    sentences = _sentences(document)
    if not sentences:
        return Durations((None,) * len(names), ("duration-missing: no sentence says how long the training lasts",))
    text = " ".join(sentences)
    general, by_name = _read(sentences, names)
    months = tuple(by_name.get(number, general) for number in range(len(names)))
    return Durations(months, tuple(_warnings(months, text)))


def _sentences(document: Document) -> list[str]:
    """Sentences about the duration, from the section named after it, else from all early sections."""
    own = [s for s in document.sections if re.search(r"[Dd]auer\b", s.heading)]
    for sections in (own, list(document.sections[:12])):
        found = [
            sentence
            for section in sections
            for sentence in _split(section)
            if _LASTS.search(sentence) and _SPAN.search(sentence)
        ]
        if found:
            return found
    return []


def _split(section: Section) -> list[str]:
    text = " ".join(block.text for block in section.blocks if isinstance(block, Text | Item))
    return _SENTENCE.split(text[:8000])


def _read(sentences: list[str], names: list[Pair]) -> tuple[int | None, dict[int, int]]:
    """(duration that holds for all, durations of single occupations by index)."""
    general: int | None = None
    by_name: dict[int, int] = {}
    for sentence in sentences:
        begin = last = 0
        for span in _SPAN.finditer(sentence):
            before = sentence[begin : span.start()]
            begin = span.end()
            months = _months(span)
            builds_on = re.search(r"\bweitere[nr]?\s*$", before) or (last and months < 24 and _STAGED.search(before))
            if builds_on:
                months += last
            mentioned = _mentioned(before, names) if len(names) > 1 else []
            if mentioned:
                for index in mentioned:
                    by_name.setdefault(index, months)
            elif general is None or _TOTAL.search(before):
                general = months
            last = months
    return general, by_name


def _months(span: re.Match[str]) -> int:
    value = _value(span[1])
    months = value * 12 if span[2].lower().startswith("jahr") else value
    return round(months + (_value(span[3]) if span[3] else 0))


def _value(word: str) -> float:
    word = word.lower().strip()
    if word in _NUMBERS:
        return _NUMBERS[word]
    half = 0.5 if word.endswith(("1/2", "½")) else 0.0
    word = word.removesuffix("1/2").removesuffix("½").strip()
    return float(word.replace(",", ".")) + half


def _mentioned(text: str, names: list[Pair]) -> list[int]:
    """Indices of the occupations that `text` names, by name or as "§ 1 Nr. 2 bis 5"."""
    by_number = _BY_NUMBER.search(text)
    if by_number:
        first = int(by_number[1])
        last = int(by_number[3] or first)
        wanted = range(first, last + 1) if by_number[2] != "und" else (first, last)
        return [number - 1 for number in wanted if 0 < number <= len(names)]
    found = []
    rest = text
    for index in sorted(range(len(names)), key=lambda i: -len(names[i][1] or names[i][0])):
        name = re.escape(names[index][1] or names[index][0])
        if re.search(rf"(?<!\w){name}n?\b", rest):
            found.append(index)
            rest = re.sub(rf"{name}n?\b", " ", rest)
    return sorted(found)


def _warnings(months: tuple[int | None, ...], text: str) -> list[str]:
    warnings = []
    if _STAGED.search(text) or len(set(months)) > 1:
        values = ", ".join(str(value) for value in sorted({m for m in months if m}))
        warnings.append(f"duration-staged: {values} months within one regulation")
    for value in sorted({m for m in months if m is not None and m not in _USUAL}):
        warnings.append(f"duration-unusual: {value} months")
    if None in months:
        warnings.append("duration-missing: not stated for every occupation")
    return warnings
