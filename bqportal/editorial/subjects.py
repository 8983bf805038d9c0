"""What people can be told of: whom it concerns may know of it, where it stands, what it is called.

Apps above this one make their own things known with `register`, so that this one knows none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from bqportal.editorial.models import Enquiry, Room, WorkingVersion
from bqportal.organisations.rights import Rights, may_enter_room, may_read_enquiry, may_read_work

WORK_ROUTE = "workspace:record-show"


@dataclass(frozen=True)
class Subject:
    """One sort of thing that is not public.

    Attributes:
        title: the field that lists call it by, looked up when somebody reads, among what is `visible_to` her.
        route: of its page, which takes its key.
        may_read: whether somebody may know of it: as on the page itself.
        words: what can happen to it: deed → words; for deeds that `notices.WORDS` has not.
    """

    title: str
    route: str
    may_read: Callable[[Rights, Any], bool]
    words: Mapping[str, Any]


SUBJECTS: dict[type[models.Model], Subject] = {
    WorkingVersion: Subject(
        "title", WORK_ROUTE, lambda rights, about: may_read_work(rights, about.work), {}
    ),
    Enquiry: Subject(
        "subject", "workspace:enquiry-show",
        lambda rights, about: may_read_enquiry(rights, about.organisation_id, about.expert_id), {},
    ),
    Room: Subject(
        "topic", "workspace:room-show", lambda rights, about: may_enter_room(rights, about.organisation_id), {}
    ),
}  # fmt: skip


def register(model: type[models.Model], subject: Subject) -> None:
    """Called once by an app when it is ready."""
    SUBJECTS[model] = subject


def words_of(deed: str) -> Any:
    """What a registered deed is called; the deed itself where nobody registered it."""
    return next((one.words[deed] for one in SUBJECTS.values() if deed in one.words), deed)
