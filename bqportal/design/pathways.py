"""The drawing of a training system's pathways: boxes in columns, arrows at right angles (pure).

Stages become boxes; a stage stands one column after the last stage that leads to it. A route
that skips columns gets a lane of its own between the boxes, so no arrow crosses a box. All
lengths are pixels; the origin is the upper left corner, also from right to left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from bqportal.design.wrapping import wrapped

BOX_WIDTH = 168.0
PADDING = 10.0
ROW_GAP = 18.0
MARGIN = 6.0
LANE_HEIGHT = 14.0
TRACK_WIDTH = 10.0
LABEL_SIZE, SMALL_SIZE = 14.0, 12.0
LABEL_LEADING, SMALL_LEADING = 18.0, 16.0
ARROW = 7.0
NEAR = 5.0  # two routes closer than this would look like one


@dataclass(frozen=True)
class Stage:
    """One stage of a training system, its texts already in the reader's language.

    ``age_from`` is the usual age at entry and ``years`` the length, both in years;
    ``original`` is the title in its own language ``lang``; ``label_lang`` is set when the
    label too is in another language; ``leads_to`` holds keys of stages.
    """

    key: str
    label: str
    kind: str = ""
    note: str = ""
    original: str = ""
    lang: str = ""
    label_lang: str = ""
    age_from: float | None = None
    years: float | None = None
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of text in a box: its baseline, and what kind of text it is."""

    text: str
    y: float
    role: str


@dataclass(frozen=True)
class Box:
    """A stage as drawn; ``text_x`` is where its lines begin in the reading direction."""

    stage: Stage
    x: float
    y: float
    width: float
    height: float
    text_x: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Arrow:
    """A route from stage to stage: corner points, and the point of the arrowhead's base."""

    source: str
    target: str
    points: tuple[tuple[float, float], ...]

    @property
    def path(self) -> str:
        """The route as SVG path data."""
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points)

    @property
    def head(self) -> str:
        """The arrowhead as SVG path data."""
        (x0, _), (x, y) = self.points[-2:]
        back = ARROW if x < x0 else -ARROW
        return f"M{x:g} {y:g}L{x + back:g} {y - 4:g}L{x + back:g} {y + 4:g}Z"


@dataclass(frozen=True)
class Drawing:
    """The whole diagram; ``undrawn`` are routes back to an earlier stage, told in words only."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    undrawn: tuple[tuple[str, str], ...]

    @property
    def least_width(self) -> int:
        """How narrow it may be shown before it scrolls: nine tenths, in rem, in steps of five."""
        return 5 * ceil(0.9 * self.width / 16 / 5)


@dataclass
class _Node:
    """A box or a lane while the drawing is being worked out."""

    stage: Stage
    column: int
    is_lane: bool = False
    lines: tuple[Line, ...] = ()
    height: float = LANE_HEIGHT
    y: float = 0.0
    targets: list[_Node] = field(default_factory=list)
    sources: list[_Node] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def drawing(stages: Sequence[Stage], *, rtl: bool = False) -> Drawing:
    """The diagram of the stages; from right to left it is the mirror image.

    Routes to unknown keys and to the stage itself are left out; stages with the same key
    after the first one too.
    """
    known = {stage.key: stage for stage in reversed(stages)}
    unique = [stage for stage in stages if known[stage.key] is stage]
    routes = [
        (stage.key, target)
        for stage in unique
        for target in dict.fromkeys(stage.leads_to)
        if target in known and target != stage.key
    ]
    forward, backward = _without_circles([stage.key for stage in unique], routes)
    columns = _columns(unique, forward)
    boxes = {stage.key: _box_node(stage, columns[stage.key]) for stage in unique}
    grid = _grid(unique, boxes, forward)
    for column in grid:
        _stack(column)
    _centre(grid)
    starts, width = _column_starts(grid)
    height = max((node.y + node.height for column in grid for node in column), default=0) + MARGIN
    arrows = _arrows(grid, starts)
    shapes = tuple(_box(node, starts[node.column]) for column in grid for node in column if not node.is_lane)
    result = Drawing(width, height, shapes, tuple(arrows), tuple(backward))
    return _mirrored(result) if rtl else result


def _without_circles(
    keys: Sequence[str], routes: Sequence[tuple[str, str]]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The routes that can all run forward, and the ones that would close a circle."""
    forward: list[tuple[str, str]] = []
    backward: list[tuple[str, str]] = []
    reached: dict[str, set[str]] = {key: {key} for key in keys}  # from where a stage is reached
    for source, target in routes:
        if target in reached[source]:
            backward.append((source, target))
            continue
        forward.append((source, target))
        for key in keys:
            if target in reached[key]:
                reached[key] |= reached[source]
    return forward, backward


