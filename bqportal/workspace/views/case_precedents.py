"""How others decided the same qualification, and sharing the result of a case."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bqportal.comparison.precedent_queries import find_precedents
from bqportal.comparison.shared import BATCH
from bqportal.organisations.rights import may_work_cases
from bqportal.procedures.actions.sharing import (
    departure_of,
    explain_departure,
    hindrance_of,
    preview_of,
    share_result,
    shared_result,
    withdraw_result,
)
from bqportal.procedures.models import Case
from bqportal.procedures.workflow import OPEN
from bqportal.workspace.access import behind_login, case_file, rights, signed_in
from bqportal.workspace.case_pages import keep
from bqportal.workspace.forms.case_precedents import DepartureForm, ShareForm
from bqportal.workspace.forms.together import take_errors


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier results; the reason, where this case departs from them."""
    case = case_file(request, pk)
    explains = _works(request, case) and case.state in OPEN and hasattr(case, "assessment")
    if request.method == "POST" and not explains:
        raise Http404
    form = DepartureForm(request.POST if request.method == "POST" else None, case=case)
    kept = keep(
        request, form, form.stored,
        lambda seen: explain_departure(
            case=case, reason=form.cleaned_data["reason"], seen=seen, by=signed_in(request), at=timezone.now()
        ),
    )  # fmt: skip
    if kept.done:
        messages.success(request, _("The reason is stored."))
        return redirect("workspace:case-precedents", case.pk)
    context = {"case": case, "batch": BATCH, "departure": departure_of(case), "explains": explains, **kept.context}
    return render(request, "workspace/case/precedents.html", context | _found(case), status=kept.status)


def _found(case: Case) -> dict[str, Any]:
    """The groups of earlier results, as far as the case says what to look for."""
    if case.version is None:
        return {"found": None}
    found = find_precedents(
        qualification=case.qualification, occupation=case.version.occupation_id, country=case.training_state,
        own=case.precedent_id,
    )  # fmt: skip
    return {"found": found, "shared": shared_result(case)}


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly what would be shared; sharing it, taking it back."""
    case = case_file(request, pk)
    works = _works(request, case)
    if request.method == "POST" and not works:
        raise Http404
    if request.method == "POST" and request.POST.get("act") == "withdraw":
        return _withdraw(request, case)
    preview = preview_of(case)
    form = ShareForm(request.POST if request.method == "POST" else None, preview=preview) if preview else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            share_result(
                case=case, approves=form.cleaned_data["approves"], seen=request.POST.get("seen", ""),
                by=signed_in(request), at=timezone.now(),
            )  # fmt: skip
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("The result is shared."))
            return redirect("workspace:case-share", case.pk)
    refused = request.method == "POST"
    return render(
        request, "workspace/case/share.html", _sharing(case, form, works=works), status=422 if refused else 200
    )


def _sharing(case: Case, form: ShareForm | None, *, works: bool) -> dict[str, Any]:
    """What the page of sharing shows."""
    return {
        "case": case, "form": form, "works": works, "preview": form.preview if form else None, "batch": BATCH,
        "shared": shared_result(case), "hindrance": hindrance_of(case),
        "lacks_profile": case.qualification_id is None,
    }  # fmt: skip


def _withdraw(request: HttpRequest, case: Case) -> HttpResponse:
    try:
        withdraw_result(case=case, by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The result is taken back."))
    return redirect("workspace:case-share", case.pk)


def _works(request: HttpRequest, case: Case) -> bool:
    return may_work_cases(rights(request), case.organisation_id)
