"""Everything that matching can learn from, read from the database: concepts, their titles, crosswalks, profiles."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Max

from bqportal.matching.importers.crosswalks import group_uri
from bqportal.matching.models import Crosswalk, CrosswalkTitle
from bqportal.occupations.models import Concept, ConceptLabel
from bqportal.qualifications.models import Qualification

# How much a title of a crosswalk says about a concept, by the relation that the crosswalk states.
WEIGHTS = {"exact": 1.0, "close": 0.7, "narrow": 0.5, "broad": 0.5}
_UNIT_GROUP = 4  # digits of an ISCO-08 unit group


@dataclass(frozen=True, slots=True)
class Title:
    """A title, the concept that it names, and how much it counts. `preferred` is ESCO's own first choice."""

    language: str
    text: str
    concept: int
    weight: float = 1.0
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Learnt:
    """The titles of one crosswalk."""

    slug: str
    country: str
    source: str
    titles: list[Title]


@dataclass(slots=True)
class Knowledge:
    """Concepts are numbered: ESCO occupations and ISCO unit groups, in the order of their addresses."""

    uris: list[str]
    isco: list[str]
    parents: list[int]
    labels: list[Title] = field(default_factory=list)
    profiles: list[Title] = field(default_factory=list)
    crosswalks: list[Learnt] = field(default_factory=list)

    @property
    def has_occupations(self) -> bool:
        """True when ESCO is imported."""
        return any("/occupation/" in uri for uri in self.uris)

    @property
    def digest(self) -> str:
        """SHA-256 of all that is learned from."""
        digest = hashlib.sha256("\n".join(self.uris).encode())
        titles = [*self.labels, *self.profiles]
        titles += [title for one in self.crosswalks for title in one.titles]
        for title in titles:
            digest.update(f"{title.language}\t{title.text}\t{title.concept}\t{title.weight:.4f}\n".encode())
        return digest.hexdigest()


def data_stamp() -> list[int]:
    """Changes whenever an import has changed what is learned from; cheap enough to ask while serving."""
    labels = ConceptLabel.objects.aggregate(number=Count("pk"), newest=Max("pk"))
    titles = CrosswalkTitle.objects.aggregate(number=Count("pk"), newest=Max("pk"))
    return [labels["number"], labels["newest"] or 0, titles["number"], titles["newest"] or 0]


def read_knowledge(*, without: str = "") -> Knowledge:
    """All knowledge, or without what the country `without` (ISO 3166-1, two letters) says in crosswalk and profiles."""
    concepts = sorted(_concepts())
    numbers = {uri: number for number, (uri, _isco) in enumerate(concepts)}
    parents = [numbers.get(group_uri(isco), number) for number, (_uri, isco) in enumerate(concepts)]
    known = Knowledge([uri for uri, _isco in concepts], [isco for _uri, isco in concepts], parents)
    known.labels = sorted(_labels(numbers), key=_order)
    known.profiles = sorted(_profiles(numbers, without), key=_order)
    known.crosswalks = list(_crosswalks(numbers, without))
    return known


def _order(title: Title) -> tuple[int, str, bool, str]:
    return title.concept, title.language, not title.preferred, title.text


def _concepts() -> Iterator[tuple[str, str]]:
    rows = Concept.objects.filter(scheme__in=(Concept.Scheme.ESCO, Concept.Scheme.ISCO))
    for scheme, code, parent in rows.order_by().values_list("scheme", "code", "parent"):
        if scheme == Concept.Scheme.ESCO:
            yield code, parent
        elif len(code) == _UNIT_GROUP:
            yield group_uri(code), code


def _labels(numbers: dict[str, int]) -> Iterator[Title]:
    rows = ConceptLabel.objects.filter(concept__scheme__in=(Concept.Scheme.ESCO, Concept.Scheme.ISCO)).order_by()
    columns = ("concept__scheme", "concept__code", "language", "kind", "text")
    preferred: dict[tuple[str, str, str], bool] = {}
    for scheme, code, language, kind, text in rows.values_list(*columns).iterator(chunk_size=20_000):
        uri = group_uri(code) if scheme == Concept.Scheme.ISCO else code
        if uri in numbers:
            label = (uri, language, text)
            preferred[label] = preferred.get(label, False) or kind == ConceptLabel.Kind.PREFERRED
    for (uri, language, text), is_preferred in preferred.items():
        yield Title(language, text, numbers[uri], preferred=is_preferred)


def _profiles(numbers: dict[str, int], without: str) -> Iterator[Title]:
    """Titles of public profiles whose editors named ESCO occupations."""
    rows = Qualification.objects.published().exclude(esco=[]).select_related("country").prefetch_related("texts")
    for row in rows.order_by("slug"):
        concepts = [numbers[uri] for uri in row.esco if uri in numbers]
        if without and row.country.alpha2 == without:
            continue
        titles = [(row.language, name) for name in (row.title, *row.also_known_as)]
        titles += [(text.language, text.title) for text in row.texts.all()]
        for language, text in dict.fromkeys(titles):
            for concept in concepts:
                yield Title(language, text, concept, 1 / len(concepts))


def _crosswalks(numbers: dict[str, int], without: str) -> Iterator[Learnt]:
    for crosswalk in Crosswalk.objects.order_by("slug"):
        if without and crosswalk.country == without:
            continue
        meanings: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
        rows = crosswalk.titles.order_by("title", "uri", "relation")
        for language, title, uri, relation in rows.values_list("language", "title", "uri", "relation"):
            if uri in numbers:
                concepts = meanings[language, title]
                concepts[numbers[uri]] = max(WEIGHTS[relation], concepts.get(numbers[uri], 0))
        titles = [
            Title(language, text, concept, weight / sum(concepts.values()))
            for (language, text), concepts in meanings.items()
            for concept, weight in concepts.items()
        ]
        yield Learnt(crosswalk.slug, crosswalk.country, crosswalk.source, titles)
