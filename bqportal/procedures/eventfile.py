"""Events as a file gives them: JSON in, `Event`s out, with the place of everything that is wrong. Pure."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bqportal.procedures.deadlines import REGIMES, Event, InvalidEventsError, Seat
from bqportal.procedures.happening import ANALYSIS
from bqportal.procedures.seats import LANDS, is_day_of_year

TOP = ("land", "regime", "events", "in_eea", "has_assumption_day", "more_holidays", "fiction_days")
OF_EVENT = ("on", "what", "reason", "until", "months", "by", "instruction")
OTHER_NAMES = {"analysis": ANALYSIS, "qualification analysis": ANALYSIS, "qualification-analysis": ANALYSIS}
MOST_FICTION_DAYS = 30


@dataclass
class Asked:
    """What a file asks.

    Attributes:
        ignored: places of keys that mean nothing here, perhaps mistyped.
    """

    events: list[Event]
    regime: str
    seat: Seat
    in_eea: bool = False
    ignored: list[str] = field(default_factory=list)


def read_events(content: bytes) -> Asked:
    """The events of a file.

    Raises:
        InvalidEventsError: it is no JSON, or something in it is not what it should be.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidEventsError("", "no_utf8") from error
    except json.JSONDecodeError as error:
        raise InvalidEventsError("", "no_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise InvalidEventsError("", "no_object") from error
    if not isinstance(data, dict):
        raise InvalidEventsError("", "no_object")
    land, regime = _one_of(data, "land", sorted(LANDS)), _one_of(data, "regime", REGIMES)
    rows = data.get("events")
    if not isinstance(rows, list):
        raise InvalidEventsError("events", "no_list")
    ignored = [str(key) for key in data if key not in TOP]
    events = [_event(row, f"events[{number}]", ignored) for number, row in enumerate(rows)]
    seat = Seat(land, _flag(data, "has_assumption_day"), _days(data), _fiction_days(data))
    return Asked(events, regime, seat, _flag(data, "in_eea"), ignored)


def _one_of(data: dict[str, Any], key: str, allowed: Collection[str]) -> str:
    """A word out of a list."""
    value = data.get(key)
    if value in (None, ""):
        raise InvalidEventsError(key, "missing")
    if not isinstance(value, str) or value not in allowed:
        raise InvalidEventsError(key, f"unknown_{key}", **{key: _shown(value), f"{key}s": ", ".join(allowed)})
    return value


def _flag(data: dict[str, Any], key: str, place: str = "", *, default: bool = False) -> bool:
    """Yes or no."""
    value = data.get(key)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise InvalidEventsError(place + key, "no_flag", given=_shown(value))
    return value


def _days(data: dict[str, Any]) -> tuple[str, ...]:
    """Holidays of this body only."""
    value = data.get("more_holidays") or []
    if not isinstance(value, list):
        raise InvalidEventsError("more_holidays", "no_list")
    for number, day in enumerate(value):
        if not isinstance(day, str) or not is_day_of_year(day):
            raise InvalidEventsError(f"more_holidays[{number}]", "bad_day", given=_shown(day))
    return tuple(value)


def _fiction_days(data: dict[str, Any]) -> int | None:
    """From posting to notification, by the law of the Land."""
    value = data.get("fiction_days")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_FICTION_DAYS:
        raise InvalidEventsError("fiction_days", "bad_number", given=_shown(value), most=MOST_FICTION_DAYS)
    return value


def _event(row: Any, place: str, ignored: list[str]) -> Event:
    """One line."""
    if not isinstance(row, dict):
        raise InvalidEventsError(place, "no_object")
    ignored += [f"{place}.{key}" for key in row if key not in OF_EVENT]
    what, months = row.get("what"), row.get("months")
    if what in (None, ""):
        raise InvalidEventsError(f"{place}.what", "missing")
    if not isinstance(what, str):
        raise InvalidEventsError(f"{place}.what", "unknown_what", what=_shown(what))
    if months is not None and (isinstance(months, bool) or not isinstance(months, int)):
        raise InvalidEventsError(f"{place}.months", "bad_number", given=_shown(months), most=60)
    on = _day(row, "on", place)
    if on is None:
        raise InvalidEventsError(f"{place}.on", "missing")
    reason = _text(row, "reason", place)
    return Event(
        on, what, OTHER_NAMES.get(reason, reason), _day(row, "until", place), months, _text(row, "by", place),
        _flag(row, "instruction", f"{place}.", default=True),
    )  # fmt: skip


def _text(row: dict[str, Any], key: str, place: str) -> str:
    """Words, or none."""
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidEventsError(f"{place}.{key}", "no_text", given=_shown(value))
    return value.strip()


def _day(row: dict[str, Any], key: str, place: str) -> date | None:
    """A date as ISO 8601 writes it, or none."""
    value = row.get(key)
    if value in (None, ""):
        return None
    try:
        if not isinstance(value, str) or len(value) != len("2026-03-02"):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError as error:
        raise InvalidEventsError(f"{place}.{key}", "bad_date", given=_shown(value)) from error


def _shown(value: Any) -> str:
    """What was given, short enough for a message."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:39] + "…"
