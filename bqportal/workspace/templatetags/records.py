"""Parts and states of records in words: ``{% load records %}``."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import get_language

from bqportal.countries.queries import country_name
from bqportal.editorial.kinds import kinds
from bqportal.editorial.models import Strand
from bqportal.workspace.forms.comparison import part_name
from bqportal.workspace.wordings import BADGES

register = template.Library()
register.filter("part_label", part_name)


@register.inclusion_tag("design/badge.html")
def state_badge(strand: Strand) -> dict[str, Any]:
    """``{% state_badge strand %}``: in review."""
    kind = BADGES[strand.state]
    return {"text": strand.get_state_display(), "kind": kind, "icon": kind}


@register.inclusion_tag("design/badge.html")
def part_badge(strand: Strand) -> dict[str, Any]:
    """``{% part_badge strand %}``: Polish: in review."""
    kind = BADGES[strand.state]
    text = f"{capfirst(str(part_name(strand.part)))}: {strand.get_state_display()}"
    return {"text": text, "kind": kind, "icon": kind}


@register.filter
def asked(strands: Iterable[Strand]) -> list[Strand]:
    """``{% for strand in strands|asked %}``: parts that somebody reviews or that are due, each order once."""
    orders = {(strand.assignee_id, strand.due): strand for strand in strands if strand.assignee_id or strand.due}
    return list(orders.values())


@register.filter
def kind_label(slug: str) -> Any:
    """``{{ version.kind|kind_label }}``: qualification; the slug where the kind is unknown."""
    return next((kind.label for kind in kinds() if kind.slug == slug), slug)


@register.filter
def country_label(code: str) -> str:
    """``{{ version.country|country_label }}``: Poland."""
    return country_name(code, get_language() or "en") if code else ""
