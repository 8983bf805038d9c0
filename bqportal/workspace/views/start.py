"""The first page of the work area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bqportal.workspace.access import areas_of, behind_login, signed_in


@behind_login()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What somebody may do here."""
    return render(request, "workspace/start/show.html", {"areas": areas_of(signed_in(request))})
