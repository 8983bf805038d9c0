"""What may be shown of shared results, rule by rule."""

from dataclasses import replace

from bqportal.comparison.shared import (
    BATCH,
    Entry,
    Result,
    departs_from,
    is_safe,
    next_batch,
    picture_of,
    usual_of,
)


def entries(*bodies: int, first: int = 1) -> list[Entry]:
    return [Entry(key, body) for key, body in enumerate(bodies, start=first)]


def results(count: int, outcome: str = "full", body: int = 1, first: int = 1, **more: object) -> list[Result]:
    one = Result(key=0, body=body, qualification=1, occupation=1, outcome=outcome, version=1, decided=2026)
    return [replace(one, key=key, **more) for key in range(first, first + count)]


def test_five_of_one_body_are_a_batch_and_four_are_none():
    assert next_batch(entries(1, 1, 1, 1), []) is None
    batch = next_batch(entries(1, 1, 1, 1, 1), [])
    assert batch
    assert len(batch.released) == BATCH


def test_after_five_the_next_five_wait():
    for waiting in range(1, BATCH):
        assert next_batch(entries(*[1] * waiting), []) is None


def test_a_body_that_takes_away_its_own_still_finds_five():
    assert next_batch(entries(1, 1, 1, 1, 2), []) is None
    assert next_batch(entries(1, 1, 1, 2, 2, 2), []) is None
    batch = next_batch(entries(1, 1, 1, 2, 2, 3, 3, 3), [])
    assert batch
    assert len(batch.released) == 8


def test_what_was_taken_back_leaves_with_a_batch_that_is_larger_by_it():
    back = entries(1, first=90)
    assert next_batch(entries(*[1] * 5), back) is None
    batch = next_batch(entries(*[1] * 6), back)
    assert batch
    assert batch.replaced == (90,)
    assert next_batch(entries(*[2] * 5), back).replaced == ()  # another body's own batch does not take it along


def test_counts_are_sums_of_whole_cells():
    near = results(6, "full", first=1) + results(7, "full", first=20, qualification=2) + results(5, "none", first=40)
    assert picture_of(near).counts == {"full": 13, "none": 5}
    assert picture_of([]).counts == {}
    assert picture_of(results(5) + results(1, first=9, is_counted=False)).counts == {"full": 5}


def test_no_case_is_its_own_precedent():
    six = results(6, experience=True, positions=frozenset({7}), certificate=1994)
    assert picture_of(six, own=3).counts == {"full": 5}
    assert picture_of(six[:5], own=3).counts == {}
    own, others = picture_of(six, own=3), picture_of(six)
    assert (others.experience, others.positions, others.decades) == (True, (7,), (1990,))
    assert (own.experience, own.positions, own.decades) == (False, (), ())


def test_what_fewer_than_five_have_in_common_is_not_said():
    rows = results(4, experience=True, positions=frozenset({7}), certificate=1994) + results(
        6, first=10, certificate=2001
    )
    picture = picture_of(rows)
    assert (picture.experience, picture.positions, picture.decades, picture.since) == (False, (), (2000,), 2026)
    assert picture.bodies == ()
    assert picture_of(results(5, names_body=True)).bodies == (1,)


def test_years_are_said_as_one_threshold():
    rows = results(4, decided=2027) + results(4, first=10, decided=2026) + results(4, first=20, decided=2025)
    assert picture_of(rows).since == 2026
    assert not is_safe([])


def test_the_usual_outcome_has_two_thirds_and_a_draft_departs_from_it():
    assert usual_of({}) is None
    assert usual_of({"full": 6, "none": 5}) is None
    usual = departs_from("none", {"full": 10, "partial": 5})
    assert usual
    assert (usual.outcome, usual.count, usual.total) == ("full", 10, 15)
    assert departs_from("full", {"full": 10, "partial": 5}) is None
    assert departs_from("not_entitled", {"full": 10}) is None


def test_partial_and_measure_are_one_finding_at_different_points():
    assert departs_from("measure", {"full_after_measure": 5, "partial": 5}) is None
    usual = departs_from("full", {"full_after_measure": 6, "partial": 5, "full": 5})
    assert usual
    assert usual.count == 11
