"""How wide a text will be, estimated from above, and where to break it (pure).

The server draws diagrams without knowing the reader's font. The estimate is for Fira Sans
and the usual system fonts, and rather too wide than too narrow.
"""

from __future__ import annotations

import unicodedata

# Shares of the font size, from the advance widths of Fira Sans 600 (rounded up).
_SHARES = (
    (" .,:;'’!·|ijlıIJ", 0.33),
    ("ftrł()[]-", 0.43),
    ("гт", 0.5),
    ("wmMWÆŒæœ@%—…&", 1.02),
    ("жшщыюфмљњЖШЩЮФЫМЉЊЂЋЏ", 0.95),
)
_SHARE_OF = {character: share for characters, share in _SHARES for character in characters}


def width_of(text: str, size: float) -> float:
    """Width in pixels of one line at a font size in pixels, not less than what is drawn."""
    return sum(_share(character) for character in unicodedata.normalize("NFD", text)) * size


def _share(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in _SHARE_OF:
        return _SHARE_OF[character]
    if "LATIN" in unicodedata.name(character, "") or "CYRILLIC" in unicodedata.name(character, ""):
        return 0.72 if character.isupper() else 0.63
    return 0.6 if character.isdigit() else 0.75  # a system font draws it


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
    if "-" in word.strip("-") or "/" in word.strip("/"):
        cut = next(i for i, character in enumerate(word[1:-1], 2) if character in "-/")
        return [*_pieces(word[:cut], width, size), *_pieces(word[cut:], width, size)]
    end = len(word)
    while end > 1 and width_of(f"{word[:end]}-", size) > width:
        end -= 1
    end = min(end, max(1, len(word) - 4))  # never a lonely last letter
    return [f"{word[:end]}-", *_pieces(word[end:], width, size)]
