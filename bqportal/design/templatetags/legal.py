"""German legal terms beside their translation: what a letter from the body will call it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def legal(term: str) -> SafeString:
    """The German term in brackets for readers of another language, nothing for readers of German.

    Isolated, so that it keeps its order in a line from right to left.
    """
    if (get_language() or "").split("-")[0] == "de":
        return SafeString("")
    return format_html('<bdi class="bq-legal" lang="de" dir="ltr">({})</bdi>', term)
