"""Where a body sits, and which days are no working days there (§ 31 Abs. 3 VwVfG, § 193 BGB). Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

LANDS = frozenset({
    "BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH",
})  # fmt: skip
SATURDAY, SUNDAY = 5, 6
LOCAL = "local"  # a holiday that only this body has
DAY = re.compile(r"(\d{4}-)?(\d{2})-(\d{2})")
LEAP_YEAR = 2000


@dataclass(frozen=True)
class Seat:
    """Where the body sits: its Land decides about holidays.

    Attributes:
        land: two letters; empty where nobody said: then only the holidays of all Länder count.
        has_assumption_day: 15 August is a holiday in Catholic municipalities of Bavaria.
        more_holidays: month and day, such as 08-08 in Augsburg, or one day with its year.
        fiction_days: days from posting to notification, where the law of the Land has others than the VwVfG.
    """

    land: str
    has_assumption_day: bool = False
    more_holidays: tuple[str, ...] = ()
    fiction_days: int | None = None


@dataclass(frozen=True)
class Skipped:
    """A day on which no period ends, and why: `weekday` 5 or 6, `holiday` as German law calls it, or both."""

    day: date
    weekday: int
    holiday: str = ""


def is_day_of_year(text: str) -> bool:
    """Whether this names a day of every year (08-08), or of one (2026-08-08)."""
    found = DAY.fullmatch(text)
    if not found:
        return False
    year = int((found[1] or str(LEAP_YEAR)).rstrip("-"))
    try:
        date(year, int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


@cache
def _holidays_in(year: int, land: str, is_catholic: bool) -> dict[date, str]:
    """Legal holidays of a Land in a year, each with its German name."""
    categories = ("public", "catholic") if is_catholic else ("public",)
    found = holidays.country_holidays(
        "DE", subdiv=land or None, years=year, expand=False, categories=categories, language="de"
    )
    return dict(found)


def holiday(day: date, seat: Seat) -> str:
    """The legal holiday at the seat, by its German name; `LOCAL` for one of this body only; empty on other days."""
    # "catholic" means more in SN and TH (Corpus Christi in some villages): only Bavaria has the Assumption by it.
    is_catholic = seat.has_assumption_day and seat.land == "BY"
    if name := _holidays_in(day.year, seat.land, is_catholic).get(day):
        return name
    return LOCAL if f"{day:%m-%d}" in seat.more_holidays or f"{day:%Y-%m-%d}" in seat.more_holidays else ""


def rolled(day: date, seat: Seat) -> tuple[date, tuple[Skipped, ...]]:
    """The next working day, if this is a Saturday, a Sunday or a holiday; with the days left out on the way."""
    left_out: list[Skipped] = []
    while day.weekday() >= SATURDAY or holiday(day, seat):
        left_out.append(Skipped(day, day.weekday(), holiday(day, seat)))
        day += timedelta(1)
    return day, tuple(left_out)
