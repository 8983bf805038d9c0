"""What may be done with a request for counselling, and how long it stays. Pure."""

import re
from datetime import date
from enum import StrEnum

from bqportal.procedures.privacy.retention import months_after

KEPT_MONTHS = 12  # after closing, where the centre has set nothing else
MOST_MONTHS = 60
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else on paper
CODE_LENGTH = 12
OLDEST_BIRTH_YEAR, LONGEST_LIFE = 1900, 110
YOUNGEST = 14  # years; no younger person has a vocational qualification to be counselled on


class State(StrEnum):
    """Where a request stands in the centre that has it."""

    NEW = "new"
    COUNSELLING = "counselling"
    WAITING = "waiting"
    CLOSED = "closed"


class Deed(StrEnum):
    """What a counsellor does with a request."""

    TAKE = "take"
    CONTACT = "contact"
    REFER = "refer"
    CLOSE = "close"
    REOPEN = "reopen"


# Deed → states in which it is done.
TABLE: dict[Deed, frozenset[State]] = {
    Deed.TAKE: frozenset({State.NEW, State.COUNSELLING, State.WAITING}),
    Deed.CONTACT: frozenset({State.NEW, State.COUNSELLING, State.WAITING}),
    Deed.REFER: frozenset({State.NEW, State.COUNSELLING, State.WAITING}),
    Deed.CLOSE: frozenset({State.NEW, State.COUNSELLING, State.WAITING}),
    Deed.REOPEN: frozenset({State.CLOSED}),
}


def is_open_to(deed: Deed, state: str) -> bool:
    """Whether this can be done with a request in this state."""
    return State(state) in TABLE[deed]


def erased_on(ended_on: date | None, months: int) -> date | None:
    """The day on which what has ended goes; None while it has not ended.

    >>> erased_on(date(2026, 11, 28), 12)
    datetime.date(2027, 11, 28)
    """
    return None if ended_on is None else months_after(ended_on, months)


def code_of(text: str) -> str:
    """A reference code as it is stored, from what somebody typed: small letters and signs between do not matter.

    >>> code_of(" k7qm-2hfx-9tna ")
    'K7QM2HFX9TNA'
    """
    return re.sub(r"[^0-9A-Z]", "", text.upper())[: CODE_LENGTH * 2]


def written_code(code: str) -> str:
    """The code in groups of four, for reading aloud.

    >>> written_code("K7QM2HFX9TNA")
    'K7QM-2HFX-9TNA'
    """
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def is_birth_year(year: int, today: date) -> bool:
    """A year in which somebody who seeks counselling can have been born."""
    return max(OLDEST_BIRTH_YEAR, today.year - LONGEST_LIFE) <= year <= today.year - YOUNGEST


def month_of(day: date) -> str:
    """The month in which something is counted.

    >>> month_of(date(2026, 11, 28))
    '2026-11'
    """
    return f"{day.year}-{day.month:02d}"


def quarter_of(day: date) -> str:
    """The quarter in which something is counted.

    >>> quarter_of(date(2026, 11, 28))
    '2026-4'
    """
    return f"{day.year}-{(day.month + 2) // 3}"


def months_of(quarter: str) -> tuple[str, ...]:
    """The three months of a quarter.

    >>> months_of("2026-4")
    ('2026-10', '2026-11', '2026-12')
    """
    year, number = quarter.split("-")
    return tuple(f"{year}-{month:02d}" for month in range(int(number) * 3 - 2, int(number) * 3 + 1))


def is_over(quarter: str, today: date) -> bool:
    """Whether nothing can be counted in this quarter any more."""
    return quarter < quarter_of(today)
