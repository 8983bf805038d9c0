"""What the pages of the catalogue say about a sheet: ``{% load catalogue %}``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from django import template
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

from bqportal.catalogue.labels import label_of
from bqportal.catalogue.law_warnings import warnings_in_words
from bqportal.catalogue.parameters import search_address
from bqportal.catalogue.side_by_side import Hours, hours_of
from bqportal.countries.queries import country_name as name_of_country
from bqportal.design.bars import Segment
from bqportal.design.bars import segments as segments_of
from bqportal.design.templatetags.design import cite, foreign, value
from bqportal.languages import texts
from bqportal.languages.wordings import duration
from bqportal.search.results import SearchResult

register = template.Library()
register.filter("duration", duration)


@register.filter
def label(code: str, choices: str) -> str | Promise:
    """``{{ sheet.form|label:"qualification.form" }}``: the words for a code; see labels.CHOICES."""
    return label_of(code, choices) if code else ""


@register.filter
def labels(codes: str, choices: str) -> list[str]:
    """``{{ "ihk,hwk"|labels:"organisation.kind" }}``: the words for several codes with commas."""
    return [str(label_of(code.strip(), choices)) for code in codes.split(",") if code.strip()]


@register.filter
def country_name(code: str) -> str:
    """``{{ "PL"|country_name }}``: Poland."""
    return name_of_country(code, get_language() or "en") if code else ""


@register.filter
def day(value: str | date | None) -> date | None:
    """The date in a sheet, for tags that want one; None for nothing or for less than a day."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


@register.filter
def dated(sources: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The sources of a sheet with dates instead of their text, as the list of sources wants them."""
    return [{**source, "accessed": day(source.get("accessed"))} for source in sources or ()]


@register.simple_tag
def wording(original: str, language: str, translations: Mapping[str, str] | None) -> SafeString:
    """``{% wording body.name body.lang body.names %}``: the original words and the reader's, if they differ."""
    reader = get_language() or "en"
    found = texts.chosen(translations, reader)
    shown = foreign_text(original, language)
    if not found or found.text == original or language == reader:
        return shown
    return format_html(
        '{} <span class="bq-note cat-translation">{}</span>', shown, foreign_text(found.text, found.language)
    )


def foreign_text(text: str, language: str) -> SafeString:
    """Text marked with its language, unless it is the reader's."""
    return format_html("{}", text) if language == get_language() else foreign(text, language)


@register.filter
def titles(record: Any) -> dict[str, str]:
    """``{% text qualification|titles %}``: the titles of a listed record in all languages."""
    return texts.by_language(record.texts.all(), "title")


@register.filter
def names(occupation: Any) -> dict[str, str]:
    """``{% occupation_name occupation|names %}``: both German titles of a listed occupation."""
    return {"name_m": occupation.name_m, "name_f": occupation.name_f}


@register.filter
def readable_stages(stages: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The stages of a sheet in the reader's language, as the diagram of pathways wants them."""
    reader = get_language() or "en"
    rows = []
    for stage in stages:
        title = texts.chosen(stage["titles"], reader)
        certificate = texts.chosen(stage["certificates"], reader)
        rows.append(
            {
                **stage,
                "title": title.text,
                "title_lang": title.language if title.language != reader else "",
                "original": stage["title"],
                "certificate": certificate.text or stage["certificate"],
                "certificate_lang": certificate.language if certificate else stage["lang"],
            }
        )
    return rows


@register.filter
def unit_hours(unit: Mapping[str, Any]) -> Hours:
    """``{{ unit|unit_hours }}``: what one unit of a sheet states."""
    return hours_of([unit])


@register.filter
def segments(hours: Hours, maximum: int) -> list[Segment]:
    """``{{ row.hours|segments:most_hours }}``: the pieces of a bar of hours."""
    parts = [("theory", hours.theory), ("practice", hours.practice), ("other", hours.other)]
    return segments_of(parts, maximum=maximum, rtl=get_language_bidi())


@dataclass(frozen=True)
class Contents:
    """A text whose main headings can be linked to: their ids with their words, and the text."""

    headings: list[tuple[str, str]]
    html: SafeString
    language: str  # empty when it is the reader's


@register.simple_tag
def contents(html: str) -> Contents:
    """``{% contents body as parts %}``: ids for the main headings of a text that `markdown` has made."""
    headings: list[tuple[str, str]] = []

    def numbered(match: re.Match[str]) -> str:
        headings.append((f"part-{len(headings) + 1}", unescape(strip_tags(match[1]))))
        return f'<h2 id="{headings[-1][0]}">{match[1]}</h2>'

    marked = re.sub(r"<h2>(.*?)</h2>", numbered, html, flags=re.DOTALL)
    language = re.match(r'<div lang="([\w-]+)"', html)
    return Contents(headings, mark_safe(marked), language[1] if language else "")  # noqa: S308 - `markdown` has cleaned it


@register.filter
def in_words(warnings: list[str]) -> list[str]:
    """``{% for sentence in regulation.warnings|in_words %}``: what the importer noticed, in plain words."""
    return warnings_in_words(warnings)


@register.filter
def search_link(result: SearchResult, text: str) -> str:
    """``{{ result|search_link:"technik" }}``: the same search with another text."""
    return search_address(text, result.filters)


@register.simple_tag(takes_context=True)
def cites(context: Context, *statements: str) -> SafeString:
    """``{% cites "duration_months" %}``: links to the sources that the sheet names for these statements."""
    known = (context.get("sheet") or {}).get("cites") or {}
    numbers = sorted({number for statement in statements for number in known.get(statement, ())})
    return cite(*numbers)


@register.simple_block_tag(takes_context=True)
def fact(context: Context, content: str, label: str, statement: str = "") -> SafeString:
    """``{% fact label "statement" %}…{% endfact %}``: a row of a list of facts, "no information" when empty."""
    words = mark_safe(content.strip()) or value(None)  # noqa: S308 - the block is a template and already escaped
    sources = cites(context, *statement.split()) if statement else ""
    return format_html("<div><dt>{}</dt><dd>{}{}</dd></div>", label, words, sources)


@register.simple_tag
def occupation_name(sheet: Mapping[str, Any]) -> SafeString:
    """``{% occupation_name occupation %}``: both German titles; they are protected and not translated."""
    names = " / ".join(dict.fromkeys(name for name in (sheet.get("name_m"), sheet.get("name_f")) if name))
    return foreign_text(names, "de")


@register.filter
def occupation_names(sheet: Mapping[str, Any]) -> str:
    """Both German titles as plain text, for titles and attributes."""
    return " / ".join(dict.fromkeys(name for name in (sheet.get("name_m"), sheet.get("name_f")) if name))
