"""(Being written.)"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from bqportal.workspace.access import behind_login


@behind_login()
def index(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def share(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404
