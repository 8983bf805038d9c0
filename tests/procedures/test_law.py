"""The worked examples in tests/law, to the day."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from bqportal.procedures.deadlines import deadlines
from bqportal.procedures.eventfile import read_events
from bqportal.procedures.reckoning import words_of
from tests.procedures.clock_oracle import oracle

FOLDER = Path(__file__).parents[1] / "law"
EXAMPLES = [
    pytest.param(example, id=f"{path.stem}: {example['title']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for example in tomllib.loads(path.read_text(encoding="utf-8"))["example"]
]
OF_FILE = ("land", "regime", "events", "in_eea", "has_assumption_day", "more_holidays", "fiction_days")
# The vectors of the specification (A6): Land, procedure, first day, deadline, legal day.
VECTORS = [
    ("BY", "normal", "2026-11-30", "decide_by", "2027-03-01"),
    ("BY", "accelerated", "2025-12-31", "decide_by", "2026-03-02"),
    ("NI", "normal", "2026-07-31", "decide_by", "2026-11-02"),
    ("BY", "normal", "2026-01-05", "acknowledge_by", "2026-02-05"),
    ("BY", "normal", "2023-11-30", "decide_by", "2024-02-29"),
    ("BY", "accelerated", "2026-12-11", "acknowledge_by", "2026-12-28"),
    ("BY", "normal", "2026-03-02", "decide_by", "2026-06-30"),  # suspended from 1 to 28 April
]


def as_file(example: dict) -> bytes:
    """The example as the command reads it."""
    return json.dumps({key: example[key] for key in OF_FILE if key in example}, default=str).encode()


def expected(example: dict) -> dict[str, date | None]:
    """All five days; what is not named follows from what is."""
    named = example["expected"]
    decide_by = named.get("decide_by")
    return {
        "acknowledge_by": named.get("acknowledge_by"), "decide_by": decide_by,
        "decide_by_literal": named.get("decide_by_literal", decide_by),
        "nominal_end": named.get("nominal_end", decide_by), "remedy_by": named.get("remedy_by"),
    }  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: dict):
    asked = read_events(as_file(example))
    assert asked.ignored == []
    found = deadlines(asked.events, regime=asked.regime, seat=asked.seat, in_eea=asked.in_eea)
    assert {name: getattr(found, name) for name in expected(example)} == expected(example), example["why"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_oracle_agrees_with_the_example(example: dict):
    days = oracle(json.loads(as_file(example)))
    assert days == {name: str(day) if day else None for name, day in expected(example).items()}


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_every_step_has_words_without_gaps(example: dict, language: str):
    asked = read_events(as_file(example))
    found = deadlines(asked.events, regime=asked.regime, seat=asked.seat, in_eea=asked.in_eea)
    with translation.override(language):
        for step in found.steps:
            words = words_of(step)
            assert len(words) > 20
            assert "%(" not in words
            assert "None" not in words


def test_there_are_enough_and_each_says_why():
    examples = [parameter.values[0] for parameter in EXAMPLES]
    assert len(examples) >= 60
    assert len({example["title"] for example in examples}) == len(examples)
    for example in examples:
        assert "§" in example["law"] or "Art." in example["law"]
        assert len(example["why"]) > 20


@pytest.mark.parametrize("vector", VECTORS)
def test_every_vector_of_the_specification_is_among_them(vector: tuple[str, ...]):
    land, regime, first, name, day = vector
    assert any(
        (example["land"], example["regime"]) == (land, regime)
        and str(example["events"][0]["on"]) == first
        and str(example["expected"].get(name)) == day
        for example in (parameter.values[0] for parameter in EXAMPLES)
    )
