"""Subtraction attacks on shared results: over time, over overlapping groupings, by outsiders and by bodies.

A small cell counts as recovered when no other history explains everything that the attacker saw with another number in
that cell. Where one such history is found, no cleverness whatever can tell which of the two happened.
"""

import random
from collections import Counter

import numpy as np
import pytest
from scipy.optimize import linprog

from bqportal.comparison import shared
from bqportal.comparison.shared import BATCH, Batch
from tests.comparison import attack
from tests.comparison.attack import GROUPINGS, OUTCOMES, QUALIFICATIONS

HISTORIES, LENGTH = 200, 50
UNSAFE_AT_MOST = 8  # two bodies with four each: the most that `is_safe` refuses


def differences(events: list[attack.Event]) -> list[int]:
    """By how much any shown number ever changed, and by how much any two shown at the same time differ."""
    found, before = [], Counter()
    for state in attack.played(events):
        now = Counter(
            {(keys, name): count for keys, one in attack.view(state).items() for name, count in one.counts.items()}
        )
        found += [now[name] - before[name] for name in {*now, *before}]
        for keys in GROUPINGS:
            for less in GROUPINGS:
                if set(less) < set(keys):
                    found += [now[keys, name] - now[less, name] for name in OUTCOMES]
        before = now
    return [number for number in found if number]


def recovered(events: list[attack.Event], attacker: int, chance: random.Random, tries: int = 5_000) -> set[object]:
    """Small cells of the last state for which no other history was found that looks the same."""
    *_rest, state = attack.played(events)
    left, what, page = attack.small_cells(state, attacker), attack.seen(events, attacker), attack.view(state)
    for world in attack.other_worlds(events, attacker, chance, tries):
        if not left:
            break
        *_rest, other = attack.played(world)
        there = attack.small_cells(other, attacker)
        differing = [name for name, count in left.items() if there.get(name) != count]
        if differing and attack.view(other) == page and attack.seen(world, attacker) == what:
            for name in differing:
                del left[name]
    return set(left)


def bounds(events: list[attack.Event]) -> list[tuple[float, float]]:
    """What linear programming makes of "said" and "not said" about experience: least and most per qualification."""
    views = [attack.view(state) for state in attack.played(events)]
    views = [one for at, one in enumerate(views) if at == 0 or one != views[at - 1]]
    size, limits, above, at_most = len(QUALIFICATIONS), [], [], []
    for at, now in enumerate(views):
        for place, key in enumerate(QUALIFICATIONS):
            limits.append((0, now[key,].total))
            row = np.zeros(size * len(views))
            row[at * size + place] = -1
            if at:  # what was said of released results stays true: the number never falls, and grows with the batch
                row[(at - 1) * size + place] = 1
                above += [row, -row]
                at_most += [0, now[key,].total - views[at - 1][key,].total]
        for keys in GROUPINGS:
            row = np.zeros(size * len(views))
            row[[at * size + key - 1 for key in keys]] = 1
            said = now[keys].experience
            above.append(-row if said else row)
            at_most.append(-BATCH if said else UNSAFE_AT_MOST * len(keys))
    found = []
    for place in range(size):
        wanted = np.zeros(size * len(views))
        wanted[(len(views) - 1) * size + place] = 1
        ends = [linprog(sign * wanted, np.array(above), at_most, bounds=limits) for sign in (1, -1)]
        assert all(end.success for end in ends), "the attacker's model does not fit what the pages say"
        found.append((float(ends[0].fun), -float(ends[1].fun)))
    return found


def test_no_number_and_no_difference_of_numbers_is_small() -> None:
    changed = 0
    for seed in range(HISTORIES):
        found = differences(attack.history(random.Random(seed), LENGTH))
        changed += len(found)
        assert all(number >= BATCH for number in found), seed
    assert changed > 1_000


def test_no_small_cell_is_recovered_by_an_outsider_or_a_body() -> None:
    small = 0
    for seed in range(HISTORIES):
        chance = random.Random(seed)
        whole = attack.history(chance, LENGTH)
        events = whole[: chance.randint(LENGTH // 3, LENGTH)]
        attacker = chance.choice(attack.BODIES) if seed % 2 else 0
        *_rest, state = attack.played(events)
        small += len(attack.small_cells(state, attacker))
        assert not recovered(events, attacker, chance), (seed, attacker)
    assert small > 3_000


def test_linear_bounds_pin_no_small_number_of_a_common_trait() -> None:
    for seed in range(HISTORIES):
        for least, most in bounds(attack.history(random.Random(1_000 + seed), LENGTH)):
            assert most - least > 0.5 or round(least) not in range(1, BATCH), seed


def test_the_attack_works_where_results_are_released_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the tests above show something: the usual rule "at least five" alone falls to them."""

    def at_once(waiting: list[shared.Entry], taken_back: list[shared.Entry]) -> Batch | None:
        keys = tuple(one.key for one in waiting), tuple(one.key for one in taken_back)
        return Batch(*keys) if any(keys) else None

    monkeypatch.setattr(attack, "next_batch", at_once)
    histories = [attack.history(random.Random(seed), LENGTH) for seed in range(3)]
    assert any(number < BATCH for events in histories for number in differences(events))
    assert any(recovered(events, 0, random.Random(1), tries=20) for events in histories)
