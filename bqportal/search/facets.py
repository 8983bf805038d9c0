"""Counting what a result could be narrowed to."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from bqportal.languages.folding import fold
from bqportal.search.documents import FACETS, KINDS
from bqportal.search.engine_query import QueryBuilder
from bqportal.search.labels import FACET_LABELS, Labels
from bqportal.search.results import Facet, FacetValue

MOST_VALUES = {"kind": 10, "country": 300, "level": 10, "field": 120, "language": 100, "occupation": 30, "checked": 2}


Counts = dict[str, dict[str, int]]


# tantivy counts without Python's lock, so that several counts, and the search itself, share the cores.
COUNTERS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="facets")


def counting(builder: QueryBuilder, text_query: Any, filters: Mapping[str, Sequence[str]]) -> list[Future[Counts]]:
    """Begin to count how many records each value of each facet would leave; each facet ignores its own filter.

    What runs in other threads speaks no language and asks no database.
    """
    jobs = [(builder.narrowed(text_query, filters), [name for name in FACETS if name not in filters])]
    for name in filters:
        others = {other: values for other, values in filters.items() if other != name}
        jobs.append((builder.narrowed(text_query, others), [name]))
    return [COUNTERS.submit(_count, builder, query, names) for query, names in jobs]


def counted(begun: Sequence[Future[Counts]]) -> Counts:
    """The counts, once they are made."""
    return {name: values for part in begun for name, values in part.result().items()}


def facets_of(counts: Counts, filters: Mapping[str, Sequence[str]], labels: Labels) -> tuple[Facet, ...]:
    """All facets in the reader's words."""
    return tuple(_facet(name, counts[name], filters.get(name, ()), labels) for name in FACETS)


def _count(builder: QueryBuilder, query: Any, names: Sequence[str]) -> Counts:
    if not names:
        return {}
    wanted = {name: {"terms": {"field": name, "size": MOST_VALUES[name]}} for name in names}
    answer = builder.snapshot.searcher.aggregate(query, wanted)
    return {name: {bucket["key"]: int(bucket["doc_count"]) for bucket in answer[name]["buckets"]} for name in names}


def _facet(name: str, counts: Mapping[str, int], selected: Sequence[str], labels: Labels) -> Facet:
    complete = {**counts, **{value: counts.get(value, 0) for value in selected}}
    values = [FacetValue(value, labels.of(name, value), count, value in selected) for value, count in complete.items()]
    if name == "level":
        values.sort(key=lambda value: value.value)
    elif name == "kind":
        values.sort(key=lambda value: KINDS.index(value.value) if value.value in KINDS else len(KINDS))
    else:
        values.sort(key=lambda value: (-value.count, fold(value.label)))
    return Facet(name, str(FACET_LABELS[name]), tuple(values))
