"""What of a case could cover each position of the regulation, and the words that make the machine think so.

It proposes and judges nothing; a person of the body answers the questions of the law (§ 35a VwVfG).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from bqportal.comparison.models import Comparison, Finding, Precedent
from bqportal.comparison.proposals import lore_of_positions, position_texts, shared_skills
from bqportal.matching.alignment import Proposal, Skill, Unit, align
from bqportal.occupations.models import TrainingPosition
from bqportal.occupations.queries import position_sheet, position_translations
from bqportal.procedures.assessing import PROPOSED, UNKNOWN, full_time_months
from bqportal.procedures.models import Case, Document, Experience, Training
from bqportal.qualifications.models import TrainingUnit
from bqportal.qualifications.queries import unit_sheet

MOST_WORDS = 4  # of one language
SHOWN_BY = ("experience", "curriculum", "analysis", "certificate", "other")  # kinds of documents that show skills
BOTH = ("de", "en")  # a text whose language nobody knows is read as German and as English
Words = Promise | str


@dataclass(frozen=True)
class Source:
    """Something of the case that a finding may rest on.

    Attributes:
        field: of the finding that holds it: units, trainings, experiences, documents.
        note: what else should be seen, such as hours or the kind of evidence.
        months: of full time, for experience; information, not a verdict.
        is_shown: there is evidence of it.
    """

    field: str
    pk: int
    title: str
    language: str = ""
    number: str = ""
    titles: Mapping[str, str] | None = None
    details: Mapping[str, str] | None = None
    note: Words = ""
    months: float | None = None
    is_shown: bool = True

    @property
    def text(self) -> str:
        """What it covers, in German or English."""
        details = self.details or {}
        return next((details[language] for language in BOTH if details.get(language)), "")

    @property
    def key(self) -> str:
        """Its name among all sources of a case."""
        return f"{self.field}:{self.pk}"


@dataclass(frozen=True)
class Reason:
    """Words of a position and of a source that belong together; the second is empty where both say the same."""

    language: str
    words: tuple[tuple[str, str], ...]
    skill: str = ""


@dataclass(frozen=True)
class Hint:
    """A source that could cover a position, how strong the hint is, and why."""

    source: Source
    grade: str
    strength: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Told:
    """What people published about a position; a proposal for the first question, which counts for nothing yet."""

    verdict: str
    reason: Mapping[str, str]
    units: frozenset[int]

    @property
    def differs(self) -> str:
        """The proposed answer."""
        return PROPOSED.get(self.verdict, UNKNOWN)

    @property
    def quoted(self) -> str:
        """The published reason as a quotation for the file, in German where there is one."""
        text = self.reason.get("de") or next(iter(self.reason.values()), "")
        return f"Nach dem veröffentlichten Vergleich: „{text}“" if text else ""


def sources_of(case: Case, today: date) -> list[Source]:
    """All that findings of the case may rest on: units of the profile, trainings, experience, documents."""
    units: Iterable[TrainingUnit] = (
        TrainingUnit.objects.filter(qualification=case.qualification_id).prefetch_related("texts")
        if case.qualification_id
        else ()
    )
    return [
        *(_unit_source(unit) for unit in units),
        *(_training_source(row) for row in case.trainings.all()),
        *(_work_source(row, today) for row in case.experiences.all()),
        *(_paper_source(row) for row in case.documents.all() if _may_show(row)),
    ]


def hints_of(
    case: Case, positions: Sequence[TrainingPosition], sources: Sequence[Source], translations: Mapping[str, Any]
) -> dict[int, tuple[Hint, ...]]:
    """For each position what could cover it, the strongest first; kinds of sources do not compete."""
    by_key = {source.key: source for source in sources}
    wordings = [position_texts(str(row.pk), position_sheet(row, dict(translations))) for row in positions]
    if not wordings or not sources:
        return {}
    lore, skills = lore_of_positions(), skills_of(case)
    found: dict[int, list[Hint]] = {row.pk: [] for row in positions}
    for side in _sides(sources).values():
        for row in align(wordings, side, lore, skills):
            found[int(row.position)] += [_hint(by_key[one.unit], one) for one in row.proposals]
    return {key: tuple(sorted(hints, key=lambda hint: -hint.strength)) for key, hints in found.items()}


def skills_of(case: Case) -> tuple[Skill, ...]:
    """ESCO skills of both sides; none without a profile."""
    if case.qualification is None or case.version is None:
        return ()
    return shared_skills(case.qualification, case.version.occupation)


def translations_of(positions: Iterable[TrainingPosition]) -> dict[str, dict[str, str]]:
    """Translations of the positions by their German wording."""
    return position_translations({row.text for row in positions})


def published_comparison(case: Case) -> Comparison | None:
    """What people published about the profile and the very regulation of the case; None if nothing."""
    if case.qualification_id is None or case.version_id is None:
        return None
    found: Comparison | None = (
        Comparison.objects.published().filter(qualification=case.qualification_id, version=case.version_id).first()
    )
    return found


def told_by(comparison: Comparison | None) -> dict[int, Told]:
    """What the published comparison says, by position."""
    if comparison is None:
        return {}
    rows = Finding.objects.filter(comparison=comparison).prefetch_related("texts", "units")
    return {
        row.position_id: Told(
            row.verdict,
            {text.language: text.reason for text in row.texts.all()},
            frozenset(unit.pk for unit in row.units.all()),
        )
        for row in rows
    }


def shared_differences(case: Case) -> tuple[int, dict[int, int]]:
    """Shared results about the profile and the regulation: how many, and in how many each position differed."""
    if case.qualification_id is None or case.version_id is None:
        return 0, {}
    rows = Precedent.objects.filter(
        released__isnull=False, qualification=case.qualification_id, version=case.version_id
    ).prefetch_related("positions")
    found: dict[int, int] = {}
    for row in rows:
        for position in row.positions.all():
            found[position.pk] = found.get(position.pk, 0) + 1
    return len(rows), found


def _unit_source(unit: TrainingUnit) -> Source:
    sheet = unit_sheet(unit)
    return Source(
        "units", unit.pk, unit.title, unit.language, unit.number, sheet["titles"], sheet["details"],
    )  # fmt: skip


def _training_source(row: Training) -> Source:
    return Source("trainings", row.pk, row.title, row.language, details=_both(row.content), note=row.get_kind_display())


def _work_source(row: Experience, today: date) -> Source:
    return Source(
        "experiences", row.pk, row.employer, number=row.occupation, details=_both(row.tasks),
        note=row.get_evidence_display(),
        months=full_time_months(row.began, row.ended, row.share, today),
        is_shown=row.evidence != Experience.Evidence.NONE,
    )  # fmt: skip


def _paper_source(row: Document) -> Source:
    return Source(
        "documents", row.pk, row.title, row.language, note=row.get_kind_display(),
        is_shown=row.state != Document.State.MISSING,
    )  # fmt: skip


def _both(text: str) -> dict[str, str]:
    return dict.fromkeys(BOTH, text) if text else {}


def _may_show(row: Document) -> bool:
    return row.kind in SHOWN_BY and row.state != Document.State.MISSING


def _sides(sources: Sequence[Source]) -> dict[str, list[Unit]]:
    """Sources as alignment reads them, by kind: a unit must not crowd out experience, nor the other way round."""
    found: dict[str, list[Unit]] = {}
    for source in sources:
        titles = {**(source.titles or {}), source.language: source.title}
        unit = Unit(source.key, titles if source.field == "units" else _titles(source), source.details or {})
        found.setdefault(source.field, []).append(unit)
    return found


def _titles(source: Source) -> dict[str, str]:
    """What names it: the job, not the employer, whose name says nothing; titles of papers in every language."""
    if source.field == "experiences":
        return dict.fromkeys(BOTH, source.number)
    if source.language in BOTH:
        return {source.language: source.title}
    return dict.fromkeys(BOTH, source.title) if source.field == "documents" or not source.language else {}


def _hint(source: Source, proposal: Proposal) -> Hint:
    return Hint(source, proposal.grade, proposal.strength, _reasons(proposal))


def _reasons(proposal: Proposal) -> tuple[Reason, ...]:
    """Why, by language, the strongest words first; then skills."""
    by_language: dict[str, dict[tuple[str, str], None]] = {}
    skills, told = [], set()
    for link in proposal.links:
        left, right = " ".join(link.position_words), " ".join(link.unit_words)
        pair = (left, "" if left.casefold() == right.casefold() else right)
        if link.skill:
            skills.append(Reason(link.language, (pair,), link.skill.labels[0]))
        elif pair not in told:  # a text that is read as German and as English says the same twice
            told.add(pair)
            by_language.setdefault(link.language, {}).setdefault(pair)
    words = [Reason(language, tuple(pairs)[:MOST_WORDS]) for language, pairs in by_language.items()]
    return (*words, *skills)
