"""The first page of the work area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bqportal.editorial.listing import MINE, Wanted, listed_versions
from bqportal.editorial.tasks import tasks_of
from bqportal.organisations.rights import may_enter
from bqportal.workspace.access import areas_of, behind_login, rights, signed_in

RECENT = 5


@behind_login()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits for somebody today, what she wrote last, and where she may go."""
    mine, today = rights(request), timezone.localdate()
    context = {
        "areas": areas_of(request),
        "works_here": may_enter(mine),
        "tasks": tasks_of(signed_in(request), mine, today) if may_enter(mine) else [],
        "recent": listed_versions(mine, Wanted(whose=MINE))[:RECENT] if may_enter(mine) else [],
    }
    return render(request, "workspace/start/show.html", context)
