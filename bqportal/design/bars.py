"""Where the bars of a chart begin and end (pure; in percent of the chart's width)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A piece of a bar: where it starts and how wide it is, both in percent of the chart."""

    kind: str
    value: float
    start: float
    width: float


def segments(parts: Sequence[tuple[str, float]], *, maximum: float = 0, rtl: bool = False) -> list[Segment]:
    """Consecutive segments for the parts of one bar, without the empty ones.

    Args:
        parts: kind and value of each part, in reading order; all in the same unit.
        maximum: the value that fills the chart; the sum of the parts when it is smaller.
        rtl: begin at the right edge.

    Raises:
        ValueError: a value is negative.
    """
    if any(value < 0 for _, value in parts):
        raise ValueError(f"negative value in {parts}")
    scale = max(maximum, sum(value for _, value in parts))
    found: list[Segment] = []
    start = 0.0
    for kind, value in parts:
        if not value or not scale:
            continue
        width = 100 * value / scale
        found.append(Segment(kind, value, round(100 - start - width if rtl else start, 3), round(width, 3)))
        start += width
    return found
