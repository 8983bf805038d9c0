"""Klassifikation der Berufe 2010 (KldB 2010, version 2020) in the layout of the Bundesagentur für Arbeit.

Semicolon-separated; the code column lost its leading zeros, the column Ebene says how long a code is.
"""

from __future__ import annotations

from pathlib import Path

from bqportal.editorial.records import InvalidRecordsError, Problem
from bqportal.occupations.importers.classifications.entries import Entry, add_labels
from bqportal.occupations.importers.tables import Row, read_table

_CODE_PREFIX = "Schlüssel KldB 2010"


def read_kldb(path: Path) -> dict[str, Entry]:
    """Entries by code of one to five digits. Raises InvalidRecordsError with file and line of a mistake."""
    table = read_table(path, ("Ebene", "Titel", "Kurztitel"), delimiter=";")
    column = next((name for name in table.columns if name.startswith(_CODE_PREFIX)), None)
    if column is None:
        raise InvalidRecordsError([Problem(f"{path.name}, line 1", f"lacks the column '{_CODE_PREFIX}, …'")])
    entries: dict[str, Entry] = {}
    for row in table.rows():
        place = f"{path.name}, line {row.line}"
        code = _code(row, column, place)
        entry = entries[code] = Entry(code=code, parent=code[:-1])
        entry.description = row["Allgemeine Bemerkungen"].strip()
        add_labels(entry, "de", "pref", row["Titel"].strip(), place)
        if row["Kurztitel"].strip() != row["Titel"].strip():
            add_labels(entry, "de", "alt", row["Kurztitel"], place)
    return entries


def _code(row: Row, column: str, place: str) -> str:
    """The code with its leading zeros."""
    digits, level = row[column].strip(), row["Ebene"].strip()
    if not digits.isdigit() or level not in ("1", "2", "3", "4", "5") or len(digits) > int(level):
        message = f"code '{digits:.20}' does not fit level '{level:.20}'; get the file again"
        raise InvalidRecordsError([Problem(place, message)])
    return digits.zfill(int(level))
