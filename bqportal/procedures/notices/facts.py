"""A case as its notices quote it: plain data, read once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bqportal.procedures.assessing import COVERED, DIFFERENT


@dataclass(frozen=True)
class TrainingFacts:
    """A certificate with the training behind it."""

    title: str = ""
    language: str = ""
    transliteration: str = ""
    institution: str = ""
    country: str = ""
    began: date | None = None
    ended: date | None = None
    certified_on: date | None = None
    months: int | None = None
    practice_months: int | None = None


@dataclass(frozen=True)
class WorkFacts:
    """A work experience, and the numbers of the positions for which it counted."""

    employer: str
    country: str
    occupation: str
    began: date | None
    ended: date | None
    share: int
    evidence: str
    counted: tuple[str, ...] = ()
    compensated: tuple[str, ...] = ()


@dataclass(frozen=True)
class PositionFacts:
    """A position of the regulation with its finding. Reasons as the person wrote them, in German."""

    number: str
    text: str
    verdict: str
    answers: tuple[str, str, str]
    reasons: tuple[str, str, str]
    units: tuple[tuple[str, str, str], ...] = ()  # number, title, language
    trainings: tuple[tuple[str, str], ...] = ()  # title, language
    experiences: tuple[str, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()  # kind, title


@dataclass(frozen=True)
class Facts:
    """Everything that a notice may say of its case."""

    number: str
    state: str
    outcome: str
    is_regulated: bool
    is_accelerated: bool
    in_eea: bool
    person: str
    birth_date: date | None
    address: tuple[str, ...]
    country: str
    representative: tuple[str, ...]
    immigration_office: tuple[str, ...]
    employer: tuple[str, ...]
    authority: str
    letterhead: tuple[str, ...]
    contact: tuple[str, ...]
    signatory: str
    costs: str
    remedy: str
    wanted_occupation: str
    occupation: str = ""
    specialisation: str = ""
    has_specialisations: bool = False
    regulation: str = ""
    regulation_key: str = ""
    enacted: date | None = None
    citation: str = ""
    legal_basis: str = ""
    received_on: date | None = None
    completed_on: date | None = None
    decide_by: date | None = None
    suspended: tuple[tuple[str, date, date | None, date | None], ...] = ()  # kind, from, until, ended
    extended: tuple[tuple[date, date | None, int | None], ...] = ()
    warned: tuple[date, date] | None = None
    draft_reason: str = ""
    measure_done: date | None = None
    missing: tuple[tuple[str, str, str], ...] = ()  # kind, part, norm
    arrived: tuple[tuple[str, str, date | None], ...] = ()  # kind, title, day
    doubted: tuple[tuple[str, str, str], ...] = ()  # kind, title, note
    training: TrainingFacts | None = None
    further: tuple[TrainingFacts, ...] = ()
    work: tuple[WorkFacts, ...] = ()
    positions: tuple[PositionFacts, ...] = ()
    activities: tuple[str, str] = ("unknown", "")
    certificate: tuple[str, str] = ("unknown", "")
    licence: tuple[str, str] = ("unknown", "")
    needs_licence: bool = False
    measure: str = ""
    quoted: tuple[dict[str, Any], ...] = field(default_factory=tuple)

    @property
    def different(self) -> tuple[PositionFacts, ...]:
        """Positions with an essential difference."""
        return tuple(one for one in self.positions if one.verdict == DIFFERENT)

    @property
    def covered(self) -> tuple[PositionFacts, ...]:
        """Positions that the person's qualifications cover."""
        return tuple(one for one in self.positions if one.verdict == COVERED)

    @property
    def fails_before(self) -> bool:
        """The comparison of positions does not matter: comparable activities or the licence are missing."""
        return self.activities[0] == "no" or (self.needs_licence and self.licence[0] == "no")
