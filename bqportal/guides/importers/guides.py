"""Guides, glossary and questions from YAML records; docs/formats.md describes them."""

from collections.abc import Sequence

from django.db import transaction

from bqportal.editorial.records import Record
from bqportal.editorial.writing import read_sources, saved, sync_citations, sync_texts
from bqportal.guides.importers.translations import entry_translations, guide_translation, with_translations
from bqportal.guides.models import Audience, GlossaryTerm, Guide, Question
from bqportal.guides.wording import GUIDE, QUESTION, TERM


@transaction.atomic
def import_guide(record: Record, translations: Sequence[Record] = ()) -> Guide | None:
    """Write one guide with its translations. Problems are noted in the records; the caller rolls back."""
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
    translated = [(one, guide_translation(one, GUIDE)) for one in translations]
    sync_texts(guide, with_translations(record.texts("texts", *GUIDE), translated))
    sync_citations(guide, record, read_sources(record))
    return guide


@transaction.atomic
def import_glossary(record: Record, translations: Sequence[Record] = ()) -> int:
    """Write the terms of a glossary with their translations; returns their number."""
    record.allow("terms", "sources", "cites")
    translated = [(one, entry_translations(one, "terms", TERM)) for one in translations]
    keys = []
    for entry in record.children("terms"):
        key = entry.text("key", required=True, limit=80)
        term = saved(GlossaryTerm, {"key": key}, {"norm": entry.text("norm", limit=200)})
        texts = language_texts(entry, ("key", "norm", "cites"), *TERM)
        sync_texts(term, with_translations(texts, [(one, rows[key]) for one, rows in translated if key in rows]))
        keys.append(key)
    refuse_unknown(translated, keys)
    return len(keys)


@transaction.atomic
def import_questions(record: Record, translations: Sequence[Record] = ()) -> int:
    """Write questions and answers with their translations; returns their number."""
    record.allow("questions", "sources", "cites")
    translated = [(one, entry_translations(one, "questions", QUESTION)) for one in translations]
    keys = []
    for entry in record.children("questions"):
        key = entry.text("key", required=True, limit=80)
        question = saved(
            Question,
            {"key": key},
            {
                "audience": entry.choice("audience", Audience.values, required=True),
                "order": entry.number("order", high=1000) or 0,
                "norm": entry.text("norm", limit=200),
            },
        )
        texts = language_texts(entry, ("key", "audience", "order", "norm", "cites"), *QUESTION)
        sync_texts(question, with_translations(texts, [(one, rows[key]) for one, rows in translated if key in rows]))
        keys.append(key)
    refuse_unknown(translated, keys)
    return len(keys)


def refuse_unknown(translated: Sequence[tuple[Record, dict[str, dict[str, str]]]], keys: Sequence[str]) -> None:
    """Note translations of entries that are not there: usually a typing error in the key."""
    for record, rows in translated:
        for key in sorted(set(rows) - set(keys)):
            record.problem(key, "is translated here, but there is no entry with this key")


def language_texts(entry: Record, known: tuple[str, ...], *fields: str) -> dict[str, dict[str, str]]:
    """The mappings below an entry's language codes: {"de": {field: text}}."""
    languages = {key: value for key, value in entry.data.items() if key not in known}
    return Record({"texts": languages}, entry.place, entry.problems).texts("texts", *fields)
