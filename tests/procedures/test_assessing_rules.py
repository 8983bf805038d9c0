"""What follows from the answers, against the statute read sentence by sentence."""

from datetime import date
from itertools import product

import pytest

from bqportal.procedures.assessing import (
    QUESTIONS,
    AssessmentFacts,
    Limbs,
    counted,
    full_time_months,
    result_of,
    tally_of,
    uncounted,
    verdict_of,
)
from bqportal.procedures.workflow import Outcome

ANSWERS = ("yes", "no", "unknown")
KNOWN = dict.fromkeys(("certificate", "activities"), "yes")
ALL = (True, True, True)
DIFFERENT = Limbs("yes", "yes", "no", ALL)
COVERED = Limbs("no", reasons=ALL)
OPEN = Limbs()


def worlds(limbs: Limbs) -> list[tuple[bool, bool, bool]]:
    """Every way in which what is not known (no answer, no reason, no proof) may turn out."""
    ways = []
    for answer, has_reason in zip((limbs.differs, limbs.essential, limbs.compensated), limbs.reasons, strict=True):
        ways.append({"yes": [True], "no": [False]}.get(answer, [True, False]) if has_reason else [True, False])
    if limbs.compensated == "yes" and not limbs.is_proven:
        ways[2] = [True, False]
    return list(product(*ways))


def is_substantial(differs: bool, essential: bool, compensated: bool) -> bool:
    """§ 4 Abs. 2 and § 9 Abs. 2, clause by clause.

    "Wesentliche Unterschiede … liegen vor, sofern
    1. sich der … Ausbildungsnachweis auf Fertigkeiten … bezieht, die sich … wesentlich … unterscheiden …,
    2. die nach Nummer 1 abweichenden Fertigkeiten … wesentlich sind und
    3. die Antragstellerin … diese Unterschiede nicht … ausgeglichen hat."
    """
    first = differs
    second = essential
    third = not compensated
    return all((first, second, third))


def read_from_the_law(limbs: Limbs) -> str:
    """A verdict is certain only where every way things may turn out comes to the same."""
    found = {is_substantial(*world) for world in worlds(limbs)}
    return {(True,): "different", (False,): "covered"}.get(tuple(found), "open")


def every_position() -> list[Limbs]:
    return [
        Limbs(*answers, reasons=reasons, is_proven=proven)
        for answers in product(ANSWERS, repeat=3)
        for reasons in product((True, False), repeat=3)
        for proven in (True, False)
    ]


def test_all_answers_to_one_position_come_to_what_the_law_says():
    positions = every_position()
    assert len(positions) == 27 * 8 * 2
    wrong = [limbs for limbs in positions if verdict_of(limbs) != read_from_the_law(limbs)]
    assert wrong == []


def test_an_answer_without_reason_or_proof_is_named():
    for limbs in every_position():
        answers = {name: getattr(limbs, name) for name in QUESTIONS}
        kept = dict(zip(QUESTIONS, counted(limbs), strict=True))
        assert set(uncounted(limbs)) == {name for name in answers if answers[name] != kept[name]}
    assert uncounted(Limbs("yes", "yes", "yes", (True, False, True), is_proven=False)) == {
        "essential": "reason", "compensated": "proof",
    }  # fmt: skip


def outcome_from_the_law(facts: AssessmentFacts) -> Outcome | None:
    """§§ 4, 6, 7, 9, 10 in their order."""
    # § 6 Abs. 1: who has no Ausbildungsnachweis in the sense of § 3 Abs. 2 may not apply: nothing is compared.
    if facts.certificate != "yes":
        return None
    # § 4 Abs. 1 Nr. 1, § 9 Abs. 1 Nr. 1: "belegt die Befähigung zu vergleichbaren beruflichen Tätigkeiten … und"
    conditions = [facts.activities]
    # § 9 Abs. 1 Nr. 2: "bei einem sowohl im Inland als auch im Ausbildungsstaat reglementierten Beruf"
    if facts.needs_licence:
        conditions.append(facts.licence)
    if "no" in conditions:
        return Outcome.NONE
    if "unknown" in conditions:
        return None
    verdicts = [read_from_the_law(limbs) for limbs in facts.positions]
    if not verdicts or "open" in verdicts:
        return None
    # § 4 Abs. 1 Nr. 2, § 9 Abs. 1 Nr. 3: "keine wesentlichen Unterschiede"
    if "different" not in verdicts:
        return Outcome.FULL
    # § 7 Abs. 2 and § 10 Abs. 1 set out "vorhandene Berufsqualifikationen" and differences; without any there are none
    if "covered" not in verdicts:
        return Outcome.NONE
    return Outcome.MEASURE if facts.is_regulated else Outcome.PARTIAL


def test_every_combination_comes_to_the_outcome_of_the_law():
    sets = [()] + [chosen for n in (1, 2, 3) for chosen in product((DIFFERENT, COVERED, OPEN), repeat=n)]
    seen = 0
    for regulated, there, certificate, activities, licence, positions in product(
        (True, False), (True, False), ANSWERS, ANSWERS, ANSWERS, sets
    ):
        facts = AssessmentFacts(regulated, certificate, activities, regulated and there, licence, positions)
        assert result_of(facts) is outcome_from_the_law(facts), facts
        seen += 1
    assert seen == 4 * 27 * 40


@pytest.mark.parametrize("regulated", [True, False])
def test_partial_and_measure_have_something_on_both_sides_and_nothing_open(regulated):
    """A4 No. 7: at least one existing and one missing item, each with its reasons."""
    for limbs in product(every_position()[::7], repeat=2):
        result = result_of(AssessmentFacts(is_regulated=regulated, positions=limbs, **KNOWN))
        assert result is not (Outcome.PARTIAL if regulated else Outcome.MEASURE)
        if result in (Outcome.PARTIAL, Outcome.MEASURE):
            tally = tally_of(limbs)
            assert (tally.different, tally.covered, tally.open, tally.done, tally.all) == (1, 1, 0, 2, 2)
            missing = next(one for one in limbs if verdict_of(one) == "different")
            assert all(missing.reasons)


def test_duration_of_work_is_only_told():
    today = date(2026, 11, 28)
    assert full_time_months(date(2020, 1, 1), date(2021, 12, 31), 100, today) == 24
    assert full_time_months(date(2020, 1, 1), date(2021, 12, 31), 50, today) == 12
    assert full_time_months(date(2025, 11, 29), None, 100, today) == 12
    assert full_time_months(date(2027, 1, 1), None, 100, today) == 0
    assert full_time_months(None, None, 100, today) is None
    fields = set(AssessmentFacts.__dataclass_fields__) | set(Limbs.__dataclass_fields__)
    assert not [name for name in fields if "month" in name or "week" in name or "share" in name]  # no threshold
