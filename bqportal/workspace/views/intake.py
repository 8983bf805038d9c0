"""What a person does without signing in: write to a counselling centre, and take it back.

The form sets one cookie, against forged forms. Nothing of what is written reaches the portal before "send": the page
keeps it on the device (static/workspace/intake.js). What was sent is answered with the page itself and no redirect, so
that the reference code stands in no address.
"""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.organisations.models import Person
from bqportal.organisations.rights import may_counsel
from bqportal.procedures.counselling.actions.sending import send_request, withdraw_request
from bqportal.procedures.counselling.consent import CURRENT, TEXTS
from bqportal.procedures.counselling.receiving import Receiver, is_known, office_for, receiver
from bqportal.procedures.models import CounsellingRequest
from bqportal.workspace.access import rights, unkept
from bqportal.workspace.forms.intake import IntakeForm, WithdrawForm
from bqportal.workspace.limits import limited, nobody_in_particular


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; when it is sent and in order, the reference code and what was sent."""
    centre = receiver(slug)
    if centre is None:
        if not is_known(slug):
            raise Http404
        return unkept(render(request, "workspace/intake/not_here.html", {"slug": slug}, status=404))
    form = IntakeForm(request.POST if request.method == "POST" else None, initial=_beginning(request, centre))
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return unkept(redirect("counselling-withdrawn"))  # thanked by nobody, and nothing is kept
        counsellor = _counsellor(request, centre)
        sent = _sent(form, centre, counsellor)
        if sent is not None:
            context = {
                "one": sent, "centre": centre, "office": office_for(centre.organisation),
                "counsels": counsellor is not None,
            }  # fmt: skip
            return unkept(render(request, "workspace/intake/sent.html", context))
    context = {
        "form": form, "centre": centre, "office": office_for(centre.organisation), "consent_text": TEXTS[CURRENT],
    }  # fmt: skip
    return unkept(render(request, "workspace/intake/write.html", context, status=422 if form.errors else 200))


def _beginning(request: HttpRequest, centre: Receiver) -> dict[str, str]:
    """What is filled in already: that a counsellor sits at the keyboard."""
    return {"filled_by": CounsellingRequest.FilledBy.COUNSELLOR.value} if _counsellor(request, centre) else {}


def _counsellor(request: HttpRequest, centre: Receiver) -> Person | None:
    """Who sits at the keyboard, if she counsels at this centre."""
    person = request.user
    return person if isinstance(person, Person) and may_counsel(rights(request), centre.organisation.pk) else None


def _sent(form: IntakeForm, centre: Receiver, by: Person | None) -> CounsellingRequest | None:
    """The request as it is stored; None when something was refused, and the form says what."""
    try:
        return send_request(
            receiver=centre, filled=form.filled, consent=form.consent_version, language=get_language() or "",
            at=timezone.now(), by=by,
        )  # fmt: skip
    except ValidationError as error:
        form.take_refusal(error)
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("withdraw", nobody_in_particular)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the consent back: the request is erased at once."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_request(**form.cleaned_data, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return unkept(redirect("counselling-withdrawn"))
    return unkept(render(request, "workspace/intake/withdraw.html", {"form": form}, status=422 if form.errors else 200))


@never_cache
@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    """It is gone."""
    return unkept(render(request, "workspace/intake/withdrawn.html"))
