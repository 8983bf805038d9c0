"""Guides, glossary and questions from YAML records; docs/formats.md describes them."""

from django.db import transaction

from bqportal.editorial.records import Record
from bqportal.editorial.writing import read_sources, saved, sync_citations, sync_texts
from bqportal.guides.models import Audience, GlossaryTerm, Guide, Question


@transaction.atomic
def import_guide(record: Record) -> Guide | None:
    """Write one guide. Problems are noted in the record; the caller rolls back."""
    record.allow("slug", "kind", "audience", "order", "texts", "cites", "sources")
    slug = record.text("slug", required=True, limit=80)
    if not slug:
        return None
    guide: Guide = saved(
        Guide,
        {"slug": slug},
        {
            "kind": record.choice("kind", Guide.Kind.values, required=True),
            "audience": record.choice("audience", Audience.values, required=True),
            "order": record.number("order", high=1000) or 0,
        },
    )
    sync_texts(guide, record.texts("texts", "title", "summary", "body"))
    sync_citations(guide, record, read_sources(record))
    return guide


@transaction.atomic
def import_glossary(record: Record) -> int:
    """Write the terms of a glossary; returns their number."""
    record.allow("terms", "sources", "cites")
    count = 0
    for entry in record.children("terms"):
        key = entry.text("key", required=True, limit=80)
        term = saved(GlossaryTerm, {"key": key}, {"norm": entry.text("norm", limit=200)})
        sync_texts(term, language_texts(entry, ("key", "norm", "cites"), "term", "definition"))
        count += 1
    return count


@transaction.atomic
def import_questions(record: Record) -> int:
    """Write questions and answers; returns their number."""
    record.allow("questions", "sources", "cites")
    count = 0
    for count, entry in enumerate(record.children("questions"), start=1):  # noqa: B007 - the count is the result
        question = saved(
            Question,
            {"key": entry.text("key", required=True, limit=80)},
            {
                "audience": entry.choice("audience", Audience.values, required=True),
                "order": entry.number("order", high=1000) or 0,
                "norm": entry.text("norm", limit=200),
            },
        )
        known = ("key", "audience", "order", "norm", "cites")
        sync_texts(question, language_texts(entry, known, "question", "answer"))
    return count


def language_texts(entry: Record, known: tuple[str, ...], *fields: str) -> dict[str, dict[str, str]]:
    """The mappings below an entry's language codes: {"de": {field: text}}."""
    languages = {key: value for key, value in entry.data.items() if key not in known}
    return Record({"texts": languages}, entry.place, entry.problems).texts("texts", *fields)
