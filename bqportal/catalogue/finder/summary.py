"""The answers so far in words, each with the address where it can be changed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.finder.questions import ABROAD, LAND, UNKNOWN, Answers, Question, without
from bqportal.catalogue.finder.subjects import Subject, place_of_answers
from bqportal.countries.queries import country_name
from bqportal.organisations.places import LANDS

Words = Promise | str
LABELS: dict[Question, Words] = {
    Question.TITLE: _("You wrote"),
    Question.MEANING: _("You mean"),
    Question.OCCUPATION: _("German occupation"),
    Question.COUNTRY: _("Country of the training"),
    Question.BUSINESS: _("How you want to work"),
    Question.PLACE: _("Your place"),
    Question.LAND: _("Wanted Land"),
    Question.EMPLOYER: _("Accelerated procedure"),
}


@dataclass(frozen=True)
class Answered:
    """One answer; `language` is set where the words are in another language than the page."""

    label: Words
    words: Words
    change: str
    language: str = ""


def summary_of(answers: Answers, subject: Subject) -> list[Answered]:
    """What has been answered, in the order of the questions."""
    found = []
    for question, label in LABELS.items():
        value = answers.given.get(question.value, "")
        if value:
            words, language = _words(question, value, answers, subject)
            found.append(Answered(label, words, change_address(question, answers), language))
    return found


def change_address(question: Question, answers: Answers) -> str:
    """Where a question is asked again; what rested on its answer is asked again too."""
    rest = without(answers, question.value).given
    query = urlencode({**rest, "was": answers.given.get(question.value, "")})
    return f"{reverse('catalogue:finder-question', args=[question.value])}?{query}"


def _words(question: Question, value: str, answers: Answers, subject: Subject) -> tuple[Words, str]:
    """The words, and their language where it is not the page's."""
    if question in (Question.MEANING, Question.OCCUPATION):
        return _subject_words(question, value, subject)
    if question is Question.COUNTRY:
        return (_("unknown") if value == UNKNOWN else country_name(value, get_language() or "en")), ""
    if question in (Question.BUSINESS, Question.EMPLOYER):
        return (_("yes") if value == "yes" else _("no")), ""
    if question is Question.LAND:
        return (_("not known yet"), "") if value == UNKNOWN else (LANDS.get(value, value), "de")
    return _place_words(value, answers) if question is Question.PLACE else (value, "und")


def _subject_words(question: Question, value: str, subject: Subject) -> tuple[Words, str]:
    if question is Question.MEANING and subject.qualification is not None:
        return subject.qualification.title, subject.qualification.language
    chosen = subject.chosen
    return (f"{chosen.name_m} / {chosen.name_f}", "de") if chosen else (value, "und")


def _place_words(value: str, answers: Answers) -> tuple[Words, str]:
    if value == ABROAD:
        return _("still abroad"), ""
    if value.startswith(LAND):
        return LANDS.get(value.removeprefix(LAND), value), "de"
    place = place_of_answers(answers)
    return (f"{place.postcode} {place.name}" if place and value.isdigit() else place.name if place else value), "de"
