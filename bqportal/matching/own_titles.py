"""The titles that the portal knows by itself: occupations, public profiles, synonyms; ISCO where nothing is trained."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.db.models import Count, Max

from bqportal.matching.importers.crosswalks import group_uri
from bqportal.matching.kept import Kept
from bqportal.matching.lexicon import Entry, Lexicon
from bqportal.matching.models import CrosswalkTitle, Synonym
from bqportal.occupations.importers.tables import read_table
from bqportal.occupations.models import Concept, ConceptLabel, ReferenceOccupation
from bqportal.qualifications.models import Qualification

OCCUPATION, TRANSLATION, PROFILE, SYNONYM, CONCEPT = "occupation", "translation", "profile", "synonym", "concept"
_TRANSLATIONS = Path(__file__).parent / "data" / "translations"
_OF_TRANSLATION = 0.85
_FEW = 20_000  # concept titles that can be searched without training
_LOOK_EVERY = 2.0  # seconds


def own_titles(*, with_concepts: bool) -> Lexicon:
    """The newest lexicon. Synonyms that an editor has just added are in it.

    `with_concepts` adds the titles of ISCO groups and crosswalks, as long as they are few: without a model they are all
    there is.
    """
    return (_WITH_CONCEPTS if with_concepts else _ALONE).get()


def _stamp_of_synonyms() -> object:
    return Synonym.objects.aggregate(number=Count("pk"), newest=Max("pk"))


def _stamp() -> object:
    stamp: list[object] = [CrosswalkTitle.objects.count(), ConceptLabel.objects.aggregate(newest=Max("pk"))]
    for model in (ReferenceOccupation, Qualification):
        stamp.append(model.objects.aggregate(number=Count("pk"), newest=Max("changed_at")))
    return stamp


def _made(with_concepts: bool) -> Lexicon:
    return Lexicon(_entries(with_concepts))


def _entries(with_concepts: bool) -> Iterator[Entry]:
    yield from _occupations()
    yield from _translations()
    yield from _profiles()
    for synonym in Synonym.objects.select_related("occupation"):
        if synonym.occupation:
            yield Entry(synonym.title, synonym.language, f"{SYNONYM}-{OCCUPATION}", synonym.occupation.slug)
        if synonym.uri:
            yield Entry(synonym.title, synonym.language, f"{SYNONYM}-{CONCEPT}", synonym.uri)
    if with_concepts:
        yield from _concepts()


def _occupations() -> Iterator[Entry]:
    rows = ReferenceOccupation.objects.published().prefetch_related("texts", "versions__specialisations")
    for row in rows:
        titles = {(name, "de") for name in (row.name_m, row.name_f)}
        for version in row.versions.all():
            titles |= {(name, "de") for name in (version.name_m, version.name_f)}
            titles |= {(f"{row.name_m} {each.name}", "de") for each in version.specialisations.all()}
        titles |= {(text.title, text.language) for text in row.texts.all()}
        for title, language in sorted(titles):
            yield Entry(title, language, OCCUPATION, row.slug)


def _translations() -> Iterator[Entry]:
    """Names of the occupations in languages without ESCO labels: machine-made, not reviewed, so they count less."""
    known = set(ReferenceOccupation.objects.published().values_list("slug", flat=True))
    for path in sorted(_TRANSLATIONS.glob("*.csv")):
        for row in read_table(path, ("slug", "title")).rows():
            if row["slug"] in known:
                yield Entry(row["title"], path.stem, TRANSLATION, row["slug"], _OF_TRANSLATION)


def _profiles() -> Iterator[Entry]:
    for row in Qualification.objects.published().prefetch_related("texts"):
        titles = {(name, row.language) for name in (row.title, *row.also_known_as)}
        titles |= {(text.title, text.language) for text in row.texts.all()}
        for title, language in sorted(titles):
            yield Entry(title, language, PROFILE, row.slug)


def _concepts() -> Iterator[Entry]:
    schemes = (Concept.Scheme.ISCO, Concept.Scheme.ESCO)
    labels = ConceptLabel.objects.filter(concept__scheme__in=schemes).select_related("concept")
    titles = CrosswalkTitle.objects.order_by()
    if labels.count() + titles.count() > _FEW:
        return
    for label in labels:
        code = label.concept.code
        if label.concept.scheme == Concept.Scheme.ESCO or len(code) == 4:
            uri = code if label.concept.scheme == Concept.Scheme.ESCO else group_uri(code)
            yield Entry(label.text, label.language, CONCEPT, uri)
    for title, language, uri in titles.values_list("title", "language", "uri"):
        yield Entry(title, language, CONCEPT, uri)


_ALONE, _WITH_CONCEPTS = (
    Kept(partial(_made, with_concepts), _stamp, seconds=_LOOK_EVERY, urgent=_stamp_of_synonyms)
    for with_concepts in (False, True)
)
