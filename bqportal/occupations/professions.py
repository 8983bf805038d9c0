"""STUB until helper P writes it."""

from dataclasses import dataclass
from typing import Any

from bqportal.occupations.routing import RoutingFacts


@dataclass(frozen=True)
class Profession:
    """A profession with a law of its own."""

    slug: str
    name_m: str
    name_f: str
    law: str
    isco: str = ""
    url: str = ""
    source: str = ""


def professions() -> tuple[Profession, ...]:
    """All."""
    return ()


def profession(slug: str) -> Profession | None:
    """One."""
    return None


def facts_of_profession(found: Profession, **facts: Any) -> RoutingFacts:
    """Facts."""
    return RoutingFacts(legal_basis=found.law, **facts)
