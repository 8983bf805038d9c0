"""What the pages of the work area share: ``{% load workspace %}``."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_percent
from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bqportal.editorial.notices import unread_count
from bqportal.languages.names import locale_of
from bqportal.matching.results import LIKELY, POSSIBLE, SURE
from bqportal.organisations.rights import may_enter
from bqportal.workspace.access import areas_of, rights

register = template.Library()


@register.inclusion_tag("workspace/bar.html", takes_context=True)
def work_bar(context: Context) -> dict[str, Any]:
    """``{% work_bar %}``: who is signed in, where she may go, and the way out. Nothing for anybody else."""
    request = context["request"]
    if not request.user.is_authenticated:
        return {}
    links = [
        {"label": area.label, "path": path, "current": request.path == path or is_below(request.path, path)}
        for area in areas_of(request)
        if area.is_daily
        for path in [reverse(area.route)]
    ]
    return {
        "person": request.user,
        "links": links,
        "unread": unread_count(request.user) if may_enter(rights(request)) else None,
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }


def is_below(path: str, area: str) -> bool:
    """Whether a page belongs to an area; the list of synonyms lies below the page about matching but is its own."""
    return path.startswith(area) and not (area.endswith("/matching/") and "/synonyms/" in path)


@register.filter
def of(names: Mapping[str, Any], key: str) -> Any:
    """``{{ names|of:synonym.uri }}``: what stands under a key."""
    return names.get(key)


@register.filter
def how_sure(match: Any) -> str:
    """``{{ suggestion|how_sure }}``: sure, likely or possible, and the score."""
    words = {SURE: _("sure"), LIKELY: _("likely"), POSSIBLE: _("possible")}.get(match.certainty, match.certainty)
    score = format_percent(min(99, max(1, round(match.score * 100))) / 100, locale=locale_of(get_language() or "en"))
    return f"{words}, {score}"
