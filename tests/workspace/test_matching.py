"""Editors see what matching learned from."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.test import Client

from bqportal.matching.results import Learned

ADDRESS = "/en/workspace/matching/"
LEARNED = Learned(
    state="current",
    trained_at=datetime(2026, 11, 27, 8, 30, tzinfo=UTC),
    seed=7,
    digest="ab" * 32,
    seconds=81.5,
    bytes=12_000_000,
    languages=(("cs", 1200), ("ar", 900), ("de", 34_000)),
    crosswalks=(("isco-polska", "PL", "Klasyfikacja zawodów", 2500), ("odd", "", "", 1)),
    left_out=("bg-2011",),
    figures={"map": 0.5123},
)


def page(editor: Client, learned: Learned) -> str:
    """The page about `learned`."""
    with patch("bqportal.workspace.views.matching.queries.learned", return_value=learned):
        response = editor.get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def test_a_model_is_described_so_that_it_can_be_made_again(editor: Client) -> None:
    html = page(editor, LEARNED)
    assert "The model is up to date." in html
    for words in ("ab" * 32, "81.5 seconds", "11.4", "<dd>7</dd>", "36,100", "0.512"):
        assert words in html, words
    assert html.index("German") < html.index("Czech") < html.index("Arabic"), "most titles first"
    assert "Poland" in html
    assert "2,500" in html
    assert "bg-2011" in html


@pytest.mark.parametrize(
    ("state", "words"), [("none", "There is no model yet"), ("outdated", "The model is out of date")]
)
def test_what_is_missing_is_said_with_the_command_that_mends_it(editor: Client, state: str, words: str) -> None:
    html = page(editor, Learned(state))
    assert words in html
    assert '<code dir="ltr">bqportal matching train</code>' in html


def test_a_model_that_says_little_about_itself_is_shown_all_the_same(editor: Client) -> None:
    assert page(editor, Learned("current")).count("no information") >= 5
