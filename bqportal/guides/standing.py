"""How far guides, glossary and questions are in each language: there, of an older wording, made by a machine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models

from bqportal.guides import wording
from bqportal.guides.models import GlossaryTerm, Guide, Question
from bqportal.languages.texts import by_language


class Standing(StrEnum):
    """How far a text is in a language; where several are true, the one that calls for work first."""

    MISSING = "missing"
    OUTDATED = "outdated"  # the wording it was made from says something else now
    MACHINE = "machine"  # no person has reviewed it
    DONE = "done"


@dataclass(frozen=True)
class Item:
    """One guide, term or question with its standing per language."""

    key: str
    titles: dict[str, str]
    standings: dict[str, Standing] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """All guides, all terms or all questions."""

    name: str  # guides, glossary, faq
    items: tuple[Item, ...]

    def counts(self, language: str) -> dict[Standing, int]:
        """How many are how far in a language."""
        found = [item.standings[language] for item in self.items]
        return {standing: found.count(standing) for standing in Standing}


def parts(languages: Sequence[str]) -> list[Part]:
    """Guides, glossary and questions with their standing in each of `languages`; two queries each."""
    kinds: list[tuple[str, type[models.Model], tuple[str, ...]]] = [
        ("guides", Guide, wording.GUIDE),
        ("glossary", GlossaryTerm, wording.TERM),
        ("faq", Question, wording.QUESTION),
    ]
    return [
        Part(name, tuple(item_of(row, fields, languages) for row in model._default_manager.prefetch_related("texts")))
        for name, model, fields in kinds
    ]


def item_of(row: Any, fields: tuple[str, ...], languages: Sequence[str]) -> Item:
    """One record with its standing in each language."""
    texts = {text.language: text for text in row.texts.all()}
    digests = {code: wording.digest(*(getattr(text, name) for name in fields)) for code, text in texts.items()}
    standings = {code: standing_of(texts.get(code), digests) for code in languages}
    key = row.slug if isinstance(row, Guide) else row.key
    return Item(key, by_language(texts.values(), fields[0]), standings)


def standing_of(text: Any, digests: dict[str, str]) -> Standing:
    """How far one text is, by the digests of what the others say now; unknown source wording counts as up to date."""
    if text is None:
        return Standing.MISSING
    if text.source_digest and digests.get(text.source_language, text.source_digest) != text.source_digest:
        return Standing.OUTDATED
    return Standing.MACHINE if text.origin == text.Origin.MACHINE else Standing.DONE
