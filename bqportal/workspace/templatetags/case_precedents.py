"""What earlier results say to a case: ``{% load case_precedents %}``."""

from typing import Any

from django import template

from bqportal.comparison.precedent_queries import Group
from bqportal.procedures.actions.sharing import departure_of
from bqportal.procedures.models import Case

register = template.Library()


@register.inclusion_tag("workspace/case/departure.html")
def case_departure(case: Case) -> dict[str, Any]:
    """``{% case_departure case %}``: a warning where the result departs from shared ones; nothing where it does not."""
    return {"departure": departure_of(case), "case": case, "links": True}


@register.inclusion_tag("workspace/case/precedent_group.html")
def precedent_group(group: Group, caption: str) -> dict[str, Any]:
    """``{% precedent_group found.same caption %}``: outcomes, and what several results have in common."""
    return {"group": group, "caption": caption}
