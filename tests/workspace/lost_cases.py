"""The forms of recognition cases over which two people may sit, for test_lost_updates.py."""

from collections.abc import Callable
from typing import Any

from django.db import models

from bqportal.procedures import models as cases
from tests.workspace.world import World

AREA = "/en/workspace/cases/"
FIRST, SECOND = "Erster Text", "Zweiter Text"
Case = tuple[Callable[[World], str], str, dict[str, Any], dict[str, Any], Callable[[World], Any], list[str]]


def of_case(page: str, name: str, stored: Callable[[Any], Any], more: dict[str, Any] | None = None) -> Case:
    """Both write the field `name` on a page of the case that is being compared."""
    return (
        lambda w: f"{AREA}{w.things['case'].pk}/{page.format(one=w.things['case'])}", "",
        {name: FIRST, **(more or {})}, {name: SECOND, **(more or {})}, lambda w: stored(w.things["case"]),
        [FIRST, SECOND],
    )  # fmt: skip


def value(model: type[models.Model], part: str, name: str) -> Callable[[Any], Any]:
    """What is stored in a row that the thing names."""
    return lambda one: model._default_manager.values_list(name, flat=True).get(pk=getattr(one, part))


REFUSED: dict[str, Case] = {
    "case-applicant": of_case(
        "applicant/", "city", lambda one: cases.Case.objects.get(pk=one.pk).applicant.city, {"municipality": ""}
    ),
    "case-application": of_case("application/", "wanted_place", value(cases.Case, "pk", "wanted_place")),
    "case-training": of_case(
        "trainings/{one.training}/", "institution", value(cases.Training, "training", "institution")
    ),
    "case-experience": of_case(
        "experiences/{one.experience}/", "employer", value(cases.Experience, "experience", "employer")
    ),
    "case-document": of_case("documents/{one.document}/", "note", value(cases.Document, "document", "note")),
    "case-assess-questions": of_case(
        "comparison/questions/", "activities_reason",
        lambda one: cases.Assessment.objects.get(case=one.pk).activities_reason,
    ),
    "case-assess-position": of_case(
        "comparison/{one.position}/", "differs_reason", value(cases.PositionFinding, "finding", "differs_reason")
    ),
    "case-notice": of_case(
        "notices/{one.notice}/", "remarks",
        lambda one: cases.Notice.objects.get(pk=one.notice).texts.get("remarks"),
    ),
    "case-precedents": of_case(
        "precedents/", "reason", lambda one: cases.Assessment.objects.get(case=one.pk).departure_reason
    ),
    "case-office": (
        lambda w: f"{AREA}office/{w.things['case_body'].slug}/", "", {"signatory": FIRST}, {"signatory": SECOND},
        lambda w: cases.CaseOffice.objects.get(organisation__slug=w.things["case_body"].slug).signatory,
        [FIRST, SECOND],
    ),
    "case-remedy": (
        lambda w: f"{AREA}office/{w.things['remedy'].slug}/remedies/{w.things['remedy'].pk}/", "",
        {"seat": FIRST, "body": "x", "text": "x"}, {"seat": SECOND, "body": "x", "text": "x"},
        lambda w: cases.RemedyInstruction.objects.get(pk=w.things["remedy"].pk).seat, [FIRST, SECOND],
    ),
}  # fmt: skip

# Why no other form of cases can overwrite what somebody else wrote; the words stand in test_lost_updates.py.
ELSEWHERE = {
    "adds": {
        "case-new", "case-notes", "case-tasks", "case-messages", "case-follow-up", "case-training-add",
        "case-experience-add", "case-document-add", "case-notice-new", "case-remedy-add", "case-absences",
    },
    "state": {
        "case-step", "case-task-done", "case-hand-over", "case-oversight", "case-assess-begin", "case-notice-issue",
        "case-notice-return", "case-notice-drop", "case-absence-remove", "case-statistics",
    },
    "seen": {
        "case-assess", "case-notice-approve", "case-share", "case-erase", "case-statistics-codes",
        "case-statistics-publish",
    },
}  # fmt: skip
