"""Requests for counselling in templates: ``{% load counselling %}``."""

from typing import Any

from django import template
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bqportal.procedures.counselling.rules import written_code
from bqportal.procedures.models import CounsellingEducation, CounsellingRequest

register = template.Library()
register.filter("written_code", written_code)

_KINDS = {
    CounsellingRequest.State.NEW: "warning", CounsellingRequest.State.COUNSELLING: "info",
    CounsellingRequest.State.WAITING: "info", CounsellingRequest.State.CLOSED: "success",
}  # fmt: skip
# The form asks in the first person; whoever reads it is told of a third one.
_FILLED_BY = {
    CounsellingRequest.FilledBy.PERSON: _("the person"),
    CounsellingRequest.FilledBy.COUNSELLOR: _("a counsellor together with the person"),
    CounsellingRequest.FilledBy.HELPER: _("somebody who helped the person"),
}


@register.filter
def filled_in_by(one: CounsellingRequest) -> Any:
    """{{ one|filled_in_by }}: who filled in the form."""
    return _FILLED_BY[CounsellingRequest.FilledBy(one.filled_by)]


@register.inclusion_tag("design/badge.html")
def request_state(one: CounsellingRequest) -> dict[str, str]:
    """{% request_state one %}: new, in counselling, waiting, closed."""
    kind = _KINDS[CounsellingRequest.State(one.state)]
    return {"text": one.get_state_display(), "kind": kind, "icon": kind}


@register.simple_tag
def plan_query(one: CounsellingRequest) -> str:
    """{% plan_query one as query %}: answers of the request as the finder's plan takes them; nothing that names her."""
    first: CounsellingEducation | None = next(iter(one.educations.all()), None)
    title = first.title if first else one.occupation
    if not title:
        return ""
    without = {CounsellingEducation.Papers.LOST: "lost", CounsellingEducation.Papers.NONE: "no"}
    given = {
        "title": title,
        "certificate": without.get(first.papers, "") if first else "",  # type: ignore[call-overload]
        "country": first.country if first else "",
        "place": "abroad" if one.stay == CounsellingRequest.Stay.ABROAD else one.postcode,
    }
    return urlencode({name: value for name, value in given.items() if value})
