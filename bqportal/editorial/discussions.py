"""Discussions and rooms, as pages ask for them."""

from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from bqportal.editorial.actions.discussions import CHANGEABLE
from bqportal.editorial.models import Message, Room, WorkingVersion
from bqportal.organisations.rights import Rights

SHOWN = 10  # messages on a record's own page; its discussion page has them all


def messages_in(place: WorkingVersion | Room) -> QuerySet[Message]:
    """What was said there, newest first, with who said it."""
    rows = Message.objects.filter(room=place) if isinstance(place, Room) else Message.objects.filter(version=place)
    return rows.select_related("by").order_by("-at", "-pk")


def discussion_of(version: WorkingVersion) -> dict[str, object]:
    """What `workspace/discussion/on_record.html` shows: the newest messages and how many there are; two queries."""
    rows = messages_in(version)
    return {"version": version, "talk": list(rows[:SHOWN]), "talk_count": rows.count()}


def changeable_since(at: datetime) -> datetime:
    """Own messages from then on can still be changed."""
    return at - CHANGEABLE


def rooms_of(rights: Rights) -> QuerySet[Room]:
    """Rooms that the person may enter, with number of messages and time of the last, the liveliest first."""
    said = Q(messages__withdrawn_at=None)
    rooms = Room.objects.all().visible_to(rights).select_related("organisation")
    counted = rooms.annotate(number=Count("messages", filter=said), last=Max("messages__at"))
    return counted.order_by("-last", "topic", "pk")  # type: ignore[no-any-return]
