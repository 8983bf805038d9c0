"""Which cells of a table are published, so that nobody finds out about few people (docs/decisions/017). Pure.

A table stands with all its margins; cells below `SMALL`, zero included, are hidden, and with them as many others as it
takes. What is hidden has, for whoever knows everything published, a range of whole numbers that reaches `SMALL` and
spans `WIDTH`. Ranges are exact: with its margins given, a two-way table is a network, and the flows in it are whole.
"""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

SMALL = 5  # fewer than this is a small count
WIDTH = 4  # between the least and the greatest number that a hidden cell may be
ROW = 10  # fewer than this in a row, and it goes into the row for all others

Cell = tuple[int, int]
Counts = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Range:
    """The least and the greatest number that a hidden cell may be, for whoever knows the published rest."""

    least: int
    greatest: int

    @property
    def is_safe(self) -> bool:
        """Wide enough, and open to not being small at all."""
        return self.greatest >= SMALL and self.greatest - self.least >= WIDTH


def hidden_cells(counts: Counts) -> frozenset[Cell]:
    """Cells that are not published; both margins are, and must be `SMALL` at least.

    Raises:
        ValueError: a margin is small, or there is one row or column only: such a table cannot be published.
    """
    if not can_stand(counts):
        raise ValueError("a table with a small margin, or without a second row or column, cannot be published")
    hidden = {cell for cell in cells_of(counts) if value_at(counts, cell) < SMALL}
    while True:
        weak = next((cell for cell in sorted(hidden) if not range_of(counts, hidden, cell).is_safe), None)
        if weak is None:
            return frozenset(hidden)
        hidden |= _company(counts, hidden, weak)


def can_stand(counts: Counts) -> bool:
    """Two rows and columns at least, and no small margin: then hiding all cells is safe, so that a way always exists.

    With everything hidden the range of a cell is the least of row, column, and what is outside of each.
    """
    columns = list(zip(*counts, strict=True))
    return (
        len(counts) > 1
        and len(columns) > 1
        and min(sum(row) for row in counts) >= SMALL
        and min(sum(column) for column in columns) >= SMALL
    )


def cells_of(counts: Counts) -> Iterator[Cell]:
    """Row and column of every cell."""
    return ((row, column) for row in range(len(counts)) for column in range(len(counts[0])))


def value_at(counts: Counts, cell: Cell) -> int:
    """The number in a cell."""
    return counts[cell[0]][cell[1]]


def _company(counts: Counts, hidden: set[Cell], weak: Cell) -> set[Cell]:
    """The cheapest further cells that make a weak one safe: corners of a rectangle; row and column; all."""
    row, column = weak
    corners = [
        {(row, other_column), (other_row, column), (other_row, other_column)} - hidden
        for other_row in range(len(counts))
        for other_column in range(len(counts[0]))
        if other_row != row and other_column != column
    ]
    corners = [cells for cells in corners if cells]
    for cells in sorted(corners, key=lambda cells: (sum(value_at(counts, cell) for cell in cells), sorted(cells))):
        if range_of(counts, hidden | cells, weak).is_safe:
            return cells
    cross = {cell for cell in cells_of(counts) if cell[0] == row or cell[1] == column} - hidden
    if cross and range_of(counts, hidden | cross, weak).is_safe:
        return cross
    return set(cells_of(counts)) - hidden


def range_of(counts: Counts, hidden: Collection[Cell], cell: Cell) -> Range:
    """What a hidden cell may be, given the margins and the cells that are not hidden."""
    value = value_at(counts, cell)
    # More here is less elsewhere in its row and column: a flow from row to column through other hidden cells.
    more = _flow(counts, hidden, cell, from_row=True, limit=SMALL + WIDTH)
    less = _flow(counts, hidden, cell, from_row=False, limit=value)
    return Range(value - less, value + more)


def _flow(counts: Counts, hidden: Collection[Cell], cell: Cell, *, from_row: bool, limit: int) -> int:
    """By how much a cell may change, at most `limit`: the greatest flow, found path by path.

    Nodes are rows (0, r) and columns (1, c). From a row to a column one goes by taking from their cell what is in it,
    from a column to a row by adding to theirs without bound; a way back undoes what was done, for the cells say it all.
    """
    left = {other: value_at(counts, other) for other in hidden if other != cell}
    row, column = (0, cell[0]), (1, cell[1])
    start, goal = (row, column) if from_row else (column, row)
    moved = 0
    while moved < limit and (path := _path(left, start, goal)):
        taken = [cell_between(one, two) for one, two in path if one[0] == 0]
        added = [cell_between(one, two) for one, two in path if one[0] == 1]
        step = min([limit - moved, *(left[other] for other in taken)])
        for other in taken:
            left[other] -= step
        for other in added:
            left[other] += step
        moved += step
    return moved


Node = tuple[int, int]


def cell_between(one: Node, two: Node) -> Cell:
    """The cell in which a row and a column meet."""
    return (one[1], two[1]) if one[0] == 0 else (two[1], one[1])


def _path(left: dict[Cell, int], start: Node, goal: Node) -> list[tuple[Node, Node]]:
    """The shortest way along which something can still move; empty if there is none."""
    ways: dict[Node, list[Node]] = {}
    for (row, column), value in left.items():
        if value:
            ways.setdefault((0, row), []).append((1, column))
        ways.setdefault((1, column), []).append((0, row))
    came: dict[Node, Node] = {start: start}
    queue = deque([start])
    while queue and goal not in came:
        node = queue.popleft()
        for other in ways.get(node, ()):
            if other not in came:
                came[other] = node
                queue.append(other)
    if goal not in came:
        return []
    path, node = [], goal
    while node != start:
        path.append((came[node], node))
        node = came[node]
    return path[::-1]
