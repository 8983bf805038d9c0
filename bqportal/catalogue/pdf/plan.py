"""A plan on paper: the reader's language and German side by side, so that it can be shown at the office."""

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from bqportal.catalogue.finder.plan_parts import Item, Part, Plan, Section, Style, Value
from bqportal.catalogue.pdf.content import Words, Writer
from bqportal.design.pdf import typeset
from bqportal.languages.dates import readable_date
from bqportal.languages.markup import unbroken
from bqportal.languages.names import autonym, direction_of
from bqportal.languages.origin import is_machine_translated

LAYOUT = Path(__file__).parent / "plan.typ"
GERMAN = "de"


def plan_pdf(plan: Plan, language: str, address: str) -> bytes:
    """The PDF. `address` is that of the plan's page; it stands on the paper, for nothing is stored.

    Raises RuntimeError when it cannot be typeset.
    """
    return typeset(LAYOUT, plan_content(plan, language, address))


def plan_content(plan: Plan, language: str, address: str) -> dict[str, Any]:
    """Everything that the layout prints: the same sections in each language, the reader's first."""
    columns = [_in(code, plan, address) for code in dict.fromkeys([language, GERMAN])]
    return {
        "lang": language.split("-")[0],
        "dir": direction_of(language),
        "date": [plan.day.year, plan.day.month, plan.day.day],
        "publisher": settings.BQPORTAL_NAME,
        "title": f"{columns[0]['kind']}: {' – '.join(str(side.text) for side in plan.sides)}",
        "sides": columns[0]["sides"],
        "address": address,
        "sources": [{"text": one.title, "url": one.url} for one in plan.references],
        "columns": columns,
    }


def _in(language: str, plan: Plan, address: str) -> dict[str, Any]:
    """The whole plan in one language."""
    with override(language):
        writer = Writer(language)
        notice = [_("The portal proposes, people decide: the body in charge decides about your application.")]
        notice.append(
            _("As of %(day)s. Law and bodies change: look again before you apply.")
            % {"day": readable_date(plan.day, language)}
        )
        if is_machine_translated(language):
            notice.append(_("This interface was translated by a machine and has not been reviewed."))
        return {
            "lang": language.split("-")[0],
            "dir": direction_of(language),
            "name": autonym(language),
            "kind": _("Your plan"),
            "notice": notice,
            "sides": [_value(writer, side, address) for side in plan.sides if str(side.text)],
            "sections": [_section(writer, section, address) for section in plan.sections],
            "keep": _("Nothing is stored. Keep the address of this plan:"),
            "sources": _("Sources"),
        }


def _section(writer: Writer, section: Section, address: str) -> dict[str, Any]:
    return {
        "heading": str(section.heading),
        "legal": _beside(writer, section.legal),
        "parts": [_part(writer, part, address) for part in section.parts],
    }


def _part(writer: Writer, part: Part, address: str) -> dict[str, Any]:
    heading = _value(writer, part.name, address) if part.name else writer.words(str(part.heading))
    return {
        "heading": heading,
        "legal": _beside(writer, part.legal),
        "norm": unbroken(part.norm),
        "style": part.style.value,
        "items": [_item(writer, item, part.style, address) for item in part.items],
    }


def _item(writer: Writer, item: Item, style: Style, address: str) -> dict[str, Any]:
    values = [_value(writer, value, address) for value in item.shown]
    if not values and style is Style.FACTS:
        values = [writer.words(_("no information"))]
    notes = []
    if item.since:
        notes.append(_("since %(day)s") % {"day": readable_date(item.since, writer.language)})
    if item.until:
        notes.append(_("until %(day)s") % {"day": readable_date(item.until, writer.language)})
    if item.recheck:
        notes.append(_("Old or undated source: ask before you rely on it."))
    return {
        "words": str(item.words),
        "legal": _beside(writer, item.legal),
        "values": values,
        "norm": unbroken(item.norm),
        "notes": notes,
        "number": item.number,
    }


def _beside(writer: Writer, term: str) -> str:
    """The German term, for readers of another language."""
    return "" if writer.language == GERMAN else term


def _value(writer: Writer, value: Value, address: str) -> Words:
    """What is named, with its language and where it leads."""
    found = value.found
    words = writer.words(found.text, found.language)
    if found.language == "und":  # nobody knows what was typed: its first letter says the direction
        words["dir"] = "auto"
    return {**words, "url": urljoin(address, value.href)} if value.href else words
