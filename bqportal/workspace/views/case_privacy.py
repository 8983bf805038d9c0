"""(Being written.)"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from bqportal.workspace.access import behind_login


@behind_login()
def show(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def export(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def erase(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def retention(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404
