"""What the page of a content proposal shows of it: ``{% load proposal %}``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from bqportal.catalogue.templatetags.catalogue import foreign_text
from bqportal.comparison.proposals import ProposedPosition, ProposedUnit
from bqportal.design.bars import segments
from bqportal.languages.names import direction_of
from bqportal.languages.texts import chosen
from bqportal.matching.alignment import FAIR, STRONG, WEAK, Link, Proposal

register = template.Library()

MOST_WORDS = 4  # of one language
Marks = Mapping[str, set[str]]


@dataclass(frozen=True)
class Reason:
    """Words of a position and of a unit that belong together, in one language; the strongest first.

    The second of two words is empty where both texts use the same. `skill` is the ESCO skill that joins them, if any.
    """

    language: str
    words: tuple[tuple[str, str], ...]
    skill: str = ""
    skill_uri: str = ""


@register.filter
def reasons(proposal: Proposal) -> list[Reason]:
    """``{% for reason in found.proposal|reasons %}``: why, by language, the strongest words first; then skills."""
    by_language: dict[str, dict[tuple[str, str], None]] = {}
    skills: list[Reason] = []
    for link in proposal.links:
        left, right = " ".join(link.position_words), " ".join(link.unit_words)
        pair = (left, "" if left.casefold() == right.casefold() else right)
        if link.skill:
            skills.append(Reason(link.language, (pair,), link.skill.labels[0], link.skill.uri))
        else:
            by_language.setdefault(link.language, {}).setdefault(pair)
    words = [Reason(language, tuple(pairs)[:MOST_WORDS]) for language, pairs in by_language.items()]
    return words + skills


@register.inclusion_tag("catalogue/proposal/strength.html")
def strength(proposal: Proposal) -> dict[str, Any]:
    """``{% strength found.proposal %}``: how strong the hint is, in words, as a number and as a bar."""
    words = {STRONG: _("strong hint"), FAIR: _("fair hint"), WEAK: _("weak hint")}[proposal.grade]
    return {
        "words": words,
        "points": round(proposal.strength * 100),
        "segments": segments([("value", proposal.strength)], maximum=1, rtl=get_language_bidi()),
    }


@register.simple_tag
def marked_position(row: ProposedPosition) -> SafeString:
    """``{% marked_position row %}``: the wording of the law and the reader's, the words that matter marked."""
    links = [link for found in row.units for link in found.proposal.links]
    marks = marks_of(links, of_unit=False)
    return marked_wording(row.position["text"], "de", row.position["translations"], marks)


@register.simple_tag
def marked_unit(found: ProposedUnit) -> SafeString:
    """``{% marked_unit found %}``: the original title of a unit and the reader's, the words that matter marked."""
    unit = found.unit
    return marked_wording(unit["title"], unit["lang"], unit["titles"], marks_of(found.proposal.links, of_unit=True))


@register.simple_tag
def marked_details(found: ProposedUnit) -> SafeString:
    """``{% marked_details found %}``: the details of a unit where words that matter stand in them; else nothing."""
    marks = marks_of(found.proposal.links, of_unit=True)
    text = chosen(found.unit["details"], get_language() or "en")
    if not text:
        return format_html("")
    shown = marked(text.text, marks.get(text.language, set()))
    return in_language(shown, text.language) if "<mark>" in shown else format_html("")


def marked_wording(original: str, language: str, translations: Mapping[str, str], marks: Marks) -> SafeString:
    """As ``wording`` of the catalogue, with marks: the original and, below it, the reader's words if they differ."""
    reader = get_language() or "en"
    found = chosen(translations, reader)
    shown = in_language(marked(original, marks.get(language, set())), language)
    if not found or found.text == original or language == reader:
        return shown
    below = in_language(marked(found.text, marks.get(found.language, set())), found.language)
    return format_html('{} <span class="bq-note cat-translation">{}</span>', shown, below)


def in_language(html: SafeString, language: str) -> SafeString:
    """Clean HTML marked with its language and direction, unless it is the reader's."""
    if language == get_language():
        return html
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction_of(language), html)


def marks_of(links: Iterable[Link], *, of_unit: bool) -> Marks:
    """The words to mark in the texts of one side, per language."""
    found: dict[str, set[str]] = {}
    for link in links:
        found.setdefault(link.language, set()).update(link.unit_words if of_unit else link.position_words)
    return found


def marked(text: str, words: Iterable[str]) -> SafeString:
    """Text with whole words in <mark>, everything escaped.

    >>> marked("Prüfen & Messen", {"messen"})
    'Prüfen &amp; <mark>Messen</mark>'
    """
    wanted = sorted(words, key=lambda word: (-len(word), word))
    if not wanted:
        return format_html("{}", text)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    pieces = pattern.split(text)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if at % 2 else piece,) for at, piece in enumerate(pieces))
    )


@register.simple_tag
def word(text: str, language: str) -> SafeString:
    """``{% word left reason.language %}``: words of a text, marked as in the text and as being in their language."""
    return format_html("<mark>{}</mark>", foreign_text(text, language))
