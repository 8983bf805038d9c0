"""The first page of the work area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bqportal.editorial.listing import MINE, Wanted, listed_versions
from bqportal.editorial.tasks import tasks_of
from bqportal.organisations.rights import may_enter, may_enter_cases, may_enter_counselling
from bqportal.procedures.counselling.queries import waiting_for
from bqportal.procedures.queues import due_for, tasks_for
from bqportal.workspace.access import areas_of, behind_login, rights, signed_in

RECENT = 5
CASE_TASKS = 10


@behind_login()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits for somebody today, what she wrote last, and where she may go."""
    mine, today = rights(request), timezone.localdate()
    context = {
        "areas": areas_of(request),
        "works_here": may_enter(mine),
        "tasks": tasks_of(signed_in(request), mine, today) if may_enter(mine) else [],
        "has_cases": may_enter_cases(mine),
        "due": due_for(mine, today) if may_enter_cases(mine) else [],
        "case_tasks": tasks_for(signed_in(request), mine, today)[:CASE_TASKS] if may_enter_cases(mine) else [],
        "counselling": waiting_for(signed_in(request), mine, today) if may_enter_counselling(mine) else None,
        "recent": listed_versions(mine, Wanted(whose=MINE))[:RECENT] if may_enter(mine) else [],
    }
    return render(request, "workspace/start/show.html", context)
