"""How long requests stay, handing over what is known of a person, and erasing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_oversee_counselling, may_read_requests
from bqportal.procedures.counselling.actions.working import standing_of
from bqportal.procedures.counselling.exporting import request_as_zip
from bqportal.procedures.counselling.receiving import office_for
from bqportal.procedures.counselling.rules import MOST_MONTHS
from bqportal.procedures.models import (
    CounsellingContact,
    CounsellingOffice,
    CounsellingReferral,
    CounsellingRequest,
)
from bqportal.procedures.privacy.retention import months_after

OFFICE_FIELDS = ("kept_months", "privacy_text")


class Why(TextChoices):
    """Why a request is erased. A choice and no text, so that the reason itself says nothing about the person."""

    WITHDRAWN = "withdrawn", gettext_lazy("the person withdraws the consent (Art. 7 (3) GDPR)")
    REQUEST = "request", gettext_lazy("the person asks for it (Art. 17 GDPR)")
    PERIOD = "period", gettext_lazy("it is not needed any more")
    MISTAKE = "mistake", gettext_lazy("it is no request for counselling, or came twice")


def office_facts(office: CounsellingOffice) -> dict[str, Any]:
    """What is set, as a form changes it."""
    return {name: getattr(office, name) for name in OFFICE_FIELDS}


@transaction.atomic
def change_office(
    *, organisation: Organisation, facts: Mapping[str, Any], by: Person, at: datetime, seen: str = ""
) -> CounsellingOffice:
    """Change how long the body keeps requests, and what its form says about it.

    Args:
        facts: some or all of `OFFICE_FIELDS`.
        seen: digest of `office_facts` as the person read it; empty where nobody looked.

    Raises:
        PermissionDenied: `by` does not manage the body.
        ValidationError: a value is wrong, or somebody else changed it meanwhile.
    """
    if not may_oversee_counselling(rights_of(by), organisation.pk):
        raise PermissionDenied
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # the office may not exist yet
    office = office_for(organisation)
    before = office_facts(office)
    refuse_stale(seen, before)
    for name in OFFICE_FIELDS:
        if name in facts:
            setattr(office, name, facts[name])
    if not isinstance(office.kept_months, int) or not 1 <= office.kept_months <= MOST_MONTHS:
        raise ValidationError(
            {"kept_months": _("Write a number of months from 1 to %(most)s.") % {"most": MOST_MONTHS}}
        )
    changed = [name for name, value in office_facts(office).items() if value != before[name]]
    office.save()
    if changed:
        audit.record(
            deed="counselling.office_changed", by=by, about=office, organisation=organisation, at=at,
            details={"fields": ", ".join(changed)},
        )  # fmt: skip
    return office


@transaction.atomic
def export_request(*, request: CounsellingRequest, by: Person, at: datetime) -> bytes:
    """Everything that the body knows of the person, as a ZIP (Art. 15 DSGVO).

    Raises:
        PermissionDenied: `by` reads no requests of this body.
    """
    if not may_read_requests(rights_of(by), request.organisation_id):
        raise PermissionDenied
    packed = request_as_zip(request, at)
    audit.record(deed="counselling.exported", by=by, about=request, organisation=request.organisation, at=at)
    return packed


@transaction.atomic
def erase_request(*, request: CounsellingRequest, reason: str, by: Person, at: datetime, seen: str = "") -> None:
    """Erase a request with everything that hangs on it, notes of earlier centres included.

    Args:
        reason: `Why`.
        seen: digest of `standing_of` as the page showed it.

    Raises:
        PermissionDenied: `by` neither counsels in the body nor manages it.
        ValidationError: the reason is none, or somebody else changed it meanwhile.
    """
    held = CounsellingRequest.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=request.pk)
    if not may_read_requests(rights_of(by), held.organisation_id):
        raise PermissionDenied
    if reason not in Why.values:
        raise ValidationError({"reason": _("Choose the reason.")})
    refuse_stale(seen, standing_of(held))
    _erase(held, reason, by, at)


def _erase(request: CounsellingRequest, reason: str, by: Person | None, at: datetime) -> None:
    """The rows go; that they went stays, under the key."""
    about, organisation = CounsellingRequest(pk=request.pk), request.organisation
    request.delete()
    audit.record(
        deed="counselling.erased", by=by, about=about, organisation=organisation, at=at, details={"reason": reason}
    )


def bodies_with_requests() -> QuerySet[Organisation]:
    """Bodies that have requests, or notes on requests that they referred; closed ones included."""
    have = CounsellingRequest.objects.values("organisation")
    noted = CounsellingReferral.objects.values("from_organisation")
    return Organisation.objects.filter(Q(pk__in=have) | Q(pk__in=noted)).order_by("slug")


def requests_due(organisation: Organisation, until: date) -> QuerySet[CounsellingRequest]:
    """Closed requests whose time is over by this day, the oldest first."""
    limit = months_after(until, -office_for(organisation).kept_months)
    rows = CounsellingRequest.objects.filter(organisation=organisation, closed_on__lte=limit)
    return rows.order_by("closed_on", "pk")


def notes_due(organisation: Organisation, until: date) -> QuerySet[CounsellingReferral]:
    """Referrals to others whose time is over by this day; the own notes on them go with them."""
    limit = months_after(until, -office_for(organisation).kept_months)
    rows = CounsellingReferral.objects.filter(from_organisation=organisation, at__date__lte=limit)
    return rows.exclude(request__organisation=organisation).order_by("at", "pk")


@dataclass(frozen=True)
class Applied:
    """What was erased: numbers only."""

    requests: int = 0
    notes: int = 0


@transaction.atomic
def apply_retention(*, organisation: Organisation, at: datetime) -> Applied:
    """Erase what a body keeps no longer. The portal does it by itself, because the person was told so."""
    today = timezone.localdate(at)
    requests = list(requests_due(organisation, today).select_for_update())
    for request in requests:
        _erase(request, Why.PERIOD.value, None, at)
    referrals = list(notes_due(organisation, today).select_for_update(of=("self",)))
    gone, _by_table = CounsellingContact.objects.filter(
        organisation=organisation, request__in=[one.request_id for one in referrals]
    ).delete()
    CounsellingReferral.objects.filter(pk__in=[one.pk for one in referrals]).delete()
    return Applied(len(requests), gone + len(referrals))
