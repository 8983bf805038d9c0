"""Which units of a qualification could cover which positions of an occupation: a proposal of the machine.

It is no comparison and no verdict; a person decides (§ 35a VwVfG). What it rests on stands in `matching.alignment`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Prefetch, QuerySet

from bqportal.comparison.models import Comparison
from bqportal.matching.alignment import Position, Proposal, Skill, Unit, align
from bqportal.matching.alignment_words import Wordlore, learned
from bqportal.occupations.models import (
    Concept,
    ConceptLabel,
    OccupationVersion,
    PositionTranslation,
    ReferenceOccupation,
    SkillRelation,
    TrainingPosition,
)
from bqportal.occupations.queries import position_sheet, position_translations, regulation_sheet, version_in_force
from bqportal.qualifications.models import Qualification
from bqportal.qualifications.queries import unit_sheet

MOST_LABELS = 4  # of one skill: the preferred one and a few others


@dataclass(frozen=True)
class ProposedUnit:
    """A unit that could cover a position, as a sheet, with its reasons; `place` is its place in the profile, from 1."""

    unit: dict[str, Any]
    place: int
    proposal: Proposal


@dataclass(frozen=True)
class ProposedPosition:
    """A position as a sheet with the units that could cover it, the strongest first; none is no statement."""

    position: dict[str, Any]
    units: tuple[ProposedUnit, ...]


@dataclass(frozen=True)
class ContentProposal:
    """All positions of the regulation in force. Empty without regulation, positions or units."""

    version: OccupationVersion | None
    regulation: dict[str, Any] | None
    positions: tuple[ProposedPosition, ...]
    has_units: bool
    uses_skills: bool

    @property
    def found(self) -> int:
        """How many positions have a proposal."""
        return sum(bool(row.units) for row in self.positions)


def qualifications_with_units() -> QuerySet[Qualification]:
    """Qualifications with what a proposal reads, ready prefetched."""
    return Qualification.objects.select_related("country").prefetch_related("texts", "units__texts")


def occupations_with_positions() -> QuerySet[ReferenceOccupation]:
    """Occupations with what a proposal reads, newest version first, ready prefetched."""
    versions = OccupationVersion.objects.select_related("regulation").prefetch_related("positions")
    return ReferenceOccupation.objects.prefetch_related("texts", Prefetch("versions", versions))


def content_proposal(qualification: Qualification, occupation: ReferenceOccupation, day: date) -> ContentProposal:
    """The proposal for a qualification and the regulation of an occupation that is in force on `day`.

    Both as the two functions above prefetch them; then the number of queries is the same however much there is.
    """
    version = version_in_force(occupation, day)
    positions = list(version.positions.all()) if version else []
    units = {str(place): unit_sheet(unit) for place, unit in enumerate(qualification.units.all(), start=1)}
    regulation = regulation_sheet(version.regulation) if version else None
    if not positions or not units:
        return ContentProposal(version, regulation, (), bool(units), False)
    translations = position_translations({position.text for position in positions})
    sheets = {str(position.order): position_sheet(position, translations) for position in positions}
    skills = shared_skills(qualification, occupation)
    rows = align(
        [position_texts(key, sheet) for key, sheet in sheets.items()],
        [unit_texts(key, sheet) for key, sheet in units.items()],
        lore_of_positions(),
        skills,
    )
    proposed = tuple(
        ProposedPosition(
            sheets[row.position],
            tuple(ProposedUnit(units[found.unit], int(found.unit), found) for found in row.proposals),
        )
        for row in rows
    )
    return ContentProposal(version, regulation, proposed, True, bool(skills))


def position_texts(key: str, sheet: dict[str, Any]) -> Position:
    """A position's texts per language, from its sheet."""
    return Position(key, {**sheet["translations"], "de": sheet["text"]})


def unit_texts(key: str, sheet: dict[str, Any]) -> Unit:
    """A unit's texts per language, from its sheet; the original title stands for its language."""
    return Unit(key, {**sheet["titles"], sheet["lang"]: sheet["title"]}, sheet["details"])


def published_comparisons(qualification: Qualification, occupation: ReferenceOccupation) -> list[Comparison]:
    """What people have published about the two, the newest regulation first."""
    rows: QuerySet[Comparison] = Comparison.objects.published().filter(
        qualification=qualification, version__occupation=occupation
    )
    return list(rows.select_related("version__regulation").order_by("-version__regulation__enacted"))


def shared_skills(qualification: Qualification, occupation: ReferenceOccupation) -> tuple[Skill, ...]:
    """ESCO skills that both sides' ESCO occupations need, with English labels; none where ESCO is not imported."""
    if not qualification.esco or not occupation.esco:
        return ()
    relations = SkillRelation.objects.filter(
        occupation__scheme=Concept.Scheme.ESCO, occupation__code__in={*qualification.esco, occupation.esco}
    ).values_list("occupation__code", "skill_id")
    needed = list(relations)
    theirs = {skill for code, skill in needed if code in qualification.esco}
    ours = {skill for code, skill in needed if code == occupation.esco}
    labels: dict[str, list[str]] = {}
    rows = ConceptLabel.objects.filter(
        concept__in=theirs & ours, language="en", kind__in=(ConceptLabel.Kind.PREFERRED, ConceptLabel.Kind.ALTERNATIVE)
    ).values_list("concept__code", "kind", "text")
    for uri, _kind, text in sorted(rows, key=lambda row: (row[0], row[1] != ConceptLabel.Kind.PREFERRED, row[2])):
        labels.setdefault(uri, []).append(text)
    return tuple(Skill(uri, tuple(texts[:MOST_LABELS])) for uri, texts in labels.items())


def lore_of_positions() -> Wordlore:
    """What the positions of all regulations teach about words; learned again when their number changes."""
    positions = TrainingPosition.objects.aggregate(number=Count("pk"), last=Max("pk"))
    translations = PositionTranslation.objects.aggregate(number=Count("pk"), last=Max("pk"))
    return _lore(*positions.values(), *translations.values())


@lru_cache(maxsize=1)
def _lore(*_state: int | None) -> Wordlore:
    english = dict(PositionTranslation.objects.filter(language="en").values_list("german", "text"))
    german = TrainingPosition.objects.order_by().values_list("text", flat=True)
    return learned({"de": text, "en": english[text]} if text in english else {"de": text} for text in german)
