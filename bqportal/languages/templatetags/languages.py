"""Texts, names and dates in the reader's language."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from bqportal.languages import dates, markup, names
from bqportal.languages.texts import chosen

register = template.Library()


def reader_language() -> str:
    """The language of the page being made."""
    return get_language() or "en"


@register.simple_tag
def text(texts: Mapping[str, str] | None) -> SafeString:
    """A multilingual text in the reader's language; marked with `lang` and `dir` where it is in another one."""
    found = chosen(texts, reader_language())
    if not found or found.language == reader_language():
        return format_html("{}", found.text)
    return format_html(
        '<span lang="{}" dir="{}">{}</span>', found.language, names.direction_of(found.language), found.text
    )


@register.simple_tag
def markdown(texts: Mapping[str, str] | None) -> SafeString:
    """A multilingual Markdown text as HTML; marked with `lang` and `dir` where it is in another language."""
    found = chosen(texts, reader_language())
    is_leftward = names.direction_of(found.language) == "rtl"
    html = mark_safe(markup.rendered(markup.isolated(found.text) if is_leftward else found.text))  # noqa: S308 - `rendered` has cleaned it
    if not found or found.language == reader_language():
        return html
    return format_html('<div lang="{}" dir="{}">{}</div>', found.language, names.direction_of(found.language), html)


@register.simple_tag
def comma() -> str:
    """`{% comma %}`: what stands between the items of a list, with its space: Arabic and Chinese have their own."""
    return pgettext("between the items of a list", ", ")


@register.filter
def plain(texts: Mapping[str, str] | None) -> str:
    """A multilingual text in the reader's language without any markup, for titles and attributes."""
    return chosen(texts, reader_language()).text


@register.filter
def language_name(code: str) -> str:
    """`pl` → Polish."""
    return names.language_name(code, reader_language())


@register.filter
def direction(code: str) -> str:
    """`ar` → rtl."""
    return names.direction_of(code)


@register.filter
def readable_date(value: date | str | None) -> str:
    """`2019-09` → September 2019."""
    return dates.readable_date(value, reader_language())


@register.filter
def norm(citation: str) -> str:
    """`§ 8 BQFG` that a line's end does not tear apart."""
    return markup.unbroken(citation)
