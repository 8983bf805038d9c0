"""Records as tables and back: one row a record, one sheet per list of rows, one for the sources. No file format here.

The first row of a sheet names fields by their paths; rows whose first cell begins with # are for people only.
"""

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from bqportal.editorial.documents import Document, named_rows
from bqportal.editorial.faults import SOURCE_FIELDS
from bqportal.editorial.importing.entries import FORMAT, Entry
from bqportal.editorial.importing.values import value_of
from bqportal.editorial.sections import put_sources, source_rows
from bqportal.editorial.shapes import (
    LANGUAGE,
    Field,
    Rows,
    Shape,
    Type,
    is_language,
    languages_of,
    put_at,
    value_at,
)

RECORDS, SOURCES, ABOUT = "Records", "Sources", "About"
RECORD, ORDER = "record", "order"  # columns that are no fields: which record, and where in its list
KEY = Field("key", "", limit=60)
SUPPORTS = Field("supports", "", Type.LINES)
SOURCE_COLUMNS = (KEY, *SOURCE_FIELDS, SUPPORTS)
NOTE = "#"


@dataclass
class Table:
    """One sheet: its columns, and its rows with their numbers in the sheet (from 1, the header is 1)."""

    name: str
    columns: list[str]
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)


@dataclass(frozen=True)
class Misplaced:
    """A cell or a sheet that says nothing understandable: `what` is sheet, column, record, twice or format."""

    what: str
    place: str
    value: str = ""


