"""What every builder of documents needs: records in chunks, names and texts by language."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from bqportal.editorial.models import Publishable
from bqportal.occupations.models import ReferenceOccupation

CHUNK = 200  # records in memory at a time
MAX_BODY = 20_000  # characters of a record's text that are searched, per language
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>|]+")

Row = TypeVar("Row", bound=Model)
Slugs = Collection[str] | None
Names = Mapping[str, tuple[str, ...]]


def plain_text(markdown: str) -> str:
    """A Markdown text without its marks; links keep their words.

    >>> plain_text("The *technikum* ([law](https://example.org)) …")
    'The technikum (law) …'
    """
    return " ".join(_MARKUP.sub(lambda match: match.group(1) or "", markdown).split())


def chunked(rows: QuerySet[Row], slugs: Slugs, *, by: str = "slug") -> Iterator[Row]:
    """Rows in a stable order, a chunk at a time."""
    wanted = rows if slugs is None else rows.filter(**{f"{by}__in": list(slugs)})
    return wanted.order_by("pk").iterator(chunk_size=CHUNK)


def occupation_names(occupation: ReferenceOccupation) -> Names:
    """The names of a German occupation for both sexes, and its titles in other languages."""
    names = {"de": (occupation.name_m, occupation.name_f)}
    return names | {text.language: (text.title,) for text in occupation.texts.all() if text.language != "de"}


def context_of(names: Mapping[str, Iterable[str]]) -> Names:
    """Each name once, empty ones left out."""
    return {language: tuple(dict.fromkeys(name for name in found if name)) for language, found in names.items()}


def joined(*parts: Names) -> Names:
    """The names of all parts, language by language."""
    languages = dict.fromkeys(language for part in parts for language in part)
    return context_of({language: [name for part in parts for name in part.get(language, ())] for language in languages})


def bodies_of(parts: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Markdown texts of each language as one plain text, as long as is searched."""
    texts = {language: " ".join(plain_text(text) for text in found if text) for language, found in parts.items()}
    return {language: text[:MAX_BODY] for language, text in texts.items() if text}


def standing_of(record: Publishable) -> dict[str, Any]:
    """What every document says of its record: whether a person has reviewed it, and when it changed last."""
    return {"checked": record.reviewed_on is not None, "updated": record.changed_at.date()}
