"""The pieces of a notice: plain data, each text with its language where that is not the one of the sheet."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bqportal.countries.queries import country_name
from bqportal.languages.dates import readable_date
from bqportal.languages.names import direction_of

GERMAN = "de"
Piece = dict[str, Any]
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ISOLATED = ("\u2068", "\u2069")  # first strong isolate: a name keeps its own direction and leaves the line alone


def plain(text: str) -> str:
    """A text without control characters and without marks that turn the direction of what follows."""
    return _CONTROLS.sub("", text).strip()


def is_right_to_left(text: str) -> bool:
    """Whether letters of a script written from right to left are in it."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def is_latin(text: str) -> bool:
    """Whether every letter of it is one of the Latin script."""
    return all("LATIN" in unicodedata.name(letter, "") for letter in text if letter.isalpha())


@dataclass
class Sheet:
    """Puts texts together in one language; what people wrote in German stays German and says so."""

    language: str = GERMAN
    parts: list[Piece] = field(default_factory=list)

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.language)

    def day(self, value: date | None) -> str:
        """A day in words."""
        return readable_date(value, self.language)

    def country(self, code: str) -> str:
        """The name of a country."""
        return country_name(code, self.language) if code else ""

    def apart(self, value: object) -> str:
        """A value within a sentence, kept apart where directions of writing could mix."""
        text = plain(str(value))
        mixes = self.direction == "rtl" or is_right_to_left(text)
        return f"{_ISOLATED[0]}{text}{_ISOLATED[1]}" if mixes and text else text

    def say(self, words: str, **values: object) -> Piece:
        """A sentence of the notice, in the language of the sheet; `words` is translated already."""
        return {"kind": "text", "text": words % {name: self.apart(value) for name, value in values.items()}}

    def own(self, text: str, kind: str = "text") -> list[Piece]:
        """What a person or the law wrote in German, paragraph by paragraph."""
        return [self.foreign(line, GERMAN) | {"kind": kind} for line in text.splitlines() if plain(line)]

    def foreign(self, text: str, language: str) -> Piece:
        """A text with its language, where that is not the one of the sheet."""
        piece: Piece = {"kind": "text", "text": plain(text)}
        if language and language != self.language:
            direction = "rtl" if is_right_to_left(text) else "ltr"
            piece |= {"lang": language, "dir": direction}
        return piece

    def named(self, label: str, value: str | Piece) -> Piece:
        """A line of a list of facts."""
        piece = value if isinstance(value, dict) else {"kind": "text", "text": self.apart(value)}
        return {key: content for key, content in piece.items() if key != "kind"} | {"label": label}

    def facts(self, rows: Iterable[Piece]) -> list[Piece]:
        """Facts with labels; those without a value are left out."""
        told = [row for row in rows if row["text"]]
        return [{"kind": "facts", "facts": told}] if told else []

    def table(self, columns: Iterable[str], widths: Iterable[int], rows: Iterable[Iterable[Piece | str]]) -> Piece:
        """A table."""
        cells = [[cell if isinstance(cell, dict) else {"text": self.apart(cell)} for cell in row] for row in rows]
        return {"kind": "rows", "columns": list(columns), "widths": list(widths), "rows": cells}

    def add(self, key: str, heading: str, pieces: Iterable[Piece]) -> None:
        """A part under its heading; one that says nothing is left out."""
        told = list(pieces)
        if told:
            self.parts.append({"key": key, "heading": heading, "pieces": told})


def item(piece: Piece) -> Piece:
    """The piece as an entry of a list."""
    return piece | {"kind": "item"}


def numbered(number: int, piece: Piece) -> Piece:
    """The piece with its number, as the operative part counts its sentences."""
    return piece | {"kind": "numbered", "number": number}


def heading(text: str, lang: str = "") -> Piece:
    """A heading within a part."""
    return {"kind": "heading", "text": text} | ({"lang": lang, "dir": "ltr"} if lang else {})
