"""What a person wants to be told, and how often by mail."""

import re
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.editorial.models import Enquiry, Notice, NoticePreference, Watch, WorkingVersion
from bqportal.organisations.audit import record
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Rights, may_enter

MOST = 500  # things that one person watches
SLUG = re.compile(r"[-a-z0-9_]{1,150}")
FORMS = {
    Watch.Subject.COUNTRY: re.compile(r"[A-Z]{2,4}"),
    Watch.Subject.LANGUAGE: re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?"),
    Watch.Subject.OCCUPATION: SLUG,
    Watch.Subject.QUALIFICATION: SLUG,
    Watch.Subject.ENQUIRY: re.compile(r"[0-9]{1,18}"),
    Watch.Subject.WORK: re.compile(r"[0-9]{1,18}"),
}
WITHIN_RIGHTS = {Watch.Subject.ENQUIRY: Enquiry, Watch.Subject.WORK: WorkingVersion}


@transaction.atomic
def watch(*, by: Person, subject: str, key: str, at: datetime) -> Watch:
    """Be told what happens to something. Watching twice changes nothing.

    Raises:
        PermissionDenied: `by` does not work here, or may not read the enquiry or working version.
        ValidationError: there is no such thing to watch, or she watches too many.
    """
    rights = rights_of(by)
    if not may_enter(rights):
        raise PermissionDenied
    if subject not in FORMS or not FORMS[Watch.Subject(subject)].fullmatch(key):
        raise ValidationError({"key": _("This cannot be watched.")})
    _check_visible(rights, Watch.Subject(subject), key)
    if by.watches.count() >= MOST:
        raise ValidationError({"key": _("You watch %(n)s things already. Remove some first.") % {"n": MOST}})
    watched, is_new = Watch.objects.get_or_create(person=by, subject=subject, key=key, defaults={"since": at})
    if is_new:
        record(deed="watch.added", by=by, about=watched, details={"subject": subject}, at=at)
    return watched


def _check_visible(rights: Rights, subject: Watch.Subject, key: str) -> None:
    """Raises PermissionDenied where the person may not read what she wants to watch."""
    model = WITHIN_RIGHTS.get(subject)
    if model and not model._default_manager.all().visible_to(rights).filter(pk=int(key)).exists():  # type: ignore[attr-defined]
        raise PermissionDenied


@transaction.atomic
def unwatch(*, watched: Watch, by: Person, at: datetime) -> None:
    """Be told no longer.

    Raises:
        PermissionDenied: it is somebody else's.
    """
    if watched.person_id != by.pk:
        raise PermissionDenied
    record(deed="watch.removed", by=by, about=watched, details={"subject": watched.subject}, at=at)
    watched.delete()


def mark_notices_read(*, by: Person, until: datetime, at: datetime) -> int:
    """All own notices up to the moment of the page that showed them; what came later stays unread."""
    return Notice.objects.filter(person=by, read_at=None, at__lte=until).update(read_at=at)


@transaction.atomic
def set_pace(*, by: Person, pace: str, language: str, at: datetime) -> NoticePreference:
    """How often mail comes, and in which language.

    Raises:
        ValidationError: there is no such pace.
    """
    if pace not in NoticePreference.Pace.values:
        raise ValidationError({"pace": _("Choose one of the paces.")})
    values = {"pace": pace, "language": language[:8]}
    preference, _is_new = NoticePreference.objects.update_or_create(person=by, defaults=values)
    record(deed="notices.pace_set", by=by, about=by, details={"pace": pace}, at=at)
    return preference


@transaction.atomic
def unsubscribe(*, person: Person, at: datetime) -> None:
    """No more mail about notices, asked for by the link in a mail. They stay readable in the portal."""
    NoticePreference.objects.update_or_create(person=person, defaults={"pace": NoticePreference.Pace.NEVER})
    record(deed="notices.unsubscribed", by=person, about=person, at=at)
