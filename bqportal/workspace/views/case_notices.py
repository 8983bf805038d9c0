"""(Being written.)"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from bqportal.workspace.access import behind_login


@behind_login()
def index(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def new(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def show(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def issue(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def approve(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def send_back(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def drop(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def pdf(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def docx(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404


@behind_login()
def translation(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """(Being written.)"""
    raise Http404
