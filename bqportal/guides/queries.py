"""Guides, glossary and questions, as pages ask for them."""

from typing import Any

from django.db.models import QuerySet

from bqportal.editorial.sheets import record_facts
from bqportal.guides.models import GlossaryTerm, Guide, Question
from bqportal.languages.texts import by_language


def guides() -> QuerySet[Guide]:
    """Guides with everything that a page shows, ready prefetched."""
    return Guide.objects.select_related("responsible").prefetch_related("texts", "citations__source")


def guide_sheet(guide: Guide) -> dict[str, Any]:
    """The whole content of a guide as plain data, in all languages."""
    texts = list(guide.texts.all())
    return {
        "slug": guide.slug,
        "kind": guide.kind,
        "audience": guide.audience,
        "titles": by_language(texts, "title"),
        "summaries": by_language(texts, "summary"),
        "bodies": by_language(texts, "body"),
        **record_facts(guide),
    }


def glossary_terms() -> list[dict[str, Any]]:
    """Every term with what it means, as plain data in all languages."""
    return [
        {
            "key": term.key,
            "norm": term.norm,
            "terms": by_language(term.texts.all(), "term"),
            "definitions": by_language(term.texts.all(), "definition"),
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
        }
        for question in Question.objects.prefetch_related("texts")
    ]
