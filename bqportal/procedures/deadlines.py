"""The statutory clock: events in, deadlines out, each with the steps that led to it. Pure.

The readings chosen, and why, stand in docs/deadlines.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from bqportal.procedures.counting import Pause, add_months, end_of, run
from bqportal.procedures.happening import (
    ABROAD,
    ELECTRONIC,
    POST,
    SERVED,
    Event,
    Happened,
    InvalidEventsError,
    put_in_order,
)
from bqportal.procedures.seats import LANDS, Seat, rolled
from bqportal.procedures.statutes import Statute, begins, statute

__all__ = [
    "ACCELERATED", "ACKNOWLEDGE", "DECIDE", "LITERAL", "NORMAL", "REGIMES", "REGULATED", "REMEDY", "Deadlines", "Event",
    "InvalidEventsError", "Nearness", "Reckoning", "Seat", "deadlines", "fiction_day", "warnings",
]  # fmt: skip
NORMAL, ACCELERATED, REGULATED = REGIMES = ("normal", "accelerated", "regulated")
ACKNOWLEDGE, DECIDE, LITERAL, REMEDY = "acknowledge", "decide", "decide_literal", "remedy"
WARN_DAYS = (21, 7, 0)


@dataclass(frozen=True)
class Reckoning:
    """One step of the reckoning: which rule, on which day it leads, with what the words need (`reckoning.words_of`).

    The rule begins with the deadline that it belongs to: `decide.roll`.
    """

    rule: str
    date: date
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """The deadline that it belongs to."""
        return self.rule.partition(".")[0]


@dataclass(frozen=True)
class Deadlines:
    """What is due by when; None where no clock runs.

    Attributes:
        decide_by: legal end, read in favour of the applicant.
        decide_by_literal: legal end by the wording: a suspension lasts as long as the body set.
        nominal_end: the last day of the decision period before it moves to a working day.
    """

    acknowledge_by: date | None = None
    decide_by: date | None = None
    decide_by_literal: date | None = None
    nominal_end: date | None = None
    remedy_by: date | None = None
    steps: tuple[Reckoning, ...] = ()

    @property
    def has_two_readings(self) -> bool:
        """Whether it matters how suspensions are read."""
        return self.decide_by != self.decide_by_literal


class Nearness(StrEnum):
    """How near a deadline is."""

    SOON = "soon"  # 21 days or less
    NEAR = "near"  # 7 days or less
    TODAY = "today"
    OVERDUE = "overdue"


def warnings(due: date | None, today: date) -> Nearness | None:
    """How near the day is; None while there is time, or nothing is due."""
    if due is None or (days := (due - today).days) > WARN_DAYS[0]:
        return None
    if days > WARN_DAYS[1]:
        return Nearness.SOON
    if days > 0:
        return Nearness.NEAR
    return Nearness.OVERDUE if days else Nearness.TODAY


def deadlines(events: Iterable[Event], *, regime: str, seat: Seat, in_eea: bool = False) -> Deadlines:
    """The deadlines that follow from the events.

    Args:
        regime: normal (§§ 4–8), regulated (§§ 9–13) or accelerated (§ 14a, for both).
        seat: of the body: its holidays decide.
        in_eea: the qualification was earned or recognised in the EU, the EEA or Switzerland (§ 13 Abs. 3 Satz 4).

    Raises:
        InvalidEventsError: they contradict each other, or the law did not know the procedure then.
    """
    if regime not in REGIMES:
        raise InvalidEventsError("regime", "unknown_regime", regime=regime, regimes=", ".join(REGIMES))
    if seat.land and seat.land not in LANDS:
        raise InvalidEventsError("land", "unknown_land", land=seat.land, lands=", ".join(sorted(LANDS)))
    happened = put_in_order(events)
    acknowledged, steps = _acknowledgement(happened, regime, seat)
    friendly = _decision(happened, regime, seat, in_eea, literally=False)
    literal = _decision(happened, regime, seat, in_eea, literally=True)
    remedy_by, remedy_steps = _remedy(happened, seat)
    steps += friendly.steps
    if friendly.legal != literal.legal:
        steps += [Reckoning(f"{LITERAL}.wording", literal.steps[0].date, literal.steps[0].values), *literal.steps[1:]]
    return Deadlines(
        acknowledged, friendly.legal, literal.legal, friendly.nominal, remedy_by, (*steps, *remedy_steps)
    )  # fmt: skip


def _law(rule: str, on: date, regime: str, place: str) -> Statute:
    """What the law says on this day. § 14a is law since 1 March 2020, the BQFG since 1 April 2012."""
    if found := statute(rule, on, regime):
        return found
    raise InvalidEventsError(f"{place}.on", "not_law_yet", regime=regime, since=begins(rule, regime))


def _roll(about: str, end: date, seat: Seat, steps: list[Reckoning]) -> date:
    """Move the end to a working day, once and last (§ 31 Abs. 3 Satz 1 VwVfG)."""
    legal, left_out = rolled(end, seat)
    if left_out:
        steps.append(Reckoning(f"{about}.roll", legal, {"from": end, "days": left_out, "land": seat.land}))
    return legal


def _acknowledgement(happened: Happened, regime: str, seat: Seat) -> tuple[date | None, list[Reckoning]]:
    """§ 6 Abs. 2, § 13 Abs. 2: one month; § 14a Abs. 2: two weeks."""
    if happened.received is None:
        return None, []
    law = _law(ACKNOWLEDGE, happened.received, regime, happened.places["received"])
    end = end_of(happened.received, law.amount, law.unit)
    steps = [
        Reckoning("acknowledge.begin", happened.received, {"norm": law.norm}),
        Reckoning("acknowledge.period", end, _period(law, happened.received, end)),
    ]
    return _roll(ACKNOWLEDGE, end, seat, steps), steps


def _period(law: Statute, begin: date, end: date) -> dict[str, Any]:
    """What the words about a period need; § 188 Abs. 3 BGB where the last month is too short."""
    is_short = law.unit == "months" and end.day != begin.day
    return {"amount": law.amount, "unit": law.unit, "norm": law.norm, "month_end": is_short}


@dataclass
class _Decision:
    nominal: date | None
    legal: date | None
    steps: list[Reckoning]


def _decision(happened: Happened, regime: str, seat: Seat, in_eea: bool, *, literally: bool) -> _Decision:
    """§ 6 Abs. 3 and 4, § 13 Abs. 3 and 4, § 14a Abs. 3 and 4, by one of both readings of a suspension."""
    begin, about = happened.completed, LITERAL if literally else DECIDE
    if begin is None:
        return _Decision(None, None, _not_begun(happened))
    law = _law(DECIDE, begin, regime, happened.places["completed"])
    end = end_of(begin, law.amount, law.unit)
    steps = [
        Reckoning(f"{about}.begin", begin, {"norm": law.norm, "regime": regime}),
        Reckoning(f"{about}.period", end, _period(law, begin, end)),
    ]
    nominal, pauses, left = run(begin, end, happened.spans, literally=literally)
    steps += _paused(about, pauses, regime, literally)
    is_fixed = False
    running = [event for event in happened.extensions if event.on >= begin]
    told, others = (running[0] if running else None), running[1:]
    steps += [Reckoning(f"{about}.extension_too_soon", one.on) for one in happened.extensions if one.on < begin]
    if told is not None and nominal is not None:
        new = _extended(about, told, nominal, regime, seat, in_eea, steps)
        if new is not None:
            is_fixed, (nominal, pauses, left) = new[1], run(nominal, new[0], left, literally=literally)
            is_fixed = is_fixed and not any(pause.days for pause in pauses)
            steps += _paused(about, pauses, regime, literally)
    elif told is not None:
        steps.append(Reckoning(f"{about}.extension_still", told.on))
    steps += [Reckoning(f"{about}.extension_again", one.on) for one in others]
    steps += [Reckoning(f"{about}.suspension_late", one.first) for one in left if nominal is not None]
    if nominal is None or is_fixed:
        return _Decision(nominal, nominal, steps)
    return _Decision(nominal, _roll(about, nominal, seat, steps), steps)


def _not_begun(happened: Happened) -> list[Reckoning]:
    """The period begins with complete documents only (§ 6 Abs. 3 Satz 2), whatever else has happened."""
    return [] if happened.received is None else [Reckoning("decide.not_begun", happened.received)]


def _paused(about: str, pauses: Sequence[Pause], regime: str, literally: bool) -> list[Reckoning]:
    """A step for each suspension."""
    steps = []
    for pause in pauses:
        span = pause.span
        rule = "analyse" if span.reason == "qualification_analysis" else "suspend"
        law = statute(rule, span.first, regime)
        values = {
            "reason": span.reason, "first": span.first, "last": pause.last, "days": pause.days, "until": span.until,
            "resumed": span.resumed, "norm": law.norm if law else "", "literally": literally, "end": pause.end,
        }  # fmt: skip
        name = "standstill" if pause.end is None else "suspension" if pause.days else "suspension_counted"
        steps.append(Reckoning(f"{about}.{name}", pause.end or span.first, values))
    return steps


def _extended(
    about: str, told: Event, end: date, regime: str, seat: Seat, in_eea: bool, steps: list[Reckoning]
) -> tuple[date, bool] | None:
    """The new end, and whether it is a fixed day that does not move (§ 31 Abs. 3 Satz 2 VwVfG); None without effect.

    Once, and told while the period runs: § 6 Abs. 3 Satz 3 and 4, § 13 Abs. 3 Satz 3 to 5, § 14a Abs. 3 Satz 3 and 4.
    """
    legal = rolled(end, seat)[0]
    if told.on > legal:
        steps.append(Reckoning(f"{about}.extension_late", told.on, {"end": legal}))
        return None
    law = statute("extend", told.on, regime)
    values = {"norm": law.norm if law else "", "told": told.on, "from": end, "months": told.months}
    if told.until is not None and told.until <= legal:
        steps.append(Reckoning(f"{about}.extension_short", told.on, {"until": told.until, "end": legal}))
        return None
    new = told.until or add_months(end, told.months or 0)  # counted from the unrolled end, § 190 BGB
    is_fixed = told.until is not None
    most = statute("extend_within_eea", told.on, regime) if in_eea else None
    if most and new > (longest := add_months(end, most.amount)):
        steps.append(Reckoning(f"{about}.extension_cut", longest, values | {"norm": most.norm, "wanted": new}))
        return longest, False
    steps.append(Reckoning(f"{about}.{'extension_until' if is_fixed else 'extension'}", new, values))
    return new, is_fixed


def fiction_day(sent: date, by: str, seat: Seat) -> tuple[date | None, Statute | None]:
    """The day on which what was sent counts as notified, and by which rule; None where no rule says one.

    Not moved to a working day: it is no end of a period.
    """
    if by in ("", SERVED):
        return sent, None
    law = statute(by, sent)
    if by == ABROAD or law is None:
        return None, None
    is_own = seat.fiction_days is not None and by in (POST, ELECTRONIC)
    return end_of(sent, (seat.fiction_days or 0) if is_own else law.amount, law.unit), law


def _remedy(happened: Happened, seat: Seat) -> tuple[date | None, list[Reckoning]]:
    """One month from notification, §§ 70, 74 VwGO; one year where the remedy was not told rightly, § 58 Abs. 2 VwGO."""
    if not happened.notified:
        return None, []
    *earlier, newest = happened.notified
    steps = [Reckoning("remedy.replaced", one.on, {"by": newest.on}) for one in earlier]
    begin, rule = fiction_day(newest.on, newest.by, seat)
    if begin is None:
        name = "remedy.unknown_day" if newest.by == ABROAD else "remedy.no_rule"
        return None, [*steps, Reckoning(name, newest.on, {"by": newest.by})]
    if rule:
        values = {"norm": rule.norm, "days": (begin - newest.on).days, "sent": newest.on, "by": newest.by}
        steps.append(Reckoning("remedy.fiction", begin, values))
    law = statute("remedy" if newest.instruction else "remedy_uninstructed", begin)
    if law is None:  # the VwGO is older than any day that `put_in_order` takes
        return None, steps
    end = end_of(begin, law.amount, law.unit)
    steps.append(Reckoning("remedy.begin", begin, {"norm": law.norm}))
    name = "remedy.period" if newest.instruction else "remedy.year"
    steps.append(Reckoning(name, end, _period(law, begin, end)))
    return _roll(REMEDY, end, seat, steps), steps
