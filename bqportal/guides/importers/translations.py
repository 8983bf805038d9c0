"""Translations of guides, glossary and questions: one file per language and text, docs/formats.md describes them."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from bqportal.editorial.records import LANGUAGE, Record
from bqportal.guides.wording import DIGEST_LENGTH, PLAIN
from bqportal.languages.models import LanguageText

HEAD = ("origin", "from")
HUMAN = LanguageText.Origin.HUMAN.value
UNTRANSLATED = {"origin": HUMAN, "source_language": "", "source_digest": ""}


def is_translation(record: Record) -> bool:
    """True for a file in a language's own folder: guides/uk/cost.yaml."""
    return len(PurePath(record.place).parts) > 2


def name_of(record: Record) -> str:
    """What a file translates: the guide's address, or glossary or faq."""
    return PurePath(record.place).stem


def language_of(record: Record) -> str:
    """The language of a translation, from its folder; a problem where the folder names none."""
    language = PurePath(record.place).parent.name
    if not LANGUAGE.match(language.removesuffix(PLAIN)):
        record.problem("", f"stands in the folder {language}; it must be a language code such as uk or de-simple")
    return language


def guide_translation(record: Record, fields: tuple[str, ...]) -> dict[str, str]:
    """The text of a guide in one language, with what it was made from."""
    record.allow(*HEAD, "digest", *fields)
    return {**wording(record, fields), **made_from(record, record)}


def entry_translations(record: Record, key: str, fields: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The texts of the entries below `key` in one language: {key of the entry: {field: text, …}}."""
    record.allow(*HEAD, key)
    found = {}
    for entry in record.children(key):
        entry.allow("key", "digest", *fields)
        name = entry.text("key", required=True, limit=80)
        found[name] = {**wording(entry, fields), **made_from(record, entry)}
    return found


def wording(entry: Record, fields: tuple[str, ...]) -> dict[str, str]:
    """The fields of a text; only a summary may be missing."""
    return {name: entry.text(name, required=name != "summary") for name in fields}


def made_from(head: Record, entry: Record) -> dict[str, str]:
    """Who or what translated, from which language, from which wording of it."""
    digest = entry.text("digest", limit=DIGEST_LENGTH)
    source = head.text("from", limit=20) or "de"
    origin = head.choice("origin", LanguageText.Origin.values, required=True)
    return {"origin": origin or HUMAN, "source_language": source, "source_digest": digest}


def with_translations(
    texts: Mapping[str, Mapping[str, str]], translated: Iterable[tuple[Record, Mapping[str, str]]]
) -> dict[str, dict[str, str]]:
    """The texts of a record and its translations; a problem where a language is there twice."""
    found = {language: {**values, **UNTRANSLATED} for language, values in texts.items()}
    for record, values in translated:
        language = language_of(record)
        if language in found:
            record.problem("", f"translates into {language}, which is there already; keep one of the two")
        found[language] = dict(values)
    return found
