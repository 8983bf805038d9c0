"""Mail about notices: one plain-text mail per person with everything new, at her own pace and in her language.

The order is: send, then mark. Who kills the process in between makes one mail come twice, and none get lost.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import ngettext

from bqportal.editorial.models import Notice, NoticePreference
from bqportal.editorial.notices import Told, told
from bqportal.editorial.unsubscribing import token_of
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of

Pace = NoticePreference.Pace
# A little less than a day and a week, so that a run that starts a minute earlier than yesterday's still counts.
WAIT = {Pace.AT_ONCE: timedelta(0), Pace.DAILY: timedelta(hours=23), Pace.WEEKLY: timedelta(days=7, hours=-1)}
MOST = 100  # notices that one mail lists; the rest waits for the next

log = logging.getLogger(__name__)


def send_digests(*, at: datetime) -> tuple[int, int]:
    """Mail everybody who is due. Answers how many mails were sent and how many failed; those are tried again."""
    sent = failed = 0
    connection = get_connection()
    for person in people_with_news():
        preference = NoticePreference.objects.get_or_create(person=person)[0]
        if not is_due(preference, at):
            continue
        try:
            sent += send_digest(person, preference, connection, at=at)
        except (SMTPException, OSError, ValueError):  # the last one: an address that is none
            log.warning("the mail to person %s could not be sent", person.pk, exc_info=True)
            failed += 1
    return sent, failed


def people_with_news() -> list[Person]:
    """Active people with an address who have unread notices that no mail has told."""
    waiting = Notice.objects.filter(read_at=None, mailed_at=None).values("person")
    people = Person.objects.filter(is_active=True, pk__in=waiting).exclude(email="")
    return list(people.exclude(notice_preference__pace=Pace.NEVER).order_by("pk"))


def is_due(preference: NoticePreference, at: datetime) -> bool:
    """Whether the pace allows a mail now."""
    wait = WAIT.get(Pace(preference.pace))
    return wait is not None and (preference.last_sent is None or at - preference.last_sent >= wait)


def send_digest(person: Person, preference: NoticePreference, connection: BaseEmailBackend, *, at: datetime) -> int:
    """Send one mail, then mark. Answers 0 where nothing is left that she may still read.

    Raises:
        SMTPException, OSError, ValueError: the mail could not be handed over; nothing is marked.
    """
    rows = list(Notice.objects.filter(person=person, read_at=None, mailed_at=None, at__lte=at)[:MOST])
    news = [one for one in told(rows, rights_of(person)) if one.title]
    if news:
        mail = digest_mail(person, preference.language or settings.LANGUAGE_CODE, news)
        mail.connection = connection
        mail.send()
    # A notice renewed while the mail was on its way has a later time and stays for the next one.
    marked = Q(pk__in=[row.pk for row in rows], at__lte=at)
    Notice.objects.filter(marked).update(mailed_at=at)
    NoticePreference.objects.filter(pk=preference.pk).update(last_sent=at)
    return int(bool(news))


def digest_mail(person: Person, language: str, news: list[Told]) -> EmailMessage:
    """The mail, with the headers by which a mail program unsubscribes in one click (RFC 2369, RFC 8058)."""
    with translation.override(language):
        unsubscribe = absolute("workspace:unsubscribe", token_of(person))
        context = {
            "person": person,
            "portal": settings.BQPORTAL_NAME,
            "news": [(one, absolute(one.route, *one.arguments)) for one in news],
            "list": absolute("workspace:notice-list"),
            "preferences": absolute("workspace:notice-preferences"),
            "unsubscribe": unsubscribe,
        }
        subject = ngettext("%(portal)s: %(n)s notice", "%(portal)s: %(n)s notices", len(news))
        return EmailMessage(
            subject=subject % {"portal": settings.BQPORTAL_NAME, "n": len(news)},
            body=render_to_string("editorial/digest.txt", context),
            to=[person.email],
            headers={
                "List-Unsubscribe": f"<{unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )


def absolute(route: str, *arguments: object) -> str:
    """The full address of a page; empty where there is none."""
    try:
        return settings.BQPORTAL_ADDRESS + reverse(route, args=arguments) if route else ""
    except NoReverseMatch:
        return ""
