"""What is wrong with a document by the shape of its kind: types, limits, duplicates, keys that nobody knows.

The importer of a kind judges the rest, such as whether a reference occupation exists (proving.problems_of).
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from bqportal.editorial.documents import Document, identity_of
from bqportal.editorial.shapes import LANGUAGE, Field, Rows, Shape, Type, is_language, value_at

MOST_ROWS = 2_000  # rows of one list, lines of one field
LONGEST_KEY = 60
PARTIAL_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
COUNTRY = re.compile(r"[A-Z]{2,4}", re.ASCII)
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps neither NUL nor halves of characters
SOURCE_FIELDS = (
    Field("title", "", required=True, limit=500),
    Field("url", "", Type.URL, limit=1000),
    Field("publisher", "", limit=300),
    Field("lang", "", Type.LANGUAGE),
    Field("accessed", "", Type.DATE),
    Field("weak", "", Type.FLAG),
)


class Code(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NOT_A_TEXT = "not_a_text"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_FLAG = "not_a_flag"
    NOT_A_DATE = "not_a_date"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_LANGUAGE = "not_a_language"
    NOT_A_COUNTRY = "not_a_country"
    NOT_A_LIST = "not_a_list"
    NOT_A_MAPPING = "not_a_mapping"
    TWICE = "twice"
    HAS_NUL = "has_nul"
    UNKNOWN_FIELD = "unknown_field"
    FIXED = "fixed"


@dataclass(frozen=True)
class Fault:
    """One mistake.

    Attributes:
        path: the field, from the record or from its row down.
        rows, row: the list it stands in and the number of the row from 1; empty and 0 for the record itself.
        params: what the words need: `limit`, `low`, `high`, `choices`, `value`, `known`.
    """

    code: Code
    path: str
    rows: str = ""
    row: int = 0
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Where it stands: `units[3].hours`."""
        above = f"{self.rows}[{self.row}]" if self.row else self.rows
        return ".".join(filter(None, (above, self.path)))


def faults_of(document: Any, shape: Shape) -> list[Fault]:
    """Every mistake, in the order of the shape.

    >>> shape = Shape(fields=(Field("slug", ""), Field("level.eqf", "", Type.NUMBER, low=1, high=8)))
    >>> [(fault.key, fault.code.value) for fault in faults_of({"level": {"eqf": 9}, "x": 1}, shape)]
    [('level.eqf', 'out_of_range'), ('x', 'unknown_field')]
    """
    if not isinstance(document, dict):
        return [Fault(Code.NOT_A_MAPPING, "")]
    found = list(_faults_in(document, shape.fields))
    for rows in shape.rows:
        found += _faults_in_rows(document.get(rows.key), rows)
    found += _faults_in_evidence(document)
    lists = {rows.key for rows in shape.rows}
    return found + list(_unknown_keys(document, shape.fields, also={*lists, "sources", "cites"}))


def fault_of(value: Any, one: Field) -> tuple[Code, Mapping[str, Any]] | None:
    """What is wrong with one value, with what the words need; None when nothing is. Nothing at all is never wrong.

    >>> fault_of(9, Field("level.eqf", "", Type.NUMBER, low=1, high=8))[0].value
    'out_of_range'
    """
    if value is None or value == "" or value == []:
        return None
    if one.type in (Type.NUMBER, Type.DECIMAL):
        return _fault_of_number(value, one)
    if one.type is Type.FLAG:
        return None if isinstance(value, bool) else (Code.NOT_A_FLAG, {"value": shown(value)})
    if one.type is Type.LINES:
        return _fault_of_lines(value, one)
    return _fault_of_text(value, one)


