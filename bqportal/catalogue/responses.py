"""How the public pages answer: readable only, cacheable by everybody, in the portal's layout even when refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from bqportal.catalogue.views.errors import method_not_allowed

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD", "OPTIONS")
SHARED_SECONDS = 300


def public(view: View) -> View:
    """A page for everybody: answers GET and HEAD, sets no cookie, and a shared cache may keep it five minutes."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(READING)})
        if request.method not in READING:
            return method_not_allowed(request, READING)
        response = view(request, *args, **kwargs)
        if response.status_code < 400 and not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, s_maxage=SHARED_SECONDS)
        return response

    return page
