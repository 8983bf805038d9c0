"""What a title means: asked by pages, console and, later, the API. Never raises, whatever somebody types."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bqportal.matching import store
from bqportal.matching.guessing import guessed_language
from bqportal.matching.knowledge import data_stamp
from bqportal.matching.lexicon import Entry
from bqportal.matching.links import KnownOccupation, known_occupations, links
from bqportal.matching.matcher import CANDIDATES, Matcher
from bqportal.matching.own_titles import own_titles
from bqportal.matching.reasons import best_label, reasons_for
from bqportal.matching.results import (
    LIKELY,
    POSSIBLE,
    SURE,
    Alternative,
    Answer,
    ConceptMatch,
    Learned,
    OccupationSuggestion,
    Reason,
)
from bqportal.matching.suggesting import Meaning, Proposed, concept_meanings, probability, proposals
from bqportal.matching.titles import LONGEST, letters, segments
from bqportal.occupations.models import Concept, ConceptLabel, ReferenceOccupation

# From which probability on a proposal is called so; below the last nothing is known.
SURE_FROM, LIKELY_FROM, POSSIBLE_FROM = 0.8, 0.5, 0.1
# A title of whose features training has seen less than that is in words that nobody here knows.
FAMILIAR_FROM = 0.35
_MEANINGS = 20  # concepts through which occupations are proposed
_NEAR = 60  # own titles that are looked at
_OF_PART = 0.9  # of the likeness, when only a part of the title is like it
_EXPLAINED = 10  # results that get the full reasons


def match(title: str, *, language: str = "", limit: int = 10, without: str = "") -> tuple[ConceptMatch, ...]:
    """ESCO occupations and ISCO groups that `title` may mean, best first. Needs a trained model.

    `without` uses a model that was trained without a country (for measuring). Raises store.NoModelError.
    """
    text = clean(title)
    matcher = store.current(without=without)
    if not letters(text).strip():
        return ()
    return _matches(matcher, text, language or _guessed(text, matcher), limit)


def suggest(title: str, *, language: str = "", limit: int = 10, without: str = "") -> tuple[OccupationSuggestion, ...]:
    """German reference occupations that `title` may compare with, best first; with or without a trained model.

    Raises store.NoModelError if `without` names a country for which no model was trained.
    """
    text = clean(title)
    matcher = store.current(without=without) if without else _matcher()
    if not letters(text).strip():
        return ()
    spoken = language or _guessed(text, matcher)
    found = _near(text, matcher)
    concepts = _matches(matcher, text, spoken, _MEANINGS, explained=0) if matcher else _untrained(found)
    return _suggestions(found, concepts, limit)


def answer(title: str, *, language: str = "", limit: int = 10) -> Answer:
    """Everything about `title` for a page: the language, what it may mean, or that nothing is known."""
    text = clean(title)
    matcher = _matcher()
    if not letters(text).strip():
        return Answer(text, language, guessed=False, known=False)
    found = _near(text, matcher)
    spoken = language or _guessed(text, matcher) or _language_of_the_same(found)
    guessed = not language and bool(spoken)
    concepts = _matches(matcher, text, spoken, max(limit, _MEANINGS)) if matcher else _untrained(found)
    occupations = tuple(each for each in _suggestions(found, concepts, limit) if each.score >= POSSIBLE_FROM)
    shown = tuple(each for each in concepts if each.score >= POSSIBLE_FROM)[:limit]
    known = bool(occupations or shown)
    return Answer(text, spoken, guessed, known, shown, occupations, alternatives=_alternatives(concepts, occupations))


def learned() -> Learned:
    """What the model in use learned from."""
    manifest = store.manifest()
    if not manifest:
        return Learned("none")
    state = "current" if manifest["stamp"] == data_stamp() and manifest["format"] == store.FORMAT else "outdated"
    return Learned(
        state, datetime.fromisoformat(manifest["trained_at"]), manifest["seed"], manifest["digest"],
        manifest["seconds"], manifest["bytes"], tuple(sorted(manifest["titles"].items())),
        tuple((slug, country, source, number) for slug, country, source, number in manifest["crosswalks"]),
    )  # fmt: skip


def clean(title: str) -> str:
    """One line of at most LONGEST characters without control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in title[: 4 * LONGEST]).split())[:LONGEST]


def certainty_of(score: float) -> str:
    """The word for a probability."""
    return SURE if score >= SURE_FROM else LIKELY if score >= LIKELY_FROM else POSSIBLE


def _matcher() -> Matcher | None:
    try:
        return store.current()
    except store.NoModelError:
        return None


def _guessed(text: str, matcher: Matcher | None) -> str:
    languages, profile = (matcher.model.languages, matcher.model.guess) if matcher else ([], None)
    return guessed_language(text, languages, profile)


def _language_of_the_same(found: list[tuple[Entry, float]]) -> str:
    """The language of an own title that is the same."""
    return found[0][0].language if found and found[0][1] >= 1 else ""


def _near(text: str, matcher: Matcher | None) -> list[tuple[Entry, float]]:
    """Own titles like the whole title, or, less, like a part of it."""
    lexicon = own_titles(with_concepts=matcher is None)
    found = dict(lexicon.find(text, limit=_NEAR))
    for part in segments(text):
        for entry, alike in lexicon.find(part, limit=_NEAR):
            found[entry] = max(found.get(entry, 0.0), _OF_PART * alike)
    return sorted(found.items(), key=lambda item: -item[1])


