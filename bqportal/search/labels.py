"""Names of facets and their values in the reader's language."""

from typing import Any

import tantivy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bqportal.countries.queries import country_name
from bqportal.languages.names import language_name
from bqportal.search.index import Generation, Snapshot

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
    "guide": gettext_lazy("Guide"),
    "centre": gettext_lazy("Counselling centre"),
    "offer": gettext_lazy("Course"),
}
GROUP_LABELS = {
    "occupation": gettext_lazy("German occupations"),
    "qualification": gettext_lazy("Qualifications"),
    "country": gettext_lazy("Countries"),
}
# From the strongest reason to the weakest; the weakest among the words of a query is the one that is told.
REASON_LABELS = {
    "exact_original": gettext_lazy("Title in the original language"),
    "exact_title": gettext_lazy("Title"),
    "exact_other": gettext_lazy("Other name"),
    "word_form": gettext_lazy("Another form of the title"),
    "original_words": gettext_lazy("Words of the original title"),
    "title_words": gettext_lazy("Words of the title"),
    "other_words": gettext_lazy("Words of another name"),
    "form": gettext_lazy("Related word in the title"),
    "compound": gettext_lazy("Part of a compound word"),
    "spelling": gettext_lazy("Similar spelling"),
    "script": gettext_lazy("Same sound in another script"),
    "context": gettext_lazy("Country, place, provider or comparable occupation"),
    "text": gettext_lazy("Text of the profile"),
    "browse": gettext_lazy("Newest first"),
}
CHECKED_LABELS = {"yes": gettext_lazy("reviewed"), "no": gettext_lazy("not yet reviewed")}


# Kept as long as the index stays the same: state of the index, reader's language, (facet, value).
_labels: dict[Generation, dict[str, dict[tuple[str, str], str]]] = {}


class Labels:
    """Labels of facet values; titles of records come from the index itself and are kept as long as its state."""

    def __init__(self, snapshot: Snapshot, language: str) -> None:
        self.snapshot = snapshot
        self.language = language
        if snapshot.generation not in _labels:
            _labels.clear()
            _labels[snapshot.generation] = {}
        self._known = _labels[snapshot.generation].setdefault(language, {})

    def of(self, facet: str, value: str) -> str:
        """The name of one value of a facet, or of a reason ("why")."""
        known = self._known.get((facet, value))
        if known is None:
            known = self._known[facet, value] = self._label(facet, value)
        return known

    def _label(self, facet: str, value: str) -> str:
        if facet == "kind":
            return str(KIND_LABELS.get(value, value))
        if facet == "why":
            return str(REASON_LABELS.get(value, value))
        if facet == "checked":
            return str(CHECKED_LABELS.get(value, value))
        if facet == "level":
            return _("EQF %(level)s") % {"level": value}
        if facet == "language":
            return language_name(value, self.language)
        if facet == "country":
            return country_name(value, self.language)  # needs no language that the index was built for
        if facet == "occupation":
            return record_title(self.snapshot, f"occupation:{value}", self.language) or value
        if facet == "field":
            return self.snapshot.state.label("field", value, self.language)
        return value

    def country(self, code: str) -> str:
        """The name of a country, "" without a code."""
        return self.of("country", code) if code else ""


def record_title(snapshot: Snapshot, key: str, language: str) -> str:
    """The title of a record in `language`, "" when it is not in the index."""
    query = tantivy.Query.term_query(snapshot.schema, "key", key, "basic")
    hits = snapshot.searcher.search(query, 1, count=False).hits
    return best_title(snapshot.sheet(hits[0][1])[1], language)[0] if hits else ""


def best_title(sheet: dict[str, Any], language: str) -> tuple[str, str]:
    """(title, its language): the reader's language, else English or German, else the original."""
    titles: dict[str, str] = sheet["titles"]
    for wanted in (language, "en", "de"):
        if titles.get(wanted):
            return titles[wanted], wanted
        if sheet["lang"] == wanted:
            break
    return sheet["original"], sheet["lang"]
