"""Links, buttons and words of what people do together: ``{% load together %}``."""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bqportal.countries.queries import country_name
from bqportal.editorial.actions.discussions import may_change_message
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Message, Watch

register = template.Library()


@register.simple_tag
def route_link(route: str, arguments: Any, words: Any, query: str = "", value: Any = "") -> SafeString:
    """``{% route_link told.route told.arguments told.title %}``: a link, or the words alone where there is no page.

    `query` and `value` stand behind the question mark.
    """
    try:
        address = reverse(route, args=list(arguments)) if route else ""
    except NoReverseMatch:
        address = ""
    if not address:
        return format_html('<span dir="auto">{}</span>', words)
    return format_html('<a href="{}" dir="auto">{}</a>', f"{address}?{query}={value}" if query else address, words)


@register.simple_tag
def page_link(route: str, key: Any, words: Any) -> SafeString:
    """``{% page_link "workspace:record-show" version.pk version.title %}``: to the page of one thing."""
    return route_link(route, [key], words)


@register.simple_tag
def named_link(link: tuple[str, tuple[Any, ...]], words: Any) -> SafeString:
    """``{% named_link worn.address worn.record %}``: route and arguments together."""
    return route_link(link[0], link[1], words)


@register.inclusion_tag("workspace/watching/button.html", takes_context=True)
def watch_button(context: Context, subject: str, key: Any) -> dict[str, Any]:
    """``{% watch_button "work" version.pk %}``: watch it, or do not any more; one query."""
    request = context["request"]
    watched = Watch.objects.filter(person=request.user, subject=subject, key=str(key)).first()
    return {
        "watched": watched, "subject": subject, "key": key, "next": request.get_full_path(),
        "csrf_token": get_token(request),
    }  # fmt: skip


@register.filter
def may_be_changed_by(message: Message, person: Any) -> bool:
    """``{{ message|may_be_changed_by:request.user }}``: whether her hour is not over."""
    return may_change_message(message, person=person.pk, at=timezone.now())


@register.filter
def kind_label(slug: str) -> Any:
    """``{{ enquiry.kind|kind_label }}``: a kind of record in words."""
    try:
        return kind_named(slug).label
    except KeyError:
        return slug


@register.filter
def country_label(code: str) -> str:
    """``{{ row.country|country_label }}``: a country in the reader's language."""
    return country_name(code, get_language() or "en")
