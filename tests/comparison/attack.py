"""An invented portal in memory, and what attackers see of it: for the subtraction attack on shared results.

It uses the very rules of the product (`shared.next_batch`, `shared.picture_of`); nothing else of it is needed.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bqportal.comparison.shared import Cell, Entry, Picture, Result, next_batch, picture_of

BODIES = (1, 2, 3, 4)
# Qualifications and what is looked at together: each alone, near ones, those of a country. They overlap.
QUALIFICATIONS = (1, 2, 3, 4)
GROUPINGS = ((1,), (2,), (3,), (4,), (1, 2), (2, 3), (1, 2, 3), (1, 2, 3, 4))
OUTCOMES = ("full", "partial", "none")


@dataclass(frozen=True)
class Event:
    """Somebody shares a result (`row`), or takes the one with this key back. Neither: nothing happens."""

    row: Result | None = None
    taken_back: int = 0


@dataclass(frozen=True)
class Row:
    """A shared result as the database keeps it."""

    result: Result
    released: bool = False
    withdrawn: bool = False
    counted: bool = True


State = dict[int, Row]
View = dict[tuple[int, ...], Picture]


def history(chance: random.Random, length: int) -> list[Event]:
    """Sharing and taking back, a few bodies and cells more often than others so that batches become complete."""
    events: list[Event] = []
    shared: list[int] = []
    weights = [chance.choice((1, 1, 4, 9)) for _one in QUALIFICATIONS]
    leaders = [chance.choice((1, 2, 6)) for _one in BODIES]
    for key in range(1, length + 1):
        if shared and chance.random() < 0.15:
            events.append(Event(taken_back=shared.pop(chance.randrange(len(shared)))))
            continue
        qualification = chance.choices(QUALIFICATIONS, weights)[0]
        events.append(Event(row=a_row(chance, key, chance.choices(BODIES, leaders)[0], qualification)))
        shared.append(key)
    return events


def a_row(chance: random.Random, key: int, body: int, qualification: int) -> Result:
    """A result with anything beside its body and qualification."""
    outcome = chance.choices(OUTCOMES, (5, 3, 2))[0]
    return Result(
        key=key, body=body, qualification=qualification, occupation=1, outcome=outcome, version=1,
        decided=chance.choice((2025, 2026)), kind=("hwk", "ihk")[body % 2], country="PL" if qualification < 4 else "TR",
        certificate=chance.choice((1994, 1999, 2008, None)), experience=chance.random() < 0.5,
        positions=frozenset() if outcome == "full" else frozenset(p for p in (1, 2) if chance.random() < 0.5),
        names_body=body == 1,
    )  # fmt: skip


def played(events: Sequence[Event]) -> Iterator[State]:
    """The state after each event."""
    state: State = {}
    cells: dict[Cell, list[int]] = defaultdict(list)
    for event in events:
        state = dict(state)
        if event.row:
            state[event.row.key] = Row(event.row)
            cells[event.row.cell].append(event.row.key)
            _settle(state, cells[event.row.cell])
        elif row := state.get(event.taken_back):
            if row.released:
                state[event.taken_back] = replace(row, withdrawn=True)
            else:
                del state[event.taken_back]
        yield state


def _settle(state: State, cell: Sequence[int]) -> None:
    """As `comparison.sharing._settle` does it."""
    while True:
        here = [state[key] for key in cell if key in state]
        waiting = [Entry(row.result.key, row.result.body) for row in here if not row.released]
        back = [
            Entry(row.result.key, row.result.body) for row in here if row.released and row.withdrawn and row.counted
        ]
        batch = next_batch(waiting, back)
        if batch is None:
            return
        for key in batch.released:
            state[key] = replace(state[key], released=True)
        for key in batch.replaced:
            state[key] = replace(state[key], counted=False)


def released(state: State, keys: Sequence[int] = QUALIFICATIONS) -> list[Result]:
    """What `released_results` would find."""
    return [
        replace(row.result, is_counted=row.counted)
        for row in state.values()
        if row.released and row.result.qualification in keys
    ]


def view(state: State, own: int | None = None) -> View:
    """Every page and figure that the finder can give."""
    return {keys: picture_of(released(state, keys), own) for keys in GROUPINGS}


def seen(events: Sequence[Event], attacker: int) -> list[object]:
    """All that an attacker learns: every view after every event; a body (not 0) also all about its own results."""
    found: list[object] = []
    before, pages = None, None
    for state in played(events):
        shown = [(row.result.key, row.counted) for row in state.values() if row.released]
        own = [row for row in state.values() if row.result.body == attacker]
        if shown != before:
            mine = [row.result.key for row in own if row.released]
            before, pages = shown, (view(state), [view(state, key) for key in mine])
        if not found or found[-1] != (pages, own):  # that something happened which changed no page, nobody sees
            found.append((pages, own))
    return found


def small_cells(state: State, attacker: int) -> dict[tuple[object, ...], int]:
    """True numbers from 1 to 4 that nobody may find out: of results of others, and of what is shown of them."""
    cells: Counter[tuple[object, ...]] = Counter()
    for row in state.values():
        one = row.result
        if one.body == attacker:
            continue
        if not row.withdrawn:
            for name in (
                ("outcome", one.qualification, one.outcome), ("group", one.qualification),
                ("body", one.qualification, one.body), ("body", one.qualification, one.body, one.outcome),
            ):  # fmt: skip
                cells[name] += 1
        if row.released:
            cells["experience", one.qualification, one.experience] += 1
            cells["decade", one.qualification, one.decade] += one.decade is not None
            cells["year", one.qualification, one.decided] += 1
            for position in (1, 2):
                cells["position", one.qualification, position, position in one.positions] += 1
    return {name: count for name, count in cells.items() if 1 <= count <= 4}


def other_worlds(events: Sequence[Event], attacker: int, chance: random.Random, tries: int) -> Iterator[list[Event]]:
    """Histories that could have been instead: one or two things that others did are different."""
    places = [at for at, event in enumerate(events) if _is_of_others(events, event, attacker)]
    others = [body for body in BODIES if body != attacker]
    for at in places:  # the plain ones first: something did not happen, or was a little different
        yield [*events[:at], Event(), *events[at + 1 :]]
        for change in CHANGES if (row := events[at].row) else ():
            yield [*events[:at], Event(row=change(row, chance)), *events[at + 1 :]]
        for body in others if row else ():
            yield [*events[:at], Event(row=_done_by(body, row)), *events[at + 1 :]]
    for qualification in QUALIFICATIONS:
        for body in others:
            for outcome in OUTCOMES:
                yield [*events, Event(row=replace(a_row(chance, 10_000, body, qualification), outcome=outcome))]
    rows = [at for at in places if events[at].row]
    for _try in range(tries if len(rows) > 1 else 0):
        one, other = chance.sample(rows, 2)
        world = list(events)  # a trait goes from one result to another: sums stay
        world[one], world[other] = _exchanged(world[one], world[other], chance.choice(TRAITS))
        yield world
        world = list(events)
        for _step in range(chance.choice((2, 2, 3, 4))):
            at = chance.choice(places)
            world[at] = _changed(world[at], others, chance)
        yield world


def _is_of_others(events: Sequence[Event], event: Event, attacker: int) -> bool:
    if event.row:
        return event.row.body != attacker
    return any(one.row.key == event.taken_back and one.row.body != attacker for one in events if one.row)


CHANGES: tuple[Callable[[Result, random.Random], Result], ...] = (
    lambda row, _chance: replace(row, experience=not row.experience),
    lambda row, _chance: replace(row, positions=row.positions ^ {1}),
    lambda row, _chance: replace(row, positions=row.positions ^ {2}),
    lambda row, chance: replace(row, certificate=chance.choice((1994, 1999, 2008, None))),
    lambda row, chance: replace(row, decided=chance.choice((2024, 2025, 2026))),
    lambda row, chance: replace(row, outcome=chance.choice(OUTCOMES)),
    lambda row, chance: replace(row, qualification=chance.choice(QUALIFICATIONS)),
)


def _changed(event: Event, others: Sequence[int], chance: random.Random) -> Event:
    """The same event, done by another or about something else."""
    if event.row is None:
        return Event()
    if chance.random() < 0.3:
        return Event(row=_done_by(chance.choice(others), event.row))
    return Event(row=chance.choice(CHANGES)(event.row, chance))


TRAITS = ("experience", "positions", "certificate", "decided")


def _exchanged(one: Event, other: Event, trait: str) -> tuple[Event, Event]:
    """Both events, each with the trait of the other's result."""
    first, second = one.row, other.row
    assert first
    assert second
    return (
        Event(row=replace(first, **{trait: getattr(second, trait)})),
        Event(row=replace(second, **{trait: getattr(first, trait)})),
    )


def _done_by(body: int, row: Result) -> Result:
    return replace(row, body=body, kind=("hwk", "ihk")[body % 2], names_body=body == 1)