def _columns(stages: Sequence[Stage], routes: Sequence[tuple[str, str]]) -> dict[str, int]:
    columns = {stage.key: 0 for stage in stages}
    for _ in stages:
        for source, target in routes:
            columns[target] = max(columns[target], columns[source] + 1)
    return columns


def _box_node(stage: Stage, column: int) -> _Node:
    inner = BOX_WIDTH - 2 * PADDING
    y = PADDING
    lines: list[Line] = []
    for text, role, size, leading in (
        (stage.label, "label", LABEL_SIZE, LABEL_LEADING),
        (stage.original, "original", SMALL_SIZE, SMALL_LEADING),
        (stage.note, "note", SMALL_SIZE, SMALL_LEADING),
    ):
        for line in wrapped(text, width=inner, size=size):
            y += leading
            lines.append(Line(line, y - leading * 0.25, role))
    return _Node(stage, column, lines=tuple(lines), height=y + PADDING)


def _grid(stages: Sequence[Stage], boxes: dict[str, _Node], routes: Sequence[tuple[str, str]]) -> list[list[_Node]]:
    """Boxes and lanes, column by column, linked, in an order with few crossings."""
    grid: list[list[_Node]] = [[] for _ in range(max((n.column for n in boxes.values()), default=-1) + 1)]
    for stage in sorted(stages, key=lambda s: (boxes[s.key].column, s.age_from or 0)):
        grid[boxes[stage.key].column].append(boxes[stage.key])
    for stage in stages:
        source = boxes[stage.key]
        targets = sorted((boxes[t] for s, t in routes if s == stage.key), key=lambda n: n.column)
        _link(source, targets, grid)
    for _ in range(4):
        for column in grid[1:]:
            _order(column, [node.sources for node in column], grid)
        for column in reversed(grid[:-1]):
            _order(column, [node.targets for node in column], grid)
    return grid


def _link(source: _Node, targets: list[_Node], grid: list[list[_Node]]) -> None:
    """Joins a box to its targets; those further off share one lane through the columns between."""
    node = source
    for column in range(source.column + 1, max((t.column for t in targets), default=0) + 1):
        here = [target for target in targets if target.column == column]
        beyond = [target for target in targets if target.column > column]
        for target in here:
            node.targets.append(target)
            target.sources.append(node)
        if beyond:
            lane = _Node(source.stage, column, is_lane=True)
            grid[column].append(lane)
            node.targets.append(lane)
            lane.sources.append(node)
            node = lane


def _order(column: list[_Node], neighbours: list[list[_Node]], grid: list[list[_Node]]) -> None:
    """Sorts a column by the mean place of each node's neighbours; without any, it stays."""
    places = {id(node): i for nodes in grid for i, node in enumerate(nodes)}
    means = {
        id(node): sum(places[id(n)] for n in near) / len(near) if near else float(places[id(node)])
        for node, near in zip(column, neighbours, strict=True)
    }
    column.sort(key=lambda node: means[id(node)])


def _stack(column: list[_Node]) -> None:
    y = MARGIN
    for node in column:
        node.y = y
        y += node.height + ROW_GAP


