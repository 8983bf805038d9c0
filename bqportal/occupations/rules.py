"""Verdicts on what a training regulation says."""

import re
from collections.abc import Iterable

SPECIALISATION = re.compile(r"(?:[A-Z]: )?(?:Fachrichtung|Schwerpunkt) (?P<name>.+)")


def specialisations(sections: Iterable[str]) -> list[str]:
    """Fields of specialisation (Fachrichtungen, Schwerpunkte) that the sections of a list of positions name, in order.

    >>> specialisations(["integrativ", "Fachrichtung Schmuck", "Fachrichtung Schmuck", "C: Schwerpunkt Ketten"])
    ['Schmuck', 'Ketten']
    """
    found = (SPECIALISATION.fullmatch(section) for section in sections)
    return list(dict.fromkeys(match["name"] for match in found if match))
