"""Guides, glossary and questions, as pages ask for them."""

from typing import Any

from django.db.models import QuerySet

from bqportal.editorial.sheets import machine_texts, record_facts
from bqportal.guides.models import GlossaryTerm, Guide, GuideText, Question
from bqportal.guides.wording import is_plain
from bqportal.languages.texts import by_language


def guides() -> QuerySet[Guide]:
    """Guides with everything that a page shows, ready prefetched."""
    return Guide.objects.select_related("responsible").prefetch_related("texts", "citations__source")


def guide_sheet(guide: Guide) -> dict[str, Any]:
    """The whole content of a guide as plain data, in all languages."""
    texts = standard_texts(guide)
    return {
        "slug": guide.slug,
        "kind": guide.kind,
        "audience": guide.audience,
        "titles": by_language(texts, "title"),
        "summaries": by_language(texts, "summary"),
        "bodies": by_language(texts, "body"),
        **plain_texts(guide),
        **record_facts(guide),
    }


def standard_texts(guide: Guide) -> list[GuideText]:
    """A guide's texts but for those in plain language, which stand at an address of their own."""
    return [text for text in guide.texts.all() if not is_plain(text.language)]


def plain_texts(guide: Guide) -> dict[str, Any]:
    """The same guide in plain language, under "plain": {"de-simple": {"title": …}}; nothing where there is none."""
    texts = [text for text in guide.texts.all() if is_plain(text.language)]
    rows = {text.language: {"title": text.title, "summary": text.summary, "body": text.body} for text in texts}
    return {"plain": rows} if rows else {}


def glossary_terms() -> list[dict[str, Any]]:
    """Every term with what it means, as plain data in all languages."""
    return [
        {
            "key": term.key,
            "norm": term.norm,
            "terms": by_language(term.texts.all(), "term"),
            "definitions": by_language(term.texts.all(), "definition"),
            **machine_texts(term),
        }
        for term in GlossaryTerm.objects.prefetch_related("texts")
    ]


def questions() -> list[dict[str, Any]]:
    """Every question with its answer, as plain data in all languages, by audience and order."""
    return [
        {
            "key": question.key,
            "audience": question.audience,
            "norm": question.norm,
            "questions": by_language(question.texts.all(), "question"),
            "answers": by_language(question.texts.all(), "answer"),
            **machine_texts(question),
        }
        for question in Question.objects.prefetch_related("texts")
    ]
