"""What speaks for a reference occupation: named signals, each an app's own, put together in one place.

A signal answers with evidence: an occupation, how strongly (0 to 1) and a reason in words. Apps above this one add
theirs with `register` when Django starts (comparison: published comparisons).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal's word for one occupation. `title` and `language` are the words it rests on."""

    occupation: str
    signal: str
    strength: float
    text: str
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A public profile whose title is like the one asked for, and how like (0 to 1)."""

    profile: str
    similarity: float
    title: str
    language: str


PrecedentSignal = Callable[[list[Likeness]], Iterable[Evidence]]
_precedents: dict[str, PrecedentSignal] = {}


def register(name: str, signal: PrecedentSignal) -> None:
    """Add a signal that knows decisions about profiles."""
    _precedents[name] = signal


def precedents(alike: list[Likeness]) -> list[Evidence]:
    """What all registered signals say to these profiles."""
    return [evidence for signal in _precedents.values() for evidence in signal(alike)] if alike else []


def combined(strengths: Iterable[float]) -> float:
    """Evidence that agrees counts more, and never more than 1.

    >>> round(combined([0.5, 0.5]), 2)
    0.75
    """
    doubt = 1.0
    for strength in strengths:
        doubt *= 1 - min(max(strength, 0.0), 0.99)
    return 1 - doubt
