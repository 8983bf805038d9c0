"""What a counsellor does with a request: take it, note a contact, refer it, close it, open it again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.editorial.notices import forget
from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_counsel
from bqportal.procedures.counselling.actions.noting import log_contact, noted
from bqportal.procedures.counselling.receiving import counselling_bodies
from bqportal.procedures.counselling.rules import Deed, is_open_to
from bqportal.procedures.counselling.tallying import count_closed
from bqportal.procedures.counselling.telling import tell_counsellors
from bqportal.procedures.models import CounsellingContact, CounsellingReferral, CounsellingRequest

State = CounsellingRequest.State
STANDING = ("organisation", "state", "handler", "next_on", "outcome", "outcome_note", "closed_on")


def standing_of(request: CounsellingRequest) -> dict[str, Any]:
    """Where the request stands, as plain values: for the digest of what somebody saw."""
    found = {name: getattr(request, f"{name}_id" if name in ("organisation", "handler") else name) for name in STANDING}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def _held(request: CounsellingRequest, deed: Deed, by: Person, seen: str) -> CounsellingRequest:
    """The request as it stands now, held until the transaction ends.

    Raises:
        PermissionDenied: `by` does not counsel in the body that has it.
        ValidationError: it is not in a state for this, or somebody else changed it meanwhile.
    """
    held: CounsellingRequest = (
        CounsellingRequest.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=request.pk)
    )
    if not may_counsel(rights_of(by), held.organisation_id):
        raise PermissionDenied
    refuse_stale(seen, standing_of(held))
    if not is_open_to(deed, held.state):
        words = (
            _("The request is not closed.") if deed is Deed.REOPEN else _("The request is closed. Open it again first.")
        )
        raise ValidationError(words, code="state")
    return held


def _written(request: CounsellingRequest, deed: str, by: Person, at: datetime, **details: str) -> CounsellingRequest:
    """Save where it stands, and say who did what; details name kinds, never what was written.

    Somebody has it in hand: nobody need be told of a new request any more.
    """
    request.save(update_fields=list(STANDING))
    forget(request)
    audit.record(deed=deed, by=by, about=request, organisation=request.organisation, at=at, details=details)
    return request


@transaction.atomic
def take_request(*, request: CounsellingRequest, by: Person, at: datetime, seen: str = "") -> CounsellingRequest:
    """Take a request over: from now on `by` counsels.

    Args:
        seen: digest of `standing_of` as the person had it before her; empty where nobody looked.

    Raises:
        PermissionDenied: `by` does not counsel there.
        ValidationError: it is closed, or somebody else was quicker.
    """
    held = _held(request, Deed.TAKE, by, seen)
    held.handler, held.state = by, State.COUNSELLING
    return _written(held, "counselling.taken", by, at)


@transaction.atomic
def note_contact(
    *,
    request: CounsellingRequest,
    values: Mapping[str, Any],
    next_on: date | None,
    waits: bool,
    by: Person,
    at: datetime,
    seen: str = "",
) -> CounsellingContact:
    """Note what was talked about, and what is next. Nothing is sent by it.

    Args:
        values: all of `noting.CONTACT_FIELDS`; `minutes`, `topics` and `note` may be empty.
        next_on: day of the next step.
        waits: the next step is one of somebody else.

    Raises:
        PermissionDenied: `by` does not counsel there.
        ValidationError: a value is wrong, the request is closed, or the person forbids this contact.
    """
    held = _held(request, Deed.CONTACT, by, seen)
    contact = noted(held, held.organisation, values, by, at)
    held.state = State.WAITING if waits else State.COUNSELLING
    held.handler, held.next_on = held.handler or by, next_on
    _written(held, "counselling.contact_noted", by, at, channel=contact.channel, partner=contact.partner)
    return contact


@transaction.atomic
def refer_request(
    *,
    request: CounsellingRequest,
    to: Organisation,
    consent: str,
    consented_on: date,
    message: str,
    by: Person,
    at: datetime,
    seen: str = "",
    note: Mapping[str, Any] | None = None,
) -> CounsellingReferral:
    """Hand a request to another centre, with all answers of the person and without the own notes.

    Its counsellors are told; what the first ones were told of it is taken back.

    Args:
        consent: how the person agreed (`CounsellingReferral.Consent`).
        consented_on: when she did.
        message: to the other centre.
        note: a last contact, as of `note_contact`; it stays with the first centre.

    Raises:
        PermissionDenied: `by` does not counsel there.
        ValidationError: there is no consent, nobody counsels in the other body, or the note is wrong.
    """
    held = _held(request, Deed.REFER, by, seen)
    wrong = {}
    if consent not in CounsellingReferral.Consent.values:  # Art. 6 Abs. 1 Buchst. a DSGVO, for each new recipient
        wrong["consent"] = _("Without the person's consent nothing is handed on.")
    if not timezone.localdate(held.received_at) <= consented_on <= timezone.localdate(at):
        wrong["consented_on"] = _("The consent was given between the day of the request and today.")
    if to.pk == held.organisation_id or not counselling_bodies().filter(pk=to.pk).exists():
        wrong["to"] = _("Choose another centre in which somebody counsels.")
    if wrong:
        raise ValidationError(wrong)
    first = held.organisation
    if note is not None:
        log_contact(noted(held, first, note, by, at), at)
    referral = CounsellingReferral.objects.create(
        request=held, from_organisation=first, to_organisation=to, consent=consent, consented_on=consented_on,
        message=message.strip(), by=by, at=at,
    )  # fmt: skip
    held.organisation, held.state, held.handler = to, State.NEW, None
    held.next_on = timezone.localdate(at)
    held.save(update_fields=list(STANDING))
    audit.record(deed="counselling.referred", by=by, about=held, organisation=first, at=at, details={"to": to.slug})
    held.notices.all().delete()  # also those that were read: it is the first centre's no more
    tell_counsellors(held, at)
    return referral


@transaction.atomic
def close_request(
    *, request: CounsellingRequest, outcome: str, note: str, by: Person, at: datetime, seen: str = ""
) -> CounsellingRequest:
    """Close a request with its outcome. From now on its time until erasing runs.

    Raises:
        PermissionDenied: `by` does not counsel there.
        ValidationError: the outcome is none, or the request is closed already.
    """
    held = _held(request, Deed.CLOSE, by, seen)
    if outcome not in CounsellingRequest.Outcome.values:
        raise ValidationError({"outcome": _("Choose the outcome.")})
    held.state, held.outcome, held.outcome_note = State.CLOSED, outcome, note.strip()
    held.handler, held.next_on, held.closed_on = held.handler or by, None, timezone.localdate(at)
    count_closed(held, held.closed_on)
    return _written(held, "counselling.closed", by, at, outcome=outcome)


@transaction.atomic
def reopen_request(*, request: CounsellingRequest, by: Person, at: datetime, seen: str = "") -> CounsellingRequest:
    """Open a closed request again: the person came back.

    Raises:
        PermissionDenied: `by` does not counsel there.
        ValidationError: it is not closed.
    """
    held = _held(request, Deed.REOPEN, by, seen)
    held.state, held.handler, held.outcome, held.outcome_note = State.COUNSELLING, by, "", ""
    held.next_on, held.closed_on = timezone.localdate(at), None
    return _written(held, "counselling.reopened", by, at)
