"""How many searches find nothing: a number per day and language, never the words, and nothing about who asked.

It is written after the answer has left, so that a database which is busy or down never keeps a reader waiting; then the
number is lost. What a cache in front of the portal answers is not seen here, so that the numbers are rather too low.
"""

import logging
import threading
from collections import Counter
from datetime import date
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F

from bqportal.search.models import EmptySearchCount
from bqportal.search.results import SearchResult

log = logging.getLogger(__name__)
_lock = threading.Lock()
_counted: Counter[tuple[date, str]] = Counter()


def note_if_empty(result: SearchResult, day: date) -> None:
    """Count a search that found nothing, in memory. Filters are left out: who sets them can take them back."""
    found_nothing = result.available and result.text and not result.total and not result.filters and result.page == 1
    if not (found_nothing and settings.BQPORTAL_COUNT_READS):
        return
    with _lock:
        _counted[day, result.language] += 1


def flush_empty_searches(**_signal: Any) -> None:
    """Write what was counted; when that fails it is lost, and nobody notices but the log."""
    with _lock:
        if not _counted:
            return
        counted = dict(_counted)
        _counted.clear()
    try:
        _write(counted)
    except DatabaseError:
        log.warning("searches without result could not be counted", exc_info=True)


def _write(counted: dict[tuple[date, str], int]) -> None:
    """One statement each; a second one for the first search of a day."""
    with transaction.atomic():
        for (day, language), number in sorted(counted.items()):
            same = EmptySearchCount.objects.filter(day=day, language=language)
            if not same.update(count=F("count") + number):
                rows = [EmptySearchCount(day=day, language=language)]
                EmptySearchCount.objects.bulk_create(rows, ignore_conflicts=True)
                same.update(count=F("count") + number)
