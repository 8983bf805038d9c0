"""Differences as a page shows them: ``{% load comparison %}``."""

from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from bqportal.design.templatetags.design import number
from bqportal.editorial.comparing import WORDED, Change, Comparison, RowChange, RowState
from bqportal.editorial.marking import Mark, Segment, tokens
from bqportal.editorial.shapes import Field, Type
from bqportal.languages.dates import readable_date
from bqportal.languages.names import direction_of, language_name, territory_name
from bqportal.workspace.forms.comparison import part_name as name_of_part

register = template.Library()

LONG, AROUND = 500, 160  # characters: longer unchanged text is left out but for what stands AROUND a change
OF_SOURCES = {
    "title": gettext_lazy("title"), "url": gettext_lazy("web address"), "publisher": gettext_lazy("publisher"),
    "lang": gettext_lazy("language"), "accessed": gettext_lazy("read on"), "weak": gettext_lazy("weak"),
    "sources": gettext_lazy("sources"),
}  # fmt: skip
STATES = {
    RowState.ADDED: (gettext_lazy("added"), "success", "add"),
    RowState.REMOVED: (gettext_lazy("removed"), "danger", "delete"),
    RowState.CHANGED: (gettext_lazy("changed"), "info", "edit"),
    RowState.UNCHANGED: (gettext_lazy("unchanged"), "info", "check"),
}


@register.simple_tag
def sides(change: Change, whole: bool = False) -> SafeString:
    """``{% sides change %}``: the cells of a change, before and after. One tag, for a page may have 1,500 such rows."""
    before, after = escape(gettext("Before")), escape(gettext("After"))
    return SafeString(
        f'<td><span class="bq-label">{before}</span>{side(change, "old", whole)}</td>'
        f'<td><span class="bq-label">{after}</span>{side(change, "new", whole)}</td>'
    )


@register.simple_tag
def side(change: Change, which: str, whole: bool = False) -> SafeString:
    """``{% side change "old" %}``: one side of a change with its marks, in its language; `whole` leaves nothing out."""
    value = change.old if which == "old" else change.new
    if value in (None, "", [], {}):
        return format_html('<span class="bq-none">{}</span>', gettext("nothing"))
    marking = Mark.REMOVED if which == "old" else Mark.ADDED
    if change.field.type not in WORDED:
        text = str(shown(value, change.field))
        html = mark(marking, text) if change.differs else conditional_escape(text)
        return format_html('<span dir="ltr">{}</span>', html) if change.field.type is Type.URL else html
    segments = [segment for segment in change.marks if segment.mark in (Mark.SAME, marking)]
    wording = "".join(pieces(segments, whole))
    if not change.lang:
        return SafeString(f'<div class="work-wording" dir="auto">{wording}</div>')
    language, direction = escape(change.lang), direction_of(change.lang)
    return SafeString(f'<div class="work-wording" lang="{language}" dir="{direction}">{wording}</div>')


def pieces(segments: list[Segment], whole: bool) -> Iterator[str]:
    """The segments as HTML; the middle of long unchanged text is left out. Escaped without Django's lazy wrapper: a
    page may have tens of thousands of them."""
    for index, segment in enumerate(segments):
        text = segment.text
        if segment.mark is not Mark.SAME:
            yield mark(segment.mark, text)
        elif whole or len(text) <= LONG:
            yield escape(text)
        else:
            is_last = index + 1 == len(segments)
            if index or is_last:
                yield escape("".join(tokens(text[:AROUND])[:-1]))
            yield gap()
            if not is_last:
                yield escape("".join(tokens(text[-AROUND:])[1:]))


def mark(kind: Mark, text: str) -> SafeString:
    """Struck out or underlined, and said in words to those who do not see it."""
    before, after = _around(kind, get_language() or "en")
    return SafeString(f"{before}{escape(text)}{after}")


@cache
def _around(kind: Mark, language: str) -> tuple[str, str]:
    """What stands before and after a marked text."""
    tag, words = ("del", gettext("removed")) if kind is Mark.REMOVED else ("ins", gettext("added"))
    return (
        f'<{tag} class="work-{tag}"><span class="kern-sr-only" lang="{language}">{escape(words)}: </span>',
        f"</{tag}>",
    )


def gap() -> SafeString:
    """Stands for text that is the same and long."""
    words = gettext("unchanged text is left out")
    return format_html(
        '<span class="work-gap"><span aria-hidden="true">[…]</span>'
        '<span class="kern-sr-only" lang="{}">({})</span></span>', get_language() or "en", words,
    )  # fmt: skip


def shown(value: Any, field: Field) -> Any:
    """A value that is no text, in the reader's words."""
    language = get_language() or "en"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    match field.type:
        case Type.CHOICE:
            return dict(field.choices).get(str(value), value)
        case Type.DATE:
            return date_words(str(value), language)
        case Type.LANGUAGE:
            return language_name(str(value), language)
        case Type.COUNTRY:
            return territory_name(str(value).upper(), language)
    return number(value)


def date_words(value: str, language: str) -> str:
    """A date in words; in a draft, what stands there need not be one."""
    try:
        return readable_date(value, language)
    except ValueError:
        return value


@register.filter
def row_states(row: RowChange) -> list[tuple[Any, str, str]]:
    """``{% for text, kind, icon in row|row_states %}``: what happened to a row, in words with an icon."""
    found: list[tuple[Any, str, str]] = []
    for state in row.states:
        if state is RowState.RENUMBERED:
            words = gettext("was %(old)s") % {"old": row.old_identity}
            found.append((words, "warning", "autorenew"))
        elif state is RowState.MOVED:
            icon = "arrow-up" if row.position < row.old_position else "arrow-down"
            words = gettext("moved from place %(old)s to %(new)s")
            found.append((words % {"old": number(row.old_position), "new": number(row.position)}, "info", icon))
        else:
            found.append(STATES[state])
    return found


@register.filter
def label_of(thing: Any) -> Any:
    """``{{ change.field|label_of }}``: what people call a field or list; those of sources bear their key as label."""
    return OF_SOURCES.get(thing.label, thing.label)


@register.simple_tag
def cited(change: Change, which: str, titles: dict[str, str]) -> SafeString:
    """``{% cited change "old" comparison.source_titles %}``: the sources of a statement, one a line."""
    keys, others = (change.old, change.new) if which == "old" else (change.new, change.old)
    if not keys:
        return format_html('<span class="bq-none">{}</span>', gettext("nothing"))
    marking = Mark.REMOVED if which == "old" else Mark.ADDED
    lines = ((mark(marking, titles.get(key, key)) if key not in others else titles.get(key, key),) for key in keys)
    return format_html("<ul>{}</ul>", format_html_join("", '<li dir="auto">{}</li>', lines))


@register.filter
def part_name(part: str) -> Any:
    """``{{ change.part|part_name }}``: facts, or the name of the language."""
    return name_of_part(part)


@register.simple_tag
def totals(comparison: Comparison) -> list[tuple[Any, str, int]]:
    """``{% totals comparison as found %}``: label, anchor and number of what differs, for each kind of it."""
    texts = [change for one in comparison.texts for change in one.changes]
    found = [
        (gettext("facts"), "facts", sum(change.differs for change in comparison.facts)),
        (gettext("texts"), "texts", sum(change.differs for change in texts)),
        *((one.rows.label, one.rows.key, one.number) for one in comparison.lists),
        (gettext("sources"), "sources", comparison.sources.number),
        (gettext("evidence of statements"), "evidence", sum(change.differs for change in comparison.evidence)),
    ]
    return [entry for entry in found if entry[2]]
