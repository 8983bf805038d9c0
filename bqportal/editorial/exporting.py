"""Records as documents: what importers read, written from the tables. Importing it again changes nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from bqportal.editorial.documents import Document
from bqportal.editorial.models import Publishable


def without_empty(values: Mapping[str, Any]) -> Document:
    """Only what says something, at every depth; 0 and False say something.

    >>> without_empty({"a": "", "b": {"c": None}, "d": 0})
    {'d': 0}
    """
    result: Document = {}
    for key, value in values.items():
        kept = without_empty(value) if isinstance(value, Mapping) else value
        if kept is not None and kept != "" and kept != [] and kept != {}:
            result[key] = kept
    return result


def wordings(texts: Iterable[Any], field: str) -> Document:
    """One field per language: {"de": text}."""
    return {text.language: getattr(text, field) for text in texts if getattr(text, field)}


def texts_by_language(texts: Iterable[Any], fields: Iterable[str]) -> Document:
    """All fields per language: {"de": {"title": text}}."""
    names = list(fields)
    return {text.language: {name: getattr(text, name) for name in names} for text in texts}


def evidence_of(record: Publishable) -> Document:
    """`sources` by short keys in order of first use, and `cites`: {statement: [keys]}."""
    keys: dict[int, str] = {}
    sources: Document = {}
    cites: dict[str, list[str]] = {}
    for citation in sorted(record.citations.all(), key=lambda citation: citation.pk):
        source = citation.source
        if source.pk not in keys:
            keys[source.pk] = f"s{len(keys) + 1}"
            sources[keys[source.pk]] = without_empty(
                {
                    "title": source.title,
                    "url": source.url,
                    "publisher": source.publisher,
                    "lang": source.language,
                    "accessed": source.accessed.isoformat() if source.accessed else "",
                    "weak": source.weak or None,
                }
            )
        cites.setdefault(citation.statement, []).append(keys[source.pk])
    return {"sources": sources, "cites": cites}


def body_document(body: Any) -> Document:
    """A body with its role: ministry, institution, awarding body."""
    return without_empty(
        {
            "role": body.role,
            "name": body.name,
            "lang": body.language,
            "url": body.url,
            **wordings(body.texts.all(), "name"),
        }
    )
