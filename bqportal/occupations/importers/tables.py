"""Reading CSV files of others so strictly that every mistake is named with file, line and way out."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bqportal.editorial.records import InvalidRecordsError, Problem

_LARGEST_FIELD = 1_000_000  # characters
_LARGEST_FILE = 500_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table. `line` is the line of the file where it ends."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """An open CSV file: its name, its columns and its text."""

    name: str
    columns: tuple[str, ...]
    text: str
    delimiter: str

    def rows(self) -> Iterator[Row]:
        """All records. Raises InvalidRecordsError at the first that is damaged."""
        reader = _reader(self.text, self.delimiter)
        next(reader)
        line = begins = 1
        try:
            for record in reader:
                begins, line = line + 1, reader.line_num
                if not any(record):
                    continue
                if len(record) != len(self.columns):
                    raise _invalid(
                        f"{self.name}, line {begins}",
                        f"has {len(record)} fields, the heading has {len(self.columns)}; mend this line",
                    )
                yield Row(line, dict(zip(self.columns, record, strict=True)))
        except csv.Error as error:
            raise _invalid(
                f"{self.name}, line {line + 1}",
                f"cannot be read ({error}); a quotation mark is open or the file was cut off: get the file again",
            ) from error


def read_table(path: Path, required: Collection[str], *, delimiter: str = ",") -> Table:
    """Open the CSV file at `path`, which must have the columns `required`.

    Raises InvalidRecordsError that names the mistake: no such file, NUL bytes, not UTF-8, wrong delimiter, missing
    columns. A byte order mark is fine.
    """
    text = text_of(path)
    try:
        columns = tuple(next(_reader(text, delimiter), []))
    except csv.Error as error:
        raise _invalid(f"{path.name}, line 1", f"is no heading ({error}); get the file again") from error
    columns = tuple(column.strip() for column in columns)
    missing = [column for column in required if column not in columns]
    if missing:
        raise _invalid(f"{path.name}, line 1", _missing(missing, columns, delimiter))
    return Table(path.name, columns, text, delimiter)


def _reader(text: str, delimiter: str) -> csv._reader:  # type: ignore[name-defined]
    csv.field_size_limit(_LARGEST_FIELD)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def text_of(path: Path) -> str:
    """The text of a file in UTF-8. Raises InvalidRecordsError that says what is wrong with it."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _invalid(path.name, f"is larger than {_LARGEST_FILE // 1_000_000} MB; this is not the expected file")
        raw = path.read_bytes()
    except OSError as error:
        raise _invalid(str(path), f"cannot be opened ({error.strerror}); check the path") from error
    if not raw.strip():
        raise _invalid(path.name, "is empty; get the file again")
    if b"\x00" in raw:
        line = raw[: raw.index(b"\x00")].count(b"\n") + 1
        raise _invalid(f"{path.name}, line {line}", "holds NUL bytes; save the file as UTF-8 text")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _invalid(f"{path.name}, line {line}", "is not UTF-8; save the file as UTF-8") from error


def _missing(missing: list[str], columns: tuple[str, ...], delimiter: str) -> str:
    other = ";" if delimiter == "," else ","
    if len(columns) == 1 and other in columns[0]:
        return f"separates columns with '{other}' instead of '{delimiter}'; export the file with '{delimiter}'"
    known = ", ".join(columns)[:200]
    return f"lacks the column {', '.join(missing)}; it has: {known}"


def _invalid(place: str, message: str) -> InvalidRecordsError:
    return InvalidRecordsError([Problem(place, message)])
