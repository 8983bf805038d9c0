"""Working on a case: notes, tasks, messages, handing over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bqportal.procedures.actions.correspondence import add_note, add_task, finish_task, record_message
from bqportal.procedures.actions.organising import hand_over as hand_case_over
from bqportal.procedures.actions.organising import may_hand_over
from bqportal.procedures.models import CaseMessage, CaseTask
from bqportal.procedures.queues import case_workers
from bqportal.workspace.access import behind_login, case_file, page_of, signed_in
from bqportal.workspace.case_pages import acted, working_case, writes
from bqportal.workspace.forms.cases import CorrespondenceForm, HandOverForm, NoteForm, TaskForm


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The notes of the file, and the form for another one."""
    case = (working_case if request.method == "POST" else case_file)(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: add_note(case=case, **form.cleaned_data, by=signed_in(request), at=timezone.now())):
        messages.success(request, _("The note is in the file."))
        return redirect("workspace:case-notes", case.pk)
    page = page_of(request, case.notes.select_related("by"))
    context = {"case": case, "form": form, "page": page, "writes": writes(request, case)}
    return render(request, "workspace/case/notes.html", context, status=422 if form.errors else 200)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to do in the case, and what was done; the form for another task."""
    case = (working_case if request.method == "POST" else case_file)(request, pk)
    form = TaskForm(
        request.POST if request.method == "POST" else None, workers=case_workers([case.organisation_id]),
        initial={"person": signed_in(request).pk},
    )  # fmt: skip
    if acted(form, lambda: add_task(case=case, **form.cleaned_data, by=signed_in(request), at=timezone.now())):
        messages.success(request, _("The task is listed."))
        return redirect("workspace:case-tasks", case.pk)
    rows = case.tasks.select_related("person")
    context = {
        "case": case, "form": form, "writes": writes(request, case), "today": timezone.localdate(),
        "open": rows.filter(done_at=None), "done": rows.exclude(done_at=None).order_by("-done_at")[:20],
    }  # fmt: skip
    return render(request, "workspace/case/tasks.html", context, status=422 if form.errors else 200)


@behind_login()
@require_POST
def task_done(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """It is done."""
    case = working_case(request, pk)
    row = get_object_or_404(CaseTask.objects.select_related("case__organisation"), pk=task, case=case)
    try:
        finish_task(task=row, by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("The task is done."))
    return redirect("workspace:case-tasks", case.pk)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def correspondence(request: HttpRequest, pk: int) -> HttpResponse:
    """Messages in and out, and the form to enter another one. Nothing is sent from here."""
    case = (working_case if request.method == "POST" else case_file)(request, pk)
    initial = {"on": timezone.localdate(), "direction": CaseMessage.Direction.IN}
    if case.is_accelerated:
        initial["partner"] = CaseMessage.Partner.IMMIGRATION_OFFICE
    form = CorrespondenceForm(request.POST if request.method == "POST" else None, initial=initial)
    if acted(form, lambda: record_message(case=case, **form.cleaned_data, by=signed_in(request), at=timezone.now())):
        messages.success(request, _("The message is in the file."))
        return redirect("workspace:case-messages", case.pk)
    page = page_of(request, case.messages.select_related("by", "notice"))
    context = {"case": case, "form": form, "page": page, "writes": writes(request, case)}
    return render(request, "workspace/case/messages.html", context, status=422 if form.errors else 200)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else handles the case: said by who handles it, or by a manager of the body."""
    case, person = case_file(request, pk), signed_in(request)
    if not may_hand_over(case, person):
        raise Http404
    workers = case_workers([case.organisation_id]).exclude(pk=case.handler_id or 0)
    form = HandOverForm(request.POST if request.method == "POST" else None, workers=workers)
    if acted(form, lambda: hand_case_over(case=case, **form.cleaned_data, by=person, at=timezone.now())):
        messages.success(request, _("The case is handed over to %(name)s.") % {"name": form.cleaned_data["to"]})
        return redirect("workspace:case-show", case.pk)
    context = {"case": case, "form": form}
    return render(request, "workspace/case/hand_over.html", context, status=422 if form.errors else 200)
