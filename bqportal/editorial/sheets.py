"""A sheet is the whole public content of a record as plain data: what pages render, revisions keep, PDFs print."""

from typing import Any

from django.db.models import Model

from bqportal.editorial.models import Publishable
from bqportal.languages.models import LanguageText
from bqportal.sources.models import Source


def record_facts(record: Publishable) -> dict[str, Any]:
    """What every sheet says about its own standing and evidence."""
    return {
        "responsible": record.responsible.name if record.responsible else "",
        "last_checked": record.last_checked.isoformat() if record.last_checked else "",
        "review_by": record.review_by.isoformat() if record.review_by else "",
        "reviewed_on": record.reviewed_on.isoformat() if record.reviewed_on else "",
        **machine_texts(record),
        **evidence(record),
    }


def machine_texts(record: Model) -> dict[str, list[str]]:
    """Languages whose text a machine translated, under "machine"; nothing where there is none."""
    texts = record.texts.all() if hasattr(record, "texts") else []
    languages = sorted(text.language for text in texts if text.origin == LanguageText.Origin.MACHINE)
    return {"machine": languages} if languages else {}


def evidence(record: Publishable) -> dict[str, Any]:
    """Sources in order of first use, and for each statement the numbers (from 1) of its sources."""
    sources: dict[int, dict[str, Any]] = {}
    cites: dict[str, list[int]] = {}
    for citation in record.citations.all():
        if citation.source_id not in sources:
            sources[citation.source_id] = source_sheet(citation.source, len(sources) + 1)
        cites.setdefault(citation.statement, []).append(sources[citation.source_id]["number"])
    return {"sources": list(sources.values()), "cites": cites}


def source_sheet(source: Source, number: int) -> dict[str, Any]:
    """One source as plain data."""
    return {
        "number": number,
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "lang": source.language,
        "accessed": source.accessed.isoformat() if source.accessed else "",
        "weak": source.weak,
    }
