"""(Being written.)"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from bqportal.workspace.access import behind_login


@behind_login()
def index(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def csv_file(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def codes(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def publish(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404
