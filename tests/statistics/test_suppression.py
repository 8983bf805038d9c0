"""Hiding small cells: what is hidden, and that two ways of asking what can be worked out agree."""

import random

import pytest

from bqportal.statistics.auditing import bounds_of
from bqportal.statistics.suppression import (
    SMALL,
    Range,
    can_stand,
    cells_of,
    hidden_cells,
    range_of,
    value_at,
)


def test_one_small_cell_takes_three_others_with_it():
    counts = [[20, 3, 30], [25, 40, 9], [50, 60, 70]]
    hidden = hidden_cells(counts)
    assert len(hidden) == 4
    assert (0, 1) in hidden
    assert all(range_of(counts, hidden, cell).is_safe for cell in hidden)


def test_zero_is_small_too():
    counts = [[7, 0], [20, 30]]
    assert hidden_cells(counts) == set(cells_of(counts)), "else everybody of the first row is known to be in column 1"


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden_cells([[5, 6], [7, 8]]) == frozenset()


@pytest.mark.parametrize("counts", [[[5, 5]], [[5], [5]], [[4, 0], [9, 9]], [[9, 1], [9, 1]]])
def test_tables_that_cannot_stand(counts):
    assert not can_stand(counts)
    with pytest.raises(ValueError, match="small margin"):
        hidden_cells(counts)


def test_a_range_must_be_wide_and_reach_past_small():
    assert Range(0, 5).is_safe
    assert Range(1, 5).is_safe
    assert not Range(0, 4).is_safe
    assert not Range(6, 9).is_safe


def test_with_everything_hidden_every_cell_is_safe():
    rnd = random.Random(5)
    for _n in range(100):
        counts = [[rnd.choice([0, 1, 3, 5, 9]) for _c in range(3)] for _r in range(3)]
        if can_stand(counts):
            everything = set(cells_of(counts))
            assert all(range_of(counts, everything, cell).is_safe for cell in everything)


def test_flows_and_linear_bounds_say_the_same():
    rnd, compared = random.Random(17), 0
    while compared < 400:
        columns = rnd.choice([2, 3, 4])
        mean = rnd.choice([3, 8, 25])
        counts = [[int(rnd.expovariate(1 / mean)) for _c in range(columns)] for _r in range(rnd.randint(2, 5))]
        # any pattern, also one that is not safe
        hidden = {cell for cell in cells_of(counts) if rnd.random() < 0.6}
        cells = [[None if (r, c) in hidden else value for c, value in enumerate(row)] for r, row in enumerate(counts)]
        bounds = bounds_of(cells, [sum(row) for row in counts], [sum(column) for column in zip(*counts, strict=True)])
        for cell, linear in bounds.items():
            flow = range_of(counts, hidden, cell)
            assert flow.least == linear.least
            assert flow.greatest == min(linear.greatest, value_at(counts, cell) + 2 * SMALL - 1)
            assert flow.is_safe == linear.is_safe
            compared += 1
