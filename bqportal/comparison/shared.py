"""What of the shared results may be shown, so that nobody can work out a single one by subtraction. Pure.

The smallest thing that appears is a batch: at least five results of one cell (qualification, occupation, outcome).
A cell never grows by less than five, not even for a body that takes away its own. So every count is a sum of numbers
that were never small, and so is every difference of two counts, over time or over overlapping groupings.
What is said beside the counts is said or not said, never counted. The reasons: `docs/decisions/016-shared-results.md`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

BATCH = 5
# Share of the shown results from which one outcome is the usual one. No rule of law: a reason to look again.
USUAL = (2, 3)
# What is one finding at different points of the procedure: § 7 Abs. 2, § 10 and § 11 all say that something is missing.
KIN = {"full": "full", "none": "none", "partial": "missing", "measure": "missing", "full_after_measure": "missing"}
Cell = tuple[int, int, str]
Value = TypeVar("Value", int, str)


@dataclass(frozen=True)
class Entry:
    """A shared result of one cell, as far as its release goes: who it is, and of which body."""

    key: int
    body: int


@dataclass(frozen=True)
class Batch:
    """What changes at once: `released` is shown from now on, `replaced` was taken back and stops counting now."""

    released: tuple[int, ...]
    replaced: tuple[int, ...] = ()


@dataclass(frozen=True)
class Result:
    """A shared result that was released.

    Attributes:
        is_counted: it was not taken back, or nothing has replaced it yet.
    """

    key: int
    body: int
    qualification: int
    occupation: int
    outcome: str
    version: int
    decided: int
    country: str = ""
    kind: str = ""
    certificate: int | None = None
    experience: bool = False
    positions: frozenset[int] = frozenset()
    names_body: bool = False
    is_counted: bool = True

    @property
    def cell(self) -> Cell:
        """What is counted together."""
        return self.qualification, self.occupation, self.outcome

    @property
    def decade(self) -> int | None:
        """The decade of the certificate: its year is never shown."""
        return None if self.certificate is None else self.certificate // 10 * 10


@dataclass(frozen=True)
class Picture:
    """All that may be said of a group of results.

    Attributes:
        counts: outcome → number of shown results; an outcome that is absent has fewer than five, or none.
        experience: in at least five, experience made up for differences.
        positions: those that differed in at least five.
        decades: of at least five certificates each.
        since: the latest year in which, or after which, at least five were decided.
        bodies: that name themselves and shared at least five.
        kinds: of bodies that shared at least five.
        versions: of the occupation, used in at least five.
    """

    counts: Mapping[str, int]
    experience: bool = False
    positions: tuple[int, ...] = ()
    decades: tuple[int, ...] = ()
    since: int | None = None
    bodies: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    versions: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """All results that are shown."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Usual:
    """The outcome that most of the shown results have."""

    outcome: str
    count: int
    total: int


def is_safe(bodies: Iterable[int]) -> bool:
    """Whether as many may be spoken of. One body per result.

    Five are enough where one body has five; otherwise each body, taking away its own, must still find five of others.

    >>> is_safe([1] * 5), is_safe([1, 1, 1, 1, 2]), is_safe([1, 1, 2, 2, 2, 3, 3, 3])
    (True, False, True)
    """
    counts = Counter(bodies)
    return bool(counts) and (max(counts.values()) >= BATCH or _others_enough(counts, counts))


def _others_enough(net: Mapping[int, int], bodies: Iterable[int]) -> bool:
    """Whether the change is at least five, also for each of the bodies that takes away its own part of it."""
    total = sum(net.values())
    return total >= BATCH and all(total - net.get(body, 0) >= BATCH for body in bodies)


def next_batch(waiting: Sequence[Entry], taken_back: Sequence[Entry]) -> Batch | None:
    """What of one cell can change now; None while nothing may. Ask again until nothing may.

    Args:
        waiting: shared and not released yet.
        taken_back: released, taken back by their body, and still counted.
    """
    if len(waiting) < BATCH:
        return None
    here, back = Counter(one.body for one in waiting), Counter(one.body for one in taken_back)
    for body in sorted(here):
        if here[body] >= BATCH + back[body]:
            own = [one for one in waiting if one.body == body]
            return _batch(own, [one for one in taken_back if one.body == body])
    net = {body: here[body] - back[body] for body in {*here, *back}}
    return _batch(waiting, taken_back) if _others_enough(net, net) else None


def _batch(waiting: Sequence[Entry], taken_back: Sequence[Entry]) -> Batch:
    return Batch(tuple(one.key for one in waiting), tuple(one.key for one in taken_back))


def picture_of(results: Sequence[Result], own: int | None = None) -> Picture:
    """What may be said of these results, which must hold each cell whole.

    Args:
        own: the result of the case from which somebody looks. It is not counted, and nothing is said that it says
            itself: no case is its own precedent.
    """
    counts = _counts(results, own)
    if not counts:
        return Picture(counts)
    mine = next((one for one in results if one.key == own), None)
    return Picture(
        counts=counts,
        experience=bool(_said(results, lambda one: [1] * one.experience, [1] if mine and mine.experience else ())),
        positions=_said(results, lambda one: one.positions, mine.positions if mine else ()),
        decades=_said(results, _decades, _decades(mine) if mine else ()),
        since=_since(results),
        bodies=_said(results, lambda one: [one.body] if one.names_body else []),
        kinds=_said(results, lambda one: [one.kind] if one.kind else []),
        versions=_said(results, lambda one: [one.version]),
    )


def _decades(one: Result) -> list[int]:
    return [] if one.decade is None else [one.decade]


def _counts(results: Sequence[Result], own: int | None) -> dict[str, int]:
    """Outcome → shown results: the sum of the cells that have at least five without the own one."""
    cells = Counter(one.cell for one in results if one.is_counted and one.key != own)
    counts: Counter[str] = Counter()
    for (_qualification, _occupation, outcome), count in cells.items():
        if count >= BATCH:
            counts[outcome] += count
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _said(
    results: Sequence[Result], values: Callable[[Result], Iterable[Value]], without: Iterable[Any] = ()
) -> tuple[Value, ...]:
    """Values that enough results of one qualification and occupation have; how many have them is never said.

    Of a wider grouping nothing is said that is not said of one of its parts: else the two would give away the rest.
    """
    bodies: dict[tuple[Value, int, int], list[int]] = defaultdict(list)
    for one in results:
        for value in values(one):
            bodies[value, one.qualification, one.occupation].append(one.body)
    said = {value for (value, *_group), having in bodies.items() if is_safe(having)}
    return tuple(sorted(said - set(without)))


def _since(results: Sequence[Result]) -> int | None:
    """The latest year from which on there are enough. Years one by one would add up to the total, and give one away."""
    years = sorted({one.decided for one in results})
    return max(_said(results, lambda one: [year for year in years if year <= one.decided]), default=None)


def usual_of(counts: Mapping[str, int]) -> Usual | None:
    """The outcome of most of the shown results; None where they differ, or where there are none."""
    total = sum(counts.values())
    kin: Counter[str] = Counter()
    for outcome, count in counts.items():
        kin[KIN[outcome]] += count
    for outcome, _count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if kin[KIN[outcome]] * USUAL[1] >= total * USUAL[0]:
            return Usual(outcome, kin[KIN[outcome]], total)
    return None


def departs_from(outcome: str, counts: Mapping[str, int]) -> Usual | None:
    """What an outcome departs from: the usual one, where it says something else; None where it does not."""
    usual = usual_of(counts)
    if usual is None or outcome not in KIN or KIN[outcome] == KIN[usual.outcome]:
        return None
    return usual
