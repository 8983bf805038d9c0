"""The shape of a record: its fields, where each stands in the document, and what it may hold.

One description per kind of record serves the form, the comparison, the spreadsheet and the checks. A document is the
whole record as plain data, in the format of docs/formats.md: what people import is what they edit and what snapshots
keep.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LANGUAGE = "{language}"


class Type(StrEnum):
    """What a field holds."""

    LINE = "line"  # one line of text
    TEXT = "text"  # Markdown
    NUMBER = "number"
    DECIMAL = "decimal"  # 2.5
    CHOICE = "choice"
    FLAG = "flag"
    DATE = "date"  # as exact as known: 2019, 2019-09, 2019-09-01
    URL = "url"
    LANGUAGE = "language"  # ISO 639
    LINES = "lines"  # a list of texts, one a line
    COUNTRY = "country"  # ISO 3166


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        path: keys from the record (or the row) down, with dots; `{language}` stands for each language.
        label: what people call it; lazily translated.
        fixed: may not change once the record is public, for addresses hang on it.
    """

    path: str
    label: Any
    type: Type = Type.LINE
    choices: tuple[tuple[str, Any], ...] = ()
    help: Any = ""
    required: bool = False
    limit: int = 20_000
    low: int = 0
    high: int = 100_000
    fixed: bool = False

    @property
    def is_text(self) -> bool:
        """True when every language has its own."""
        return LANGUAGE in self.path

    def at(self, language: str) -> str:
        """The path for one language."""
        return self.path.replace(LANGUAGE, language)


@dataclass(frozen=True)
class Rows:
    """An ordered list of rows, told apart by the field `identity`; without one, by what they hold."""

    key: str
    label: Any
    row: Any  # what people call one of them
    fields: tuple[Field, ...]
    identity: str = ""

    def field(self, path: str) -> Field:
        """The field at `path`. Raises KeyError if there is none."""
        return {field.path: field for field in self.fields}[path]


@dataclass(frozen=True)
class Shape:
    """All fields and lists of a kind of record. `sources` and `cites` belong to every kind."""

    fields: tuple[Field, ...]
    rows: tuple[Rows, ...] = ()
    identity: str = "slug"
    title: str = "title"
    sector: str = ""  # path of the field that says the sector, if there is one

    @property
    def facts(self) -> tuple[Field, ...]:
        """Fields that stand once, whatever the language."""
        return tuple(field for field in self.fields if not field.is_text)

    @property
    def texts(self) -> tuple[Field, ...]:
        """Fields of which every language has its own."""
        return tuple(field for field in self.fields if field.is_text)

    def rows_at(self, key: str) -> Rows:
        """The list at `key`. Raises KeyError if there is none."""
        return {rows.key: rows for rows in self.rows}[key]


def value_at(data: Any, path: str) -> Any:
    """What stands at `path`, or None.

    >>> value_at({"level": {"eqf": 4}}, "level.eqf"), value_at({}, "level.eqf")
    (4, None)
    """
    for key in path.split("."):
        if not isinstance(data, dict):
            return None
        data = data.get(key)
    return data


def put_at(data: dict[str, Any], path: str, value: Any) -> None:
    """Write `value` at `path`; an empty value removes the key and what becomes empty above it.

    >>> document = {}
    >>> put_at(document, "level.eqf", 4); document
    {'level': {'eqf': 4}}
    >>> put_at(document, "level.eqf", None); document
    {}
    """
    key, _, rest = path.partition(".")
    if rest:
        child = data.get(key)
        inner = child if isinstance(child, dict) else {}
        put_at(inner, rest, value)
        value = inner
    if value in (None, "", [], {}):
        data.pop(key, None)
    else:
        data[key] = value


def languages_of(document: dict[str, Any], shape: Shape) -> list[str]:
    """Languages in which anything of the record is worded, in stable order: German, English, then by code."""
    found = set(_languages_in(document, shape.texts))
    for rows in shape.rows:
        texts = tuple(field for field in rows.fields if field.is_text)
        for row in document.get(rows.key) or []:
            found |= set(_languages_in(row, texts))
    return sorted(found, key=lambda code: ({"de": "0", "en": "1"}.get(code, "2"), code))


def _languages_in(data: dict[str, Any], texts: tuple[Field, ...]) -> Iterator[str]:
    """Languages that have a value at one of the `texts`. Beside language codes a mapping may hold other keys."""
    for field in texts:
        above, _, _below = field.path.partition(LANGUAGE)
        parent = value_at(data, above.rstrip(".")) if above else data
        for key in parent if isinstance(parent, dict) else ():
            if is_language(str(key)) and value_at(data, field.at(str(key))):
                yield str(key)


def is_language(key: str) -> bool:
    """True for an ISO 639 code such as pl or sr-Latn. Keys of documents are never two or three letters long, but `no`,
    `key`, `url` and `eqf`, which are no languages here.

    >>> is_language("sr-Latn"), is_language("no"), is_language("title")
    (True, False, False)
    """
    code, _, script = key.partition("-")
    plain = 2 <= len(code) <= 3 and code.isascii() and code.islower() and code.isalpha()
    return plain and (not script or (len(script) == 4 and script.istitle())) and key not in {"no", "key", "url", "eqf"}