def _matches(
    matcher: Matcher, text: str, language: str, limit: int, *, explained: int = _EXPLAINED
) -> tuple[ConceptMatch, ...]:
    ranked = matcher.rank(text, language=language, limit=min(max(limit, 1), CANDIDATES))
    if ranked.seen.familiar < FAMILIAR_FROM and not ranked.seen.exact:
        return ()
    found = []
    model = matcher.model
    reader = (get_language() or "en").split("-")[0]
    concepts = ranked.concepts.tolist()
    reasons = reasons_for(matcher, ranked, text, language, concepts[:explained])
    reasons += [()] * (len(concepts) - len(reasons))
    for concept, chance, why in zip(concepts, ranked.probabilities.tolist(), reasons, strict=True):
        label, spoken = best_label(matcher, concept, reader)
        uri, isco = model.uris[concept], model.manifest["isco"][concept]
        found.append(ConceptMatch(uri, isco, label, spoken, chance, certainty_of(chance), why))
    return tuple(found)


def _untrained(found: list[tuple[Entry, float]]) -> tuple[ConceptMatch, ...]:
    """Without a model: concepts whose own titles are alike."""
    chances = concept_meanings(found)[:_MEANINGS]
    names = _names([uri for uri, _chance in chances])
    result = []
    for uri, chance in chances:
        entry = next(entry for entry, _alike in found if entry.key == uri)
        label, language = names.get(uri, (entry.title, entry.language))
        words = _("like the title “%(title)s”") % {"title": entry.title}
        reasons = (Reason("title", 1.0, words, entry.title, entry.language),)
        isco = uri.rpartition("/C")[2] if "/isco/" in uri else ""
        result.append(ConceptMatch(uri, isco, label, language, chance, certainty_of(chance), reasons))
    return tuple(result)


def _names(uris: Collection[str]) -> dict[str, tuple[str, str]]:
    """Names of concepts in the reader's language, else English."""
    if not uris:
        return {}
    wanted = {uri.rpartition("/C")[2] if "/isco/" in uri else uri: uri for uri in uris}
    reader = (get_language() or "en").split("-")[0]
    rows = ConceptLabel.objects.filter(
        concept__code__in=wanted, kind=ConceptLabel.Kind.PREFERRED, language__in={reader, "en"},
        concept__scheme__in=(Concept.Scheme.ESCO, Concept.Scheme.ISCO),
    )  # fmt: skip
    found: dict[str, tuple[str, str]] = {}
    for code, language, text in rows.values_list("concept__code", "language", "text"):
        if language == reader or wanted[code] not in found:
            found[wanted[code]] = (text, language)
    return found


def _suggestions(
    found: list[tuple[Entry, float]], concepts: tuple[ConceptMatch, ...], limit: int
) -> tuple[OccupationSuggestion, ...]:
    meanings = [Meaning(each.uri, each.score, each.label, each.language) for each in concepts]
    named = dict(concept_meanings(found))
    meanings = [each for each in meanings if each.uri not in named]
    titles = {entry.key: (entry.title, entry.language) for entry, _alike in reversed(found)}
    names = titles | _names(named)
    meanings += [Meaning(uri, chance, *names[uri]) for uri, chance in named.items()]
    known, today = known_occupations(), timezone.localdate()
    proposed = [each for each in proposals(found, meanings, links()) if each.slug in known][: max(limit, 1)]
    return tuple(_suggestion(each, known[each.slug], today) for each in proposed)


def _suggestion(proposed: Proposed, known: KnownOccupation, today: date) -> OccupationSuggestion:
    note = ""
    if known.ended and known.ended < today:
        note = _("This occupation is no longer trained; its regulation ended. Look for its successor.")
    chance = probability(proposed.strength)
    return OccupationSuggestion(
        proposed.slug, known.name_m, known.name_f, known.titles, chance, certainty_of(chance), proposed.reasons, note,
        proposed.strength,
    )  # fmt: skip


def _alternatives(
    concepts: tuple[ConceptMatch, ...], occupations: tuple[OccupationSuggestion, ...]
) -> tuple[Alternative, ...]:
    """Regulated occupations, for which other law holds, and the master level of licensed crafts."""
    found = []
    if sum(each.score for each in concepts if each.isco.startswith(_REGULATED)) >= LIKELY_FROM:
        text = _(
            "This looks like an occupation that German law regulates, such as nurse, doctor or teacher. It has no "
            "training regulation of the Vocational Training Act; an authority of the Land decides under a law of its "
            "own."
        )
        found.append(Alternative(text))
    known = known_occupations()
    for each in occupations:
        if known[each.slug].annex != ReferenceOccupation.Annex.A:
            continue
        text = _(
            "Master level: whoever wants to run a business in this licensed craft is compared with the master "
            "craftsperson (Meister, Section 50c of the Crafts Code), not with the journeyman."
        )
        found.append(Alternative(text, each.slug, each.name_m))
    return tuple(found)


# ISCO-08 groups of health and education occupations whose practice German law regulates (BÄO, PflBG, HebG, BApO, ZHG,
# MTBG, PhysTh: see A1 no. 2 of the specification; teachers and educators: law of the Länder).
_REGULATED = (
    "221", "222", "225", "2261", "2262", "2264", "2265", "2266", "2267", "3211", "3212", "3221", "3222", "2320",
    "2330", "2341", "2342", "3255", "3258",
)  # fmt: skip
