"""A document cut into the pieces that people edit, one form each, and put together again.

Sections: `facts`; one per list of rows (`units`); `sources`; and `text-<language>` for all words of one language.
"""

from copy import deepcopy
from typing import Any

from bqportal.editorial.documents import FACTS, Document, named_rows
from bqportal.editorial.shapes import Field, Shape, put_at, value_at

TEXT = "text-"
SOURCE_KEYS = ("title", "url", "publisher", "lang", "accessed", "weak")
Values = dict[str, Any]


def sections_of(shape: Shape, languages: list[str]) -> list[str]:
    """All sections of a record, in the order in which people go through them."""
    return ["facts", *(rows.key for rows in shape.rows), *(TEXT + language for language in languages), "sources"]


def part_of_section(section: str) -> str:
    """The part that the section belongs to: a language, or the facts."""
    return section.removeprefix(TEXT) if section.startswith(TEXT) else FACTS


def section_values(document: Document, section: str, shape: Shape) -> Values:
    """What a form shows: {"fields": {path: value}} and {"rows": [...]}; for a text: rows by list and identity.

    Every row carries `was`, the identity by which its words in all languages are found again.
    """
    if section == "facts":
        return {"fields": fields_in(document, shape.facts)}
    if section == "sources":
        return {"rows": source_rows(document)}
    if section.startswith(TEXT):
        return text_values(document, section.removeprefix(TEXT), shape)
    rows = shape.rows_at(section)
    facts = tuple(field for field in rows.fields if not field.is_text)
    return {"rows": [{"was": identity, **fields_in(row, facts)} for identity, row in named_rows(document, rows)]}


def fields_in(data: Document, fields: tuple[Field, ...], language: str = "") -> Values:
    """The values that are there, by path."""
    found = {field.path: value_at(data, field.at(language)) for field in fields}
    return {path: value for path, value in found.items() if value not in (None, "", [], {})}


def text_values(document: Document, language: str, shape: Shape) -> Values:
    """All words of one language: of the record, and of its rows by list and identity."""
    rows = {}
    for one in shape.rows:
        texts = tuple(field for field in one.fields if field.is_text)
        words = {identity: fields_in(row, texts, language) for identity, row in named_rows(document, one)}
        if kept := {identity: values for identity, values in words.items() if values}:
            rows[one.key] = kept
    return {"fields": fields_in(document, shape.texts, language), "rows": rows}


def source_rows(document: Document) -> list[Values]:
    """Sources with the statements that each supports."""
    cites = document.get("cites") or {}
    return [
        {
            "was": key,
            "key": key,
            **{name: source[name] for name in SOURCE_KEYS if source.get(name)},
            "supports": [statement for statement, keys in cites.items() if key in keys],
        }
        for key, source in (document.get("sources") or {}).items()
    ]


def with_section(document: Document, section: str, values: Values, shape: Shape) -> Document:
    """The document with one section written anew; everything else stays as it is."""
    result = deepcopy(document)
    if section == "facts":
        for field in shape.facts:
            put_at(result, field.path, values["fields"].get(field.path))
    elif section == "sources":
        put_sources(result, values["rows"])
    elif section.startswith(TEXT):
        put_texts(result, section.removeprefix(TEXT), values, shape)
    else:
        put_at(result, section, put_rows(document, section, values["rows"], shape))
    return result


def put_rows(document: Document, section: str, given: list[Values], shape: Shape) -> list[Document]:
    """Rows in their new order; each keeps the words that its old row had in all languages.

    A row is found by `was`; a new row that got words meanwhile, by its own identity.
    """
    rows = shape.rows_at(section)
    old = dict(named_rows(document, rows))
    claimed = {str(values.get("was", "")) for values in given}
    result = []
    for values in given:
        own = str(values.get(rows.identity) or "") if rows.identity else ""
        found = old.get(str(values.get("was", ""))) or (old.get(own) if own not in claimed else None)
        row = deepcopy(found or {})
        for field in rows.fields:
            if not field.is_text:
                put_at(row, field.path, values.get(field.path))
        if row:
            result.append(row)
    return result


def put_texts(document: Document, language: str, values: Values, shape: Shape) -> None:
    """Write all words of one language."""
    for field in shape.texts:
        put_at(document, field.at(language), values["fields"].get(field.path))
    for rows in shape.rows:
        words = values["rows"].get(rows.key, {})
        for identity, row in named_rows(document, rows):
            mine = words.get(identity, {})
            for field in rows.fields:
                if field.is_text:
                    put_at(row, field.at(language), mine.get(field.path))


def put_sources(document: Document, given: list[Values]) -> None:
    """Write sources, and which statement rests on which. Statements about which nothing is said any more go."""
    sources: Document = {}
    cites: dict[str, list[str]] = {}
    for values in given:
        key = free_key(str(values.get("key") or values.get("was") or ""), sources)
        sources[key] = {name: values[name] for name in SOURCE_KEYS if values.get(name)}
        for statement in values.get("supports", []):
            cites.setdefault(statement, []).append(key)
    before = document.get("cites") or {}
    put_at(document, "sources", sources)
    kept = {name: in_order(cites[name], before.get(name, [])) for name in [*before, *cites] if name in cites}
    put_at(document, "cites", kept)


def in_order(keys: list[str], before: list[str]) -> list[str]:
    """The keys in the order that they had, new ones at the end."""
    return [key for key in before if key in keys] + [key for key in keys if key not in before]


def free_key(wanted: str, taken: Document) -> str:
    """A short key that no other source has: s1, s2, …"""
    if wanted and wanted not in taken:
        return wanted
    number = 1
    while f"s{number}" in taken:
        number += 1
    return f"s{number}"
