"""Small pages that other sites show in a frame of their own: the finder's first question, and a profile as a card.

They, and nothing else, may be framed by anybody. They set no cookie, know nobody, load nothing from elsewhere and have
no form but the search for a title, which opens the portal in a tab of its own. Nothing in them changes anything, so
that a frame laid over or under something cannot make anybody do what she did not want (clickjacking).
"""

from functools import wraps
from typing import Any, cast

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from bqportal.catalogue.access import public_record
from bqportal.catalogue.responses import View, public
from bqportal.qualifications.queries import qualification_profiles, qualification_sheet

THEMES = ("light", "dark")  # any other: as the reader's device is set
HEIGHTS = {"finder": 360, "qualification": 580}  # on a narrow page; what is higher can be scrolled


def embeddable(view: View) -> View:
    """A page that any site may show in a frame; apart from that the portal's policy holds as on every page."""

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    loosened = csp_replace({"frame-ancestors": ["*"]})
    return cast(View, xframe_options_exempt(loosened(public(framed))))


@embeddable
def finder(request: HttpRequest) -> HttpResponse:
    """One field for the title of a certificate; what follows opens in the portal."""
    return render(request, "catalogue/embed/finder.html", {"theme": theme_of(request)})


@embeddable
def qualification(request: HttpRequest, slug: str) -> HttpResponse:
    """A profile in a few lines; in a frame as well when it is gone, so that nobody sees an empty box."""
    try:
        record = public_record(qualification_profiles(), slug=slug)
    except Http404:
        return render(request, "catalogue/embed/gone.html", {"theme": theme_of(request)}, status=404)
    context = {"sheet": qualification_sheet(record), "theme": theme_of(request)}
    return render(request, "catalogue/embed/qualification.html", context)


def theme_of(request: HttpRequest) -> str:
    """Light or dark as the embedding site asks for it, or empty."""
    asked = request.GET.get("theme", "")
    return asked if asked in THEMES else ""


@csp_update({"frame-src": [SELF]})
@public
def explain(request: HttpRequest) -> HttpResponse:
    """What can be embedded, with the lines to copy, a plain link and a look at it.

    `?qualification=` names the profile whose card is shown; the page itself may not be framed.

    Raises:
        Http404: that profile is not public.
    """
    theme = theme_of(request)
    slug = request.GET.get("qualification", "")
    offered = [_offer(request, "finder", "catalogue:embed-finder", (), "catalogue:finder", theme)]
    record = None
    if slug:
        record = public_record(qualification_profiles(), slug=slug)
        routes = ("catalogue:embed-qualification", (record.slug,), "catalogue:qualification-detail")
        offered.append(_offer(request, "qualification", *routes, theme))
    context = {"offered": offered, "chosen": theme, "themes": THEMES, "record": record}
    return render(request, "catalogue/embed/explain.html", context)


def _offer(
    request: HttpRequest, kind: str, route: str, arguments: tuple[str, ...], plain: str, theme: str
) -> dict[str, Any]:
    """Address of the frame, of the plain page, and the height that the frame takes."""
    path = reverse(route, args=arguments) + (f"?theme={theme}" if theme else "")
    return {
        "kind": kind, "path": path, "address": request.build_absolute_uri(path), "height": HEIGHTS[kind],
        "plain": request.build_absolute_uri(reverse(plain, args=arguments)),
    }  # fmt: skip
