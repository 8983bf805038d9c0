"""What is done with reference occupations and classifications: bringing them in from outside files.

Every import is one transaction: all of it or nothing. A second run with the same files changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from bqportal.editorial.records import InvalidRecordsError, Problem
from bqportal.occupations.importers.classifications.entries import Entry
from bqportal.occupations.importers.classifications.esco import read_esco
from bqportal.occupations.importers.classifications.isced_f import read_isced_f
from bqportal.occupations.importers.classifications.isco import read_isco
from bqportal.occupations.importers.classifications.kldb import read_kldb
from bqportal.occupations.importers.classifications.storage import (
    Changes,
    store_concepts,
    store_labels,
    store_relations,
)
from bqportal.occupations.importers.postcodes import read_postcodes, store_postcodes
from bqportal.occupations.importers.reference_list import joined_versions
from bqportal.occupations.importers.regulation_storage import Outcome, store_versions
from bqportal.occupations.importers.regulations import UNREADABLE, Regulation, parse_file, regulation_files
from bqportal.occupations.models import Concept

DATA = Path(__file__).parent / "data"
SHIPPED_ISCO = DATA / "isco08.csv"
SHIPPED_ISCED_F = DATA / "isced_f.csv"
Progress = Callable[[str, int, int], None]


def _silent(kind: str, done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class RegulationImport:
    """What an import of regulations read, and what it did with each regulation."""

    read: list[Regulation] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def read_regulations(*, directory: Path, progress: Progress = _silent) -> Iterator[tuple[Path, Regulation]]:
    """Read training regulations (Ausbildungsordnungen) below `directory`, or one such file. Writes nothing.

    Raises InvalidRecordsError if there is no Markdown file at all.
    """
    paths = [directory] if directory.is_file() else regulation_files(directory) if directory.is_dir() else []
    if not paths:
        message = "holds no Markdown file (*.md); name a folder with training regulations"
        raise InvalidRecordsError([Problem(str(directory), message)])
    for number, path in enumerate(paths, 1):
        yield path, parse_file(path)
        progress("reading regulations", number, len(paths))


def import_regulations(
    *, directory: Path, at: datetime, dry_run: bool = False, progress: Progress = _silent
) -> RegulationImport:
    """Bring in the training regulations below `directory` and publish the occupations that they change.

    Files that are no training regulation are in the report with a warning and are left out. Raises
    InvalidRecordsError, and writes nothing, if a file is damaged.
    """
    parsed = list(read_regulations(directory=directory, progress=progress))
    problems = [
        Problem(str(path), warning)
        for path, regulation in parsed
        for warning in regulation.warnings
        if warning.startswith(UNREADABLE)
    ]
    if problems:
        raise InvalidRecordsError(problems)
    with transaction.atomic():
        outcomes = store_versions(joined_versions(parsed), at=at)
        if dry_run:
            transaction.set_rollback(True)
    return RegulationImport([regulation for _path, regulation in parsed], outcomes)


def import_esco(*, directory: Path, dry_run: bool = False, progress: Progress = _silent) -> list[Changes]:
    """Bring in ESCO occupations, ISCO groups, skills and relations in all languages that the folder has."""
    esco = read_esco(directory, progress=progress)
    steps: list[Callable[[], Changes]] = []
    for scheme, kind, entries in (
        (Concept.Scheme.ISCO, "ISCOGroups", esco.groups),
        (Concept.Scheme.ESCO, "occupations", esco.occupations),
        (Concept.Scheme.SKILL, "skills", esco.skills),
    ):
        if entries:
            steps += _steps(scheme, entries, sorted(esco.languages[kind]))
    if esco.relations:
        steps.append(lambda: store_relations(esco.relations))
    return _all_or_nothing(steps, dry_run, progress)


def import_isco(*, path: Path = SHIPPED_ISCO, dry_run: bool = False, progress: Progress = _silent) -> list[Changes]:
    """Bring in ISCO-08 titles, by default the shipped German and English ones."""
    entries, languages = read_isco(path)
    return _all_or_nothing(_steps(Concept.Scheme.ISCO, entries, languages), dry_run, progress)


def import_kldb(*, path: Path, dry_run: bool = False, progress: Progress = _silent) -> list[Changes]:
    """Bring in the German classification of occupations (Klassifikation der Berufe 2010)."""
    return _all_or_nothing(_steps(Concept.Scheme.KLDB, read_kldb(path), ["de"]), dry_run, progress)


def import_isced_f(
    *, path: Path = SHIPPED_ISCED_F, dry_run: bool = False, progress: Progress = _silent
) -> list[Changes]:
    """Bring in the fields of education (ISCED-F 2013), by default the shipped ones."""
    entries, languages = read_isced_f(path)
    return _all_or_nothing(_steps(Concept.Scheme.ISCEDF, entries, languages), dry_run, progress)


def import_places(*, file: Path, dry_run: bool = False) -> Changes:
    """Bring in postcodes and municipalities (OpenStreetMap, ODbL) in the place of those that are there."""
    return store_postcodes(read_postcodes(file), dry_run=dry_run)


def _steps(scheme: Concept.Scheme, entries: dict[str, Entry], languages: list[str]) -> list[Callable[[], Changes]]:
    return [
        lambda: store_concepts(scheme, entries),
        lambda: store_labels(scheme, entries, languages),
    ]


def _all_or_nothing(steps: list[Callable[[], Changes]], dry_run: bool, progress: Progress) -> list[Changes]:
    """Run the steps in one transaction, which is rolled back after a dry run."""
    changes = []
    with transaction.atomic():
        for number, step in enumerate(steps, 1):
            changes.append(step())
            progress("writing", number, len(steps))
        if dry_run:
            transaction.set_rollback(True)
    return changes
