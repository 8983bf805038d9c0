"""What a sentence that introduces a list says about it: training positions or something else.

Three generations of the law: "Gegenstand der Berufsausbildung sind mindestens die folgenden
Fertigkeiten und Kenntnisse:" (to about 2005), "gliedert sich wie folgt (Ausbildungsberufsbild):
Abschnitt A Berufsprofilgebende Fertigkeiten, Kenntnisse und Fähigkeiten:" (2005 to 2016) and
"Die Berufsbildpositionen der … sind:" (since about 2013).
"""

from __future__ import annotations

import re
from enum import Enum


class Meaning(Enum):
    """What the items of a list are."""

    POSITIONS = "positions"
    OTHER = "other"
    UNKNOWN = "unknown"


_OTHER = re.compile(
    r"Einsatzgebiet|Zusatzqualifikation|Einsatzbereich"
    r"|staatlich anerkannt|anzuwenden|zu vertiefen"
    r"|[Ii]m Umfang von|Umfang von \d+ Monaten"
    r"|glieder[nt] sich (?:dabei )?in\b|einer der (?:folgenden )?Fachrichtungen"
    r"|im Sinne dieser Verordnung|[Pp]rüfung|Ausbildungsverhältnis|kann die Ausbildung"
    r"|in den folgenden Berufsausbildungen|der folgenden Kulturen|Anlagen? genannten"
    r"|[Aa]bgewichen|Zeitraum|sind zu berücksichtigen|nachzuweisen"
)
_STRONG = re.compile(
    r"Berufsbildpositionen|Gegenstand der Berufsausbildung (?:zum |zur |in |im |ist |sind |für )"
    r"|(?:Fertigkeiten|Qualifikationen|Kenntnisse|Fähigkeiten)\b[^.]{0,260}(?:sind|umfass\w+|aus)?\s?:?$"
    r"|Wahlqualifikation\w*\b[^.]{0,200}:?$|Wahlbaustein\w*\b[^.]{0,200}:?$"
    r"|Auswahlliste[^.]{0,120}:?$|Pflichtqualifikation\w*\b.{0,200}:?$"
    r"|Ausbildungsberufsbild\)?[^.]{0,80}:?$|Qualifikationseinheit\w*\b[^.]{0,200}:?$"
)
_PLAIN = re.compile(
    r"(?:[Bb]erufsprofilgebend|[Ii]ntegrativ|Berufsbildposition)\w*\s[^.]*(?:\bsind\s?:?|:)$"
    r"|Gegenstand der (?:gemeinsamen )?(?:Berufsa|A)usbildung\b[^.]*\bsind\b[^.]*:$"
)
_NOT_PLAIN = re.compile(r"glieder[nt] sich|Einsatz|Zusatzqualifikation|Anlage|vermitteln|vermittelt|auszuwählen")
_SENTENCE_END = re.compile(r"(?<=[a-zäöüß)])\.\s+(?=[A-ZÄÖÜ(])")
_BREAKDOWN = re.compile(r"gliedert sich (?:wie folgt )?\(?Ausbildungsberufsbild|gliedert sich wie folgt")


_PLACEHOLDER = re.compile(
    r"^(?:mindestens )?(?:eine[rs]?|zwei|drei|vier|fünf|sechs|sieben|acht)\b(?: [\w-]+){0,6}? "
    r"(?:Wahl\w*|Qualifikationseinheit\w*|Schwerpunkt\w*)\b"
    r"|^Auswahlliste [IVX\d]+\W*$|^(?:die )?Wahl\w+ [^.]{0,80}(?:aus|nach|gemäß)\b",
    re.IGNORECASE,
)


def is_placeholder(item: str) -> bool:
    """Whether an item only points to a list of choices ("zwei Wahlqualifikationen aus der Liste")."""
    return bool(_PLACEHOLDER.match(item))


def opens_breakdown(text: str) -> bool:
    """Whether "gliedert sich wie folgt (Ausbildungsberufsbild)" begins: all its Abschnitte list positions."""
    return bool(_BREAKDOWN.search(text))


def meaning(introduction: str) -> Meaning:
    """What the sentence before a list says about the list's items."""
    sentence = _SENTENCE_END.split(introduction[-600:])[-1]
    if _BREAKDOWN.search(sentence):
        return Meaning.POSITIONS
    if _PLAIN.search(sentence) and not _NOT_PLAIN.search(sentence):
        return Meaning.POSITIONS
    if _OTHER.search(sentence) and "Die Berufsbildpositionen" not in sentence:
        return Meaning.OTHER
    if _STRONG.search(sentence):
        return Meaning.POSITIONS
    return Meaning.UNKNOWN
