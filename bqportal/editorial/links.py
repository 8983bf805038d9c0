"""Web addresses that a record names, and the states of their pages."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from bqportal.editorial.kinds import kinds
from bqportal.editorial.models import LinkState
from bqportal.editorial.visiting import Answer, visit

# Markdown: [words](address "title") and <address>; and a plain address in running text.
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\|{}^]+", re.IGNORECASE)
_TRAILING = ".,;:!?*_"
LONGEST = 1000


def addresses_in(value: Any) -> Iterator[str]:
    """Addresses with http or https in a text, or anywhere in a document.

    >>> list(addresses_in({"a": ["See [the law](https://example.org/a_(b))."]}))
    ['https://example.org/a_(b)']
    """
    if isinstance(value, str):
        for found in _ADDRESS.findall(value) if "://" in value else ():
            address = found.rstrip(_TRAILING)
            while address.endswith(")") and address.count(")") > address.count("("):
                address = address[:-1].rstrip(_TRAILING)
            if len(address) <= LONGEST:
                yield address
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from addresses_in(inner)


def public_addresses() -> list[str]:
    """All addresses that public records name, no two of one host in a row as far as possible."""
    found = {
        address
        for kind in kinds()
        for record in kind.model._default_manager.filter(state="published").iterator(chunk_size=200)
        for address in addresses_in(kind.document_of(record))
    }
    by_host: dict[str, list[str]] = {}
    for address in sorted(found):
        by_host.setdefault(host_of(address), []).append(address)
    return [address for address in chain(*zip_longest(*by_host.values())) if address]


def host_of(address: str) -> str:
    """The host; empty where the address is malformed."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def check_links(
    *,
    at: datetime,
    limit: int = 0,
    older_than: timedelta = timedelta(0),
    pause: float = 1.0,
    visited: Callable[[str], Answer] = visit,
) -> tuple[int, int]:
    """Visit the addresses of public records, those first that were visited never or longest ago.

    What no record names any more is forgotten. Each answer is written at once, so that a stopped run loses nothing.

    Args:
        limit: visit at most so many; 0 for all.
        older_than: leave out what was visited within this time.
        pause: seconds between two visits to the same host.

    Returns how many were visited, and how many of them failed.
    """
    named = public_addresses()
    known = dict(LinkState.objects.values_list("url", "visited_at"))
    LinkState.objects.filter(url__in=[url for url in known if url not in set(named)]).delete()
    due = [url for url in named if url not in known or known[url] <= at - older_than]
    due.sort(key=lambda url: known[url].timestamp() if url in known else 0.0)
    last: dict[str, float] = {}
    failed = 0
    due = due[:limit] if limit else due
    for url in due:
        host = host_of(url)
        if (wait := last.get(host, 0.0) + pause - time.monotonic()) > 0:
            time.sleep(wait)
        answer = visited(url)
        last[host] = time.monotonic()
        failed += not answer.is_good
        note_answer(url, answer, at=timezone.now())
    return len(due), failed


def note_answer(url: str, answer: Answer, *, at: datetime) -> None:
    """Keep how the page answered, and how often it failed in a row."""
    state = LinkState.objects.filter(url=url).first() or LinkState(url=url)
    state.status, state.fault, state.visited_at = answer.status, answer.fault, at
    state.failures = 0 if answer.is_good else state.failures + 1
    state.save()
