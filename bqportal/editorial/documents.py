"""A document cut into parts, one per language and one for the facts, and put together again.

Each part has its own way from draft to public, so that a French text can be published while the facts are still in
review. `FACTS` is the part that has no language: facts, rows in their order, sources.
"""

from collections import Counter
from collections.abc import Iterator
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
        given = dict(named_rows(working, rows))
        for identity, row in named_rows(result, rows):
            source = given.get(identity)
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
        there = dict(named_rows(new, rows))
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
        for identity, row in named_rows(document, rows):
            words: Document = {}
            _copy_texts(words, row, texts, part)
            if words:
                found[identity] = words
        if found:
            result[rows.key] = found
    return result


def named_rows(document: Document, rows: Rows) -> Iterator[tuple[str, Document]]:
    """Each row of a list with a name that no other row of it has."""
    found = document.get(rows.key) or []
    return zip(identities(found, rows), found, strict=True)


def identities(found: list[Document], rows: Rows) -> list[str]:
    """What tells the rows apart; a draft may use a number twice, and its second row is then `3 (2)`."""
    seen: Counter[str] = Counter()
    result = []
    for index, row in enumerate(found):
        identity = identity_of(row, rows, index)
        seen[identity] += 1
        result.append(identity if seen[identity] == 1 else f"{identity} ({seen[identity]})")
    return result


def identity_of(row: Document, rows: Rows, index: int) -> str:
    """What tells a row from the others of its list."""
    value = value_at(row, rows.identity) if rows.identity else None
    return str(value) if value not in (None, "") else f"#{index + 1}"


def _copy_texts(target: Document, source: Document, texts: tuple[Any, ...], language: str) -> None:
    """Make the texts of one language in `target` those of `source`."""
    for field in texts:
        put_at(target, field.at(language), deepcopy(value_at(source, field.at(language))))
