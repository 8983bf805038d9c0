"""Where bars begin and end."""

import pytest

from bqportal.design.bars import segments


def spans(parts, **options):
    return [(s.kind, s.start, s.width) for s in segments(parts, **options)]


def test_parts_follow_each_other_on_one_scale():
    assert spans([("theory", 30), ("practice", 60)], maximum=120) == [("theory", 0, 25), ("practice", 25, 50)]


def test_from_right_to_left_the_bar_starts_at_the_right_edge():
    assert spans([("theory", 30), ("practice", 60)], maximum=120, rtl=True) == [
        ("theory", 75, 25),
        ("practice", 25, 50),
    ]


def test_without_a_maximum_the_bar_fills_the_width():
    assert spans([("a", 1), ("b", 0), ("c", 3)]) == [("a", 0, 25), ("c", 25, 75)]


def test_a_sum_above_the_maximum_never_leaves_the_chart():
    assert spans([("a", 200)], maximum=100) == [("a", 0, 100)]


def test_nothing_to_draw_draws_nothing():
    assert segments([("a", 0)]) == []
    assert segments([]) == []


def test_negative_hours_are_refused():
    with pytest.raises(ValueError, match="negative"):
        segments([("a", -1)])
