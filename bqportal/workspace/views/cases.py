"""Recognition cases: the lists, taking an application in, the overview, the person."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.organisations.rights import may_enter_cases, may_oversee_cases
from bqportal.procedures.actions.intake import applicant_values, begin_case, change_applicant
from bqportal.procedures.actions.organising import may_hand_over
from bqportal.procedures.models import Case
from bqportal.procedures.queries import bodies_of, working_bodies
from bqportal.procedures.queues import MINE, TABS, Wanted, case_workers, counts, queue, rows_of, tasks_for
from bqportal.workspace.access import behind_login, case_file, page_of, rights, signed_in
from bqportal.workspace.case_pages import keep, working_case, writes
from bqportal.workspace.forms.cases import ApplicantForm, IntakeForm, QueueForm
from bqportal.workspace.forms.together import take_errors

LATELY = 5  # messages and notes on the overview


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The lists: my cases, overdue, waiting, second approval, those I stand in for, all open, ended."""
    known, today = rights(request), timezone.localdate()
    if not may_enter_cases(known):
        raise Http404
    bodies = list(bodies_of(known))
    form = QueueForm(request.GET, workers=case_workers([body.pk for body in bodies]), bodies=bodies)
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = Wanted(
        asked.get("tab") or MINE, asked.get("q", ""), getattr(asked.get("handler"), "pk", 0),
        getattr(asked.get("body"), "pk", 0),
    )  # fmt: skip
    page = page_of(request, queue(known, wanted, today))
    numbers = counts(known, wanted, today)
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page.object_list, today),
        "tabs": [
            {"label": f"{label} ({numbers[tab]})", "url": _address(request, tab), "current": tab == wanted.tab}
            for tab, label in TABS.items()
        ],
        "wanted": wanted,
        "tab_label": TABS[wanted.tab],
        "tasks": tasks_for(signed_in(request), known, today)[:20],
        "today": today,
        "bodies": bodies,
        "has_bodies": len(bodies) > 1,
        "may_begin": working_bodies(known).exists(),
        "overseen": [body for body in bodies if may_oversee_cases(known, body.pk)],
    }
    return render(request, "workspace/case/index.html", context)


def _address(request: HttpRequest, tab: str) -> str:
    """The same list with another tab, from its first page. The words stay: they are looked for in every tab."""
    kept = {name: request.GET[name] for name in ("q", "handler", "body") if request.GET.get(name)}
    return f"?{urlencode({'tab': tab, **kept})}"


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Take an application in, or enter a draft of it."""
    bodies = working_bodies(rights(request))
    if not bodies:
        raise Http404
    form = IntakeForm(request.POST if request.method == "POST" else None, organisations=bodies)
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data.get("organisation") or bodies[0]
        try:
            case = begin_case(organisation=organisation, values=form.values(), by=signed_in(request), at=timezone.now())
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("The case has the file number %(number)s.") % {"number": case.number})
            return redirect("workspace:case-application", case.pk)
    return render(request, "workspace/case/new.html", {"form": form}, status=422 if form.errors else 200)


@behind_login()
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What is next, and everything about the case in short."""
    case = case_file(request, pk)
    today = timezone.localdate()
    context = overview(case) | {
        "today": today,
        "writes": writes(request, case),
        "may_hand_over": may_hand_over(case, signed_in(request)),
    }
    return render(request, "workspace/case/show.html", context)


def overview(case: Case) -> dict[str, Any]:
    """What the overview lists of a case."""
    open_tasks = case.tasks.filter(done_at=None).select_related("person")
    return {
        "case": case,
        "trainings": list(case.trainings.all()),
        "experiences": list(case.experiences.all()),
        "documents": list(case.documents.all()),
        "tasks": list(open_tasks),
        "notes": list(case.notes.select_related("by")[:LATELY]),
        "correspondence": list(case.messages.select_related("by")[:LATELY]),
    }


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def applicant(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of the person."""
    case = working_case(request, pk)
    stored = applicant_values(case.applicant)
    form = ApplicantForm(request.POST if request.method == "POST" else None, values=stored)
    kept = keep(
        request, form, stored,
        lambda seen: change_applicant(
            case=case, values=form.cleaned_data, seen=seen, by=signed_in(request), at=timezone.now()
        ),
    )  # fmt: skip
    if kept.done:
        messages.success(request, _("Saved."))
        return redirect("workspace:case-show", case.pk)
    return render(request, "workspace/case/applicant.html", {"case": case, **kept.context}, status=kept.status)
