"""What a reader can do when nothing was found: at least three ways on, always."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from bqportal.search.engine import Filters, Search
from bqportal.search.highlights import Matcher
from bqportal.search.interpretation import Interpretation, interpret
from bqportal.search.labels import FACET_LABELS
from bqportal.search.results import Hit, WayOn

MOST_NEAREST = 3
FARTHEST = 3  # typing errors up to which a title still counts as near


def query_string(text: str, filters: Filters) -> str:
    """The search's own address part: q=…&country=PL."""
    pairs = [("q", text)] if text else []
    pairs += [(facet, value) for facet, values in filters.items() for value in values]
    return urlencode(pairs)


def ways_on(search: Search, text: str, filters: Filters, did_you_mean: str) -> tuple[WayOn, ...]:
    """Relaxed filters with counts, another spelling, near titles, country, German occupation, asking for a profile."""
    read = interpret(text, search.snapshot, language=search.language, forgiving=True)
    return (
        *_relaxed(search, text, filters),
        *_spelling(search, did_you_mean or read.correction, filters),
        *_nearest(search, read),
        *_country(search, filters),
        *_occupation(search, read),
        WayOn("ask", _("Ask for the missing profile"), text=text),
    )


def _search_way(kind: str, label: str, count: int | None, text: str, filters: Filters) -> WayOn:
    return WayOn(kind, label, count, text, dict(filters), None, query_string(text, filters))


def _relaxed(search: Search, text: str, filters: Filters) -> Iterator[WayOn]:
    """Each filter taken away alone, and all of them, where that finds something."""
    for facet in filters:
        others = {name: values for name, values in filters.items() if name != facet}
        if others and (count := search.count(text, others)):
            label = _("Without the filter “%(filter)s”") % {"filter": FACET_LABELS[facet]}
            yield _search_way("relax", label, count, text, others)
    if filters and (count := search.count(text, {})):
        yield _search_way("relax", _("Without filters"), count, text, {})


def _spelling(search: Search, correction: str, filters: Filters) -> Iterator[WayOn]:
    if correction and (count := search.count(correction, {})):
        yield _search_way("spelling", _("Did you mean “%(text)s”?") % {"text": correction}, count, correction, {})


def _nearest(search: Search, read: Interpretation) -> Iterator[WayOn]:
    """Records whose titles come nearest, however far that is."""
    for hit in _near_hits(search, read, {}, MOST_NEAREST):
        yield WayOn("nearest", hit.title, hit=hit)


def _near_hits(search: Search, read: Interpretation, filters: Filters, limit: int) -> list[Hit]:
    vocabulary = search.snapshot.vocabulary
    near = [
        found
        for reading in read.readings
        for found, _errors in vocabulary.similar(reading.word.folded, distance=min(FARTHEST, len(reading.word.folded) // 2))
    ]
    text = " ".join(dict.fromkeys([*(reading.word.text for reading in read.readings), *near]))
    wide = interpret(text, search.snapshot, language=search.language)
    if wide.is_empty:
        return []
    query = search.builder.build(wide, filters=filters, languages=search.languages, every_word=False)
    matcher = Matcher(wide, search.languages)
    found = search.snapshot.searcher.search(query, limit).hits
    return [search.hit(score, address, matcher) for score, address in found]


def _country(search: Search, filters: Filters) -> Iterator[WayOn]:
    """The country that was filtered for, or the list of all."""
    for code in filters.get("country", ())[:1]:
        only = {"country": (code,)}
        label = _("Everything about %(country)s") % {"country": search.labels.country(code)}
        yield _search_way("country", label, search.count("", only), "", only)
    countries = {"kind": ("country",)}
    yield _search_way("browse", _("All countries"), search.count("", countries), "", countries)


def _occupation(search: Search, read: Interpretation) -> Iterator[WayOn]:
    """The German occupations that come nearest, or the list of all."""
    only = {"kind": ("occupation",)}
    for hit in _near_hits(search, read, only, 1):
        yield WayOn("occupation", hit.title, hit=hit)
    yield _search_way("browse", _("All German occupations"), search.count("", only), "", only)
