"""Random cases before two clocks: the product's, and one that counts day by day. They must never differ."""

import json
import os
import random
from datetime import date, timedelta

import holidays
import pytest

from bqportal.procedures.deadlines import InvalidEventsError, deadlines
from bqportal.procedures.eventfile import read_events
from bqportal.procedures.seats import LANDS, Seat, holiday
from tests.procedures.clock_oracle import RefusedError, is_holiday, oracle

RUNS = int(os.environ.get("BQPORTAL_RUNS", "2000"))
SEED = 20_261_128
FIVE = ("acknowledge_by", "decide_by", "decide_by_literal", "nominal_end", "remedy_by")
# Days at which periods like to go wrong: month ends, leap days, Easter, the turn of the year, changes of the law.
NASTY = (
    (1, 1), (1, 30), (1, 31), (2, 27), (2, 28), (3, 1), (3, 8), (3, 31), (4, 30), (5, 8), (5, 31), (8, 31), (9, 20),
    (9, 30), (10, 31), (11, 1), (11, 29), (11, 30), (12, 11), (12, 24), (12, 31),
)  # fmt: skip
REASONS = ("information", "authenticity", "qualification_analysis", "")

WAYS = ("post", "electronic", "postbox", "registered", "portal", "served", "post_abroad")


def random_case(chance: random.Random) -> dict:
    """A case of any Land and procedure with anything happening in it, also what the law gives no effect."""
    year = chance.choice((*range(2012, 2040), 2024, 2028, 2023, 2027, 2096 - 30))
    start = date(year, 4, 1) + timedelta(chance.randrange(365))
    if chance.random() < 0.4:
        start = date(year + 1, *chance.choice(NASTY))
    regime = chance.choice(("normal", "accelerated", "regulated"))
    case: dict = {"land": chance.choice(sorted(LANDS)), "regime": regime, "events": []}
    if chance.random() < 0.5:
        case["in_eea"] = chance.random() < 0.5
    if chance.random() < 0.2:
        case["has_assumption_day"] = True
    if chance.random() < 0.2:
        case["more_holidays"] = [f"{month:02}-{day:02}" for month, day in chance.sample(NASTY, 2)]
    if chance.random() < 0.1:
        case["fiction_days"] = chance.randrange(6)
    case["events"] = random_events(chance, start)
    return case


def random_events(chance: random.Random, start: date) -> list[dict]:
    """What happens, not always in the order in which it is written down."""

    def on(low: int, high: int) -> str:
        return str(start + timedelta(chance.randint(low, high)))

    events = []
    if chance.random() < 0.9:
        events.append({"on": str(start), "what": "received"})
    complete = chance.choice((0, 0, chance.randint(0, 60), chance.randint(-2, 300)))
    if chance.random() < 0.9:
        events.append({"on": str(start + timedelta(complete)), "what": "completed"})
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3, 5))):
        events += random_suspension(chance, start + timedelta(complete + chance.randint(-20, 150)))
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        told = complete + chance.randint(-5, 130)
        lengths = {"months": chance.randint(1, 6)}, {"until": str(start + timedelta(told + chance.randint(0, 250)))}
        events.append({"on": str(start + timedelta(told)), "what": "extended"} | chance.choice(lengths))
    for _ in range(chance.choice((0, 1, 1, 2))):
        told = {"on": on(0, 400), "what": "notified"}
        if chance.random() < 0.6:
            told["by"] = chance.choice(
                ("post", "electronic", "postbox", "registered", "portal", "served", "post_abroad")
            )
        if chance.random() < 0.3:
            told["instruction"] = chance.random() < 0.3
        events.append(told)
    if chance.random() < 0.5:
        chance.shuffle(events)
    return events


def random_suspension(chance: random.Random, first: date) -> list[dict]:
    """With an end set or not, ended or not, for the reason given, for another one, or for none."""
    reason = chance.choice(REASONS)
    events: list[dict] = [{"on": str(first), "what": "suspended", "reason": reason}]
    if chance.random() < 0.8:
        events[0]["until"] = str(first + timedelta(chance.choice((0, 1, 6, chance.randint(0, 90)))))
    if chance.random() < 0.7:
        ended = {"on": str(first + timedelta(chance.randint(0, 80))), "what": "resumed"}
        if chance.random() < 0.7:
            ended["reason"] = reason if chance.random() < 0.95 else chance.choice(REASONS)
        events.append(ended)
    return events


def reckoned(case: dict) -> dict | str:
    """What the product says; the same way as the command, from the bytes of the file."""
    try:
        asked = read_events(json.dumps(case).encode())
        found = deadlines(asked.events, regime=asked.regime, seat=asked.seat, in_eea=asked.in_eea)
    except InvalidEventsError as error:
        if error.key not in ("nothing_to_resume", "before_received", "not_law_yet"):
            raise
        return "refused"
    return {name: str(day) if (day := getattr(found, name)) else None for name in FIVE}


def counted(case: dict) -> dict | str:
    """What the oracle says."""
    try:
        return oracle(case)
    except RefusedError:
        return "refused"


def test_both_clocks_say_the_same():
    chance = random.Random(SEED)
    refused, differences, literal, still, days = 0, [], 0, 0, set()
    for _ in range(RUNS):
        case = random_case(chance)
        mine, theirs = reckoned(case), counted(case)
        if mine != theirs:
            differences.append((case, mine, theirs))
        if isinstance(mine, str):
            refused += 1
            continue
        literal += mine["decide_by"] != mine["decide_by_literal"]
        still += any(event["what"] == "completed" for event in case["events"]) and mine["decide_by"] is None
        days |= {mine[name] for name in FIVE}
    assert not differences, f"{len(differences)} of {RUNS}; the first: {differences[0]}"
    # The cases are worth comparing: most have deadlines, and every odd thing happens often.
    assert refused < RUNS * 0.35
    assert min(literal, still) > RUNS * 0.03
    assert len(days) > RUNS * 0.5


@pytest.mark.parametrize("land", sorted(LANDS))
def test_both_know_the_same_holidays(land):
    for has_assumption_day in (False, True):
        seat = Seat(land, has_assumption_day, ("08-08",))
        day = date(2012, 1, 1)
        while day < date(2050, 1, 1):
            assert bool(holiday(day, seat)) == is_holiday(day, land, has_assumption_day, ["08-08"]), day
            day += timedelta(1)


def test_the_library_still_covers_what_the_clock_may_ask():
    assert holidays.countries.Germany.start_year <= 1991
    assert holidays.countries.Germany.end_year >= 2100
