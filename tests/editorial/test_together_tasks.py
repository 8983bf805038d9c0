"""One list of what waits for a person today."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bqportal.editorial.actions.enquiries import answer_enquiry, ask_enquiry
from bqportal.editorial.tasks import Task, tasks_of
from bqportal.editorial.workflow import State
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from tests import cast
from tests.editorial.together import MARKER, NOW, part_of, version_of

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


def tasks(person: Person) -> list[Task]:
    """What waits for somebody."""
    return tasks_of(person, rights_of(person), TODAY)


def brief(person: Person) -> list[tuple[str, str, str]]:
    """What, why and which part."""
    return [(task.what, task.why, task.part) for task in tasks(person)]


def test_everybody_sees_what_waits_for_her_and_nothing_of_others() -> None:
    contributor, reviewer, other, editor = cast.contributor(), cast.reviewer(), cast.other_contributor(), cast.editor()
    version = version_of(cast.chamber())
    part_of(version, State.IN_REVIEW, author=contributor, part="de")
    part_of(version, State.IN_REVIEW, author=contributor, part="fr", assignee=reviewer, due=TODAY - timedelta(days=1))
    part_of(version, State.IN_REVIEW, author=reviewer, part="pl")
    part_of(version, State.CHANGES_REQUESTED, author=contributor)
    part_of(version, State.APPROVED, author=contributor, part="tr")
    part_of(version, State.APPROVED, author=contributor, part="ar", publish_at=NOW)
    part_of(version, State.DRAFT, author=contributor, part="uk")
    assert brief(contributor) == [("change", "changes", "")]
    assert brief(reviewer) == [("review", "assigned", "fr"), ("review", "nobody", "de")]
    assert [task.is_late for task in tasks(reviewer)] == [True, False]
    assert sorted(brief(editor)) == [
        ("publish", "approved", "tr"),
        ("review", "nobody", "de"),
        ("review", "nobody", "pl"),
    ]
    assert tasks(other) == []


def test_a_reviewer_without_competence_has_nothing_to_review() -> None:
    contributor, reviewer = cast.contributor(), cast.reviewer()
    version = version_of(cast.chamber())
    version.country = "FR"
    version.save()
    part_of(version, State.IN_REVIEW, author=contributor)
    assert tasks(reviewer) == []


def test_drafts_are_listed_when_they_lie_or_are_due() -> None:
    contributor = cast.contributor()
    part_of(version_of(cast.chamber(), "alt", at=NOW - timedelta(days=14)), State.DRAFT, author=contributor)
    part_of(version_of(cast.chamber(), "neu", at=NOW - timedelta(days=13)), State.DRAFT, author=contributor)
    soon = version_of(cast.chamber(), "bald", at=NOW)
    part_of(soon, State.DRAFT, author=contributor, due=TODAY + timedelta(days=7), priority=3)
    assert [(task.title, task.why) for task in tasks(contributor)] == [("bald", "due"), ("alt", "untouched")]


def test_enquiries_wait_for_who_is_asked_and_then_for_who_asked() -> None:
    contributor, editor, other = cast.contributor(), cast.editor(), cast.other_contributor()
    given = {"subject": MARKER, "question": "x", "organisation": cast.chamber(), "at": NOW, "by": contributor}
    enquiry = ask_enquiry(**given, due=TODAY)
    ask_enquiry(**given, expert=other)
    assert brief(editor) == [("answer", "team", "")]
    assert brief(other) == [("answer", "asked", "")]
    assert brief(contributor) == []
    answer_enquiry(enquiry=enquiry, by=editor, answer="x", at=NOW)
    assert brief(contributor) == [("read", "answered", "")]


def test_the_list_asks_as_often_for_much_as_for_little() -> None:
    contributor, editor = cast.contributor(), cast.editor()
    rights, counts = rights_of(editor), []
    for number in (10, 90):
        for n in range(number):
            version = version_of(cast.chamber(), f"{n}")
            part_of(version, State.IN_REVIEW, author=contributor)
            part_of(version, State.APPROVED, author=contributor, part="de")
            ask_enquiry(by=contributor, subject=f"{n}", question="x", organisation=cast.chamber(), at=NOW)
        with CaptureQueriesContext(connection) as queries:
            found = tasks_of(editor, rights, TODAY)
        counts.append(len(queries))
    assert len(found) == 300
    assert counts[0] == counts[1] <= 4
