"""ESCO in the layout of its official download: one CSV per kind and language.

Source: European Commission, https://esco.ec.europa.eu/en/use-esco/download; reuse with attribution. Files:
`occupations_XX.csv`, `ISCOGroups_XX.csv`, `skills_XX.csv`, `occupationSkillRelations*.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bqportal.editorial.records import InvalidRecordsError, Problem
from bqportal.occupations.importers.classifications.entries import Entry, add_labels
from bqportal.occupations.importers.tables import Row, Table, read_table

_FILE = re.compile(r"^(occupations|ISCOGroups|skills)_([a-z]{2})\.csv$")
_COLUMNS = {
    "occupations": ("conceptUri", "iscoGroup", "preferredLabel", "altLabels"),
    "ISCOGroups": ("conceptUri", "code", "preferredLabel"),
    "skills": ("conceptUri", "preferredLabel", "altLabels"),
}
_RELATIONS = ("occupationUri", "relationType", "skillUri")
_NEEDED = ("occupations", "ISCOGroups")
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Esco:
    """All of ESCO as read: entries by code (ISCO) or URI, relations, and the languages of the files."""

    occupations: dict[str, Entry] = field(default_factory=dict)
    groups: dict[str, Entry] = field(default_factory=dict)
    skills: dict[str, Entry] = field(default_factory=dict)
    relations: dict[tuple[str, str], bool] = field(default_factory=dict)
    languages: dict[str, set[str]] = field(default_factory=dict)


def read_esco(directory: Path, *, progress: Progress = lambda kind, done, total: None) -> Esco:
    """Read every ESCO file in `directory`. Raises InvalidRecordsError with the place of the first mistake."""
    files = esco_files(directory)
    esco = Esco()
    for number, (kind, language, path) in enumerate(files, 1):
        table = read_table(path, _COLUMNS[kind])
        entries = {"occupations": esco.occupations, "ISCOGroups": esco.groups, "skills": esco.skills}[kind]
        for row in table.rows():
            _add(entries, kind, language, row, table)
        esco.languages.setdefault(kind, set()).add(language)
        progress("reading ESCO", number, len(files))
    for path in sorted(directory.glob("occupationSkillRelations*.csv")):
        _read_relations(read_table(path, _RELATIONS), esco)
    return esco


def esco_files(directory: Path) -> list[tuple[str, str, Path]]:
    """(kind, language, path) of the files, English last so that its descriptions win."""
    found = []
    for path in sorted(directory.glob("*.csv")) if directory.is_dir() else []:
        match = _FILE.match(path.name)
        if match:
            found.append((match[1], match[2], path))
    for kind in _NEEDED:
        if not any(k == kind for k, _, _ in found):
            message = f"has no {kind}_XX.csv; name the folder with the unpacked ESCO download (CSV)"
            raise InvalidRecordsError([Problem(str(directory), message)])
    return sorted(found, key=lambda item: (item[1] == "en", item[0], item[1]))


def _add(entries: dict[str, Entry], kind: str, language: str, row: Row, table: Table) -> None:
    place = f"{table.name}, line {row.line}"
    uri = row["conceptUri"].strip()
    if not uri.startswith("http://data.europa.eu/esco/"):
        raise InvalidRecordsError([Problem(place, f"conceptUri '{uri:.60}' is no ESCO address; get the file again")])
    code = row["code"].strip() if kind == "ISCOGroups" else uri
    if not code:
        raise InvalidRecordsError([Problem(place, "has no code; get the file again")])
    entry = entries.get(code)
    if entry is None:
        entry = entries[code] = Entry(code=code, uri=uri)
        entry.parent = code[:-1] if kind == "ISCOGroups" else row["iscoGroup"].strip()
    entry.description = row["description"].strip() or entry.description
    add_labels(entry, language, "pref", row["preferredLabel"].replace("\n", " "), place)
    add_labels(entry, language, "alt", row["altLabels"], place)
    add_labels(entry, language, "hidden", row["hiddenLabels"], place)


def _read_relations(table: Table, esco: Esco) -> None:
    unknown = 0
    first = ""
    for row in table.rows():
        key = (row["occupationUri"].strip(), row["skillUri"].strip())
        if key[0] in esco.occupations and key[1] in esco.skills:
            esco.relations[key] = row["relationType"].strip() == "essential"
        else:
            unknown += 1
            first = first or f"{table.name}, line {row.line}"
    if unknown and not esco.relations:
        message = f"names occupations or skills that no file lists ({unknown} rows); put skills_en.csv beside it"
        raise InvalidRecordsError([Problem(first, message)])
