"""The fields of the index, and how a document fills them.

All analysis happens in `analysis`; the engine receives terms separated by blanks and only splits them again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Any

import tantivy

from bqportal.languages.folding import fold
from bqportal.search.analysis import ANALYSIS_VERSION, Terms, body_stems, exact_key, stem_key, terms_of
from bqportal.search.documents import FACETS, KINDS, SUGGESTED_KINDS, Document

SCHEMA_VERSION = 3  # raise it when the stored sheet changes
STATE_KEY = "state:index"
# Fields whose term frequency ranks, and fields that only say yes or no.
RANKED = ("original", "title", "other", "stem", "context", "body", "shadow")
PLAIN = ("words", "exact", "prefix", "start")
EXPLAINED = ("exact", "original", "title", "other", "stem", "shadow", "context")
EXCERPT_LENGTH = 1200  # characters of a body that are kept for excerpts
PREFIX_LENGTHS = range(2, 13)


def build_schema() -> Any:
    """The schema of a new index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in RANKED:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in PLAIN:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("current", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("updated", indexed=True, fast=True)
    builder.add_bytes_field("sheet", stored=True)
    return builder.build()


@cache
def schema_hash() -> str:
    """Changes whenever an index of an older program version can no longer be read: name of the index folder."""
    versions = (SCHEMA_VERSION, ANALYSIS_VERSION, version("tantivy"))
    text = repr((RANKED, PLAIN, KINDS, FACETS, PREFIX_LENGTHS, EXCERPT_LENGTH, *versions))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class IndexState:
    """What the index knows about itself; written in the same commit as the documents it speaks of."""

    change: int  # every change up to this number is contained
    recent: tuple[int, ...] = ()  # and these later ones: numbers do not always become visible in their order
    languages: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)  # facet, value, language

    def label(self, facet: str, value: str, language: str) -> str:
        """The name of a facet value that no record of its own carries, the value itself when it is not known."""
        names = self.labels.get(facet, {}).get(value, {})
        return names.get(language) or names.get("en") or value


def engine_document(document: Document) -> Any:
    """The document in the engine's form."""
    made = tantivy.Document()
    made.add_text("key", document.key)
    terms_by_field = _terms_by_field(document)
    for name, terms in terms_by_field.items():
        if terms:
            made.add_text(name, " ".join(terms))
    for facet in FACETS:
        for value in document.facet_values(facet):
            made.add_text(facet, value)
    if document.current:
        made.add_text("current", "yes")
    made.add_integer("updated", document.updated.toordinal() if document.updated else 0)
    made.add_bytes("sheet", _sheet(document, terms_by_field))
    return made


def state_document(state: IndexState) -> Any:
    """The index's note about itself, stored as a document that no query finds."""
    made = tantivy.Document()
    made.add_text("key", STATE_KEY)
    made.add_bytes("sheet", json.dumps(asdict(state), ensure_ascii=False).encode())
    return made


def read_state(sheet: bytes) -> IndexState:
    """The inverse of `state_document`."""
    data = json.loads(sheet)
    return IndexState(data["change"], tuple(data["recent"]), tuple(data["languages"]), data["labels"])


def _sheet(document: Document, terms_by_field: Mapping[str, list[str]]) -> bytes:
    """What a result page needs, so that it asks no database; the terms tell why the record was found."""
    sheet = {
        "kind": document.kind,
        "args": document.url_args,
        "titles": dict(document.titles),
        "original": document.original_title,
        "lang": document.original_language,
        "translit": document.transliteration,
        "other": document.alternatives,
        "terms": {name: list(dict.fromkeys(terms_by_field[name])) for name in EXPLAINED},
        "bodies": {language: text[:EXCERPT_LENGTH] for language, text in document.bodies.items() if text},
        "detail": document.detail,
        "until": document.until,
        "country": document.country,
        "level": document.level,
        "checked": document.checked,
        "updated": document.updated.isoformat() if isinstance(document.updated, date) else "",
        "digest": document.digest,
    }
    return json.dumps(sheet, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _terms_by_field(document: Document) -> dict[str, list[str]]:
    own = document.original_language
    original = terms_of(document.original_title, [own], with_shadows=True)
    titles = [terms_of(text, [language]) for language, text in document.titles.items()]
    other = [terms_of(text, dict.fromkeys([own, "de"]), with_shadows=True) for text in document.alternatives]
    latin = terms_of(document.transliteration, [], with_shadows=True)
    context = [terms_of(name, [language]) for language, names in document.context.items() for name in names]
    words = _union([original, *titles, *other, latin])
    is_suggested = document.kind in SUGGESTED_KINDS
    return {
        "original": list(original.words),
        "title": [word for terms in titles for word in terms.words],
        "other": [word for terms in [*other, latin] for word in terms.words],
        "stem": [stem for terms in [original, *titles, *other] for stem in terms.stems],
        "shadow": list(dict.fromkeys(shade for terms in [original, *other, latin] for shade in terms.shadows)),
        "context": [term for terms in context for term in dict.fromkeys(terms.words + terms.stems)],
        "body": [stem for language, text in document.bodies.items() for stem in body_stems(text, language)],
        "words": words,
        "exact": _exact_terms(document),
        "prefix": _prefixes(words) if is_suggested else [],
        "start": _prefixes(_whole_titles(document)) if is_suggested else [],
    }


def _union(all_terms: Iterable[Terms]) -> list[str]:
    return list(dict.fromkeys(word for terms in all_terms for word in terms.words))


def _whole_titles(document: Document) -> list[str]:
    texts = [document.original_title, *document.titles.values(), document.transliteration]
    return list(dict.fromkeys(exact_key(text) for text in texts if text))


def _exact_terms(document: Document) -> list[str]:
    """Whole titles as terms: o original, t other language, a alternative, s stems of any of them."""
    marked = [f"o:{exact_key(document.original_title)}"]
    marked += [f"t:{exact_key(text)}" for text in document.titles.values()]
    marked += [f"a:{exact_key(text)}" for text in (*document.alternatives, document.transliteration) if text]
    named = [(document.original_language, document.original_title), *document.titles.items()]
    named += [(language, text) for text in document.alternatives for language in (document.original_language, "de")]
    marked += [f"s:{stem_key(text, language)}" for language, text in named]
    return list(dict.fromkeys(marked))


def _prefixes(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word[:length] for word in words for length in PREFIX_LENGTHS if length <= len(word)))


def first_letters(word: str) -> str:
    """The longest indexed prefix of a word that somebody is typing."""
    return fold(word)[: PREFIX_LENGTHS[-1]]
