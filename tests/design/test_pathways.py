"""The diagram: nothing overlaps, no arrow crosses a box, the mirror image is exact."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bqportal.design.pathways import LABEL_SIZE, SMALL_SIZE, Box, Drawing, Stage, drawing
from bqportal.design.wrapping import width_of, wrapped

POLAND = [
    Stage("primary", "Grundschule", age_from=7, leads_to=("lyceum", "technikum", "branch1")),
    Stage("lyceum", "Allgemeinbildendes Lyzeum", age_from=15, leads_to=("higher", "police")),
    Stage("technikum", "Technikum", age_from=15, leads_to=("higher", "police")),
    Stage("branch1", "Branchenschule erster Stufe", age_from=15, leads_to=("branch2",)),
    Stage("branch2", "Branchenschule zweiter Stufe", age_from=18, leads_to=("higher",)),
    Stage("police", "Postsekundäre Schule", age_from=19),
    Stage("higher", "Hochschule", age_from=19),
]


@st.composite
def systems(draw) -> list[Stage]:
    count = draw(st.integers(1, 12))
    keys = [f"s{i}" for i in range(count)]
    words = st.text("abcdeägжعn漢 -/", max_size=60)
    return [
        Stage(
            key,
            draw(words),
            original=draw(words),
            note=draw(words),
            age_from=draw(st.none() | st.integers(3, 40)),
            leads_to=tuple(draw(st.lists(st.sampled_from([*keys, "unknown"]), max_size=4))),
        )
        for key in keys
    ]


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


def check(found: Drawing) -> None:
    for a, b in combinations(found.boxes, 2):
        assert not overlap(a, b), (a.stage.key, b.stage.key)
    for box in found.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= found.width
        assert box.y + box.height <= found.height
        baselines = [line.y for line in box.lines]
        assert all(b - a >= SMALL_SIZE for a, b in pairwise(baselines))
        for line in box.lines:
            size = LABEL_SIZE if line.role == "label" else SMALL_SIZE
            assert width_of(line.text, size) <= box.width - 10 or len(line.text) <= 2
            assert box.y < line.y < box.y + box.height
    for arrow in found.arrows:
        for (x0, y0), (x1, y1) in pairwise(arrow.points):
            assert abs(x0 - x1) < 0.01 or abs(y0 - y1) < 0.01, "not at right angles"
            for box in found.boxes:
                inside_x = min(x0, x1) < box.x + box.width - 0.01 and box.x + 0.01 < max(x0, x1)
                inside_y = min(y0, y1) < box.y + box.height - 0.01 and box.y + 0.01 < max(y0, y1)
                assert not (inside_x and inside_y), f"{arrow} crosses {box.stage.key}"


def test_a_real_system_is_drawn_whole():
    found = drawing(POLAND)
    check(found)
    assert {(a.source, a.target) for a in found.arrows} == {(s.key, target) for s in POLAND for target in s.leads_to}
    assert found.width <= 860, "fits beside the facts on a wide screen"


@settings(max_examples=150, deadline=None)
@given(systems())
def test_any_system_is_drawn_without_overlap(stages):
    found = drawing(stages)
    check(found)
    wanted = {(s.key, t) for s in stages for t in s.leads_to if t != s.key and t != "unknown"}
    assert {(a.source, a.target) for a in found.arrows} | set(found.undrawn) == wanted


def test_a_later_stage_stands_further_on():
    x = {box.stage.key: box.x for box in drawing(POLAND).boxes}
    assert x["primary"] < x["technikum"] < x["police"] < x["higher"]


def test_from_right_to_left_it_is_the_mirror_image():
    plain, mirrored = drawing(POLAND), drawing(POLAND, rtl=True)
    check(mirrored)
    for a, b in zip(plain.boxes, mirrored.boxes, strict=True):
        assert b.x + b.width == pytest.approx(plain.width - a.x)
        assert b.text_x == pytest.approx(plain.width - a.text_x)


def test_a_circle_is_told_not_drawn():
    found = drawing([Stage("a", "A", leads_to=("b",)), Stage("b", "B", leads_to=("a", "b"))])
    assert [(a.source, a.target) for a in found.arrows] == [("a", "b")]
    assert found.undrawn == (("b", "a"),)


def test_no_stages_make_an_empty_drawing():
    assert drawing([]).boxes == ()


def test_words_wrap_and_too_long_ones_are_cut_with_a_hyphen():
    assert wrapped("Berufskolleg/Fachoberschule", width=150, size=14) == ["Berufskolleg/", "Fachoberschule"]
    lines = wrapped("Donaudampfschifffahrtsgesellschaft", width=148, size=14)
    assert "".join(line.removesuffix("-") for line in lines) == "Donaudampfschifffahrtsgesellschaft"
    assert all(width_of(line, 14) <= 148 for line in lines)
    assert wrapped("", width=10, size=14) == []
