"""Search and suggestions for pages, console and API. Neither ever raises, whatever somebody types."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from django.utils import translation
from django.utils.translation import gettext as _

from bqportal.search.current import portal_index
from bqportal.search.documents import FACETS
from bqportal.search.engine import Search
from bqportal.search.index import IndexUnavailableError, SearchIndex, Snapshot, engine_errors
from bqportal.search.interpretation import clean_filters, clean_text
from bqportal.search.results import Notice, SearchResult, SuggestionGroup
from bqportal.search.upkeep import catch_up, mend
from bqportal.search.ways_on import ways_on

__all__ = ["FACETS", "search", "suggest"]

MAX_PAGE = 1000
MAX_SIZE = 100
MIN_SUGGEST = 2  # letters from which suggestions are made
T = TypeVar("T")


def search(
    text: str,
    *,
    language: str,
    filters: Mapping[str, Sequence[str]] | None = None,
    page: int = 1,
    size: int = 10,
) -> SearchResult:
    """Everything public that answers `text`, best first, for a reader of `language`.

    `filters` maps names of FACETS to values: one of the values of each facet must hold. Without text everything is
    shown, the newest first. `page` counts from 1; `size` is the number of hits of a page.
    """
    clean, shortened = clean_text(text)
    kept, dropped = clean_filters(filters)
    language = language if re.fullmatch(r"[a-z]{2,3}", str(language)) else "en"
    page, size = _between(page, 1, MAX_PAGE), _between(size, 1, MAX_SIZE)
    empty = SearchResult(clean, language, kept, page, size)
    with translation.override(language):
        notices = _input_notices(shortened=shortened, dropped=dropped)
        try:
            result = _searched(empty)
        except IndexUnavailableError:
            result = replace(empty, available=False, notices=(_being_built(),))
        return replace(result, notices=(*notices, *result.notices))


def suggest(text: str, *, language: str, limit: int = 8) -> tuple[SuggestionGroup, ...]:
    """Occupations, qualifications and countries that somebody who typed `text` may mean; empty below two letters."""
    clean, _shortened = clean_text(text)
    if len(clean) < MIN_SUGGEST:
        return ()
    language = language if re.fullmatch(r"[a-z]{2,3}", str(language)) else "en"
    with translation.override(language):
        try:
            return _guarded(lambda snapshot: Search(snapshot, language).suggest(clean, limit=_between(limit, 1, 50)))
        except IndexUnavailableError:
            return ()


def _searched(asked: SearchResult) -> SearchResult:
    def run(snapshot: Snapshot) -> SearchResult:
        searching = Search(snapshot, asked.language)
        result, answer = searching.run(asked.text, asked.filters, page=asked.page, size=asked.size)
        if result.total:
            return result
        return replace(result, ways_on=ways_on(searching, answer, asked.filters))

    return _guarded(run)


def _guarded(run: Callable[[Snapshot], T]) -> T:
    """`run` against the newest state; once more if the index was missing or broken and could be mended at once."""
    index = portal_index()
    catch_up(index)
    try:
        return _run(run, index)
    except IndexUnavailableError as error:
        if not mend(index, error.reason):
            raise
    return _run(run, index)


def _run(run: Callable[[Snapshot], T], index: SearchIndex) -> T:
    with engine_errors():
        return run(index.snapshot())


def _between(value: object, least: int, most: int) -> int:
    return min(max(value, least), most) if isinstance(value, int) else least


def _input_notices(*, shortened: bool, dropped: bool) -> tuple[Notice, ...]:
    found = []
    if shortened:
        found.append(Notice("shortened", _("Your search was long. Only its first 200 characters were used.")))
    if dropped:
        found.append(Notice("unknown_filter", _("A filter that this portal does not know was left out.")))
    return tuple(found)


def _being_built() -> Notice:
    text = _("The search is being prepared. Please try again in a minute; all pages can be read meanwhile.")
    return Notice("being_built", text)
