"""The order of the finder's questions: only what changes the plan is asked, and nothing twice."""

import itertools

import pytest

from bqportal.catalogue.finder.questions import Answers, Known, Question, next_question, read, without

BAKER = Answers(title="khobz", meaning="o-baecker", country="SY", business="no", place="52062")
KNOWN = Known(is_licensed_craft=True, towns=("05334002",))


@pytest.mark.parametrize(
    ("answers", "known", "asked"),
    [
        (Answers(), Known(), Question.TITLE),
        (Answers(title="x"), Known(), Question.MEANING),
        (Answers(title="x", meaning="q-a"), Known(occupations=("a", "b"), country="PL"), Question.OCCUPATION),
        (Answers(title="x", meaning="q-a"), Known(occupations=("a",), country="PL"), Question.PLACE),
        (Answers(title="x", meaning="o-a"), Known(), Question.COUNTRY),
        (Answers(title="x", meaning="o-a", certificate="no"), Known(), Question.PLACE),
        (Answers(title="x", meaning="o-a", country="PL"), Known(is_licensed_craft=True), Question.BUSINESS),
        (Answers(title="x", meaning="o-a", country="PL", place="1"), Known(towns=("1", "2")), Question.TOWN),
        (Answers(title="x", meaning="o-a", country="PL", place="1", town="3"), Known(towns=("1", "2")), Question.TOWN),
        (Answers(title="x", meaning="o-a", country="PL", place="1", town="2"), Known(towns=("1", "2")), None),
        (Answers(title="x", meaning="o-a", country="PL", place="abroad"), Known(), Question.LAND),
        (
            Answers(title="x", meaning="o-a", country="PL", place="abroad"), Known(depends_on_place=False),
            Question.EMPLOYER,
        ),
        (
            Answers(title="x", meaning="o-a", country="PL", place="abroad"),
            Known(depends_on_place=False, may_be_accelerated=False), None,
        ),
        (BAKER, KNOWN, None),
    ],
)  # fmt: skip
def test_what_is_asked_next(answers: Answers, known: Known, asked: Question | None):
    assert next_question(answers, known) is asked


def test_a_certificate_that_the_portal_knows_leads_to_the_plan_in_four_screens():
    known, answers, screens = Known(occupations=("mechatroniker",), country="PL", depends_on_place=False), Answers(), 1
    given = {"title": "Technik mechatronik", "meaning": "q-pl-technik-mechatronik", "place": "52062"}
    while (question := next_question(answers, known)) is not None:
        answers, screens = read({**answers.given, question.value: given[question.value]}), screens + 1
    assert screens == 4, "title, meaning, place, plan"


@pytest.mark.parametrize("name", BAKER.given)
def test_whoever_changes_an_answer_is_asked_that_question(name: str):
    assert next_question(without(BAKER, name), KNOWN) is Question(name)


def test_a_changed_answer_takes_along_what_rested_on_it():
    left = without(BAKER, "title")
    assert left.given == {"place": "52062"}
    assert without(Answers(place="abroad", land="NW", employer="yes"), "place").given == {}


def test_every_mixture_of_answers_ends_in_a_plan():
    names = list(Question)
    for given in itertools.product(("", "x"), repeat=len(names)):
        answers = read(dict(zip((each.value for each in names), given, strict=True)))
        for _ in names:
            question = next_question(answers, Known(occupations=("a", "b"), is_licensed_craft=True, towns=("x", "y")))
            if question is None:
                break
            answers = read({**answers.given, question.value: "x"})
        assert question is None


def test_an_address_may_say_anything():
    answers = read({"title": " x " * 500, "place": "\x00", "unknown": "y"})
    assert len(answers.title) <= 300
    assert answers.place == ""
    assert "unknown" not in answers.given