def _centre(grid: list[list[_Node]]) -> None:
    heights = [column[-1].y + column[-1].height for column in grid]
    for column, height in zip(grid, heights, strict=True):
        for node in column:
            node.y += (max(heights) - height) / 2


def _nets(column: list[_Node]) -> list[_Node]:
    """The nodes of a column with routes onward, in the order of their vertical tracks.

    Of two routes downward the one that starts higher turns later, so that they do not cross;
    upward it is the other way round.
    """
    going = [node for node in column if node.targets]

    def turn(node: _Node) -> tuple[bool, float]:
        down = sum(t.middle for t in node.targets) / len(node.targets) >= node.middle
        return down, -node.middle if down else node.middle

    return sorted(going, key=turn)


def _column_starts(grid: list[list[_Node]]) -> tuple[list[float], float]:
    starts: list[float] = []
    x = MARGIN
    for column in grid:
        starts.append(x)
        x += BOX_WIDTH + TRACK_WIDTH * (len(_nets(column)) + 1) + 2 * ARROW
    last = starts[-1] + BOX_WIDTH + MARGIN if starts else 2 * MARGIN
    return starts, last


def _ports(column: list[_Node], taken: list[float]) -> dict[tuple[int, int], float]:
    """Where each route enters its target; no two routes of a gap run on the same height."""
    used = list(taken)
    ports: dict[tuple[int, int], float] = {}
    for node in column:
        sources = sorted(node.sources, key=lambda s: s.middle)
        for i, source in enumerate(sources, 1):
            y = node.y + node.height * i / (len(sources) + 1)
            straight = len(sources) == 1 and abs(source.middle - y) < 0.01
            while not straight and any(abs(y - other) < NEAR for other in used):
                y += 3
            if node.is_lane:  # it moves within the gap around it
                node.y = y - node.height / 2
            else:
                y = min(y, node.y + node.height - 3)
            used.append(y)
            ports[id(source), id(node)] = y
    return ports


def _arrows(grid: list[list[_Node]], starts: list[float]) -> list[Arrow]:
    tracks: dict[int, float] = {}
    ports: dict[tuple[int, int], float] = {}
    for i, column in enumerate(grid[:-1]):
        nets = _nets(column)
        for n, node in enumerate(nets, 1):
            tracks[id(node)] = starts[i] + BOX_WIDTH + TRACK_WIDTH * n
        ports |= _ports(grid[i + 1], [node.middle for node in nets])

    def routes(node: _Node, points: list[tuple[float, float]]) -> list[Arrow]:
        found = []
        for target in node.targets:
            y = ports[id(node), id(target)]
            track, edge = tracks[id(node)], starts[target.column]
            corner = [] if abs(y - node.middle) < 0.01 else [(track, node.middle), (track, y)]
            way = [*points, *corner, (edge, y)]
            if target.is_lane:
                found += routes(target, [*way[:-1], (edge, y), (edge + BOX_WIDTH, y)])
            else:
                found.append(Arrow(node.stage.key, target.stage.key, tuple(way)))
        return found

    return [
        arrow
        for column in grid
        for node in column
        if not node.is_lane
        for arrow in routes(node, [(starts[node.column] + BOX_WIDTH, node.middle)])
    ]


def _box(node: _Node, x: float) -> Box:
    lines = tuple(Line(line.text, round(node.y + line.y, 2), line.role) for line in node.lines)
    return Box(node.stage, x, node.y, BOX_WIDTH, node.height, x + PADDING, lines)


def _mirrored(plain: Drawing) -> Drawing:
    width = plain.width
    boxes = tuple(
        Box(b.stage, width - b.x - b.width, b.y, b.width, b.height, width - b.text_x, b.lines) for b in plain.boxes
    )
    arrows = tuple(Arrow(a.source, a.target, tuple((width - x, y) for x, y in a.points)) for a in plain.arrows)
    return Drawing(width, plain.height, boxes, arrows, plain.undrawn)
