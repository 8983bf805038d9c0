"""Keeping public records fresh: saying that one is still right, setting its day of review, reminding its owner."""

from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.editorial.freshness import next_review
from bqportal.editorial.kinds import Kind, kind_of
from bqportal.editorial.listing import place_of_record
from bqportal.editorial.models import Publishable, Reminder
from bqportal.editorial.notices import editors, notify
from bqportal.editorial.plain_text import plain_text
from bqportal.editorial.reviews import Due, due_notices, interval_for
from bqportal.organisations import audit
from bqportal.organisations.models import Membership, Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_begin

FURTHEST = timedelta(days=5 * 366)
NOTE_LENGTH = 500
WRITERS = (Membership.Role.CONTRIBUTOR, Membership.Role.REVIEWER)
DEED = "record.due"


@transaction.atomic
def confirm_fresh(*, record: Publishable, by: Person, at: datetime, note: str = "") -> Publishable:
    """Say that a public record is still right: checked today, and due again after its interval.

    The public page shows the day of the check, so the record gets a new revision.

    Raises:
        PermissionDenied: `by` may not write at the record's place of the catalogue.
        ValidationError: the record is not public, or the note cannot be kept.
    """
    kind, locked = locked_record(record, by)
    cleaned = plain_text(note, limit=NOTE_LENGTH, field="note", may_be_empty=True)
    today = timezone.localdate(at)
    locked.last_checked = today
    locked.review_by = next_review(today, interval_for(kind, locked, today))
    republish(kind, locked, at)
    audit.record(
        deed="record.confirmed", by=by, about=locked, organisation=locked.responsible,
        details={"review_by": locked.review_by.isoformat(), "note": cleaned}, at=at,
    )  # fmt: skip
    return locked


@transaction.atomic
def set_review_by(
    *, record: Publishable, day: date, reason: str, by: Person, at: datetime, seen: str = ""
) -> Publishable:
    """Set the day by which a public record is to be looked at again: a law changes, a curriculum ends.

    Args:
        seen: digest of `review_day` as the person read it; empty where nobody looked.

    Raises:
        PermissionDenied: `by` may not write at the record's place of the catalogue.
        ValidationError: the record is not public; the day is not in the next five years; no reason; somebody else
            set the day meanwhile.
    """
    kind, locked = locked_record(record, by)
    refuse_stale(seen, review_day(locked))
    cleaned = plain_text(reason, limit=NOTE_LENGTH, field="reason")
    today = timezone.localdate(at)
    if not today < day <= today + FURTHEST:
        raise ValidationError({"day": _("Choose a day after today and within five years.")})
    before, locked.review_by = locked.review_by, day
    republish(kind, locked, at)
    audit.record(
        deed="record.review_set", by=by, about=locked, organisation=locked.responsible,
        details={"from": before.isoformat() if before else "", "to": day.isoformat(), "reason": cleaned}, at=at,
    )  # fmt: skip
    return locked


def review_day(record: Publishable) -> dict[str, str]:
    """By when the record is to be looked at again, as stored."""
    return {"review_by": record.review_by.isoformat() if record.review_by else ""}


def locked_record(record: Publishable, by: Person) -> tuple[Kind, Publishable]:
    """The record, which nobody else writes until the end, and its kind. Raises as the actions say."""
    kind = kind_of(record)
    if kind is None:
        raise PermissionDenied
    # `of` names the row alone: PostgreSQL cannot lock what an outer join may leave empty.
    rows = kind.model._default_manager.select_for_update(of=("self",)).select_related("country", "responsible")
    locked: Publishable = rows.get(pk=record.pk)
    if not may_begin(rights_of(by), place_of_record(kind, locked)):
        raise PermissionDenied
    if not locked.is_published:
        raise ValidationError(_("Only what is public can be confirmed."), code="not_public")
    return kind, locked


def republish(kind: Kind, record: Publishable, at: datetime) -> None:
    """Write the dates, and keep them in the record's newest revision."""
    record.save(update_fields=["last_checked", "review_by", "changed_at"])
    kind.publish(record, at)


def remind(*, at: datetime) -> tuple[int, int]:
    """Tell the owners of records that these are to be looked at again, once for each record, day and bucket.

    Returns how many records were due, and how many people were told.
    """
    records = told = 0
    for organisation, rows in due_notices(timezone.localdate(at)).items():
        people = list(writers_of(organisation))
        for row in rows:
            told += remind_of(row, people, at=at)
            records += 1
    return records, told


def writers_of(organisation: Organisation | None) -> list[Person]:
    """Who may write for an organisation; the central team where there is nobody."""
    if organisation is not None and not organisation.closed:
        writing = {"memberships__organisation": organisation, "memberships__role__in": WRITERS, "is_active": True}
        if people := list(Person.objects.filter(**writing).distinct()):
            return people
    return list(editors())


@transaction.atomic
def remind_of(row: Due, people: list[Person], *, at: datetime) -> int:
    """Tell people of one record, and remember that they were. Answers how many were told."""
    _reminder, is_new = Reminder.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(row.record), object_id=row.record.pk,
        review_by=row.record.review_by, bucket=row.bucket.value, defaults={"at": at},
    )  # fmt: skip
    return notify(people, deed=DEED, about=row.record, by=None, at=at) if is_new else 0
