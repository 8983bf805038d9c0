"""Short labels for the parts of a list of positions: "A", "B: Fachrichtung Tiefbau", "integrativ"."""

from __future__ import annotations

import re

_SPECIFIC = re.compile(
    r"(?:Fachrichtung|Schwerpunkt|Ausbildungsberuf|Einsatzgebiet|Auswahlliste|Wahlqualifikation(?:seinheit)?)"
    r"\s+(?!sind\b|ist\b|nach\b|gemäß\b|wird\b|umfa(?:ss|ß)t\b|umfassen\b)(?:der |des |zum |zur )?[^:;]{1,120}?"
    r"(?=\s+(?:sind|ist|beinhaltet|umfa(?:ss|ß)t|umfassen|mindestens)\b|\s+(?:nach|gemäß) (?:§|Absatz)"
    r"|\s+(?:jeweils )?in den Berufsbildpositionen|[:;,]?\s*$)"
)


def label_of(introduction: str, part: str = "") -> str | None:
    """The label of the list that `introduction` introduces, in Abschnitt `part` if it has one."""
    specific = _SPECIFIC.search(introduction)
    words = specific[0].strip(" :;,") if specific else _kind(introduction)
    if part:
        return f"{part}: {specific[0].strip(' :;,')}" if specific else part
    return words


def _kind(introduction: str) -> str | None:
    lowered = introduction.lower()
    across = re.search(r"(\w+übergreifend)en", lowered)
    prefix = f"{across[1]}, " if across else ""
    if "integrativ" in lowered:
        return f"{prefix}integrativ"
    if "wahlqualifikation" in lowered and "übergreifend" not in lowered:
        return "Wahlqualifikation"
    if "berufsprofilgebend" in lowered:
        return f"{prefix}berufsprofilgebend"
    return None