def shown(value: Any, length: int = 60) -> str:
    """A value as a message may show it: short, and in one line.

    >>> shown("a" * 99) == "a" * 59 + "…", shown([1, 2])
    (True, '[1, 2]')
    """
    text = " ".join(UNKEEPABLE.sub("�", str(value)[:500]).split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _fault_of_number(value: Any, one: Field) -> tuple[Code, Mapping[str, Any]] | None:
    kinds = (int,) if one.type is Type.NUMBER else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not math.isfinite(value):
        return Code.NOT_A_NUMBER, {"value": shown(value)}
    if not one.low <= value <= one.high:
        return Code.OUT_OF_RANGE, {"low": one.low, "high": one.high, "value": shown(value)}
    return None


def _fault_of_lines(value: Any, one: Field) -> tuple[Code, Mapping[str, Any]] | None:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        return Code.NOT_A_LIST, {"value": shown(value)}
    if len(value) > MOST_ROWS:
        return Code.TOO_MANY, {"limit": MOST_ROWS}
    return next((fault for line in value if (fault := _fault_of_any_text(line, one))), None)


def _fault_of_any_text(value: Any, one: Field) -> tuple[Code, Mapping[str, Any]] | None:
    if not isinstance(value, str):
        return Code.NOT_A_TEXT, {"value": shown(value)}
    if UNKEEPABLE.search(value):
        return Code.HAS_NUL, {}
    return (Code.TOO_LONG, {"limit": one.limit}) if len(value) > one.limit else None


def _fault_of_text(value: Any, one: Field) -> tuple[Code, Mapping[str, Any]] | None:
    if fault := _fault_of_any_text(value, one):
        return fault
    params: dict[str, Any] = {"value": shown(value)}
    if one.type is Type.CHOICE:
        choices = [str(choice) for choice, _label in one.choices]
        return None if value in choices else (Code.NOT_A_CHOICE, {**params, "choices": choices})
    if one.type is Type.DATE and not is_partial_date(value):
        return Code.NOT_A_DATE, params
    if one.type is Type.URL and not is_address(value):
        return Code.NOT_AN_ADDRESS, params
    if one.type is Type.LANGUAGE and not (is_language(value) or value == "no"):
        return Code.NOT_A_LANGUAGE, params
    if one.type is Type.COUNTRY and not COUNTRY.fullmatch(value):
        return Code.NOT_A_COUNTRY, params
    return None


def is_partial_date(value: str) -> bool:
    """A year, a month or a day of the calendar.

    >>> is_partial_date("2019-09"), is_partial_date("2019-02-30"), is_partial_date("09/2019")
    (True, False, False)
    """
    if not PARTIAL_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def is_address(value: str) -> bool:
    """An address on the web.

    >>> is_address("https://example.org/a"), is_address("javascript:alert(1)"), is_address("https://a b")
    (True, False, False)
    """
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"[\s\x00-\x1f]", value)


def _faults_in(data: Document, fields: tuple[Field, ...], rows: str = "", row: int = 0) -> Iterator[Fault]:
    """Mistakes in the fields of the record, or of one row."""
    for one in fields:
        above, _, _below = one.path.partition(LANGUAGE)
        parent = (value_at(data, above.rstrip(".")) if above else data) if one.is_text else None
        languages = [key for key in parent or () if is_language(str(key))] if isinstance(parent, dict) else []
        for path in [one.at(str(language)) for language in languages] if one.is_text else [one.path]:
            value = value_at(data, path)
            if one.required and not one.is_text and (value is None or value == ""):
                yield Fault(Code.MISSING, path, rows, row)
            elif fault := fault_of(value, one):
                yield Fault(fault[0], path, rows, row, fault[1])


def _faults_in_rows(value: Any, rows: Rows) -> Iterator[Fault]:
    """Mistakes in a list of rows."""
    if value is None:
        return
    if not isinstance(value, list):
        yield Fault(Code.NOT_A_LIST, "", rows.key, params={"value": shown(value)})
        return
    if len(value) > MOST_ROWS:
        yield Fault(Code.TOO_MANY, "", rows.key, params={"limit": MOST_ROWS})
        return
    seen: set[str] = set()
    for number, row in enumerate(value, start=1):
        if not isinstance(row, dict):
            yield Fault(Code.NOT_A_MAPPING, "", rows.key, number, {"value": shown(row)})
            continue
        yield from _faults_in(row, rows.fields, rows.key, number)
        identity = identity_of(row, rows, number - 1)
        facts = "" if is_key(rows) else str([value_at(row, one.path) for one in rows.fields if not one.is_text])
        if identity + facts in seen:
            yield Fault(Code.TWICE, rows.identity, rows.key, number, {"value": shown(identity)})
        seen.add(identity + facts)
        yield from _unknown_keys(row, rows.fields, rows=rows.key, row=number)


