"""Choosing the text a reader can read.

A multilingual text travels as a plain mapping from language to text, so that it can stand in JSON.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FALLBACKS = ("en", "de")
# Who reads the first reads the others as well: better than English.
CLOSE = {"bs": ("hr", "sr-Latn"), "hr": ("bs",), "fa": ("prs",), "prs": ("fa",)}


@dataclass(frozen=True)
class Chosen:
    """The text found and the language it is in, which is not always the one asked for."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)


def chosen(texts: Mapping[str, str] | None, language: str) -> Chosen:
    """The text in `language` or one close to it, else in English, in German, in any; empty if there is none.

    >>> chosen({"de": "Bäcker", "en": "baker"}, "ar")
    Chosen(text='baker', language='en')
    >>> chosen({"hr": "pekar", "en": "baker"}, "bs")
    Chosen(text='pekar', language='hr')
    """
    texts = texts or {}
    for candidate in (language, *CLOSE.get(language, ()), *FALLBACKS, *sorted(texts)):
        if text := texts.get(candidate):
            return Chosen(text, candidate)
    return Chosen("", language)


def by_language(rows: Iterable[Any], field: str) -> dict[str, str]:
    """The `field` of each text row that has something to say: {"de": …, "en": …}."""
    return {row.language: value for row in rows if (value := getattr(row, field))}
