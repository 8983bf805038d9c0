"""Writes entries of a classification in bulk and touches only what differs, so that a second run changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, models

from bqportal.occupations.importers.classifications.entries import Entry
from bqportal.occupations.models import Concept, ConceptLabel, SkillRelation

_BATCH = 2000
_PAGE = 20_000


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import of one kind did. `records` is the number in the files."""

    kind: str
    records: int
    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def touched(self) -> int:
        """How many rows were written."""
        return self.added + self.changed + self.removed


def store_concepts(scheme: str, entries: Mapping[str, Entry]) -> Changes:
    """Add missing entries of `scheme` and correct changed ones.

    Entries that the files no longer name stay, and so does a description where the files have none.
    """
    present = {concept.code: concept for concept in Concept.objects.filter(scheme=scheme)}
    new, changed = [], []
    for code, entry in entries.items():
        concept = present.get(code)
        values = {"uri": entry.uri, "parent": entry.parent, "description": entry.description}
        if concept is None:
            new.append(Concept(scheme=scheme, code=code, **values))
            continue
        differing = {name: value for name, value in values.items() if value and getattr(concept, name) != value}
        if differing:
            for name, value in differing.items():
                setattr(concept, name, value)
            changed.append(concept)
    Concept.objects.bulk_create(new, batch_size=_BATCH)
    Concept.objects.bulk_update(changed, ["uri", "parent", "description"], batch_size=200)
    return Changes(f"{scheme} entries", len(entries), len(new), len(changed))


def store_labels(scheme: str, entries: Mapping[str, Entry], languages: Iterable[str]) -> Changes:
    """Make the labels in `languages` of the entries exactly those given.

    Other languages stay as they are, and so do kinds of label that no entry has (ISCO tables know no alternatives).
    Which labels are of `scheme` is decided here and not by a join: PostgreSQL knows nothing of rows that were written a
    moment ago, and would look up each entry by itself.
    """
    kinds = {kind for entry in entries.values() for _language, kind, _text in entry.labels}
    keys = dict(Concept.objects.filter(scheme=scheme).values_list("code", "pk"))
    wanted = {(keys[code], *label) for code, entry in entries.items() for label in entry.labels}
    given = {keys[code] for code in entries}
    superfluous: list[int] = []
    rows = ConceptLabel.objects.filter(
        concept__gte=min(given, default=0), concept__lte=max(given, default=0),  # entries are written in one go
        language__in=list(languages), kind__in=kinds,
    ).order_by()  # fmt: skip
    total = len(wanted)
    fields = ("pk", "concept_id", "language", "kind", "text")
    for pk, concept, *label in rows.values_list(*fields).iterator(chunk_size=_PAGE):
        key = (concept, *label)
        if key in wanted:
            wanted.discard(key)
        elif concept in given:
            superfluous.append(pk)
    _delete(ConceptLabel, superfluous)
    _insert(ConceptLabel, ("concept_id", "language", "kind", "text"), sorted(wanted))
    return Changes(f"{scheme} titles", total, added=len(wanted), removed=len(superfluous))


def store_relations(relations: Mapping[tuple[str, str], bool]) -> Changes:
    """Make the relations between ESCO occupations and skills exactly those given: {(occupation, skill): essential}."""
    occupations = dict(Concept.objects.filter(scheme=Concept.Scheme.ESCO).values_list("code", "pk"))
    skills = dict(Concept.objects.filter(scheme=Concept.Scheme.SKILL).values_list("code", "pk"))
    wanted = {(occupations[o], skills[s]): essential for (o, s), essential in relations.items()}
    total, superfluous = len(wanted), []
    rows = SkillRelation.objects.order_by().values_list("pk", "occupation_id", "skill_id", "essential")
    for pk, occupation, skill, essential in rows.iterator(chunk_size=_PAGE):
        if wanted.get((occupation, skill)) == essential:
            del wanted[occupation, skill]
        else:
            superfluous.append(pk)
    _delete(SkillRelation, superfluous)
    _insert(
        SkillRelation,
        ("occupation_id", "skill_id", "essential"),
        ((o, s, essential) for (o, s), essential in wanted.items()),
    )
    return Changes("skill relations", total, added=len(wanted), removed=len(superfluous))


def _insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert plain rows; half a million of them as model objects would take three times as long."""
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({places})"  # noqa: S608 - names are ours, values are bound
    pages = iter(rows)
    with connection.cursor() as cursor:
        while page := list(islice(pages, _PAGE)):
            cursor.executemany(statement, page)


def _delete(model: type[models.Model], keys: list[int]) -> None:
    for begin in range(0, len(keys), 500):
        model._default_manager.filter(pk__in=keys[begin : begin + 500]).delete()
