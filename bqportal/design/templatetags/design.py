"""The components of a page as template tags: ``{% load design %}``.

Each tag's docstring shows its use. The gallery (``/design/``) shows each in all its states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from bqportal.languages.names import direction_of, locale_of

register = template.Library()

BADGE_KINDS = ("info", "success", "warning", "danger")
VERDICTS = ("yes", "partly", "no", "unknown")


@register.simple_tag
def value(content: Any, unit: str = "") -> SafeString:
    """``{% value qualification.level %}``: the content, or the words "no information".

    Zero and ``False`` are information; only ``None`` and blank text are not.
    """
    if content is None or (isinstance(content, str) and not content.strip()):
        return format_html('<span class="bq-none">{}</span>', gettext("no information"))
    text = conditional_escape(number(content))
    return format_html("{} {}", text, unit) if unit else text


@register.filter
def number(content: Any) -> Any:
    """``{{ hours|number }}``: a number as the reader's language writes it, other things as is."""
    if isinstance(content, bool) or not isinstance(content, int | float | Decimal):
        return content
    return format_decimal(content, locale=locale_of(get_language() or "en"))


@register.filter
def unlocalized(content: float) -> SafeString:
    """``width="{{ share|unlocalized }}%"``: a number with a point, as SVG wants it."""
    return mark_safe(f"{content:g}")  # noqa: S308 - a formatted number


@register.simple_tag
def foreign(text: str, language: str = "", tag: str = "span") -> SafeString:
    """``{% foreign title.text "pl" %}``: text in another language, marked as such.

    Screen readers then speak it in its language, and its direction cannot disturb the line
    around it. Blank text gives nothing.
    """
    if not text:
        return mark_safe("")
    if not language:
        return format_html('<{} dir="auto">{}</{}>', mark_safe(tag), text, mark_safe(tag))  # noqa: S308
    return format_html(
        '<{} lang="{}" dir="{}">{}</{}>',
        mark_safe(tag),  # noqa: S308 - written by the template's author
        language,
        direction_of(language),
        text,
        mark_safe(tag),  # noqa: S308
    )


@register.inclusion_tag("design/country.html")
def country(code: str, name: str, url: str = "") -> dict[str, Any]:
    """``{% country "PL" name url %}``: the code in a small tag, then the name.

    No flag: the emoji is missing on Windows and is then drawn as two letters, and former
    states have none. The code says the same honestly; it is not read aloud.
    """
    return {"code": code, "name": name, "url": url}


@register.inclusion_tag("design/badge.html")
def badge(text: str, kind: str = "info", icon: str = "") -> dict[str, Any]:
    """``{% badge text "warning" %}``: a status in words with an icon; kinds as in BADGE_KINDS."""
    if kind not in BADGE_KINDS:
        raise template.TemplateSyntaxError(f"badge: {kind!r} is none of {BADGE_KINDS}")
    return {"text": text, "kind": kind, "icon": icon or kind}


@register.inclusion_tag("design/review_status.html")
def review_status(checked_on: date | None, checked_by: str = "", review_by: date | None = None) -> dict[str, Any]:
    """``{% review_status record.checked_on %}``: "not yet reviewed", or when and by whom."""
    return {"checked_on": checked_on, "checked_by": checked_by, "review_by": review_by}


@register.inclusion_tag("design/verdict.html")
def verdict(kind: str) -> dict[str, Any]:
    """``{% verdict finding.verdict %}``: covered: yes, partly, no, unknown; icon and words."""
    return {"kind": kind if kind in VERDICTS else "unknown"}


@register.inclusion_tag("design/breadcrumb.html", takes_context=True)
def breadcrumb(context: Context, *crumbs: str) -> dict[str, Any]:
    """``{% breadcrumb label url label url label %}``: pairs, and last the current page's label.

    A label may be the output of ``foreign`` (``{% foreign … as title %}``).
    """
    pairs = list(zip(crumbs[::2], (*crumbs[1::2], ""), strict=False))
    return {"crumbs": pairs, "portal": context.get("portal")}


