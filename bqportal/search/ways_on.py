"""What a reader can do when nothing was found: at least three ways on, always."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from bqportal.matching.queries import suggest
from bqportal.matching.results import POSSIBLE
from bqportal.search.engine import Answer, Filters, Search
from bqportal.search.highlights import Matcher
from bqportal.search.interpretation import interpret
from bqportal.search.labels import FACET_LABELS
from bqportal.search.results import Hit, WayOn

MOST_NEAREST = 3
MOST_MEANT = 2
FARTHEST = 3  # typing errors up to which a title still counts as near


def query_string(text: str, filters: Filters) -> str:
    """The search's own address part: q=…&country=PL."""
    pairs = [("q", text)] if text else []
    pairs += [(facet, value) for facet, values in filters.items() for value in values]
    return urlencode(pairs)


def ways_on(search: Search, answer: Answer, filters: Filters) -> tuple[WayOn, ...]:
    """Relaxed filters with counts, another spelling, near titles, country, German occupation, asking for a profile."""
    near = _near_words(search, answer)
    return (
        *_relaxed(search, answer, filters),
        *_spelling(search, answer),
        *(WayOn("nearest", hit.title, hit=hit) for hit in _near_hits(search, near, {}, MOST_NEAREST)),
        *_country(search, filters),
        *_occupation(search, answer, near),
        *_meaning(answer),
        WayOn("ask", _("Ask for the missing profile"), text=answer.read.text),
    )


def _meaning(answer: Answer) -> Iterator[WayOn]:
    """The words may be the title of a certificate: what it means can be asked for."""
    if answer.read.text:
        yield WayOn("match", _("What does this title mean in Germany?"), text=answer.read.text)


def _search_way(kind: str, label: str, count: int | None, text: str, filters: Filters) -> WayOn:
    return WayOn(kind, label, count, text, dict(filters), None, query_string(text, filters))


def _relaxed(search: Search, answer: Answer, filters: Filters) -> Iterator[WayOn]:
    """Each filter taken away alone, and all of them, where that finds something."""
    text, query = answer.read.text, answer.text_query
    for facet in filters if len(filters) > 1 else ():
        others = {name: values for name, values in filters.items() if name != facet}
        if count := search.count(query, others):
            label = _("Without the filter “%(filter)s”") % {"filter": FACET_LABELS[facet]}
            yield _search_way("relax", label, count, text, others)
    if filters and (count := search.count(query, {})):
        yield _search_way("relax", _("Without filters"), count, text, {})


def _spelling(search: Search, answer: Answer) -> Iterator[WayOn]:
    """The query with its words put right, without filters."""
    read = interpret(answer.read.text, search.snapshot, language=search.language, forgiving=True)
    if not read.correction:
        return
    query = search.builder.of_text(read)
    if count := search.count(query, {}):
        label = _("Did you mean “%(text)s”?") % {"text": read.correction}
        yield _search_way("spelling", label, count, read.correction, {})


def _near_words(search: Search, answer: Answer) -> str:
    """The words of the query and the nearest words of titles, however far that is."""
    vocabulary = search.snapshot.vocabulary
    typed = [reading.word.folded for reading in answer.read.readings if not reading.word.optional][:6]
    near = [
        found for word in typed for found, _errors in vocabulary.similar(word, distance=min(FARTHEST, len(word) // 2))
    ]
    return " ".join(dict.fromkeys([*typed, *near]))


def _near_hits(search: Search, near: str, filters: Filters, limit: int) -> list[Hit]:
    """Records with any of the near words."""
    read = interpret(near, search.snapshot, language=search.language)
    if read.is_empty:
        return []
    query = search.builder.narrowed(search.builder.of_text(read, every_word=False), filters)
    matcher = Matcher(read)
    found = search.snapshot.searcher.search(query, limit, count=False).hits
    return [search.hit(score, address, matcher) for score, address in found]


def _country(search: Search, filters: Filters) -> Iterator[WayOn]:
    """The country that was filtered for, or the list of all."""
    everything = search.snapshot.everything()
    for code in filters.get("country", ())[:1]:
        only = {"country": (code,)}
        if count := search.count(everything, only):
            label = _("Everything about %(country)s") % {"country": search.labels.country(code)}
            yield _search_way("country", label, count, "", only)
    countries = {"kind": ("country",)}
    yield _search_way("browse", _("All countries"), search.count(everything, countries), "", countries)


def _occupation(search: Search, answer: Answer, near: str) -> Iterator[WayOn]:
    """The German occupations that the words mean, else the one whose title comes nearest, and the list of all."""
    only = {"kind": ("occupation",)}
    meant = [each.name_m for each in suggest(answer.read.text) if each.certainty != POSSIBLE]
    for name in meant[:MOST_MEANT] or [near]:
        for hit in _near_hits(search, name, only, 1):
            yield WayOn("occupation", hit.title, hit=hit)
    count = search.count(search.snapshot.everything(), only)
    yield _search_way("browse", _("All German occupations"), count, "", only)
