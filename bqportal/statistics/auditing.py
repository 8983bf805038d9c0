"""The same question asked in another way: linear bounds of everything hidden in a published table (scipy, HiGHS)."""

import numpy as np
from scipy.optimize import linprog

from bqportal.statistics.suppression import Range

Published = list[list[int | None]]


def bounds_of(cells: Published, rows: list[int], columns: list[int]) -> dict[tuple[int, int], Range]:
    """What everybody can work out of a published table: hidden cells (None) with their least and greatest number.

    With both margins published the corners of the solutions are whole numbers, so that these bounds are exact.
    """
    hidden = [(r, c) for r, row in enumerate(cells) for c, value in enumerate(row) if value is None]
    if not hidden:
        return {}
    matrix = np.zeros((len(rows) + len(columns), len(hidden)))
    for place, (row, column) in enumerate(hidden):
        matrix[row, place] = matrix[len(rows) + column, place] = 1
    known = [total - sum(value or 0 for value in cells[r]) for r, total in enumerate(rows)]
    known += [total - sum(row[c] or 0 for row in cells) for c, total in enumerate(columns)]
    found = {}
    for place, cell in enumerate(hidden):
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(hidden))
            aim[place] = sign
            answer = linprog(aim, A_eq=matrix, b_eq=known, bounds=(0, None), method="highs")
            if answer.status != 0:
                raise ValueError("the table contradicts itself")
            ends.append(round(sign * answer.fun))
        found[cell] = Range(*ends)
    return found
