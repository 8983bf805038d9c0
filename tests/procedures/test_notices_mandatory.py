"""What a notice must have: each part of the checklist missing once."""

import pytest

from bqportal.procedures.notices.mandatory import ALWAYS, BY_KIND, BY_OUTCOME, PARTS, demanded, lacks
from bqportal.procedures.notices.wordings import PARTS as WORDS
from bqportal.procedures.workflow import Outcome

ASKED = ("specialisation", "transliteration", "level", "immigration_office", "employer")
ALL = [
    (kind, outcome, part)
    for kind, outcome in [(kind, "") for kind in BY_KIND if kind != "decision"] + [("decision", one) for one in Outcome]
    for part in sorted(demanded(kind, outcome, ASKED if kind == "decision" else ()))
]


@pytest.mark.parametrize(("kind", "outcome", "part"), ALL)
def test_each_part_missing_once(kind, outcome, part):
    asked = ASKED if kind == "decision" else ()
    full = dict.fromkeys(demanded(kind, outcome, asked), "there")
    assert lacks(kind, outcome, full, asked) == ()
    for nothing in ("", " ", None, False, [], ()):
        assert lacks(kind, outcome, full | {part: nothing}, asked) == (part,)
    del full[part]
    assert lacks(kind, outcome, full, asked) == (part,)


def test_every_part_has_words_and_a_place():
    everything = ALWAYS.union(*BY_KIND.values(), *BY_OUTCOME.values(), ASKED)
    assert everything <= set(PARTS) <= set(WORDS)


def test_every_outcome_is_known():
    assert set(BY_OUTCOME) == set(Outcome)
