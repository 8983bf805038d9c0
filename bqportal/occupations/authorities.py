"""How to reach the bodies that the list of competences names and that are not in the directory."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

AUTHORITIES = Path(__file__).parent / "data" / "authorities.csv"


@dataclass(frozen=True)
class Contact:
    """The way to an office, never to a person (Kontakt der zuständigen Stelle); empty where no source says it.

    Attributes:
        source: page that the facts were taken from.
        seen: the page's own date, ISO 8601 as far as known.
    """

    url: str
    email: str
    phone: str
    source: str
    seen: str


@cache
def contacts() -> dict[str, Contact]:
    """The shipped contacts by the name that `competence.csv` gives the body."""
    with AUTHORITIES.open(encoding="utf-8", newline="") as file:
        return {row.pop("name"): Contact(**row) for row in csv.DictReader(file)}


def contact_of(name: str) -> Contact | None:
    """How to reach a body; None when no source says it."""
    return contacts().get(name)
