"""Where this portal's index lies."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from bqportal.search.index import SearchIndex


@lru_cache(maxsize=16)
def _index_below(root: Path) -> SearchIndex:
    return SearchIndex(root)


def portal_index() -> SearchIndex:
    """The index of this portal, below BQPORTAL_HOME; the same object for a process, so that it stays open."""
    return _index_below(Path(settings.BQPORTAL_HOME) / "search")
