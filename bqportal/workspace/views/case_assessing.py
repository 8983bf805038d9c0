"""(Being written.)"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from bqportal.workspace.access import behind_login


@behind_login()
def show(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def begin(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def questions(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def position(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404
