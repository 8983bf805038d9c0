"""ISCO-08 titles, one column per language (International Standard Classification of Occupations, ILO)."""

from __future__ import annotations

import re
from pathlib import Path

from bqportal.editorial.records import InvalidRecordsError, Problem
from bqportal.occupations.importers.classifications.entries import Entry, add_labels
from bqportal.occupations.importers.tables import read_table

_LANGUAGE = re.compile(r"^[a-z]{2}$")
_CODE = re.compile(r"^\d{1,4}$")


def read_isco(path: Path) -> tuple[dict[str, Entry], list[str]]:
    """(entries by code, languages) of a table with the column `isco08` and one column per language code."""
    table = read_table(path, ("isco08",))
    languages = [column for column in table.columns if _LANGUAGE.match(column)]
    if not languages:
        message = "has no column named by a language code such as de or en; name the columns so"
        raise InvalidRecordsError([Problem(f"{path.name}, line 1", message)])
    entries: dict[str, Entry] = {}
    for row in table.rows():
        place = f"{path.name}, line {row.line}"
        code = row["isco08"].strip()
        if not _CODE.match(code):
            raise InvalidRecordsError([Problem(place, f"isco08 '{code:.30}' is no code of one to four digits")])
        entry = entries[code] = Entry(code=code, uri=f"http://data.europa.eu/esco/isco/C{code}", parent=code[:-1])
        for language in languages:
            add_labels(entry, language, "pref", row[language], place)
    return entries, languages
