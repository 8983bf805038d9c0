"""Small, linear-time cleaning of text taken from the law's Markdown."""

from __future__ import annotations

import re

_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\]")
_ESCAPE = re.compile(r"\\([-\\`*_{}\[\]()#+.!|<>])")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2002\u2003\u2009\u200a\u202f]+")
_SUPERSCRIPT = re.compile(r"[¹²³⁴-⁹]+(?=\s|$|\))")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SOFT = str.maketrans({"\u00ad": None, "\u200b": None, "\ufeff": None})


def clean(text: str) -> str:
    """`text` on one line: no footnote marks, no Markdown escapes, single spaces."""
    if "[^" in text:
        text = _FOOTNOTE.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if not text.isascii():
        text = text.translate(_SOFT)
    return _SPACES.sub(" ", text).strip()


def without_marks(text: str) -> str:
    """`clean(text)` without footnote asterisks and superscript figures at the end of a word."""
    text = _SUPERSCRIPT.sub("", clean(text))
    text = re.sub(r"\s?\*+\)?|\s?\d\)(?=\s|$)", "", text)
    return _SPACES.sub(" ", text).strip()


def without_tags(text: str) -> str:
    """`text` with HTML tags replaced by a space."""
    return _TAG.sub(" ", text)
