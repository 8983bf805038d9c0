"""From an interpretation to the engine's query objects.

What ranks, from the top: the whole original title, the whole title in another language, a whole other name, the same
words in another form; then words of titles, of other names, stems, compounds; at the end context, body and shadow.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tantivy import Occur, Query

from bqportal.search.index import Snapshot
from bqportal.search.interpretation import Interpretation, Reading

WEIGHTS = {"original": 1.2, "title": 1.1, "other": 0.9}
STEM, CONTEXT, BODY, SHADOW = 0.7, 0.4, 0.25, 0.3
COMPOUND_SCORE = 4.0  # a constant: a compound is less than the word and more than the body
CORRECTION = {1: 0.8, 2: 0.6}  # by number of typing errors
MEMBER = 0.4
# Where titles are the same, the German occupation and the country lead; centres and courses stand behind what the
# portal says of qualifications, unless they fit clearly better. Only rare kinds: each costs for every record it has.
KIND_SCORES = {"occupation": 0.6, "country": 0.6, "centre": -1.5, "offer": -1.5}
CURRENT = 0.8  # what is still awarded stands before its older versions
TIE = 0.1  # how much further matches of the same word add
WHOLE = {"o": 34.0, "t": 30.0, "a": 25.0, "s": 20.0}  # per word of the query
MAX_COMPOUNDS = 400


class QueryBuilder:
    """Builds the queries of one search against one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def of_text(self, read: Interpretation, *, every_word: bool = True) -> Any:
        """The query of `read`; when not `every_word`, one matching word is enough."""
        if read.is_empty:
            return self.snapshot.everything()
        required: list[Any] = []
        clauses: list[tuple[Any, Any]] = []
        for reading in read.readings:
            query = self._word(reading)
            if reading.word.optional and every_word:
                clauses += [(Occur.Should, query)] if query is not None else []
            else:
                required.append(Query.empty_query() if query is None else query)
        if not every_word:
            either = [(Occur.Should, query) for query in required]
            return Query.boolean_query(either) if either else Query.empty_query()
        clauses += [(Occur.Must, query) for query in required]
        whole = self._whole(read)
        clauses += [(Occur.Should, whole)] if whole is not None else []
        clauses.append((Occur.Should, Query.const_score_query(self._term("current", "yes"), CURRENT)))
        for kind, score in KIND_SCORES.items():
            clauses.append((Occur.Should, Query.const_score_query(self._term("kind", kind), score)))
        return Query.boolean_query(clauses)

    def narrowed(self, query: Any, filters: Mapping[str, Sequence[str]]) -> Any:
        """`query` where every facet in `filters` has one of its values; the score stays."""
        clauses = [(Occur.Must, query)]
        for facet, values in filters.items():
            either = [(Occur.Should, self._term(facet, value)) for value in values]
            clauses.append((Occur.Must, Query.const_score_query(Query.boolean_query(either), 0.0)))
        return Query.boolean_query(clauses) if len(clauses) > 1 else query

    def starting(self, *, whole: str, words: Sequence[str], typed: str, kind: str) -> Any:
        """Records of `kind` with all `words` whose titles hold a word that starts with `typed`."""
        clauses = [(Occur.Must, Query.const_score_query(self._term("kind", kind), 0.0))]
        clauses += [(Occur.Must, self._starting_word(word, complete=True)) for word in words]
        if typed:
            clauses.append((Occur.Must, self._starting_word(typed, complete=False)))
        if whole:
            clauses.append((Occur.Should, Query.boost_query(self._term("start", whole), 2.0)))
            exact = [self._term("exact", f"{mark}:{whole}") for mark in "ot"]
            clauses += [(Occur.Should, Query.const_score_query(query, 20.0)) for query in exact]
        return Query.boolean_query(clauses)

    def _starting_word(self, word: str, *, complete: bool) -> Any:
        queries = [self._term("prefix", word)]
        if complete:
            queries.append(self._term("words", word))
        corrections = [] if self._frequency("prefix", word) else self.snapshot.vocabulary.similar(word)
        queries += [Query.boost_query(self._term("words", found), CORRECTION[errors]) for found, errors in corrections]
        return Query.disjunction_max_query(queries)

    def _term(self, field: str, value: str) -> Any:
        return Query.term_query(self.snapshot.schema, field, value, "freq")

    def _frequency(self, field: str, value: str) -> int:
        return int(self.snapshot.searcher.doc_freq(field, value))

    def _known(self, field: str, values: Iterable[str], weight: float) -> list[Any]:
        """Boosted term queries for those of `values` that occur at all."""
        return [
            Query.boost_query(self._term(field, value), weight)
            for value in dict.fromkeys(values)
            if self._frequency(field, value)
        ]

    def _word(self, reading: Reading) -> Any:
        """Everything that answers one word; None when nothing does."""
        word = reading.word
        queries: list[Any] = []
        for field, weight in WEIGHTS.items():
            queries += self._known(field, word.forms, weight)
            for found, errors in reading.corrections:
                queries += self._known(field, [found], weight * CORRECTION[errors])
        queries += self._known("stem", word.stems, STEM)
        queries += self._known("context", (*word.forms, *word.stems), CONTEXT)
        queries += self._known("body", word.stems, BODY)
        if reading.uses_shadow:
            queries += self._known("shadow", word.shadows, SHADOW)
        if reading.compounds:
            parts = list(reading.compounds[:MAX_COMPOUNDS])
            within = Query.term_set_query(self.snapshot.schema, "words", parts)
            queries.append(Query.const_score_query(within, COMPOUND_SCORE))
        if reading.members:
            members = [(Occur.Should, query) for query in self._known("words", reading.members, MEMBER)]
            queries += [Query.boolean_query(members)] if members else []
        if not queries:
            return None
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, TIE)

    def _whole(self, read: Interpretation) -> Any:
        """A bonus for records whose whole title is the query."""
        count = max(1, sum(not reading.word.optional for reading in read.readings))
        queries = [
            Query.const_score_query(self._term("exact", key), WHOLE[mark] * count)
            for key, mark in read.keys.items()
            if self._frequency("exact", key)
        ]
        return Query.disjunction_max_query(queries) if queries else None
