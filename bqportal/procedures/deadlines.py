"""The statutory clock: events in, deadlines out, each with the steps that led to it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

NORMAL, ACCELERATED, REGULATED = "normal", "accelerated", "regulated"


@dataclass(frozen=True)
class Event:
    """Something that happened.

    Attributes:
        what: received, completed, suspended, resumed, extended, notified.
        reason: why it is suspended (`workflow.Suspension`).
        until: end of the period that the body set.
        months: length of an extension.
    """

    on: date
    what: str
    reason: str = ""
    until: date | None = None
    months: int | None = None


@dataclass(frozen=True)
class Seat:
    """Where the body sits: its Land decides about holidays."""

    land: str
    has_assumption_day: bool = False
    more_holidays: tuple[str, ...] = ()  # month and day, such as 08-08


@dataclass(frozen=True)
class Reckoning:
    """One step of the reckoning: which rule, on which day it leads, with what the words need (`reckoning.words_of`)."""

    rule: str
    date: date
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Deadlines:
    """What is due by when; None where no clock runs."""

    acknowledge_by: date | None = None
    decide_by: date | None = None
    decide_by_literal: date | None = None
    nominal_end: date | None = None
    remedy_by: date | None = None
    steps: tuple[Reckoning, ...] = ()


def deadlines(events: Iterable[Event], *, regime: str, seat: Seat, in_eea: bool = False) -> Deadlines:
    """The deadlines that follow from the events. (Being written.)"""
    from bqportal.procedures._rough import rough

    return rough(list(events), regime)
