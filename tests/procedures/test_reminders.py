"""Mail about what is due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from bqportal.organisations.models import Membership
from bqportal.procedures.models import Absence, Case
from bqportal.procedures.reminders import send_reminders
from bqportal.procedures.workflow import State
from tests import cast
from tests.procedures.factories import ApplicantFactory, CaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)
TODAY = date(2026, 3, 5)


def case(worker, days: int, **changes) -> Case:
    return CaseFactory(created_by=worker, next_due=TODAY + timedelta(days), state=State.COMPLETE, **changes)


def test_each_level_is_told_once_with_numbers_and_no_names():
    worker = cast.case_worker()
    one = case(worker, 22, number="2026-00007", applicant=ApplicantFactory(family_name="Beispielska"))
    told = []
    for day in range(26):
        mail.outbox = []
        send_reminders(at=AT + timedelta(day))
        told += [(day, letter.to) for letter in mail.outbox]
        assert all("2026-00007" in letter.body and "Beispielska" not in letter.body for letter in mail.outbox)
        assert all("2026-00007" not in letter.subject for letter in mail.outbox)
    assert told == [(day, [worker.email]) for day in (1, 15, 22, 23)]
    one.next_due = TODAY + timedelta(40)  # extended: it begins anew
    Case.objects.filter(pk=one.pk).update(next_due=one.next_due)
    mail.outbox = []
    assert send_reminders(at=AT + timedelta(26))[0] == 1


def test_one_mail_per_person_about_all_her_cases():
    worker, second = cast.case_worker(), cast.second_case_worker()
    for days in (-2, 0, 5, 20, 60):
        case(worker, days)
    case(second, 3)
    case(worker, -9, handler=worker).delete()
    CaseFactory(created_by=worker, next_due=TODAY, state=State.FINAL)
    assert send_reminders(at=AT) == (2, 0)
    body = next(letter.body for letter in mail.outbox if letter.to == [worker.email])
    assert body.count("* ") == 4
    assert send_reminders(at=AT) == (0, 0)


def test_the_deputy_is_told_while_the_handler_is_away():
    worker, second = cast.case_worker(), cast.second_case_worker()
    case(worker, 3)
    Absence.objects.create(organisation=cast.chamber(), person=worker, deputy=second, first_day=TODAY, last_day=TODAY)
    send_reminders(at=AT)
    assert [letter.to for letter in mail.outbox] == [[second.email]]


def test_managers_are_told_of_what_nobody_handles_any_more():
    worker, manager = cast.case_worker(), cast.manager()
    case(worker, 3)
    Membership.objects.filter(person=worker).delete()
    send_reminders(at=AT)
    assert [letter.to for letter in mail.outbox] == [[manager.email]]


def test_a_mail_that_fails_is_tried_again(monkeypatch):
    case(cast.case_worker(), 3)
    monkeypatch.setattr("bqportal.procedures.reminders.render_to_string", lambda *_: (_ for _ in ()).throw(OSError()))
    assert send_reminders(at=AT) == (0, 1)
    monkeypatch.undo()
    assert send_reminders(at=AT) == (1, 0)


def test_the_command_says_how_many(capsys):
    call_command("cases", "remind")
    assert "0 mails sent" in capsys.readouterr().out
