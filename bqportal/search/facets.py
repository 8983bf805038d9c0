"""Counting what a result could be narrowed to."""

from collections.abc import Mapping, Sequence
from typing import Any

from bqportal.search.documents import FACETS, KINDS
from bqportal.search.engine_query import QueryBuilder
from bqportal.search.folding import fold
from bqportal.search.labels import FACET_LABELS, Labels
from bqportal.search.results import Facet, FacetValue

MOST_VALUES = {"kind": 10, "country": 300, "level": 10, "field": 120, "language": 100, "occupation": 30, "checked": 2}


def count_facets(
    *, builder: QueryBuilder, text_query: Any, filters: Mapping[str, Sequence[str]], labels: Labels
) -> tuple[Facet, ...]:
    """All facets of the result; each one's counts ignore its own filter."""
    counts = _count(builder, builder.narrowed(text_query, filters), [name for name in FACETS if name not in filters])
    for name in filters:
        others = {other: values for other, values in filters.items() if other != name}
        counts |= _count(builder, builder.narrowed(text_query, others), [name])
    return tuple(_facet(name, counts[name], filters.get(name, ()), labels) for name in FACETS)


def _count(builder: QueryBuilder, query: Any, names: Sequence[str]) -> dict[str, dict[str, int]]:
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
