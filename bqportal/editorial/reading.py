"""How often public records are read, without cookies, addresses or anything else about readers.

Each process counts in memory and writes now and then, after an answer has left. What it has not written when it dies is
lost, and what a cache in front of the portal answers is never seen here: the numbers compare records, they measure no
audience.
"""

import logging
import threading
import time
from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, models, transaction
from django.db.models import F

from bqportal.editorial.models import ReadCount

EVERY = 60.0  # seconds after which counted reads are written
MOST = 100  # reads after which they are written earlier

log = logging.getLogger(__name__)
_lock = threading.Lock()
_counted: Counter[tuple[type[models.Model], int, date]] = Counter()
_since = 0.0


def note_read(record: models.Model, day: date) -> None:
    """Count one read of a public record, in memory."""
    global _since
    if not settings.BQPORTAL_COUNT_READS:
        return
    with _lock:
        if not _counted:
            _since = time.monotonic()
        _counted[type(record), record.pk, day] += 1


def flush_when_due(**_signal: Any) -> None:
    """Write when a minute has passed or a hundred reads have come together. A failing database costs the numbers, not
    the reader's page."""
    with _lock:
        is_due = _counted and (time.monotonic() - _since >= EVERY or _counted.total() >= MOST)
    if not is_due:
        return
    try:
        flush()
    except DatabaseError:
        log.warning("reads could not be written down", exc_info=True)


def flush() -> None:
    """Write what was counted: two statements for reads of the same kind, day and number."""
    with _lock:
        counted = dict(_counted)
        _counted.clear()
    groups: dict[tuple[int, date, int], list[int]] = defaultdict(list)
    for (model, pk, day), number in counted.items():
        groups[ContentType.objects.get_for_model(model).pk, day, number].append(pk)
    with transaction.atomic():
        # Always in the same order, so that two processes cannot wait for each other.
        for (kind, day, number), keys in sorted(groups.items()):
            rows = [ReadCount(content_type_id=kind, object_id=pk, day=day) for pk in sorted(keys)]
            ReadCount.objects.bulk_create(rows, ignore_conflicts=True)
            same = ReadCount.objects.filter(content_type=kind, day=day, object_id__in=keys)
            same.update(count=F("count") + number)


def forget() -> None:
    """Drop what was counted and not yet written."""
    with _lock:
        _counted.clear()
