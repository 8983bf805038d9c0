"""One search against one state of the index. Knows no database and no settings; the caller has cleaned the input."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from tantivy import Order

from bqportal.languages.folding import fold, script_of, words
from bqportal.offers.queries import is_over
from bqportal.search.analysis import exact_key
from bqportal.search.engine_query import QueryBuilder
from bqportal.search.facets import counted, counting, facets_of
from bqportal.search.highlights import Matcher
from bqportal.search.index import Snapshot
from bqportal.search.interpretation import Interpretation, interpret
from bqportal.search.labels import GROUP_LABELS, Labels, best_title
from bqportal.search.results import Hit, Notice, SearchResult, Suggestion, SuggestionGroup
from bqportal.search.schema import first_letters

Filters = Mapping[str, tuple[str, ...]]
FEW = 3  # results of a single word below which another spelling is looked for
MORE = 10  # a spelling is offered when it finds so many times more
RTL_SCRIPTS = {"arabic", "hebrew", "syriac", "thaana"}


def direction(text: str) -> str:
    """Writing direction of a text: rtl or ltr."""
    return "rtl" if script_of(text) in RTL_SCRIPTS else "ltr"


@dataclass(frozen=True)
class Answer:
    """What the engine found, before it is made readable."""

    read: Interpretation
    text_query: Any
    found: Any
    did_you_mean: str = ""
    corrected: bool = False
    partial: bool = False


class Search:
    """Searches one snapshot for a reader of one language."""

    def __init__(self, snapshot: Snapshot, language: str) -> None:
        self.snapshot = snapshot
        self.language = language
        self.builder = QueryBuilder(snapshot)
        self.labels = Labels(snapshot, language)

    def run(self, text: str, filters: Filters, *, page: int, size: int) -> tuple[SearchResult, Answer]:
        """The page of results for a clean query, without ways on, and what it was made from."""
        read = interpret(text, self.snapshot, language=self.language)
        query = self.builder.of_text(read)
        begun = counting(self.builder, query, filters)
        answer = self.answer(read, query, filters, offset=(page - 1) * size, size=size)
        matcher = Matcher(answer.read)
        hits = tuple(self.hit(score, address, matcher) for score, address in answer.found.hits)
        if answer.text_query is not query:
            begun = counting(self.builder, answer.text_query, filters)
        result = SearchResult(
            text=text,
            language=self.language,
            filters=dict(filters),
            page=page,
            size=size,
            total=answer.found.count,
            hits=hits,
            facets=facets_of(counted(begun), filters, self.labels),
            did_you_mean=answer.did_you_mean,
            corrected=answer.corrected,
            notices=_notices(answer),
        )
        return result, answer

    def answer(self, read: Interpretation, query: Any, filters: Filters, *, offset: int, size: int) -> Answer:
        """As typed; if that finds nothing, with typing errors; if that finds nothing, with some of the words."""
        found = self._find(query, filters, offset, size, newest=read.is_empty)
        correction = read.correction if found.count else ""
        answer = Answer(read, query, found, correction, bool(correction))
        enough = FEW if len(read.readings) == 1 else 1
        if found.count >= enough or read.is_empty:
            return answer
        if read.correction:
            return answer if found.count else self._partial(answer, filters, offset, size)
        return self._forgiving(answer, filters, offset, size)

    def _forgiving(self, answer: Answer, filters: Filters, offset: int, size: int) -> Answer:
        """Known words may be misspelt too: "Mauler" is in some title, Maurer was meant."""
        read = interpret(answer.read.text, self.snapshot, language=self.language, forgiving=True)
        if not read.correction:
            return answer if answer.found.count else self._partial(answer, filters, offset, size)
        query = self.builder.of_text(read)
        found = self._find(query, filters, offset, size)
        if answer.found.count == 0 and found.count:
            return Answer(read, query, found, read.correction, corrected=True)
        if found.count > MORE * answer.found.count > 0:
            return Answer(answer.read, answer.text_query, answer.found, read.correction)
        return answer if answer.found.count else self._partial(answer, filters, offset, size)

    def _partial(self, answer: Answer, filters: Filters, offset: int, size: int) -> Answer:
        """Records with some of the words; with filters the reader rather learns which filter is in the way."""
        if filters or len(answer.read.readings) < 2:
            return answer
        query = self.builder.of_text(answer.read, every_word=False)
        found = self._find(query, filters, offset, size)
        return Answer(answer.read, query, found, "", corrected=False, partial=found.count > 0)

    def _find(self, query: Any, filters: Filters, offset: int, size: int, *, newest: bool = False) -> Any:
        narrowed = self.builder.narrowed(query, filters)
        if newest:
            return self.snapshot.searcher.search(
                narrowed, size, offset=offset, order_by_field="updated", order=Order.Desc
            )
        return self.snapshot.searcher.search(narrowed, size, offset=offset)

    def count(self, text_query: Any, filters: Filters) -> int:
        """How many records a query finds with other filters."""
        return int(self.snapshot.searcher.search(self.builder.narrowed(text_query, filters), 1).count)

    def hit(self, score: float, address: Any, matcher: Matcher) -> Hit:
        """One found record, readable."""
        key, sheet = self.snapshot.sheet(address)
        title, title_lang = best_title(sheet, self.language)
        original = sheet["original"] if sheet["original"] != title else ""
        reason = matcher.reason(sheet)
        body_lang = next((code for code in (self.language, "en", "de") if sheet["bodies"].get(code)), "")
        return Hit(
            key=key,
            kind=sheet["kind"],
            kind_label=self.labels.of("kind", sheet["kind"]),
            url_args=tuple(sheet["args"]),
            title=title,
            title_lang=title_lang,
            title_dir=direction(title),
            title_segments=matcher.segments(title, title_lang),
            original_title=original,
            original_lang=sheet["lang"] if original else "",
            original_dir=direction(original),
            original_segments=matcher.segments(original, sheet["lang"]),
            transliteration=sheet["translit"],
            excerpt=matcher.excerpt(sheet["bodies"][body_lang], body_lang, seek=reason == "text") if body_lang else (),
            excerpt_lang=body_lang,
            country=sheet["country"],
            country_label=self.labels.country(sheet["country"]),
            level=sheet["level"],
            checked=sheet["checked"],
            updated=date.fromisoformat(sheet["updated"]) if sheet["updated"] else None,
            score=round(float(score or 0.0), 3),
            why=reason,
            why_label=self.labels.of("why", reason),
            detail=sheet["detail"],
            is_over=is_over(sheet["until"], timezone.localdate()),
        )

    def suggest(self, text: str, *, limit: int) -> tuple[SuggestionGroup, ...]:
        """Records whose titles hold the words typed so far, the last one unfinished."""
        typed = [fold(word) for word in words(text)]
        if not typed:
            return ()
        read = interpret(text, self.snapshot, language=self.language)
        matcher = Matcher(read)
        groups = []
        for kind, most in (("occupation", limit // 2), ("qualification", limit // 2), ("country", max(1, limit // 4))):
            query = self.builder.starting(
                whole=first_letters(exact_key(text)),
                words=[first_letters(word) for word in typed[:-1]],
                typed=first_letters(typed[-1]),
                kind=kind,
            )
            hits = self.snapshot.searcher.search(query, max(1, most), count=False).hits
            found = tuple(self._suggestion(address, matcher, typed[-1]) for _, address in hits)
            if found:
                groups.append(SuggestionGroup(kind, str(GROUP_LABELS[kind]), found))
        return tuple(groups)

    def _suggestion(self, address: Any, matcher: Matcher, typed: str) -> Suggestion:
        key, sheet = self.snapshot.sheet(address)
        title, title_lang = best_title(sheet, self.language)
        original = sheet["original"] if sheet["original"] != title else ""
        return Suggestion(
            key=key,
            kind=sheet["kind"],
            url_args=tuple(sheet["args"]),
            title=title,
            title_lang=title_lang,
            title_dir=direction(title),
            segments=matcher.starting_segments(title, typed),
            original_title=original,
            original_lang=sheet["lang"] if original else "",
            detail=self.labels.country(sheet["country"]) if sheet["kind"] == "qualification" else "",
        )


def _notices(answer: Answer) -> tuple[Notice, ...]:
    found = []
    if answer.corrected:
        found.append(Notice("corrected", _("Results for “%(text)s”.") % {"text": answer.did_you_mean}))
    if answer.partial:
        found.append(Notice("partial", _("No entry contains all words. These contain some of them.")))
    return tuple(found)
