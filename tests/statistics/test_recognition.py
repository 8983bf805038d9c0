"""The file of official figures: every number with a source, bases kept apart, rounding as the offices do it."""

import re

import pytest
from django.utils.translation import override

from bqportal.statistics import recognition
from bqportal.statistics.charts import Change, change_of
from bqportal.statistics.recognition_charts import all_rows, recognition_charts
from bqportal.statistics.recognition_wordings import (
    GROUPS,
    MEASURES,
    NOTES,
    OCCUPATIONS,
    OUTCOMES,
    PRECISIONS,
    SCOPES,
    UNITS,
)  # fmt: skip

FIGURES = recognition.figures()
OFFICIAL = [figure for figure in FIGURES if figure.scope != "ihk_fosa"]


def test_the_file_has_the_figures_of_every_year_from_2015_to_2024():
    assert len(FIGURES) >= 100
    assert {figure.one_year for figure in FIGURES} >= set(range(2015, 2025))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f"{f.year}-{f.scope}-{f.measure}-{f.dimension}-{f.key}")
def test_every_figure_is_in_codes_and_has_a_source(figure: recognition.Figure):
    assert figure.scope in recognition.SCOPES or recognition.LAND.fullmatch(figure.scope)
    assert figure.measure in recognition.MEASURES
    assert figure.dimension in recognition.DIMENSIONS
    assert figure.unit in recognition.UNITS
    assert figure.precision in recognition.PRECISIONS
    assert re.fullmatch(r"\d{4}(-\d{4})?", figure.year)
    assert figure.source.title
    assert figure.source.address.startswith("https://")
    assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", figure.source.day)
    assert figure.value > 0
    assert figure.unit != "percent" or figure.value <= 100


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f"{f.year}-{f.scope}-{f.measure}-{f.dimension}-{f.key}")
def test_every_code_has_words(figure: recognition.Figure):
    assert figure.scope in SCOPES
    assert figure.measure in MEASURES
    assert figure.unit in UNITS
    assert figure.precision in PRECISIONS
    assert not figure.note or figure.note in NOTES
    words = {"outcome": OUTCOMES, "occupation": OCCUPATIONS, "group": GROUPS}.get(figure.dimension)
    assert words is None or figure.key in words


def test_no_figure_stands_twice():
    keys = [(f.year, f.scope, f.measure, f.dimension, f.key, f.unit) for f in FIGURES]
    assert len(keys) == len(set(keys))


def test_exact_official_counts_are_multiples_of_three():
    """The offices round so; a number that is none was typed wrong or is not what they published."""
    exact = [figure for figure in OFFICIAL if figure.precision == "exact" and figure.unit == "cases"]
    assert len(exact) > 30
    assert not [figure for figure in exact if figure.value % recognition.OFFICIAL_STEP]


def test_parts_and_sums_agree_within_rounding():
    """Federal and Land law together are all: where all three were published."""
    for year in (2017, 2018, 2019, 2021, 2023, 2024):
        total, federal, land = (
            recognition.chosen(scope=scope, measure="applications", year=year)[0].value
            for scope in ("all", "federal", "land")
        )
        assert abs(total - federal - land) <= 100, year


def test_shares_of_all_four_outcomes_are_a_hundred():
    for scope, year in (("federal", 2022), ("DE-ST", 2023), ("DE-ST", 2024)):
        found = recognition.chosen(scope=scope, measure="decisions", dimension="outcome", unit="percent", year=year)
        assert len(found) == 4
        assert sum(figure.value for figure in found) == pytest.approx(100, abs=0.5)


def test_a_chart_has_one_basis():
    for chart in recognition_charts():
        numbers = {row.value for row in chart.rows if row.value is not None}
        fitting = [f for f in FIGURES if f.value in numbers and set(recognition.numbers_of([f])) <= set(chart.sources)]
        assert fitting
        assert chart.sources
    federal = recognition.chosen(scope="federal", measure="applications")
    assert {figure.scope for figure in federal} == {"federal"}


def test_the_finding_is_worked_out_from_the_numbers():
    with override("en"):
        titles = {chart.key: chart.title for chart in recognition_charts()}
    assert titles["recognitions"] == "Recognitions rose by 21% from 2023 to 2024"
    assert titles["applications"] == "Applications rose by 14% from 2023 to 2024"
    assert titles["outcomes"] == "In 2022, 2% of the decisions found no equivalence"
    assert titles["full"].endswith("47% of the decisions in 2022, and in 66.4% in 2016")
    assert "Türkiye" in titles["countries-recognitions"]


def test_years_without_a_number_stay_in_the_chart_as_gaps():
    chart = next(chart for chart in recognition_charts() if chart.key == "recognitions")
    assert [row.label for row in chart.rows] == [str(year) for year in range(2016, 2025)]
    assert [row.label for row in chart.rows if row.value is None] == ["2017", "2018", "2019"]
    assert chart.has_gaps


def test_german_terms_stand_beside_the_words_of_other_languages_only():
    with override("en"):
        outcomes = next(chart for chart in recognition_charts() if chart.key == "outcomes")
        assert 'lang="de"' in outcomes.rows[0].label
        assert "volle Gleichwertigkeit" in outcomes.rows[0].label
    with override("de"):
        outcomes = next(chart for chart in recognition_charts() if chart.key == "outcomes")
        assert outcomes.rows[0].label == "volle Gleichwertigkeit"


def test_all_rows_are_the_whole_file_newest_first():
    rows = all_rows()
    assert len(rows) == len(FIGURES) == len(recognition.rows())
    assert rows[0].year == "2024"
    assert all(1 <= row.source <= len(recognition.sources()) for row in rows)


@pytest.mark.parametrize(
    ("series", "change"),
    [
        ([], None),
        ([(2020, 5)], None),
        ([(2020, 0), (2021, 5)], None),
        ([(2020, 100), (2021, 80)], Change(2020, 2021, -20)),
        ([(2020, 100), (2021, None), (2022, 100)], Change(2020, 2022, 0)),
        ([(2020, 100), (2021, None)], None),
    ],
)
def test_change_is_between_the_last_two_known_years(series: list[tuple[int, float | None]], change: Change | None):
    assert change_of(series) == change


def test_no_basis_gives_no_chart_and_no_year():
    assert recognition.latest_year(scope="ihk_fosa", measure="recognitions", dimension="country") == 0
    assert recognition.by_year([]) == []
