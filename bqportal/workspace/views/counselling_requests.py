"""Requests for counselling: the lists, one request with its answers, a request that was referred."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bqportal.editorial.rules import digest_of
from bqportal.organisations.rights import may_counsel, may_enter_counselling, may_oversee_counselling
from bqportal.procedures.counselling.actions.keeping import export_request
from bqportal.procedures.counselling.actions.working import standing_of
from bqportal.procedures.counselling.consent import TEXTS
from bqportal.procedures.counselling.queries import (
    REFERRED,
    Wanted,
    agreed_with,
    arrived_by,
    bodies_of,
    contacts_of,
    counsellors,
    counts,
    notes_of,
    queue,
    referral_for,
    referrals,
    request_for,
)
from bqportal.procedures.counselling.reading import note_reading
from bqportal.procedures.counselling.receiving import office_for
from bqportal.procedures.counselling.rules import erased_on
from bqportal.procedures.models import CounsellingReferral, CounsellingRequest
from bqportal.workspace.access import behind_login, page_of, rights, signed_in
from bqportal.workspace.forms.counselling import RequestsForm

LABELS: dict[str, Any] = {
    "new": _("New"), "counselling": _("In counselling"), "waiting": _("Waiting"), REFERRED: _("Referred"),
    "closed": _("Closed"),
}  # fmt: skip


def request_file(request: HttpRequest, pk: int) -> CounsellingRequest:
    """A request that the person may read; that she did is written into the audit log.

    Raises:
        Http404: there is none, or it lies at another body.
    """
    try:
        found = request_for(rights(request), pk)
    except CounsellingRequest.DoesNotExist as error:
        raise Http404 from error
    note_reading(request=found, by=signed_in(request), at=timezone.now())
    return found


def working_request(request: HttpRequest, pk: int) -> CounsellingRequest:
    """A request that the person may work on.

    Raises:
        Http404: there is none, it lies at another body, or she only oversees it.
    """
    found = request_file(request, pk)
    if not may_counsel(rights(request), found.organisation_id):
        raise Http404
    return found


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The lists: new, in counselling, waiting, referred, closed; in each the nearest first."""
    known = rights(request)
    if not may_enter_counselling(known):
        raise Http404
    bodies = list(bodies_of(known))
    form = RequestsForm(request.GET, people=counsellors([body.pk for body in bodies]), bodies=bodies)
    asked = form.asked
    wanted = Wanted(
        tab=asked.get("tab") or "new", words=asked.get("q", ""), handler=getattr(asked.get("handler"), "pk", 0),
        language=asked.get("language", ""), goal=asked.get("goal", ""),
        organisation=getattr(asked.get("body"), "pk", 0),
    )  # fmt: skip
    is_referred = wanted.tab == REFERRED
    page = page_of(request, referrals(known, wanted) if is_referred else queue(known, wanted))
    numbers = counts(known, wanted)
    context = {
        "form": form, "page": page, "wanted": wanted, "is_referred": is_referred, "today": timezone.localdate(),
        "tab_label": LABELS[wanted.tab], "bodies": bodies, "has_bodies": len(bodies) > 1,
        "tabs": [
            {"label": f"{label} ({numbers[tab]})", "url": _address(request, tab), "current": tab == wanted.tab}
            for tab, label in LABELS.items()
        ],
        "overseen": [body.pk for body in bodies if may_oversee_counselling(known, body.pk)],
        "receiving": [body.pk for body in bodies if may_counsel(known, body.pk)],
    }  # fmt: skip
    return render(request, "workspace/counselling/index.html", context)


def _address(request: HttpRequest, tab: str) -> str:
    """The same filters in another list, from its first page."""
    names = ("q", "handler", "language", "goal", "body")
    kept = {name: request.GET[name] for name in names if request.GET.get(name)}
    return f"?{urlencode({'tab': tab, **kept})}"


@behind_login()
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers of the person, contacts, referral, outcome, and what can be done next."""
    one = request_file(request, pk)
    office, agreed = office_for(one.organisation), agreed_with(one)
    context = {
        "one": one, "contacts": contacts_of(one), "arrived": arrived_by(one), "seen": digest_of(standing_of(one)),
        "writes": may_counsel(rights(request), one.organisation_id), "today": timezone.localdate(),
        "erased_on": erased_on(one.closed_on, office.kept_months), "office": office,
        "is_mine": one.handler_id == signed_in(request).pk,
        "consent_text": TEXTS.get(one.consent_version, ""),
        "centre": {"name": agreed.name, "organisation": agreed},
    }  # fmt: skip
    return render(request, "workspace/counselling/show.html", context)


@behind_login()
@require_safe
def referred(request: HttpRequest, pk: int) -> HttpResponse:
    """What a centre keeps of a request that it referred: to whom, and its own notes. No answer of the person."""
    try:
        referral = referral_for(rights(request), pk)
    except CounsellingReferral.DoesNotExist as error:
        raise Http404 from error
    note_reading(request=referral.request, by=signed_in(request), at=timezone.now())
    context = {"referral": referral, "contacts": notes_of(referral)}
    return render(request, "workspace/counselling/referred.html", context)


@behind_login()
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that the body knows of the person, as a ZIP."""
    one = request_file(request, pk)
    try:
        packed = export_request(request=one, by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="request-{one.pk}.zip"'
    return response
