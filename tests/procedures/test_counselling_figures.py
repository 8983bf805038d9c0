"""The anonymous figures of counselling: what is counted, and that nothing small can be found out."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from bqportal.organisations.models import Organisation
from bqportal.procedures.counselling.actions.sending import withdraw_request
from bqportal.procedures.counselling.actions.working import close_request
from bqportal.procedures.counselling.rules import is_over, months_of, quarter_of
from bqportal.procedures.models import CounsellingTally
from bqportal.statistics.counselling import Table, added, quarters_of, shown_table, tables_for, tables_over_all
from bqportal.statistics.suppression import SMALL
from tests import cast
from tests.procedures.counselling_factories import AT, sent


@pytest.fixture
def counsellor(db):
    return cast.counsellor()


def test_each_thing_is_counted_once_and_stays(counsellor):
    one = sent()
    sent()
    sent(name="Zweite", goal="work", counselling_language="uk")
    close_request(request=one, outcome="course", note="", by=counsellor, at=AT)
    withdraw_request(code=one.code, birth_year=1990, at=AT)
    rows = set(CounsellingTally.objects.values_list("quarter", "subject", "key", "count"))
    assert rows == {
        ("2026-4", "month", "2026-11", 2), ("2026-4", "language", "ar", 1), ("2026-4", "language", "uk", 1),
        ("2026-4", "country", "SY", 2), ("2026-4", "goal", "recognition", 1), ("2026-4", "goal", "work", 1),
        ("2026-4", "outcome", "course", 1),
    }  # fmt: skip


def test_small_numbers_are_never_shown_alone():
    assert shown_table("goal", {"work": 4}) == Table("goal")
    assert shown_table("goal", {"work": 7, "study": 9}) == Table("goal", 16, {"study": 9, "work": 7})
    # 16 − 9 would tell the 3 and the 4: the 9 stays, the two are one number of 7 that neither gives away.
    table = shown_table("goal", {"work": 3, "study": 2, "recognition": 9})
    assert table == Table("goal", 14, {}, 14), "5 in two could only be 1+4 … 4+1, so that the 9 joins them"
    assert shown_table("goal", {"work": 1, "study": 5, "recognition": 9}) == Table("goal", 15, {"recognition": 9}, 6)
    assert shown_table("language", {"a": 1, "b": 2, "c": 2, "d": 8}) == Table("language", 13, {"d": 8}, 5)


def test_nothing_follows_from_what_is_shown():
    """Subtraction leaves every hidden number open, and knowing how they are chosen never leaves one value only."""
    seen: dict[Any, list[dict[str, int]]] = {}
    keys = ("a", "b", "c", "d")
    for numbers in product((0, 1, 2, 3, 4, 5, 6, 9), repeat=4):
        counts = dict(zip(keys, numbers, strict=True))
        table = shown_table("language", counts)
        assert all(count >= SMALL for count in table.rows.values())
        if table.total is None:
            continue
        assert table.total == sum(table.rows.values()) + table.others == sum(numbers)
        hidden = [key for key in keys if counts[key] and key not in table.rows]
        # As in docs/decisions/017: for whoever subtracts, a hidden number is anything from 0 to the sum, 5 or more.
        # One value alone, without another to hide behind, is left out of this: it is the total.
        assert not hidden or (table.others >= SMALL and (len(hidden) > 1 or not table.rows))
        seen.setdefault((table.total, tuple(sorted(table.rows.items())), table.others), []).append(counts)
    for (_total, rows, others), worlds in seen.items():
        for key in set(keys) - {name for name, _count in rows} if others else ():
            assert len({world[key] for world in worlds}) > 1, (rows, others, key)


def test_the_sum_tells_no_more_of_a_centre_than_its_own_figures():
    one = shown_table("goal", {"work": 6, "study": 1, "recognition": 8})
    two = shown_table("goal", {"work": 5, "recognition": 5})
    small = shown_table("goal", {"work": 2})
    total = added([one, two, small])
    assert total.total == one.total + two.total
    assert total.rows == {key: one.rows.get(key, 0) + two.rows.get(key, 0) for key in {**one.rows, **two.rows}}
    assert total.others == one.others


def test_over_all_centres_only_quarters_that_are_over(counsellor):
    cast.other_counsellor()
    for number in range(6):
        sent(name=f"Person {number}")
        sent(Organisation.objects.get(slug="ihk-anderswo"), name=f"Andere {number}")
    now, later = date(2026, 12, 31), date(2027, 1, 1)
    assert (quarters_of(None, now), quarters_of(None, later)) == ([], ["2026-4"])
    assert quarters_of(cast.chamber(), later) == ["2027-1", "2026-4"]
    assert all(table.total is None for table in tables_over_all("2026-4", now))
    assert [table.total for table in tables_over_all("2026-4", later)] == [12, 12, 12, 12, None]
    assert tables_for(cast.chamber(), "2026-4")[0] == Table("month", 6, {"2026-11": 6})
    assert (quarter_of(now), months_of("2026-4")[0], is_over("2026-4", later)) == ("2026-4", "2026-10", True)
