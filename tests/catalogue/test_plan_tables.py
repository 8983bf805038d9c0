"""What the plan takes from tables: nothing without a source, and the newest and nearest figure first."""

from datetime import date

import pytest

from bqportal.catalogue.finder.costs import GRANT, PROCEDURE, costs, fee_of, help_with_costs
from bqportal.catalogue.finder.durations import durations, periods_of
from bqportal.catalogue.finder.plan_time import STEPS, WEEKS
from bqportal.occupations.competent_bodies import competence_rows
from bqportal.occupations.routing import Regime
from bqportal.organisations.actions.chambers import load_chambers
from bqportal.organisations.models import Organisation

DAY = date(2026, 11, 28)


def test_every_figure_has_a_source_that_can_be_opened():
    for row in (*costs(), *durations()):
        assert row.reference.title
        assert row.reference.url.startswith("http")


def test_an_undated_fee_is_marked():
    assert all(row.recheck for row in costs() if row.what == PROCEDURE)


@pytest.mark.django_db
def test_bodies_are_called_as_in_the_directory():
    load_chambers()
    delegated = {row.name for row in competence_rows()}
    for row in costs():
        assert not row.body or row.body in delegated or Organisation.objects.filter(name=row.body, kind=row.kind)


def test_a_bodys_own_fee_comes_before_that_of_its_kind():
    rows = [one for one in costs() if one.is_for(kind="ihk", name="IHK Hannover", law="", land="NI", day=DAY)]
    fee = fee_of(PROCEDURE, rows)
    assert fee
    assert (fee.low, fee.high) == (300, 300)
    assert (
        fee_of(PROCEDURE, [one for one in costs() if one.is_for(kind="lwk", name="x", law="", land="", day=DAY)])
        is None
    )


def test_the_grant_ends():
    assert help_with_costs(GRANT, day=DAY, rows=costs())
    assert help_with_costs(GRANT, day=date(2027, 6, 30), rows=costs())
    assert help_with_costs(GRANT, day=date(2027, 7, 1), rows=costs()) is None


@pytest.mark.parametrize(
    ("regime", "law", "accelerated", "in_eea", "expected"),
    [
        ("general", "", False, False, {"§ 6 Abs. 2 BQFG": "1 month", "§ 6 Abs. 3 BQFG": "3 month"}),
        ("general", "", True, False, {"§ 14a Abs. 2 BQFG": "2 week", "§ 14a Abs. 3 BQFG": "2 month"}),
        ("regulated", "", False, False, {"§ 13 Abs. 2 BQFG": "1 month", "§ 13 Abs. 3 BQFG": "3 month"}),
        ("regulated", "", False, True, {"§ 13 Abs. 2 BQFG": "1 month", "§ 13 Abs. 3 BQFG": "3 month",
                                        "§ 13 Abs. 3 Satz 4 BQFG": "1 month"}),
        ("own_law", "PflBG", False, False, {"§ 43 Abs. 3 PflAPrV": "4 month"}),
        ("own_law", "PflBG", True, False, {"§ 43 Abs. 3 PflAPrV": "2 month"}),
        ("own_law", "BÄO", False, False, {}),
        ("land_law", "Land", False, False, {}),
    ],
)  # fmt: skip
def test_the_periods_of_the_law(regime: str, law: str, accelerated: bool, in_eea: bool, expected: dict[str, str]):
    found = periods_of(regime, law=law, accelerated=accelerated, in_eea=in_eea, day=DAY, rows=durations())
    assert {row.norm: f"{row.amount} {row.unit}" for row in found if row.amount} == expected


def test_every_step_has_words_and_every_regime_is_one():
    for row in durations():
        assert row.step in STEPS
        assert row.regime in set(Regime)
        assert row.unit != "week" or row.amount in WEEKS
