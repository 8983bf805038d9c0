"""What is done with somebody's account by those who run the portal."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from bqportal.organisations import audit
from bqportal.organisations.models import Person


@transaction.atomic
def remove_second_factor(*, person: Person, by: Person | None = None, at: datetime | None = None) -> int:
    """Remove app, passkeys and recovery codes that somebody lost; returns how many.

    Only the console calls it: who can use that has the database anyway. `by` is None then.
    """
    factors = Authenticator.objects.filter(user=person)
    number: int = factors.count()
    factors.delete()
    audit.record(deed="secondfactor.removed", by=by, about=person, details={"kind": "all", "number": number}, at=at)
    return number
