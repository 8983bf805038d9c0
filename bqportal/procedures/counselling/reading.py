"""Who looked into a request: every first look within an hour is written into the audit log."""

from datetime import datetime, timedelta

from bqportal.organisations import audit
from bqportal.organisations.models import AuditEntry, Person
from bqportal.procedures.models import CounsellingRequest

READ = "counselling.read"
ONCE_IN = timedelta(hours=1)


def note_reading(*, request: CounsellingRequest, by: Person, at: datetime) -> AuditEntry | None:
    """Write down that somebody read the request; None when that stands there within the hour."""
    lately = audit.entries_about(request).filter(deed=READ, actor=audit.pseudonym_of(by), at__gt=at - ONCE_IN)
    if lately.exists():
        return None
    return audit.record(deed=READ, by=by, about=request, organisation=request.organisation, at=at)
