"""Mail to whoever handles a case about what is due in 21, 7 or 0 days, or overdue: file numbers, no names.

The order is: send, then mark. Who kills the process in between makes one mail come twice, and none get lost.
"""

import logging
from collections import defaultdict
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from bqportal.editorial.digests import absolute
from bqportal.editorial.models import NoticePreference
from bqportal.organisations.models import Membership, Person
from bqportal.procedures.models import Absence, Case
from bqportal.procedures.queues import LEVELS, case_workers, level_of

log = logging.getLogger(__name__)


def send_reminders(*, at: datetime) -> tuple[int, int]:
    """Mail everybody who has something due. Answers how many mails were sent and how many failed.

    Each case is told once per level (21, 7, 0 days, overdue) of each day due; what failed is tried again.
    """
    today = timezone.localdate(at)
    sent = failed = 0
    connection = get_connection()
    for person, cases in _by_reader(_near(today), today).items():
        try:
            _mail(person, cases, today, connection)
        except (SMTPException, OSError, ValueError):  # the last one: an address that is none
            log.warning("the mail to person %s could not be sent", person.pk, exc_info=True)
            failed += 1
            continue
        for case in cases:
            Case.objects.filter(pk=case.pk, next_due=case.next_due).update(reminded=_mark(case, today))
        sent += 1
    return sent, failed


def _mark(case: Case, today: date) -> str:
    """The day due and how near it is: what is written down of a reminder."""
    days = (case.next_due - today).days if case.next_due else None
    return f"{case.next_due}/{level_of(days)}"


def _near(today: date) -> list[Case]:
    """Open cases that are near enough, and whose present level nobody was told."""
    until = date.fromordinal(today.toordinal() + max(LEVELS))
    cases = Case.objects.open().filter(next_due__lte=until).select_related("handler").order_by("next_due", "number")
    return [case for case in cases if case.reminded != _mark(case, today)]


def _by_reader(cases: list[Case], today: date) -> dict[Person, list[Case]]:
    """To whom each case is told: who handles it, who stands in for her, else the managers of the body."""
    organisations = {case.organisation_id for case in cases}
    workers = {one: set(case_workers([one])) for one in organisations}
    away = {
        (row.organisation_id, row.person_id): row.deputy
        for row in Absence.objects.filter(
            organisation__in=organisations, first_day__lte=today, last_day__gte=today
        ).select_related("deputy")
    }
    managers: dict[int, list[Person]] = defaultdict(list)
    roles = Membership.objects.filter(organisation__in=organisations, role=Membership.Role.MANAGER)
    for role in roles.filter(person__is_active=True).select_related("person"):
        managers[role.organisation_id].append(role.person)
    found: dict[Person, list[Case]] = defaultdict(list)
    for case in cases:
        reader = away.get((case.organisation_id, case.handler_id or 0), case.handler)
        readers = [reader] if reader in workers[case.organisation_id] else managers[case.organisation_id]
        for one in readers:
            if one and one.email:
                found[one].append(case)
    return found


def _mail(person: Person, cases: list[Case], today: date, connection: BaseEmailBackend) -> None:
    """One plain-text mail with file numbers and days."""
    preference = NoticePreference.objects.filter(person=person).first()
    with translation.override((preference and preference.language) or settings.LANGUAGE_CODE):
        lines = [
            {
                "number": case.number,
                "due": case.next_due,
                "days": (case.next_due - today).days,
                "late": (today - case.next_due).days,
            }
            for case in cases
            if case.next_due
        ]
        subject = ngettext("%(portal)s: %(n)s case is due", "%(portal)s: %(n)s cases are due", len(lines))
        EmailMessage(
            subject=subject % {"portal": settings.BQPORTAL_NAME, "n": len(lines)},
            body=render_to_string(
                "procedures/reminder.txt",
                {"lines": lines, "portal": settings.BQPORTAL_NAME, "list": absolute("workspace:case-list")},
            ),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
            connection=connection,
        ).send()
