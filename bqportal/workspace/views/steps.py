"""What is done with a working version as a whole: steps, who reviews, when it becomes public, the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bqportal.editorial.actions.assigning import assign_parts
from bqportal.editorial.actions.stepping import RefusedStepError, actor_of, schedule_parts, take_step
from bqportal.editorial.actions.writing import drop_version, restore_snapshot
from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.workflow import Refusal, Step, has_right
from bqportal.organisations.rights import may_assign, may_publish, may_write
from bqportal.workspace.access import behind_login, rights, signed_in, working_version
from bqportal.workspace.forms.steps import AssignForm, ReasonForm, ScheduleForm, StepForm
from bqportal.workspace.forms.together import take_errors
from bqportal.workspace.overview import open_parts
from bqportal.workspace.views.records import address_of, record_page
from bqportal.workspace.wordings import STEPS


def note_refusal(form: Any, error: ValidationError) -> None:
    """Put what an action refused into the form: a missing reason at its field, everything else where it names."""
    if isinstance(error, RefusedStepError) and error.refusal is Refusal.NO_REASON:
        form.add_error("reason", error.messages)
    else:
        take_errors(form, error)


@behind_login()
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take parts one step on."""
    version = working_version(request, pk)
    name = request.POST.get("step", "")
    if name not in set(STEPS):
        raise Http404
    wanted = Step(name)
    if not has_right(wanted, actor_of(version, rights(request))):
        raise Http404
    parts = open_parts(version, rights(request)).get(wanted) or [strand.part for strand in version.strands.all()]
    form = StepForm(version, wanted, parts, request.POST)
    if form.is_valid():
        try:
            take_step(version=version, step=wanted, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as error:
            note_refusal(form, error)
        else:
            messages.success(request, str(form.done))
            return redirect(address_of(version))
    return record_page(request, working_version(request, pk), bound=form)


@behind_login()
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who reviews which parts, until when."""
    version = working_version(request, pk)
    if not may_assign(rights(request), version.work):
        raise Http404
    form = AssignForm(version, request.POST)
    if form.is_valid():
        try:
            assign_parts(version=version, by=signed_in(request), at=timezone.now(), **form.order)
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(address_of(version))
    return record_page(request, version, assign=form)


@behind_login()
@require_POST
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when approved parts become public by themselves; without a day that is taken back."""
    version = working_version(request, pk)
    if not may_publish(rights(request)):
        raise Http404
    form = ScheduleForm(version, [strand.part for strand in version.strands.all()], request.POST)
    if form.is_valid():
        try:
            schedule_parts(
                version=version, parts=form.cleaned_data["parts"], publish_at=form.publish_at,
                by=signed_in(request), at=timezone.now(), seen=request.POST.get("seen", ""),
            )  # fmt: skip
        except ValidationError as error:
            note_schedule(form, error)
        else:
            messages.success(request, _("Scheduled.") if form.publish_at else _("No longer scheduled."))
            return redirect(address_of(version))
    return record_page(request, version, schedule=form)


def note_schedule(form: ScheduleForm, error: ValidationError) -> None:
    """The moment stands in two fields; the day says what is wrong with it."""
    if hasattr(error, "error_dict") and "publish_at" in error.error_dict:
        form.add_error("day", error.message_dict["publish_at"])
    else:
        take_errors(form, error)


@behind_login()
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a record that was never public."""
    version = working_version(request, pk)
    if not may_write(rights(request), version.work):
        raise Http404
    form = ReasonForm(request.POST, auto_id="drop-%s")
    if form.is_valid():
        try:
            drop_version(version=version, reason=form.cleaned_data["reason"], by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Thrown away."))
            return redirect("workspace:record-list")
    return record_page(request, version, drop=form)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Asks once, then writes an older state as the newest draft."""
    version = working_version(request, pk)
    snapshot = get_object_or_404(version.snapshots.defer("document").select_related("by"), number=number)
    if not may_write(rights(request), version.work):
        raise Http404
    problems = restored(request, version, number) if request.method == "POST" else []
    if problems is None:
        messages.success(request, _("Restored as the newest draft. Everything in between stays in the history."))
        return redirect(address_of(version))
    context = {
        "version": version,
        "lang": version.document.get("lang") or "",
        "snapshot": snapshot,
        "problems": problems,
    }
    return render(request, "workspace/record/restore.html", context, status=422 if problems else 200)


def restored(request: HttpRequest, version: WorkingVersion, number: int) -> list[str] | None:
    """None when it was restored, else what speaks against it."""
    edition = request.POST.get("edition", "")
    try:
        restore_snapshot(
            version=version, number=number, edition=int(edition) if edition.isascii() and edition.isdigit() else -1,
            by=signed_in(request), at=timezone.now(),
        )  # fmt: skip
    except ValidationError as error:
        return list(error.messages)
    return None
