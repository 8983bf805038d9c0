"""Names in the editor: ``{% load editing %}``."""

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bqportal.editorial.kinds import Kind
from bqportal.editorial.sections import TEXT
from bqportal.languages.names import language_name
from bqportal.workspace.forms import record

register = template.Library()


@register.simple_tag
def section_name(kind: Kind, section: str) -> str:
    """``{% section_name kind "units" %}``: what people call a section."""
    if section.startswith(TEXT):
        code = section.removeprefix(TEXT)
        return _("Text: %(language)s") % {"language": language_name(code, get_language() or "en")}
    if section == "facts":
        return _("Facts")
    if section == "sources":
        return _("Sources")
    return record.sentence(kind.shape.rows_at(section).label)


@register.simple_tag
def following_section(sections: list[str], section: str) -> str:
    """``{% following_section sections section as next %}``: the one after it; empty after the last."""
    if section not in sections:
        return ""
    return next(iter(sections[sections.index(section) + 1 :]), "")


@register.filter
def sentence(words: Any) -> str:
    """``{{ label|sentence }}``: with a capital first letter."""
    return record.sentence(words)
