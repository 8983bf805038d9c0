"""Working on a request for counselling: take it, note a contact, refer it, close it, open it again, erase it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bqportal.organisations.rights import may_counsel
from bqportal.procedures.counselling.actions.keeping import erase_request
from bqportal.procedures.counselling.actions.noting import note_contact_late
from bqportal.procedures.counselling.actions.working import (
    close_request,
    note_contact,
    refer_request,
    reopen_request,
    standing_of,
    take_request,
)
from bqportal.procedures.counselling.queries import left_by
from bqportal.procedures.counselling.receiving import counselling_bodies
from bqportal.procedures.counselling.rules import Deed, is_open_to
from bqportal.procedures.models import CounsellingContact, CounsellingReferral, CounsellingRequest
from bqportal.workspace.access import behind_login, rights, signed_in
from bqportal.workspace.case_pages import keep
from bqportal.workspace.forms.counselling import CloseForm, ContactForm, EraseRequestForm, ReferForm
from bqportal.workspace.views.counselling_requests import request_file, working_request

SHOW = "workspace:counselling-show"
REFER = "workspace:counselling-refer"


@behind_login()
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on she who asks counsels."""
    return _at_once(request, working_request(request, pk), take_request, _("You counsel this person now."))


@behind_login()
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The person came back."""
    return _at_once(request, working_request(request, pk), reopen_request, _("The request is open again."))


def _at_once(request: HttpRequest, one: CounsellingRequest, act: Callable[..., Any], words: str) -> HttpResponse:
    """Do what a single button asks for; what is refused is said on the page of the request."""
    try:
        act(request=one, by=signed_in(request), at=timezone.now(), seen=request.POST.get("seen", ""))
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect(SHOW, one.pk)


def _page(
    request: HttpRequest, one: CounsellingRequest, form: forms.Form, template: str, words: str,
    act: Callable[[str], Any], led_to: tuple[Any, ...] = (),
) -> HttpResponse:  # fmt: skip
    """A form about a request; nobody overwrites what another did meanwhile."""
    kept = keep(request, form, standing_of(one), act)
    if kept.done:
        messages.success(request, words)
        return redirect(*(led_to or (SHOW, one.pk)))
    return render(request, template, {"one": one, **kept.context}, status=kept.status)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _open_to(request: HttpRequest, deed: Deed, one: CounsellingRequest) -> None:
    """Raises Http404 where the deed is not offered: the page of the request says what is.

    What was written meanwhile is answered by the action, which refuses it and loses no word.
    """
    if request.method != "POST" and not is_open_to(deed, one.state):
        raise Http404


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """What was talked about, and what is next. From here on to a referral, if that is next: the note is kept first."""
    if referral := overtaken_by(request, pk):
        return contact_late(request, referral)
    one = working_request(request, pk)
    _open_to(request, Deed.CONTACT, one)
    initial = {
        "on": timezone.localdate(), "partner": CounsellingContact.Partner.PERSON, "waits": one.state == "waiting",
        "channel": one.channel or None,
    }  # fmt: skip
    form = ContactForm(_data(request), initial=initial)

    def act(seen: str) -> None:
        given = form.cleaned_data
        note_contact(
            request=one, values=form.values, next_on=given["next_on"], waits=given["waits"], by=signed_in(request),
            at=timezone.now(), seen=seen,
        )  # fmt: skip

    led_to = (REFER, one.pk) if "refer" in request.POST else ()
    return _page(request, one, form, "workspace/counselling/contact.html", _("The contact is noted."), act, led_to)


def overtaken_by(request: HttpRequest, pk: int) -> CounsellingReferral | None:
    """The referral by which the request went, while somebody wrote, to a body where she does not counsel."""
    referral = left_by(rights(request), pk) if request.method == "POST" else None
    is_elsewhere = referral is not None and not may_counsel(rights(request), referral.request.organisation_id)
    return referral if is_elsewhere else None


def contact_late(request: HttpRequest, referral: CounsellingReferral) -> HttpResponse:
    """The request was referred while somebody wrote: her note is kept with her own. Nothing of the person is shown.

    What was written for a referral or an end can be kept as a note, too.
    """
    written = request.POST.copy()
    written.setdefault("note", written.get("outcome_note", ""))
    form = ContactForm(written)

    def act(_seen: str) -> None:
        note_contact_late(referral=referral, values=form.values, by=signed_in(request), at=timezone.now())

    kept = keep(request, form, {}, act)
    if kept.done:
        messages.success(request, _("The request was referred meanwhile. Your note is kept with your own notes."))
        return redirect("workspace:counselling-referred", referral.pk)
    context = {"referral": referral, **kept.context}
    return render(request, "workspace/counselling/contact_late.html", context, status=kept.status)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it to another centre, because the person wants that."""
    if referral := overtaken_by(request, pk):
        return contact_late(request, referral)
    one = working_request(request, pk)
    _open_to(request, Deed.REFER, one)
    bodies = counselling_bodies().exclude(pk=one.organisation_id)
    today = timezone.localdate()
    form = ReferForm(_data(request), bodies=bodies, initial={"consented_on": today, "on": today})

    def act(seen: str) -> None:
        refer_request(request=one, **form.values, by=signed_in(request), at=timezone.now(), seen=seen)

    return _page(
        request, one, form, "workspace/counselling/refer.html", _("The request is handed to the other centre."), act,
        ("workspace:counselling-list",),
    )  # fmt: skip


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Counselling has ended, and how."""
    if referral := overtaken_by(request, pk):
        return contact_late(request, referral)
    one = working_request(request, pk)
    _open_to(request, Deed.CLOSE, one)
    form = CloseForm(_data(request))

    def act(seen: str) -> None:
        given = form.cleaned_data
        close_request(
            request=one, outcome=given["outcome"], note=given["outcome_note"], by=signed_in(request),
            at=timezone.now(), seen=seen,
        )  # fmt: skip

    return _page(request, one, form, "workspace/counselling/close.html", _("The request is closed."), act)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once; then it is gone."""
    one = request_file(request, pk)
    form = EraseRequestForm(_data(request))

    def act(seen: str) -> None:
        erase_request(
            request=one, reason=form.cleaned_data["reason"], by=signed_in(request), at=timezone.now(), seen=seen
        )

    return _page(
        request, one, form, "workspace/counselling/erase.html", _("The request is erased, with all notes."), act,
        ("workspace:counselling-list",),
    )  # fmt: skip
