"""Keeping the index equal to the database: after every change, after a crash, and from nothing.

A change is noted in the same transaction as the change itself (`note_change`). After commit the index is brought up
to date in one batch (`apply_changes`). If that does not happen, because the process died or another one was writing,
the next search does it (`catch_up`).
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Max
from django.utils import timezone

from bqportal.comparison.models import Comparison
from bqportal.countries.models import CountryProfile
from bqportal.editorial.models import Publishable
from bqportal.guides.models import Guide
from bqportal.occupations.models import ReferenceOccupation
from bqportal.offers.models import Centre, Offer
from bqportal.qualifications.models import Qualification
from bqportal.search.builders import document_count, documents, facet_labels
from bqportal.search.current import portal_index
from bqportal.search.index import IndexUnavailableError, SearchIndex
from bqportal.search.models import IndexChange
from bqportal.search.schema import IndexState

BATCH = 500  # keys brought up to date in one commit of the index
SETTLED = timedelta(minutes=15)  # no transaction that wrote a change is still open after that time
LOOK_EVERY = 2.0  # seconds between two looks at the change table by one process
MEND_EVERY = 60.0  # seconds between two attempts of one process to mend an index
SMALL = 2000  # documents up to which a missing index is built while the reader waits, a matter of seconds

log = logging.getLogger(__name__)
_looked: dict[Path, float] = {}
_mended: dict[Path, float] = {}


def affected_keys(record: Publishable) -> set[str]:
    """Keys of all documents that speak of `record`."""
    if isinstance(record, Qualification):
        return {f"qualification:{record.slug}", f"country:{record.country.code}"}
    if isinstance(record, CountryProfile):
        return {f"country:{record.country.code}"}
    if isinstance(record, Guide | Centre | Offer):
        return {f"{record._meta.model_name}:{record.slug}"}
    if isinstance(record, Comparison):
        return {f"qualification:{record.qualification.slug}"}
    if isinstance(record, ReferenceOccupation):
        named = record.comparable_qualifications.values_list("slug", flat=True)
        compared = Qualification.objects.filter(comparisons__version__occupation=record).values_list("slug", flat=True)
        qualifications = {f"qualification:{slug}" for slug in {*named, *compared}}
        courses = {f"offer:{slug}" for slug in Offer.objects.filter(occupation=record).values_list("slug", flat=True)}
        return {f"occupation:{record.slug}"} | qualifications | courses
    return set()


def note_change(*, record: Publishable, **_news: Any) -> None:
    """Receiver of `published` and `withdrawn`: note what changed, and bring the index up to date after commit."""
    IndexChange.objects.bulk_create([IndexChange(key=key) for key in sorted(affected_keys(record))])
    _looked.clear()
    transaction.on_commit(_after_commit)


def _after_commit() -> None:
    """Never fails: the record is public already, and the next search catches up."""
    try:
        apply_changes()
    except (IndexUnavailableError, DatabaseError, OSError) as error:
        if getattr(error, "reason", "") != "missing":
            log.warning("The search index will follow later: %r", error)


def apply_changes(index: SearchIndex | None = None) -> int:
    """Bring the index up to date with the change table. Returns the number of keys looked at.

    Returns 0 at once while another process is writing: that one, or the next search, does it.
    Raises IndexUnavailableError when there is no usable index.
    """
    index = index or portal_index()
    done = 0
    while has_changes(index):
        with index.exclusively(wait=False) as mine:
            if not mine:
                return done
            done += _apply_batch(index)
    return done


def has_changes(index: SearchIndex) -> bool:
    """True when the change table holds what the index does not. One quick query."""
    state = index.snapshot().state
    later = IndexChange.objects.filter(id__gt=state.change).aggregate(count=Count("id"), last=Max("id"))
    return (later["count"], later["last"] or 0) != (len(state.recent), max(state.recent, default=0))


def _apply_batch(index: SearchIndex) -> int:
    state = index.snapshot().state
    known = set(state.recent)
    rows = IndexChange.objects.filter(id__gt=state.change).order_by("id").values_list("id", "key", "at")
    news: dict[int, str] = {}
    seen = {}
    for number, key, at in rows.iterator():
        if number not in known and len(set(news.values()) | {key}) > BATCH:
            break
        seen[number] = at
        if number not in known:
            news[number] = key
    keys = set(news.values())
    found = list(documents(keys))
    removed = keys - {document.key for document in found}
    index.update(
        documents=found, removed=removed, state=replace(_state_after(state.change, seen), labels=facet_labels())
    )
    return len(keys)


def _state_after(change: int, seen: dict[int, Any]) -> IndexState:
    """The state that contains everything up to `change` and all of `seen` (number → time of change).

    Transactions end in another order than their numbers: a lower number may still appear. So only numbers older than
    any open transaction are summed up in `change`; the later ones are listed.
    """
    settled = timezone.now() - SETTLED
    old = [number for number, at in seen.items() if at < settled]
    newest = max([change, *old])
    return IndexState(change=newest, recent=tuple(sorted(number for number in seen if number > newest)))


def rebuild_index(*, progress: Callable[[int], None] = lambda _: None, wait: bool = True) -> int | None:
    """Build the index anew from the database and put it in place. Returns the number of documents.

    Readers keep the old index until the new one is complete. Returns None when not waiting and another process builds.
    """
    index = portal_index()
    with index.exclusively(wait=wait) as mine:
        if not mine:
            return None
        settled = IndexChange.objects.filter(at__lt=timezone.now() - SETTLED).aggregate(last=Max("id"))["last"] or 0
        seen = dict(IndexChange.objects.filter(id__gt=settled).values_list("id", "at"))
        state = replace(_state_after(settled, seen), labels=facet_labels())
        count = index.rebuild(documents=documents(), state=state, progress=progress)
    apply_changes(index)
    return count


def catch_up(index: SearchIndex) -> None:
    """What a search does first: every few seconds, look whether the index has fallen behind. Never fails."""
    now = time.monotonic()
    if now - _looked.get(index.root, -LOOK_EVERY) < LOOK_EVERY:
        return
    _looked[index.root] = now
    try:
        apply_changes(index)
    except IndexUnavailableError:
        return  # the search itself meets the same and says so
    except (DatabaseError, OSError) as error:
        log.warning("The search index could not follow the changes: %r", error)


def mend(index: SearchIndex, reason: str) -> bool:
    """Replace an index that is missing, outdated or damaged. True when the search may be tried again at once.

    A small portal is indexed at once, a large one in the background. A broken index that breaks again is left alone for
    a while.
    """
    now = time.monotonic()
    if reason == "busy" or now - _mended.get(index.root, -MEND_EVERY) < MEND_EVERY:
        return False
    _mended[index.root] = now
    index.forget()
    if index.is_usable():  # another process put a new one in place just now
        return True
    if reason == "damaged":
        log.error("The search index at %s is damaged; it is moved to 'damaged' and built again", index.root)
        index.set_aside()
    try:
        small = document_count() <= SMALL
    except DatabaseError:
        return False
    if small:
        return _rebuilt()
    threading.Thread(target=_rebuild_apart, name="search-rebuild", daemon=True).start()
    return False


def _rebuilt() -> bool:
    try:
        return rebuild_index(wait=False) is not None
    except (DatabaseError, OSError, IndexUnavailableError):
        log.exception("The search index could not be built")
        return False


def _rebuild_apart() -> None:
    try:
        _rebuilt()
    finally:
        connection.close()
