"""How wide a text will be, estimated from above, and where to break it (pure).

The server draws diagrams without knowing the reader's font. The estimate is for Fira Sans
and the usual system fonts, and rather too wide than too narrow.
"""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iljtfrI.,:;'’|!()[] -·/")
_BROAD = frozenset("mwMW@%—…ЖШЩЮЫФжшщюыфѡ")


def width_of(text: str, size: float) -> float:
    """Width in pixels of one line at a font size in pixels, not less than what is drawn."""
    return sum(_share(character) for character in text) * size


def _share(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in _NARROW:
        return 0.4
    if character in _BROAD:
        return 0.98
    if character.isupper():
        return 0.74
    return 0.64


def wrapped(text: str, *, width: float, size: float) -> list[str]:
    """The text in lines of at most ``width`` pixels; too long a word is cut with a hyphen."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width, size):
            longer = f"{line} {piece}" if line else piece
            if line and width_of(longer, size) > width:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, width: float, size: float) -> list[str]:
    if width_of(word, size) <= width:
        return [word]
    pieces: list[str] = []
    piece = ""
    for character in word:
        if piece and width_of(f"{piece}{character}-", size) > width:
            pieces.append(f"{piece}-" if piece[-1] not in "-/" else piece)
            piece = ""
        piece += character
    return [*pieces, piece]
