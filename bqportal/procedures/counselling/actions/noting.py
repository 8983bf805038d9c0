"""What a note of a contact must be, and noting one that a referral overtook."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_counsel
from bqportal.procedures.contact import is_barred
from bqportal.procedures.models import CounsellingContact, CounsellingReferral, CounsellingRequest

CONTACT_FIELDS = ("on", "channel", "partner", "minutes", "topics", "note")
MOST_MINUTES = 600


@transaction.atomic
def note_contact_late(
    *, referral: CounsellingReferral, values: Mapping[str, Any], by: Person, at: datetime
) -> CounsellingContact:
    """Note what was talked about before the request was referred: whoever was writing meanwhile loses nothing.

    The note is one of the first centre, as all that it wrote; where the request stands does not change.

    Args:
        values: all of `CONTACT_FIELDS`.

    Raises:
        PermissionDenied: `by` does not counsel in the body that referred it.
        ValidationError: a value is wrong, or the contact was after the referral.
    """
    if not may_counsel(rights_of(by), referral.from_organisation_id):
        raise PermissionDenied
    if values["on"] > timezone.localdate(referral.at):
        raise ValidationError({"on": _("On this day the request was with the other centre already.")})
    contact = noted(referral.request, referral.from_organisation, values, by, at)
    log_contact(contact, at)
    return contact


def noted(
    request: CounsellingRequest, organisation: Organisation, values: Mapping[str, Any], by: Person, at: datetime
) -> CounsellingContact:
    """A new note of the body.

    Raises:
        ValidationError: a value is wrong, by field, or the person forbids this contact.
    """
    contact = CounsellingContact(
        request=request, organisation=organisation, by=by, at=at, **{name: values[name] for name in CONTACT_FIELDS}
    )
    contact.clean_fields(exclude=["request", "organisation", "by"])
    _check_contact(contact, request, at)
    contact.save()
    return contact


def log_contact(contact: CounsellingContact, at: datetime) -> None:
    """Say that somebody noted one, where the request is not saved by it."""
    audit.record(
        deed="counselling.contact_noted", by=contact.by, about=contact.request, organisation=contact.organisation,
        at=at, details={"channel": contact.channel, "partner": contact.partner},
    )  # fmt: skip


def _check_contact(contact: CounsellingContact, request: CounsellingRequest, at: datetime) -> None:
    """Raises ValidationError, field by field."""
    wrong = {}
    if contact.on > timezone.localdate(at):
        wrong["on"] = _("This day lies in the future.")
    if contact.minutes is not None and not 1 <= contact.minutes <= MOST_MINUTES:
        wrong["minutes"] = _("Write a number of minutes from 1 to %(most)s, or nothing.") % {"most": MOST_MINUTES}
    if set(contact.topics) - set(CounsellingContact.Topic.values):
        wrong["topics"] = _("Choose from the topics.")
    if is_barred(no_contact_with_origin=request.no_contact_with_origin, partner=contact.partner):
        # RL 2013/32/EU Art. 30: whoever may persecute somebody must not learn where she is. There is no exception.
        wrong["partner"] = _("This person wants no contact with the state of origin. Ask nobody there about her.")
    if wrong:
        raise ValidationError(wrong)
