"""What the page about a title says of a proposal: ``{% load matching %}``."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_percent
from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bqportal.catalogue.templatetags.catalogue import foreign_text
from bqportal.languages.names import locale_of
from bqportal.languages.texts import chosen
from bqportal.matching.results import LIKELY, POSSIBLE, SURE, ConceptMatch, Reason

register = template.Library()


@register.inclusion_tag("catalogue/match/certainty.html")
def certainty(match: Any) -> dict[str, Any]:
    """``{% certainty suggestion %}``: sure, likely or possible, in words with an icon, and the score."""
    kind, icon = {SURE: ("success", "success"), LIKELY: ("info", "check")}.get(
        match.certainty, ("warning", "question-mark")
    )
    words = {SURE: _("sure"), LIKELY: _("likely"), POSSIBLE: _("possible")}.get(match.certainty, match.certainty)
    return {"words": words, "kind": kind, "icon": icon, "score": percent(match.score)}


def percent(score: float) -> str:
    """A probability as the reader's language writes it. Nothing is ever certain or impossible here.

    >>> percent(0.9999)
    '99%'
    """
    whole = min(99, max(1, round(score * 100)))
    return format_percent(whole / 100, locale=locale_of(get_language() or "en"))


@register.simple_tag
def concept_name(concept: ConceptMatch, names: Mapping[str, Mapping[str, str]]) -> SafeString:
    """``{% concept_name concept names %}``: in the reader's language where it has a name there."""
    found = chosen(names.get(concept.uri), get_language() or "en")
    return foreign_text(found.text, found.language) if found else foreign_text(concept.label, concept.language)


@register.filter
def reason_in_words(reason: Reason) -> SafeString:
    """``{{ reason|reason_in_words }}``: why, with the words it rests on marked as being in their language."""
    if not reason.title:
        return conditional_escape(reason.text)
    words = foreign_text(reason.title, reason.language)
    before, found, after = reason.text.partition(reason.title)
    if found:
        return format_html("{}{}{}", before, words, after)
    return format_html("{} {}", reason.text, words)
