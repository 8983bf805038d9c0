"""Publishing figures: once, by a manager who looked, with small counts hidden."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bqportal.editorial.rules import digest_of
from bqportal.procedures.workflow import Outcome
from bqportal.statistics.actions.publishing import publish_figures, refuse_unsafe, tables_of, withdraw_figures
from bqportal.statistics.models import PublishedFigures
from bqportal.statistics.queries import is_withdrawn, lines_of
from bqportal.statistics.tables import classes_of, own_rows
from tests import cast
from tests.statistics.telling import decided

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 9, tzinfo=UTC)


def some_cases(worker):
    """Twelve full, seven partial, one rejected; 13 of the training state PL, 7 of others."""
    for number in range(20):
        outcome = Outcome.FULL if number < 12 else Outcome.PARTIAL if number < 19 else Outcome.NONE
        decided(worker, outcome, training_state="PL" if number % 3 else "TR")


def publish(by, year=2025, seen=""):
    return publish_figures(organisation=cast.chamber(), year=year, by=by, at=AT, seen=seen)


def test_what_is_published_is_hidden_already_and_stays():
    worker, manager = cast.case_worker(), cast.manager()
    some_cases(worker)
    seen = tables_of(cast.chamber(), 2025)
    found = publish(manager, seen=digest_of(seen))
    assert found.tables == seen
    assert found.tables["total"] == 20
    assert [(row["key"], row["count"]) for row in found.tables["outcomes"]] == [
        ("full", 12), ("limited+negative+without_decision", 8)
    ]  # fmt: skip
    assert "subject" in found.tables["omitted"], "no regulated case: the table would say so of everybody"
    decided(worker)
    assert PublishedFigures.objects.get().tables == seen


def test_a_year_is_published_once_even_after_it_was_taken_back():
    worker, manager = cast.case_worker(), cast.manager()
    some_cases(worker)
    found = publish(manager)
    decided(worker)
    with pytest.raises(ValidationError, match="published already"):
        publish(manager)
    with pytest.raises(PermissionDenied):
        withdraw_figures(figures=found, by=worker, at=AT)
    withdraw_figures(figures=found, by=manager, at=AT)
    assert is_withdrawn(PublishedFigures.objects.get())
    assert lines_of(PublishedFigures.objects.get().tables) == []
    with pytest.raises(ValidationError, match="published already"):
        publish(manager)


def test_who_may_and_what_is_refused():
    worker, manager = cast.case_worker(), cast.manager()
    with pytest.raises(ValidationError, match="too few"):
        publish(manager)
    some_cases(worker)
    with pytest.raises(PermissionDenied):
        publish(worker)
    with pytest.raises(ValidationError, match="not over"):
        publish(manager, 2026)
    seen = digest_of(tables_of(cast.chamber(), 2025))
    decided(worker)
    with pytest.raises(ValidationError) as refused:
        publish(manager, seen=seen)
    assert refused.value.code == "stale"


def test_tables_that_give_a_cell_away_are_refused():
    rows = [{"key": "PL", "cells": [8, None], "total": 10}, {"key": "", "cells": [10, 7], "total": 17}]
    outcomes = [{"key": "full", "count": 18}, {"key": "rest", "count": 9}]
    with pytest.raises(ValidationError):
        refuse_unsafe({"outcomes": outcomes, "tables": [{"key": "training_state", "rows": rows}]})


def test_a_case_counts_in_one_year_only():
    worker = cast.case_worker()
    for number in range(10):
        decided(worker, Outcome.FULL if number % 2 else Outcome.PARTIAL, year=2024)
    assert tables_of(cast.chamber(), 2024)["total"] == 10
    assert tables_of(cast.chamber(), 2025) == {}


def test_outcomes_are_merged_until_no_class_is_small():
    assert len(classes_of({"full": 9, "limited": 9, "negative": 5, "without_decision": 5})) == 4
    assert len(classes_of({"full": 9, "limited": 9, "negative": 1, "without_decision": 4})) == 3
    assert len(classes_of({"full": 9, "limited": 4, "negative": 1})) == 2
    assert classes_of({"full": 9, "limited": 4}) == ()


def test_rows_with_few_cases_share_one_that_is_not_small():
    assert own_rows({"PL": 30, "TR": 12, "BA": 3}) == ["PL", ""]
    assert own_rows({"PL": 30, "TR": 12, "BA": 8, "RS": 4}) == ["PL", "TR", ""]
    assert own_rows({"PL": 30, "TR": 12}) == ["PL", "TR"]
    assert own_rows({"PL": 3, "TR": 2}) == [""]
