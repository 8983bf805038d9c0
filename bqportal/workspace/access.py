"""Who may see which page of the work area: not signed in → sign in first; not allowed → not there (404)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bqportal.organisations.models import Person

View = Callable[..., HttpResponse]
PAGE_SIZE = 25


@dataclass(frozen=True)
class Area:
    """A part of the work area: its first page, and the right that opens it."""

    route: str
    label: Promise | str
    help: Promise | str
    permission: str


AREAS = (
    Area(
        "workspace:synonym-list", _("Synonyms"),
        _("Titles that editors know to mean an occupation: look, add, remove."), "matching.view_synonym",
    ),
    Area(
        "workspace:matching", _("What matching learned from"),
        _("Languages, lists and figures behind the proposals for a title."), "matching.view_crosswalk",
    ),
)  # fmt: skip


def areas_of(person: Person) -> list[Area]:
    """The parts that somebody may enter."""
    return [area for area in AREAS if person.has_perm(area.permission)]


def behind_login(permission: str = "") -> Callable[[View], View]:
    """A page for people who are signed in and have the permission, if one is named.

    Nobody keeps a copy of it: neither caches nor search engines. The action behind a form checks the right again.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return unkept(redirect_to_login(request.get_full_path()))
            if permission and not request.user.has_perm(permission):
                raise Http404
            return unkept(view(request, *args, **kwargs))

        page.login_required = True  # type: ignore[attr-defined]
        return page

    return decorator


def unkept(response: HttpResponse) -> HttpResponse:
    """The response with the request that nobody keeps it."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def signed_in(request: HttpRequest) -> Person:
    """Who is there.

    Raises:
        Http404: nobody is; `behind_login` stands before every page, so that this is a second lock.
    """
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page of `rows` that the address asks for.

    Raises:
        Http404: the page number is none, or past the end.
    """
    try:
        return Paginator(rows, PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
