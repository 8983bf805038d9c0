"""Guides, glossary, questions and answers."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from bqportal.catalogue import citation
from bqportal.catalogue.access import last_changed, public_record, public_revision
from bqportal.catalogue.responses import public
from bqportal.guides.models import Audience, Guide
from bqportal.guides.queries import glossary_terms, guide_sheet, guides, questions, standard_texts
from bqportal.guides.wording import PLAIN
from bqportal.languages.folding import fold
from bqportal.languages.texts import by_language, chosen

AUDIENCES = list(Audience.values)
KINDS = list(Guide.Kind.values)
PLAIN_GERMAN = f"de{PLAIN}"


@public
def index(request: HttpRequest) -> HttpResponse:
    """All guides first, then what is said about the portal, then what the law demands."""
    rows = Guide.objects.published().prefetch_related("texts").order_by("order", "slug")
    cards = sorted(map(card_of, rows), key=lambda card: KINDS.index(card["kind"]))
    groups = [(kind, list(group)) for kind, group in groupby(cards, key=lambda card: str(card["kind"]))]
    return render(request, "catalogue/guide/index.html", {"groups": groups})


def card_of(guide: Guide) -> dict[str, Any]:
    """What the list shows of a guide."""
    texts = standard_texts(guide)
    return {
        "slug": guide.slug,
        "kind": guide.kind,
        "audience": guide.audience,
        "titles": by_language(texts, "title"),
        "summaries": by_language(texts, "summary"),
    }


@public
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide."""
    guide = public_record(guides(), slug=slug)
    entry = citation.entry(request, citation.GUIDE, (slug,), last_changed(guide))
    sheet = guide_sheet(guide)
    context = {"sheet": sheet, "entry": entry, "is_machine": is_machine_text(sheet)}
    return render(request, "catalogue/guide/show.html", context)


def is_machine_text(sheet: dict[str, Any]) -> bool:
    """Whether a machine translated the text that this reader sees, and no person has reviewed it."""
    return chosen(sheet["bodies"], get_language() or "en").language in sheet.get("machine", ())


@public
def show_plain(request: HttpRequest, slug: str) -> HttpResponse:
    """The guide in plain German ("Einfache Sprache"), at an address of its own in every language of the interface."""
    guide = public_record(guides(), slug=slug)
    sheet = guide_sheet(guide)
    texts = sheet.get("plain", {}).get(PLAIN_GERMAN)
    if not texts:
        raise Http404
    entry = citation.entry(request, citation.GUIDE, (slug,), last_changed(guide))
    shown = {
        **sheet,
        "titles": {PLAIN_GERMAN: texts["title"]},
        "summaries": {PLAIN_GERMAN: texts["summary"]},
        "bodies": with_whole_addresses({PLAIN_GERMAN: texts["body"]}),
    }
    is_machine = PLAIN_GERMAN in sheet.get("machine", ())
    context = {"sheet": shown, "entry": entry, "is_plain": True, "is_machine": is_machine}
    return render(request, "catalogue/guide/show.html", context)


@public
def show_as_of(request: HttpRequest, slug: str, day: date) -> HttpResponse:
    """The guide as it was on a day."""
    guide = public_record(Guide.objects.all(), slug=slug)
    revision = public_revision(guide, day)
    entry = citation.entry_as_of(request, citation.GUIDE, (slug,), revision, day)
    sheet = {**revision.sheet, "bodies": with_whole_addresses(revision.sheet["bodies"])}
    context = {"sheet": sheet, "entry": entry, "is_machine": is_machine_text(sheet)}
    return render(request, "catalogue/guide/show.html", context)


def with_whole_addresses(bodies: dict[str, str]) -> dict[str, str]:
    """Guides link to each other relative to their own address, which is not the "as of" one."""
    guide_list = reverse("catalogue:guide-list")
    return {language: body.replace("](../", f"]({guide_list}") for language, body in bodies.items()}


@public
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term, in the alphabet of the reader's language."""
    reader = get_language() or "en"
    terms = sorted(glossary_terms(), key=lambda term: fold(chosen(term["terms"], reader).text))
    letters = groupby(terms, key=lambda term: fold(chosen(term["terms"], reader).text)[:1].upper())
    context = {
        "letters": [(letter, list(rows)) for letter, rows in letters],
        "is_machine": any(reader in term.get("machine", ()) for term in terms),
    }
    return render(request, "catalogue/guide/glossary.html", context)


@public
def faq(request: HttpRequest) -> HttpResponse:
    """Questions and answers, grouped by who asks."""
    rows = sorted(questions(), key=lambda row: AUDIENCES.index(row["audience"]))
    groups = [(audience, list(group)) for audience, group in groupby(rows, key=lambda row: str(row["audience"]))]
    is_machine = any((get_language() or "en") in row.get("machine", ()) for row in rows)
    return render(request, "catalogue/guide/faq.html", {"groups": groups, "is_machine": is_machine})
