"""Who stands before Django's admin: superusers with a second factor, if they owe one.

The work area's own pages ask in `access.behind_login`.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from bqportal.organisations.models import Person
from bqportal.organisations.second_factor import lacks_second_factor
from bqportal.workspace.access import SETTING_UP


class SecondFactorMiddleware:
    """Leads to setting up the second factor where the admin would open without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None lets the view go on. Signing out stays possible.

        Raises:
            Http404: who is signed in may not use the admin; it would ask her to sign in, and that lead back, for ever.
        """
        match = request.resolver_match
        if match is None or match.app_name != "admin" or match.url_name == "logout":
            return None
        if isinstance(request.user, Person) and not admin.site.has_permission(request):
            raise Http404
        if isinstance(request.user, Person) and lacks_second_factor(request.user):
            return redirect(SETTING_UP)
        return None
