"""The finder: from a certificate and a place to a plan. Nothing is stored; every answer stands in the address."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from bqportal.catalogue.finder.meanings import Meanings, meanings_of
from bqportal.catalogue.finder.plan import plan_of
from bqportal.catalogue.finder.questions import Answers, Question, next_question, read, without
from bqportal.catalogue.finder.subjects import Subject, known_about, land_of, subject_of
from bqportal.catalogue.finder.summary import summary_of
from bqportal.catalogue.forms.finder import FORMS, QuestionForm, given_to
from bqportal.catalogue.pdf.plan import plan_pdf
from bqportal.catalogue.responses import public

ASKED = "asked"  # in the address of a form that was sent, however little it says
WAS = "was"  # the answer that is being changed


@public
def start(request: HttpRequest) -> HttpResponse:
    """The first question."""
    return _ask(request, Question.TITLE, read(request.GET))


@public
def ask(request: HttpRequest, question: str) -> HttpResponse:
    """A question; with its answer in the address, on to the next.

    Raises:
        Http404: there is no such question.
    """
    if question not in set(Question):
        raise Http404
    return _ask(request, Question(question), read(request.GET))


def _ask(request: HttpRequest, question: Question, answers: Answers) -> HttpResponse:
    others = without(answers, question.value)
    day = timezone.localdate()
    subject = subject_of(others, day)
    is_sent = ASKED in request.GET
    due = next_question(others, known_about(others, subject, day))
    if due is not question and not is_sent:
        return redirect(address(due, others))
    form = _form(request, question, others, subject, is_sent=is_sent)
    if form.is_bound and form.is_valid():
        given = read({**others.given, **form.answer()})
        found = subject_of(given, day)
        return redirect(address(next_question(given, known_about(given, found, day)), given))
    context = {
        "form": form, "question": question, "answers": others, "was": request.GET.get(WAS, ""), "kept": others.given,
        "steps": summary_of(others, subject), "action": reverse("catalogue:finder-question", args=[question.value]),
    }  # fmt: skip
    return render(request, f"catalogue/finder/{_template(question)}.html", context, status=422 if form.errors else 200)


def _template(question: Question) -> str:
    special = {Question.TITLE: "title", Question.MEANING: "meaning", Question.OCCUPATION: "occupation",
               Question.PLACE: "place"}  # fmt: skip
    return special.get(question, "question")


def _form(
    request: HttpRequest, question: Question, answers: Answers, subject: Subject, *, is_sent: bool
) -> QuestionForm:
    """The form, filled in with what was sent or with the answer that is being changed."""

    def meanings() -> Meanings:
        reader = get_language() or "en"
        return meanings_of(answers.title, reader=reader, has_certificate=answers.certificate != "no")

    given = given_to(question, answers, subject.candidates, meanings)
    initial = {question.value: request.GET.get(WAS, "")[:300]}
    return FORMS[question](request.GET if is_sent else None, initial=initial, **given)


@public
def plan(request: HttpRequest) -> HttpResponse:
    """The plan, once everything is answered; else the question that is open."""
    answers = read(request.GET)
    day = timezone.localdate()
    open_question = _open_question(answers, day)
    if open_question:
        return redirect(open_question)
    subject = subject_of(answers, day)
    context = {
        "plan": plan_of(answers, day=day), "answers": answers, "steps": summary_of(answers, subject),
        "query": urlencode(answers.given), "address": request.build_absolute_uri(),
    }  # fmt: skip
    return render(request, "catalogue/finder/plan.html", context)


@public
def plan_file(request: HttpRequest) -> HttpResponse:
    """The same plan as a PDF, in the reader's language and in German."""
    answers = read(request.GET)
    day = timezone.localdate()
    open_question = _open_question(answers, day)
    if open_question:
        return redirect(open_question)
    page = request.build_absolute_uri(address(None, answers))
    response = HttpResponse(
        plan_pdf(plan_of(answers, day=day), get_language() or "en", page), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="plan.{get_language()}.pdf"'
    return response


def _open_question(answers: Answers, day: date) -> str:
    """Where to go when no plan can be made yet: a question is open, or an answer fits nothing; else empty."""
    subject = subject_of(answers, day)
    due = next_question(answers, known_about(answers, subject, day))
    if due is not None:
        return address(due, answers)
    if subject.chosen is None:
        name = "occupation" if subject.candidates else "meaning"
        return address(Question(name), without(answers, name))
    if not answers.is_abroad and not land_of(answers):
        return f"{address(Question.PLACE, answers)}&{ASKED}=1"
    return ""


def address(question: Question | None, answers: Answers, **more: Any) -> str:
    """Where a question is asked, or the plan shown."""
    name, arguments = ("finder-question", [question.value]) if question else ("finder-plan", [])
    query = urlencode({**answers.given, **more})
    return f"{reverse(f'catalogue:{name}', args=arguments)}{'?' if query else ''}{query}"
