"""A document cut into parts, one per language and one for the facts, and put together again.

Each part has its own way from draft to public, so that a French text can be published while the facts are still in
review. `FACTS` is the part that has no language: facts, rows in their order, sources.
"""

from copy import deepcopy
from typing import Any

from bqportal.editorial.shapes import Rows, Shape, languages_of, put_at, value_at

FACTS = ""
Document = dict[str, Any]


def parts_of(document: Document, shape: Shape) -> list[str]:
    """The facts, then every language with a text."""
    return [FACTS, *languages_of(document, shape)]


def with_part(published: Document, working: Document, part: str, shape: Shape) -> Document:
    """`published` with one part taken from `working`; all other parts stay as they are public.

    Rows are matched by identity. A text of a row that is not public yet waits for the facts.
    """
    if part == FACTS:
        return _with_facts(published, working, shape)
    result = deepcopy(published)
    _copy_texts(result, working, shape.texts, part)
    for rows in shape.rows:
        given = {identity_of(row, rows, index): row for index, row in enumerate(working.get(rows.key) or [])}
        for index, row in enumerate(result.get(rows.key) or []):
            source = given.get(identity_of(row, rows, index))
            if source is not None:
                _copy_texts(row, source, tuple(field for field in rows.fields if field.is_text), part)
    return result


def _with_facts(published: Document, working: Document, shape: Shape) -> Document:
    """The facts of `working` with the texts that are public."""
    result = without_texts(working, shape)
    for language in languages_of(published, shape):
        result = with_part(result, published, language, shape)
    return result


def without_texts(document: Document, shape: Shape) -> Document:
    """Only what stands once, whatever the language."""
    result = deepcopy(document)
    for language in languages_of(document, shape):
        for field in shape.texts:
            put_at(result, field.at(language), None)
        for rows in shape.rows:
            for row in result.get(rows.key) or []:
                for field in rows.fields:
                    if field.is_text:
                        put_at(row, field.at(language), None)
    return result


def changed_parts(published: Document, working: Document, shape: Shape) -> list[str]:
    """Parts in which `working` says something else than is public."""
    languages = dict.fromkeys([*languages_of(published, shape), *languages_of(working, shape)])
    changed = [FACTS] if without_texts(published, shape) != without_texts(working, shape) else []
    return changed + [
        language for language in languages if part_of(published, language, shape) != part_of(working, language, shape)
    ]


def is_only_shortened(old: Document, new: Document, language: str, shape: Shape) -> bool:
    """True when a language lost nothing but the words of rows that are gone: nobody need look at the rest again."""
    before, after = part_of(old, language, shape), part_of(new, language, shape)
    for rows in shape.rows:
        there = {identity_of(row, rows, index) for index, row in enumerate(new.get(rows.key) or [])}
        left = {identity: words for identity, words in before.pop(rows.key, {}).items() if identity in there}
        if left != after.pop(rows.key, {}):
            return False
    return before == after


def part_of(document: Document, part: str, shape: Shape) -> Document:
    """One part alone; rows of a language are kept by their identity: {"units": {"1": {…}}}."""
    if part == FACTS:
        return without_texts(document, shape)
    result: Document = {}
    _copy_texts(result, document, shape.texts, part)
    for rows in shape.rows:
        texts = tuple(field for field in rows.fields if field.is_text)
        found: Document = {}
        for index, row in enumerate(document.get(rows.key) or []):
            words: Document = {}
            _copy_texts(words, row, texts, part)
            if words:
                found[identity_of(row, rows, index)] = words
        if found:
            result[rows.key] = found
    return result


def identity_of(row: Document, rows: Rows, index: int) -> str:
    """What tells a row from the others of its list."""
    value = value_at(row, rows.identity) if rows.identity else None
    return str(value) if value not in (None, "") else f"#{index + 1}"


def _copy_texts(target: Document, source: Document, texts: tuple[Any, ...], language: str) -> None:
    """Make the texts of one language in `target` those of `source`."""
    for field in texts:
        put_at(target, field.at(language), deepcopy(value_at(source, field.at(language))))
