"""A second clock, written from the statutes alone by counting days one by one. It shares no code with the product.

Slow and plain on purpose: every rule stands here as the law says it, so that both can only agree if both are right.

Holidays follow the Länder's laws. Against the list in the specification (A6) they are dated: 8 March is one in BE since
2019 and in MV since 2023, 20 September in TH since 2019, 31 October in HB, HH, NI and SH since 2018 and in 2017
everywhere; 8 May 2020 and 2025 and 17 June 2028 in BE only. Corpus Christi in parts of SN and TH is left out: no body
sits there.
"""

from datetime import date, timedelta

DAY = timedelta(days=1)
NEW_LANDS = ("BB", "MV", "SN", "ST", "TH")  # Reformation Day since 1990
NORTH = ("HB", "HH", "NI", "SH")  # Reformation Day since 2018


class RefusedError(Exception):
    """No deadline follows from this."""


def easter(year: int) -> date:
    """Easter Sunday (Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = (h + m - 7 * n + 114) // 31, (h + m - 7 * n + 114) % 31 + 1
    return date(year, month, day)


def is_holiday(day: date, land: str, assumption: bool, own: list[str]) -> bool:
    """Whether the law of the Land makes this day a holiday, or the place has one of its own."""
    md, year = (day.month, day.day), day.year
    from_easter = (day - easter(year)).days
    if md in ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26)) or from_easter in (-2, 1, 39, 50):
        return True
    if from_easter == 60 and land in ("BW", "BY", "HE", "NW", "RP", "SL"):
        return True
    if from_easter in (0, 49) and land == "BB":
        return True
    if md == (1, 6) and land in ("BW", "BY", "ST"):
        return True
    if md == (3, 8) and ((land == "BE" and year >= 2019) or (land == "MV" and year >= 2023)):
        return True
    if md == (8, 15) and (land == "SL" or (land == "BY" and assumption)):
        return True
    if md == (9, 20) and land == "TH" and year >= 2019:
        return True
    if md == (10, 31) and (land in NEW_LANDS or year == 2017 or (land in NORTH and year >= 2018)):
        return True
    if md == (11, 1) and land in ("BW", "BY", "NW", "RP", "SL"):
        return True
    if land == "SN" and day.weekday() == 2 and day.month == 11 and 16 <= day.day <= 22:  # Wednesday before 23 November
        return True
    if land == "BE" and day in (date(2020, 5, 8), date(2025, 5, 8), date(2028, 6, 17)):
        return True
    return day.isoformat()[5:] in own or day.isoformat() in own


def working_day(day: date, case: dict) -> date:
    """§ 31 Abs. 3 Satz 1 VwVfG: Saturday, Sunday, holiday → the next working day."""
    place = case["land"], case.get("has_assumption_day", False), case.get("more_holidays", [])
    while day.isoweekday() in (6, 7) or is_holiday(day, *place):
        day += DAY
    return day


def months_later(day: date, months: int) -> date:
    """§ 188 Abs. 2 and 3 BGB, found by walking: the day of the same number, or the last one of that month."""
    passed, here = 0, day
    while True:
        here += DAY
        if here.day == 1:
            passed += 1
        if passed > months:
            return here - DAY
        if passed == months and here.day == day.day:
            return here


def days_later(day: date, days: int) -> date:
    """The day of the event is not counted, § 187 Abs. 1 BGB."""
    for _ in range(days):
        day += DAY
    return day


def day_of(event: dict, key: str = "on") -> date | None:
    """A date of an event."""
    return date.fromisoformat(event[key]) if event.get(key) else None


def suspensions(events: list[dict]) -> list[dict]:
    """Each with the day on which it was ended, if it was."""
    found: list[dict] = []
    for event in events:
        if event["what"] == "suspended":
            found.append({"from": day_of(event), "until": day_of(event, "until"), "reason": event.get("reason", "")})
        if event["what"] == "resumed":
            waiting = [one for one in found if "resumed" not in one]
            if event.get("reason"):
                waiting = [one for one in waiting if one["reason"] == event["reason"]]
            else:
                waiting = waiting[len(waiting) - 1 :]
            if not waiting:
                raise RefusedError
            for one in waiting:
                one["resumed"] = day_of(event)
    return found


def last_day(one: dict, literal: bool) -> date | None:
    """§ 6 Abs. 4: Satz 2 until the procedure ends; Satz 1 until the set period ends, or the answer is there."""
    until, resumed = one["until"], one.get("resumed")
    if one["reason"] == "qualification_analysis":
        return resumed if resumed is not None else until
    if until is None or resumed is None:
        return until if until is not None else resumed
    return until if literal else min(until, resumed)


def walk(begin: date, days: int, spans: list[dict], literal: bool) -> date | None:
    """Go on day by day until so many days have counted; suspended days do not count. None: it never ends."""
    periods = [(one["from"], last_day(one, literal)) for one in spans]
    here = begin
    while days:
        here += DAY
        if any(first <= here and last is None for first, last in periods):
            return None
        if not any(first <= here <= last for first, last in periods):
            days -= 1
    return here


def decision(case: dict, events: list[dict], literal: bool) -> tuple[date | None, date | None]:
    """Nominal and legal end of the decision period."""
    complete = [day_of(event) for event in events if event["what"] == "completed"]
    if not complete:
        return None, None
    begin, spans = complete[0], suspensions(events)
    nominal = months_later(begin, 2 if case["regime"] == "accelerated" else 3)
    end = walk(begin, (nominal - begin).days, spans, literal)
    if end is None:
        return None, None
    told = [event for event in events if event["what"] == "extended" and day_of(event) >= begin]
    fixed = False
    if told and day_of(told[0]) <= working_day(end, case):  # told in time; only the first one counts
        until = day_of(told[0], "until")
        if until is None or until > working_day(end, case):
            target = until or months_later(end, told[0]["months"])
            fixed = until is not None
            if case.get("in_eea") and case["regime"] == "regulated" and target > months_later(end, 1):
                target, fixed = months_later(end, 1), False
            later = walk(end, (target - end).days, spans, literal)
            if later is None:
                return None, None
            fixed = fixed and later == target  # a suspended period no longer ends on the day that was told
            end = later
    return end, end if fixed else working_day(end, case)


def remedy(case: dict, events: list[dict]) -> date | None:
    """§§ 70, 74 VwGO: a month; § 58 Abs. 2 VwGO: a year. § 41 Abs. 2 VwVfG and its like: the day of notification."""
    notified = [event for event in events if event["what"] == "notified"]
    if not notified:
        return None
    event = notified[-1]
    day, by = day_of(event), event.get("by", "")
    too_early = {"portal": date(2017, 1, 1), "postbox": date(2020, 12, 10)}  # since when the law knows these ways
    if by == "post_abroad" or day < too_early.get(by, day):
        return None
    if by in ("post", "electronic", "postbox", "registered"):
        days = 4 if day >= date(2025, 1, 1) else 3
        if by in ("post", "electronic") and case.get("fiction_days") is not None:
            days = case["fiction_days"]
        day = days_later(day, days)
    if by == "portal":
        day += DAY
    return working_day(months_later(day, 12 if event.get("instruction") is False else 1), case)


def oracle(case: dict) -> dict[str, str | None]:
    """The five days. Raises RefusedError where none follow."""
    events = sorted(case["events"], key=lambda event: event["on"])
    received = [day_of(event) for event in events if event["what"] == "received"]
    complete = [day_of(event) for event in events if event["what"] == "completed"]
    if received and complete and complete[0] < received[0]:
        raise RefusedError
    if case["regime"] == "accelerated" and any(day < date(2020, 3, 1) for day in received + complete):
        raise RefusedError  # § 14a is law since then
    suspensions(events)
    acknowledge = None
    if received:
        accelerated = case["regime"] == "accelerated"
        acknowledge = working_day(days_later(received[0], 14) if accelerated else months_later(received[0], 1), case)
    nominal, legal = decision(case, events, literal=False)
    _nominal, literal = decision(case, events, literal=True)
    found = {
        "acknowledge_by": acknowledge, "decide_by": legal, "decide_by_literal": literal, "nominal_end": nominal,
        "remedy_by": remedy(case, events),
    }  # fmt: skip
    return {name: day.isoformat() if day else None for name, day in found.items()}
