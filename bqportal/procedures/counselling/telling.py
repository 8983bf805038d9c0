"""Telling the counsellors of a centre that a request has come: that it has, and where it is. Nothing of the person."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from bqportal.editorial.notices import notify
from bqportal.editorial.subjects import Subject
from bqportal.organisations.models import Person
from bqportal.organisations.rights import may_counsel
from bqportal.procedures.counselling.queries import counsellors
from bqportal.procedures.models import CounsellingRequest

RECEIVED = "counselling.received"
# The name of the centre stands for the request: neither a name nor the code may get into a list or a mail.
SUBJECT = Subject(
    title="organisation__name", route="workspace:counselling-show",
    may_read=lambda rights, request: may_counsel(rights, request.organisation_id),
    words={RECEIVED: _("New counselling request")},
)  # fmt: skip


def tell_counsellors(request: CounsellingRequest, at: datetime, by: Person | None = None) -> int:
    """Tell those who counsel in the body that has the request now. Answers how many were told.

    Args:
        by: the counsellor who filled it in together with the person; she knows.
    """
    return notify(counsellors([request.organisation_id]), deed=RECEIVED, about=request, by=by, at=at)
