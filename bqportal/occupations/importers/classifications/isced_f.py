"""ISCED-F 2013, the fields of education and training (UNESCO), as the product ships it."""

from __future__ import annotations

from pathlib import Path

from bqportal.editorial.records import InvalidRecordsError, Problem
from bqportal.occupations.importers.classifications.entries import Entry, add_labels
from bqportal.occupations.importers.tables import read_table

_LANGUAGES = ["de", "en"]


def read_isced_f(path: Path) -> tuple[dict[str, Entry], list[str]]:
    """(entries by code of two to four digits, languages)."""
    table = read_table(path, ("code", "parent", *_LANGUAGES))
    entries: dict[str, Entry] = {}
    for row in table.rows():
        place = f"{path.name}, line {row.line}"
        code = row["code"].strip()
        if not code.isdigit() or not 2 <= len(code) <= 4:
            raise InvalidRecordsError([Problem(place, f"code '{code:.30}' has no two to four digits")])
        uri = f"http://data.europa.eu/snb/isced-f/{code}"
        entry = entries[code] = Entry(code=code, uri=uri, parent=row["parent"].strip())
        for language in _LANGUAGES:
            add_labels(entry, language, "pref", row[language], place)
    return entries, _LANGUAGES