def _query_without(context: Context, *names: str) -> str:
    parameters = context["request"].GET.copy()
    for name in names:
        parameters.pop(name, None)
    encoded: str = parameters.urlencode()
    return encoded


@register.inclusion_tag("design/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page", label: str = "") -> dict[str, Any]:
    """``{% pagination page_obj %}``: earlier, numbers, later; keeps the other parameters.

    A page with several lists gives each another ``parameter`` and ``label``.
    """
    kept = _query_without(context, parameter)
    return {
        "page": page,
        "label": label,
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "gap": page.paginator.ELLIPSIS,
        "prefix": f"?{kept}&{parameter}=" if kept else f"?{parameter}=",
    }


@register.inclusion_tag("design/searchbox.html", takes_context=True)
def searchbox(context: Context, large: bool = False, scope: str = "") -> dict[str, Any]:
    """``{% searchbox %}``: the one search box; the layout places it on every page.

    ``{% searchbox large=True scope="main" %}`` for a second, big one (start, search page).
    """
    portal = context.get("portal")
    return {"portal": portal, "large": large, "key": f"search-{scope}" if scope else "search"}


@register.inclusion_tag("design/facets.html", takes_context=True)
def facets(context: Context, groups: Sequence[Any], total: int | None = None) -> dict[str, Any]:
    """``{% facets groups %}``: filters as links with counts, each to be undone one by one.

    A group has ``title`` and ``options``; an option has ``label``, ``count``, ``url``,
    ``chosen`` and optionally ``lang``. The URL of a chosen option is the page without it.
    """
    chosen = [(group, option) for group in groups for option in _member(group, "options") if _member(option, "chosen")]
    return {"groups": groups, "chosen": chosen, "total": total}


def _member(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@register.inclusion_tag("design/sources.html")
def sources(items: Iterable[Any], level: int = 2) -> dict[str, Any]:
    """``{% sources record.sources %}``: where the statements come from.

    A source has ``title`` and optionally ``url``, ``publisher``, ``lang``, ``accessed``
    (a date), ``published`` (words), ``weak`` and ``number`` (as in ``{% cite 3 %}``).
    """
    return {"items": list(items), "level": level}


@register.simple_tag
def cite(*numbers: int) -> SafeString:
    """``{% cite 1 3 %}``: links to the numbered entries of the list of sources."""
    links = [
        format_html('<a href="#source-{}" aria-label="{}">{}</a>', n, gettext("Source %(n)s") % {"n": n}, n)
        for n in numbers
    ]
    return format_html('<sup class="bq-cite">{}</sup>', mark_safe(" ".join(links))) if links else mark_safe("")  # noqa: S308


@register.inclusion_tag("design/tabs.html")
def tabs(items: Sequence[Any], label: str) -> dict[str, Any]:
    """``{% tabs items label %}``: views of one thing as links: ``label``, ``url``, ``current``."""
    return {"items": items, "label": label}


@register.filter
def is_external(url: str) -> bool:
    """Whether an address leads to another host."""
    return bool(urlsplit(url or "").netloc)


@register.filter
def host(url: str) -> str:
    """The host of an address, to say where a link leads."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, kind: str = "info", title: str = "") -> SafeString:
    """``{% notice "warning" title="…" %}<p>…</p>{% endnotice %}``: a callout; kinds as badges."""
    kind = {"error": "danger", "debug": "info"}.get(kind, kind)
    return render_to_string("design/notice.html", {"kind": kind, "title": title, "content": content})


@register.simple_block_tag
def detail(content: str, summary: str, is_open: bool = False) -> SafeString:
    """``{% detail "More about this" %}…{% enddetail %}``: text that opens on demand."""
    return render_to_string("design/detail.html", {"summary": summary, "content": content, "open": is_open})
