"""Guest reviewers: inviting one, and the page that a guest sees: this one record, and nothing else from inside."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bqportal.editorial.actions.guests import answer_as_guest, guest_with, invite_guest, revoke_guest
from bqportal.editorial.comparing import compared
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import GuestPass
from bqportal.organisations.rights import may_assign
from bqportal.workspace.access import behind_login, rights, signed_in, unkept, working_version
from bqportal.workspace.forms.steps import GuestAnswerForm, GuestForm
from bqportal.workspace.forms.together import take_errors
from bqportal.workspace.overview import public_document
from bqportal.workspace.views.previews import preview_of
from bqportal.workspace.views.records import address_of

View = Callable[..., Any]


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite a guest. The link is shown this once, on the answer to the form, and never again."""
    version = working_version(request, pk)
    if not may_assign(rights(request), version.work):
        raise Http404
    form = GuestForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"version": version, "lang": version.document.get("lang") or "", "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            secret = invite_guest(version=version, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            take_errors(form, error)
        else:
            context["link"] = request.build_absolute_uri(reverse("workspace:guest-review", args=[secret]))
    return render(request, "workspace/guest/new.html", context, status=422 if form.errors else 200)


@behind_login()
@require_POST
def revoke(request: HttpRequest, pk: int, guest: int) -> HttpResponse:
    """The link stops to work."""
    version = working_version(request, pk)
    try:
        revoke_guest(guest=get_object_or_404(version.guest_passes, pk=guest), by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("The link does not work any more."))
    return redirect(address_of(version))


def for_guests(view: View) -> View:
    """A page whose address is its key: nobody keeps it, and it tells no other page where the reader came from.

    No cookie opens anything here, so that a form from elsewhere could do nothing that its sender could not do herself;
    browsers send no origin from such a page, and the usual guard would refuse the guest's own answer.
    """

    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, secret: str) -> HttpResponse:
        try:
            guest = guest_with(secret, timezone.now())
        except GuestPass.DoesNotExist as error:
            raise Http404 from error
        response: HttpResponse = unkept(view(request, secret, guest))
        response["Referrer-Policy"] = "no-referrer"
        return response

    return page


@for_guests
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, secret: str, guest: GuestPass) -> HttpResponse:
    """What is new in the record, and the guest's answer."""
    given = {"verdict": guest.verdict, "comment": guest.comment}
    form = GuestAnswerForm(request.POST if request.method == "POST" else None, initial=given)
    is_sent = False
    if request.method == "POST" and form.is_valid():
        try:
            guest = answer_as_guest(secret=secret, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            take_errors(form, error)
        except GuestPass.DoesNotExist as error:
            raise Http404 from error
        else:
            is_sent = True
    version = guest.version
    context = {
        "guest": guest,
        "version": version,
        "kind": kind_named(version.kind),
        "lang": version.document.get("lang") or "",
        "comparison": compared(public_document(version), version.document, kind_named(version.kind).shape),
        "form": form,
        "is_sent": is_sent,
        "preview_address": reverse("workspace:guest-preview", args=[secret]),
    }
    return render(request, "workspace/guest/show.html", context, status=422 if form.errors else 200)


@for_guests
@require_safe
def preview(request: HttpRequest, secret: str, guest: GuestPass) -> HttpResponse:
    """The page as the public will see it."""
    return preview_of(request, guest.version, reverse("workspace:guest-review", args=[secret]))
