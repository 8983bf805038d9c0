"""Names of facets and their values in the reader's language."""

from functools import lru_cache
from typing import Any

import tantivy
from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bqportal.search.index import Snapshot

FACET_LABELS = {
    "kind": gettext_lazy("Type"),
    "country": gettext_lazy("Country"),
    "level": gettext_lazy("EQF level"),
    "field": gettext_lazy("Field of training"),
    "language": gettext_lazy("Language of the title"),
    "occupation": gettext_lazy("German reference occupation"),
    "checked": gettext_lazy("Review"),
}
KIND_LABELS = {
    "qualification": gettext_lazy("Qualification"),
    "country": gettext_lazy("Country"),
    "occupation": gettext_lazy("German occupation"),
    "comparison": gettext_lazy("Comparison"),
    "guide": gettext_lazy("Guide"),
}
GROUP_LABELS = {
    "occupation": gettext_lazy("German occupations"),
    "qualification": gettext_lazy("Qualifications"),
    "country": gettext_lazy("Countries"),
}
CHECKED_LABELS = {"yes": gettext_lazy("reviewed"), "no": gettext_lazy("not yet reviewed")}


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def language_label(code: str, language: str) -> str:
    """The name of a language, the code itself when it has none."""
    return _locale(language).languages.get(code) or code


class Labels:
    """Labels of facet values; titles of records come from the index itself and are kept as long as its state."""

    def __init__(self, snapshot: Snapshot, language: str) -> None:
        self.snapshot = snapshot
        self.language = language

    def of(self, facet: str, value: str) -> str:
        """The name of one facet value."""
        if facet == "kind":
            return str(KIND_LABELS.get(value, value))
        if facet == "checked":
            return str(CHECKED_LABELS.get(value, value))
        if facet == "level":
            return _("EQF %(level)s") % {"level": value}
        if facet == "language":
            return language_label(value, self.language)
        if facet == "country":
            return self.country(value)
        if facet == "occupation":
            return record_title(self.snapshot, f"occupation:{value}", self.language) or value
        if facet == "field":
            return self.snapshot.state.label("field", value, self.language)
        return value

    def country(self, code: str) -> str:
        """The name of a country: as its record says, as CLDR says, or its code."""
        if not code:
            return ""
        own = record_title(self.snapshot, f"country:{code}", self.language)
        return own or _locale(self.language).territories.get(code) or code


_titles: dict[tuple[str, int], dict[tuple[str, str], str]] = {}


def record_title(snapshot: Snapshot, key: str, language: str) -> str:
    """The title of a record in `language`, "" when it is not in the index."""
    if snapshot.generation not in _titles:
        _titles.clear()
        _titles[snapshot.generation] = {}
    known = _titles.get(snapshot.generation, {})
    if (key, language) not in known:
        known[key, language] = _read_title(snapshot, key, language)
    return known[key, language]


def _read_title(snapshot: Snapshot, key: str, language: str) -> str:
    query = tantivy.Query.term_query(snapshot.schema, "key", key, "basic")
    hits = snapshot.searcher.search(query, 1, count=False).hits
    return best_title(snapshot.sheet(hits[0][1])[1], language)[0] if hits else ""


def best_title(sheet: dict[str, Any], language: str) -> tuple[str, str]:
    """(title, its language): the reader's language, else English, else the original."""
    titles: dict[str, str] = sheet["titles"]
    for wanted in (language, "en"):
        if titles.get(wanted):
            return titles[wanted], wanted
        if sheet["lang"] == wanted:
            break
    return sheet["original"], sheet["lang"]
