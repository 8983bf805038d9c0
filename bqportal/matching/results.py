"""What matching answers: proposals in order, each with how sure it is and why. A person decides (§ 35a VwVfG)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

SURE, LIKELY, POSSIBLE = "sure", "likely", "possible"


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal behind a proposal.

    `signal` names it, `share` is its part of the score (all shares of a proposal sum to 1), `text` is said in the
    reader's language; `title` and `language` are the words that it rests on, where there are any.
    """

    signal: str
    share: float
    text: str
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """An ESCO occupation or ISCO group that a title may mean. `score` is a calibrated probability, 0 to 1."""

    uri: str
    isco: str
    label: str
    language: str
    score: float
    certainty: str
    reasons: tuple[Reason, ...] = ()

    @property
    def is_group(self) -> bool:
        """True for an ISCO group."""
        return "/isco/" in self.uri


@dataclass(frozen=True, slots=True)
class OccupationSuggestion:
    """A German reference occupation that a title may compare with. `score` is a calibrated probability, 0 to 1."""

    slug: str
    name_m: str
    name_f: str
    titles: dict[str, str]
    score: float
    certainty: str
    reasons: tuple[Reason, ...] = ()
    note: str = ""
    """Why it is an alternative only: superseded."""
    strength: float = 0.0
    """What the signals add up to; `score` is how often that much was right."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way than the comparison with an occupation, in words; `slug` names the occupation it belongs to."""

    text: str
    slug: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is known about a title: `known` is False when the portal must say that it does not know."""

    query: str
    language: str
    guessed: bool
    known: bool
    concepts: tuple[ConceptMatch, ...] = ()
    occupations: tuple[OccupationSuggestion, ...] = ()
    notice: str = ""
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """What the model was trained from, when, and how well it did; says what is there even without a model."""

    state: str
    """"none", "current", or "outdated" when its sources have changed since."""
    trained_at: datetime | None = None
    seed: int | None = None
    digest: str = ""
    seconds: float | None = None
    bytes: int | None = None
    languages: tuple[tuple[str, int], ...] = ()
    """(language, number of titles)."""
    crosswalks: tuple[tuple[str, str, str, int], ...] = ()
    """(slug, country, source, number of titles)."""
    left_out: tuple[str, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)
