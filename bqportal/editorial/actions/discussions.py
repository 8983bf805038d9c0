"""Talking about a working version, or in a room for a topic."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.editorial.models import Message, Room, WorkingVersion
from bqportal.editorial.models.together import MESSAGE_LENGTH, SUBJECT_LENGTH
from bqportal.editorial.notices import about_message
from bqportal.editorial.plain_text import plain_text
from bqportal.organisations.audit import record
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Rights, may_enter_room, may_open_rooms, may_read_work

CHANGEABLE = timedelta(hours=1)
DESCRIPTION_LENGTH = 2_000


def may_change_message(message: Message, *, person: int, at: datetime) -> bool:
    """Own words can be mended or taken back for an hour."""
    return message.by_id == person and message.withdrawn_at is None and at - message.at <= CHANGEABLE


@transaction.atomic
def post_message(
    *, by: Person, text: str, at: datetime, version: WorkingVersion | None = None, room: Room | None = None
) -> Message:
    """Say something about a working version, or in a room: exactly one of them.

    Raises:
        PermissionDenied: `by` may not read there.
        ValidationError: the text is empty or too long.
    """
    _check_place(rights_of(by), version, room)
    message = Message.objects.create(
        version=version, room=room, by=by, at=at, text=plain_text(text, limit=MESSAGE_LENGTH, field="text")
    )
    _log("message.posted", message, by, at)
    about_message(message)
    return message


def _check_place(rights: Rights, version: WorkingVersion | None, room: Room | None) -> None:
    """Raises PermissionDenied where the person may not speak."""
    may_speak = (version and may_read_work(rights, version.work)) or (
        room and may_enter_room(rights, room.organisation_id)
    )
    if not may_speak:
        raise PermissionDenied


@transaction.atomic
def edit_message(*, message: Message, by: Person, text: str, seen: datetime | None, at: datetime) -> Message:
    """Mend own words within an hour.

    Args:
        seen: when the message had last been edited as the writer saw it, so that no second window overwrites the first.

    Raises:
        PermissionDenied: somebody else's, withdrawn, too old, or in a place that `by` may no longer read.
        ValidationError: the text is empty or too long, or was edited meanwhile.
    """
    message = _own_message(message, by, at)
    if message.edited_at != seen:
        raise ValidationError(_("This message was edited meanwhile in another window. Compare before you save again."))
    message.text, message.edited_at = plain_text(text, limit=MESSAGE_LENGTH, field="text"), at
    message.save(update_fields=["text", "edited_at"])
    _log("message.edited", message, by, at)
    return message


@transaction.atomic
def withdraw_message(*, message: Message, by: Person, at: datetime) -> Message:
    """Take own words back within an hour; the place stays, so that answers keep their sense.

    Raises:
        PermissionDenied: as in `edit_message`.
    """
    message = _own_message(message, by, at)
    message.text, message.withdrawn_at = "", at
    message.save(update_fields=["text", "withdrawn_at"])
    _log("message.withdrawn", message, by, at)
    return message


def _own_message(message: Message, by: Person, at: datetime) -> Message:
    """The message as it stands now, locked, if `by` may still change it."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    _check_place(rights_of(by), message.version, message.room)
    if not may_change_message(message, person=by.pk, at=at):
        raise PermissionDenied
    return message


def _log(deed: str, message: Message, by: Person, at: datetime) -> None:
    """Into the audit log, with the organisation whose place it is."""
    place = message.version or message.room
    record(deed=deed, by=by, about=message, organisation=place.organisation if place else None, at=at)


@transaction.atomic
def open_room(
    *, by: Person, topic: str, description: str, at: datetime, organisation: Organisation | None = None
) -> Room:
    """Open a room for a topic; without an organisation for all who work here.

    Raises:
        PermissionDenied: `by` is no editor.
        ValidationError: the topic is empty or too long.
    """
    if not may_open_rooms(rights_of(by)):
        raise PermissionDenied
    room = Room.objects.create(
        topic=plain_text(topic, limit=SUBJECT_LENGTH, field="topic"),
        description=plain_text(description, limit=DESCRIPTION_LENGTH, field="description", may_be_empty=True),
        organisation=organisation, opened_by=by, opened_at=at,
    )  # fmt: skip
    record(deed="room.opened", by=by, about=room, organisation=organisation, at=at)
    return room
