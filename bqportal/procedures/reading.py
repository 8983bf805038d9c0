"""Who looked into a case: every first look within an hour is written into the audit log."""

from datetime import datetime, timedelta

from bqportal.organisations import audit
from bqportal.organisations.models import AuditEntry, Person
from bqportal.procedures.models import Case

READ = "case.read"
ONCE_IN = timedelta(hours=1)


def note_reading(*, case: Case, by: Person, at: datetime) -> AuditEntry | None:
    """Write down that somebody read the case; None when that stands there within the hour."""
    lately = audit.entries_about(case).filter(deed=READ, actor=audit.pseudonym_of(by), at__gt=at - ONCE_IN)
    if lately.exists():
        return None
    return audit.record(deed=READ, by=by, about=case, organisation=case.organisation, at=at)