def is_key(rows: Rows) -> bool:
    """True when the identity is a short key, such as the number of a unit. A name may stand twice, for two roles."""
    return bool(rows.identity) and rows.field(rows.identity).limit <= LONGEST_KEY


def _faults_in_evidence(document: Document) -> Iterator[Fault]:
    """Mistakes in the sources, and in which statement rests on which."""
    sources, cites = document.get("sources") or {}, document.get("cites") or {}
    for name, value in (("sources", sources), ("cites", cites)):
        if not isinstance(value, dict):
            yield Fault(Code.NOT_A_MAPPING, name, params={"value": shown(value)})
    for key, source in sources.items() if isinstance(sources, dict) else ():
        place = f"sources.{shown(key)}"
        if not isinstance(source, dict):
            yield Fault(Code.NOT_A_MAPPING, place, params={"value": shown(source)})
            continue
        if UNKEEPABLE.search(str(key)):
            yield Fault(Code.HAS_NUL, place)
        for fault in (*_faults_in(source, SOURCE_FIELDS), *_unknown_keys(source, SOURCE_FIELDS)):
            yield Fault(fault.code, f"{place}.{fault.path}", params=fault.params)
        day = source.get("accessed")
        if isinstance(day, str) and is_partial_date(day) and len(day) < 10:
            yield Fault(Code.NOT_A_DATE, f"{place}.accessed", params={"value": shown(day)})
    known = [str(key) for key in sources] if isinstance(sources, dict) else []
    for statement, keys in cites.items() if isinstance(cites, dict) else ():
        yield from _faults_in_citation(statement, keys, known)


def _faults_in_citation(statement: Any, keys: Any, known: list[str]) -> Iterator[Fault]:
    """Mistakes in the sources of one statement."""
    place = f"cites.{shown(statement)}"
    if UNKEEPABLE.search(str(statement)):
        yield Fault(Code.HAS_NUL, place)
    if len(str(statement)) > 60:
        yield Fault(Code.TOO_LONG, place, params={"limit": 60})
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        yield Fault(Code.NOT_A_LIST, place, params={"value": shown(keys)})
        return
    for key in keys:
        if key not in known:
            yield Fault(Code.NOT_A_CHOICE, place, params={"value": shown(key), "choices": known})


def _unknown_keys(
    data: Document, fields: tuple[Field, ...], *, also: set[str] | None = None, rows: str = "", row: int = 0
) -> Iterator[Fault]:
    """Keys that stand for no field, at every depth: usually typing errors."""
    yield from _unknown_below(data, [one.path.split(".") for one in fields], also or set(), "", rows, row)


def _unknown_below(
    data: Any, paths: list[list[str]], also: set[str], prefix: str, rows: str, row: int
) -> Iterator[Fault]:
    known = {path[0] for path in paths}
    if not isinstance(data, dict):  # something else than a mapping where fields stand below
        if data not in (None, ""):
            yield Fault(Code.NOT_A_MAPPING, prefix.rstrip("."), rows, row, {"value": shown(data)})
        return
    for key, value in data.items():
        name = str(key)
        is_text = LANGUAGE in known and is_language(name) and name not in known
        if name in also:
            continue
        if name not in known and not is_text:
            code = Code.NOT_A_LANGUAGE if known == {LANGUAGE} else Code.UNKNOWN_FIELD
            params = {"value": shown(name), "known": sorted((known | also) - {LANGUAGE})}
            yield Fault(code, f"{prefix}{shown(name)}", rows, row, params)
            continue
        below = [path[1:] for path in paths if path[0] == (LANGUAGE if is_text else name) and len(path) > 1]
        if below:
            yield from _unknown_below(value, below, set(), f"{prefix}{name}.", rows, row)