def letters(column: int) -> str:
    """The name of a column, counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def columns_of(fields: Iterable[Field], languages: list[str]) -> list[tuple[str, Field]]:
    """Path and field of every column: facts, then the words of each language."""
    listed = list(fields)
    facts = [(one.path, one) for one in listed if not one.is_text]
    return facts + [(one.at(language), one) for language in languages for one in listed if one.is_text]


def tables_of(
    records: list[tuple[str, Document, str]], shape: Shape, about: dict[str, str]
) -> list[tuple[Table, list[Field]]]:
    """Sheets for records, each given as (key, document, stamp); with the field of every column."""
    languages = list(dict.fromkeys(["de", "en", *(one for _, each, _ in records for one in languages_of(each, shape))]))
    made = []
    for name, rows in [(RECORDS, None), *((rows.key, rows) for rows in shape.rows)]:
        columns = columns_of(rows.fields if rows else shape.fields, languages)
        first = [Field(RECORD, ""), Field(ORDER, "", Type.NUMBER)] if rows else [Field(RECORD, "")]
        table = Table(name, [*(one.path for one in first), *(path for path, _one in columns)])
        for key, document, _stamp in records:
            for order, row in enumerate((document.get(rows.key) or []) if rows else [document], start=1):
                cells = [value_at(row, path) for path, _one in columns]
                table.rows.append((0, [key, *([order] if rows else []), *cells]))
        made.append((table, [*first, *(one for _path, one in columns)]))
    sources = Table(SOURCES, [RECORD, *(one.path for one in SOURCE_COLUMNS)])
    for key, document, _stamp in records:
        for row in source_rows(document):
            sources.rows.append((0, [key, *(row.get(one.path) for one in SOURCE_COLUMNS)]))
    made.append((sources, [Field(RECORD, ""), *SOURCE_COLUMNS]))
    pairs = [("format", FORMAT), *about.items(), *((f"stamp:{key}", stamp) for key, _document, stamp in records)]
    made.append((Table(ABOUT, ["key", "value"], [(0, list(pair)) for pair in pairs]), [KEY, Field("value", "")]))
    return made


def entries_of(
    tables: list[Table], shape: Shape, slug_of: Callable[[Document], str]
) -> tuple[list[Entry], list[Misplaced]]:
    """The records of a workbook, and everything in it that cannot be understood."""
    by_name = {table.name: table for table in tables}
    if RECORDS not in by_name:
        return [], [Misplaced("sheet", RECORDS)]
    known = {RECORDS, SOURCES, ABOUT, *(rows.key for rows in shape.rows)}
    misplaced = [Misplaced("unknown_sheet", table.name) for table in tables if table.name not in known and table.rows]
    about = {str(row[0]): str(row[1]) for _number, row in by_name.get(ABOUT, Table(ABOUT, [])).rows if len(row) > 1}
    if about.get("format", FORMAT) != FORMAT:
        misplaced.append(Misplaced("format", f"{ABOUT}!B2", about["format"]))
    entries: dict[str, Entry] = {}
    fields, faulty = fields_of(by_name[RECORDS], shape.fields, (RECORD,))
    misplaced += faulty
    for number, row in by_name[RECORDS].rows:
        document, places = read_row(RECORDS, number, row, fields)
        key = text_at(by_name[RECORDS], row, RECORD) or slug_of(document)
        entry = Entry(document, f"{RECORDS}!{number}", places, {"": tuple(fields)}, about.get("kind", ""))
        entry.stamp = about.get(f"stamp:{key}", "")
        if key in entries:
            misplaced.append(Misplaced("twice", f"{RECORDS}!{number}", key))
        entries.setdefault(key, entry)
    for rows in shape.rows:
        if rows.key in by_name:
            misplaced += read_rows(by_name[rows.key], rows, entries)
    if SOURCES in by_name:
        misplaced += read_sources(by_name[SOURCES], entries)
    return list(entries.values()), misplaced


def text_at(table: Table, row: list[Any], column: str) -> str:
    """The text in a column that is no field; empty if the sheet does not have it."""
    index = table.columns.index(column) if column in table.columns else -1
    return str(row[index] or "").strip() if 0 <= index < len(row) else ""


def fields_of(
    table: Table, fields: tuple[Field, ...], beside: tuple[str, ...]
) -> tuple[dict[str, tuple[int, Field]], list[Misplaced]]:
    """Path → (column, field) for every column that names a field; and the columns that name none, or one twice."""
    found: dict[str, tuple[int, Field]] = {}
    misplaced = []
    for index, path in enumerate(table.columns):
        place = f"{table.name}!{letters(index)}1"
        one = field_at(path, fields)
        if path in beside:
            if table.columns.index(path) != index:
                misplaced.append(Misplaced("twice", place, path))
        elif one is None:
            if path or any(index < len(row) and row[index] not in (None, "") for _number, row in table.rows):
                misplaced.append(Misplaced("column", place, path))
        elif path in found:
            misplaced.append(Misplaced("twice", place, path))
        else:
            found[path] = (index, one)
    return found, misplaced


def field_at(path: str, fields: tuple[Field, ...]) -> Field | None:
    """The field that a column names, such as `texts.de.title`."""
    for one in fields:
        if path == one.path and not one.is_text:
            return one
        if one.is_text:
            match = re.fullmatch(re.escape(one.path).replace(re.escape(LANGUAGE), "(.+)"), path)
            if match and is_language(match[1]):
                return one
    return None


def read_row(
    sheet: str, number: int, row: list[Any], fields: dict[str, tuple[int, Field]], prefix: str = ""
) -> tuple[Document, dict[str, str]]:
    """The fields of one row, and the cells that they stand in."""
    data: Document = {}
    places = {f"{prefix}{path}": f"{sheet}!{letters(index)}{number}" for path, (index, _one) in fields.items()}
    for path, (index, one) in fields.items():
        put_at(data, path, value_of(row[index] if index < len(row) else None, one))
    return data, places


def read_rows(table: Table, rows: Rows, entries: dict[str, Entry]) -> list[Misplaced]:
    """Bring the rows of a sheet to their records, in their order."""
    fields, misplaced = fields_of(table, rows.fields, (RECORD, ORDER))
    for column in (RECORD, ORDER):
        if column not in table.columns:
            return [*misplaced, Misplaced("no_column", f"{table.name}!1", column)]
    gathered: dict[str, list[tuple[int, int, list[Any]]]] = {key: [] for key in entries}
    for number, row in table.rows:
        key, order = text_at(table, row, RECORD), text_at(table, row, ORDER)
        if key not in entries:
            misplaced.append(Misplaced("record", f"{table.name}!{number}", key))
        elif not re.fullmatch(r"[0-9]{1,6}", order):
            place = f"{table.name}!{letters(table.columns.index(ORDER))}{number}"
            misplaced.append(Misplaced("order", place, order))
        else:
            gathered[key].append((int(order), number, row))
    for key, entry in entries.items():
        entry.covers = {**(entry.covers or {}), rows.key: tuple(fields)}
        entry.document[rows.key] = []
        for index, (_order, number, row) in enumerate(sorted(gathered[key], key=lambda one: one[:2]), start=1):
            data, places = read_row(table.name, number, row, fields, prefix=f"{rows.key}[{index}].")
            entry.document[rows.key].append(data)
            entry.places |= {f"{rows.key}[{index}]": f"{table.name}!{number}", **places}
    return misplaced


def read_sources(table: Table, entries: dict[str, Entry]) -> list[Misplaced]:
    """Bring the sources to their records, and to the statements that they support."""
    fields, misplaced = fields_of(table, SOURCE_COLUMNS, (RECORD,))
    for column in (RECORD, KEY.path, SUPPORTS.path):
        if column not in table.columns:
            return [*misplaced, Misplaced("no_column", f"{table.name}!1", column)]
    gathered: dict[str, list[Document]] = {key: [] for key in entries}
    for number, row in table.rows:
        key = text_at(table, row, RECORD)
        if key not in entries:
            misplaced.append(Misplaced("record", f"{table.name}!{number}", key))
            continue
        data, places = read_row(table.name, number, row, fields)
        name = data.get(KEY.path, "")
        if not name or name in {one[KEY.path] for one in gathered[key]}:
            misplaced.append(Misplaced("twice" if name else "no_key", f"{table.name}!{number}", name))
            continue
        gathered[key].append(data)
        entries[key].places |= {f"sources.{name}": f"{table.name}!{number}"}
        entries[key].places |= {f"sources.{name}.{path}": cell for path, cell in places.items()}
    for key, entry in entries.items():
        entry.covers = {**(entry.covers or {}), SOURCES: tuple(fields)}
        put_sources(entry.document, gathered[key])
    return misplaced


def merged(present: Document, entry: Entry, shape: Shape) -> Document:
    """The record as it would be: what the file covers from the file, everything else as it is."""
    if entry.covers is None:
        return entry.document
    result = deepcopy(present)
    for path in entry.covers.get("", ()):
        put_at(result, path, value_at(entry.document, path))
    for rows in shape.rows:
        if rows.key in entry.covers:
            old = dict(named_rows(present, rows))
            made = []
            for name, given in named_rows(entry.document, rows):
                row = deepcopy(old.get(name, {}))
                for path in entry.covers[rows.key]:
                    put_at(row, path, value_at(given, path))
                made.append(row)
            put_at(result, rows.key, made)
    if SOURCES in entry.covers:
        given = deepcopy(entry.document.get("sources") or {})
        for key, source in given.items():
            old = (present.get("sources") or {}).get(key, {})
            given[key] = {**{name: old[name] for name in old if name not in entry.covers[SOURCES]}, **source}
        put_at(result, "sources", given)
        put_at(result, "cites", deepcopy(entry.document.get("cites")))
    return result
