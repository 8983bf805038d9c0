"""Why a concept was proposed, in the reader's words, with the part that each signal has in the score.

The part of a signal is how far the score falls when the signal says no more than it says of the other candidates.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from bqportal.languages.names import language_name, territory_name
from bqportal.matching.matcher import Matcher, Ranked
from bqportal.matching.model import CROSSWALK
from bqportal.matching.ranking import SIGNALS
from bqportal.matching.results import Reason

SAME, LIKE, GROUP, LISTED = "same_title", "like_titles", "isco_group", "national_list"
_FAMILIES = {
    SAME: ("same_title",),
    LIKE: ("title", "first_part", "chance", "behind_best"),
    GROUP: ("group", "group_chance", "is_group", "best_member", "share_of_group", "group_behind"),
}
_PLACES = {name: [SIGNALS.index(signal) for signal in signals] for name, signals in _FAMILIES.items()}
_LEAST = 0.05  # a signal with a smaller part is not worth a sentence
_MOST_LABELS = 60  # of a concept that are compared with the title


def reasons_for(
    matcher: Matcher, ranked: Ranked, title: str, language: str, concepts: Sequence[int]
) -> list[tuple[Reason, ...]]:
    """The signals behind each concept, the weightiest first."""
    if not concepts:
        return []
    rows = [int(np.flatnonzero(ranked.seen.candidates == concept)[0]) for concept in concepts]
    return [
        tuple(
            _reason(matcher, ranked, title, language, concept, name, share)
            for name, share in sorted(parts.items(), key=lambda item: -item[1])
            if share >= _LEAST
        )
        for concept, parts in zip(concepts, shares(matcher, ranked, rows), strict=True)
    ]


def shares(matcher: Matcher, ranked: Ranked, rows: Sequence[int]) -> list[dict[str, float]]:
    """The part of each family of signals in the score of the candidates in `rows`; those of each sum to 1."""
    ranking, signals = matcher.model.ranking, ranked.seen.signals
    usual = np.median(signals, axis=0)
    variants = np.repeat(signals[rows][:, None, :], len(_PLACES) + 1, axis=1)
    for at, places in enumerate(_PLACES.values(), 1):
        variants[:, at, places] = usual[places]
    scores = ranking.scores(variants.reshape(-1, signals.shape[1])).reshape(len(rows), -1)
    found = []
    for row, score in zip(rows, scores.tolist(), strict=True):
        parts = {name: max(score[0] - score[at], 0.0) for at, name in enumerate(_PLACES, 1)}
        parts[LISTED] = float(ranked.listed[row])
        total = sum(parts.values())
        found.append({name: part / total for name, part in parts.items()} if total else {LIKE: 1.0})
    return found


def best_label(matcher: Matcher, concept: int, language: str) -> tuple[str, str]:
    """(title, language) by which to call a concept: preferred, in `language`, else English, else any."""
    labels, known = matcher.model.labels, matcher.model.languages
    places = labels.of(concept)
    spoken = labels.languages[places.start : places.stop].tolist()
    preferred = labels.preferred[places.start : places.stop].tolist()
    found = {known[number]: at for at, number, first in zip(places, spoken, preferred, strict=True) if first}
    for wanted in (language, "en", *found):
        if wanted in found:
            return labels.words(found[wanted]), wanted
    return "", ""


def nearest_label(matcher: Matcher, concept: int, title: str, language: str) -> tuple[str, str]:
    """(title, language) of the concept's title that shares most with `title`, in its language where there are any."""
    labels, known = matcher.model.labels, matcher.model.languages
    places = labels.of(concept)
    spoken = labels.languages[places.start : places.stop].tolist()
    own = [at for at, number in zip(places, spoken, strict=True) if known[number] == language] or list(places)
    texts = [labels.words(at) for at in own[:_MOST_LABELS]]
    if not texts:
        return "", ""
    text, _alike, at = process.extractOne(title, texts, scorer=fuzz.token_set_ratio, processor=default_process)
    return text, known[spoken[own[at] - places.start]]


def _reason(
    matcher: Matcher, ranked: Ranked, title: str, language: str, concept: int, name: str, share: float
) -> Reason:
    reader = get_language() or "en"
    if name == LISTED:
        origin = min(ranked.seen.listed[concept])
        _slug, country, source, _number = matcher.model.manifest["crosswalks"][origin - CROSSWALK]
        if not country:
            return Reason(name, share, _("the same title stands in this portal's list of titles"))
        where = {"country": territory_name(country, reader), "source": source}
        return Reason(name, share, _("the same title stands in a list of %(country)s (%(source)s)") % where)
    if name == SAME and (origin := ranked.seen.exact.get(concept, CROSSWALK)) < CROSSWALK:
        spoken = matcher.model.languages[origin]
        words = nearest_label(matcher, concept, title, spoken)[0]
        text = _("same as the ESCO title “%(title)s” (%(language)s)")
        return Reason(name, share, _filled(text, words, spoken, reader), words, spoken)
    if name == GROUP:
        group = int(matcher.parents[concept])
        words, spoken = best_label(matcher, group, reader)
        text = _("fits the ISCO group “%(title)s”") % {"title": words}
        return Reason(name, share, text, words, spoken)
    words, spoken = nearest_label(matcher, concept, title, language)
    text = _("like the ESCO title “%(title)s” (%(language)s)")
    return Reason(LIKE, share, _filled(text, words, spoken, reader), words, spoken)


def _filled(text: str, words: str, spoken: str, reader: str) -> str:
    return text % {"title": words, "language": language_name(spoken, reader)}
