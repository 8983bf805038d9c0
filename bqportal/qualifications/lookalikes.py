"""Profiles that look like this one: other versions whose validity overlaps, and suspected duplicates.

Only what the person may read is compared: public profiles, and working versions within her rights.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import extract

from bqportal.editorial.checks.checking import Check, Context, Hint, Subject, text_at
from bqportal.editorial.checks.dates import overlaps
from bqportal.editorial.documents import Document
from bqportal.editorial.models import WorkingVersion
from bqportal.languages.folding import fold, words
from bqportal.qualifications.models import Qualification

KINDS = frozenset({"qualification"})
SAME = 0.9  # share of equal trigrams from which two titles are one title in two versions
ALIKE = 0.7  # from which somebody should look whether two profiles are one
WORTH = 50.0  # of 100 in rapidfuzz's measure, below which trigrams are not even counted
MOST = 5  # hints of one check; more would bury the others


@dataclass(frozen=True)
class Neighbour:
    """Another profile of the same country.

    Attributes:
        predecessor: address of the older version that it names.
        version: of a working version, its number; None for a public profile.
    """

    slug: str
    title: str
    valid_from: str = ""
    valid_to: str = ""
    predecessor: str = ""
    version: int | None = None


def neighbours(subject: Subject) -> tuple[Neighbour, ...]:
    """Profiles of the country that are linked as versions, or whose titles are alike; public ones, and versions in work
    that the person may read. Two queries."""
    country = text_at(subject.document, "country")
    public = Qualification.objects.published().filter(country__code=country).exclude(pk=subject.record).order_by("pk")
    fields = ("slug", "title", "valid_from", "valid_to", "predecessor__slug")
    found: dict[str, tuple[Any, ...]] = {slug: (*rest, None) for slug, *rest in public.values_list(*fields)}
    work = WorkingVersion.objects.all().visible_to(subject.rights).in_work().exclude(pk=subject.version).order_by("pk")
    columns = ("slug", "title", "document__valid_from", "document__valid_to", "document__predecessor", "pk")
    for slug, *rest in work.filter(kind=subject.kind, country=country).values_list(*columns):
        found.setdefault(slug, tuple(rest))  # of a public profile in work, what is public is what would be doubled
    found.pop(text_at(subject.document, "slug"), None)
    chain = chain_of(subject.document, {slug: str(row[3] or "") for slug, row in found.items()})
    near = alike(text_at(subject.document, "title"), {slug: str(row[0]) for slug, row in found.items()}, ALIKE)
    return tuple(
        Neighbour(slug, title, str(start or ""), str(end or ""), str(older or ""), version)
        for slug in dict.fromkeys([*(slug for slug in found if slug in chain), *near])
        for title, start, end, older, version in [found[slug]]
    )


def trigrams(text: str) -> set[str]:
    """Runs of three characters of the folded words, each word with blanks around it, as in PostgreSQL's pg_trgm."""
    return {padded[at : at + 3] for word in words(text) for padded in [f"  {word} "] for at in range(len(padded) - 2)}


def similarity(first: str, second: str) -> float:
    """Share of equal trigrams, 0 to 1, of two folded titles.

    >>> similarity("technik mechatronik", "mechatronik technik"), round(similarity("kucharz", "fryzjer"), 1)
    (1.0, 0.0)
    """
    one, two = trigrams(first), trigrams(second)
    return len(one & two) / len(one | two) if one | two else 0.0


def alike(title: str, others: Mapping[str, str], least: float) -> dict[str, float]:
    """Addresses of those whose titles are alike, the most alike first. `others`: address → title."""
    mine = fold(title)
    if not mine:
        return {}
    names = {slug: fold(other) for slug, other in others.items()}
    near = extract(mine, names, scorer=token_sort_ratio, score_cutoff=WORTH, limit=200)
    found = {slug: similarity(mine, name) for name, _score, slug in near}
    return dict(
        sorted(((slug, score) for slug, score in found.items() if score >= least), key=lambda pair: (-pair[1], pair[0]))
    )


def chain_of(document: Document, predecessors: Mapping[str, str]) -> set[str]:
    """Addresses of all older and newer versions, as far as profiles name their older version."""
    mine = text_at(document, "slug")
    links = {*predecessors.items(), (mine, text_at(document, "predecessor"))}
    chain, size = {mine}, 0
    while size != len(chain):
        size = len(chain)
        chain |= {end for link in links if all(link) and chain & set(link) for end in link}
    return chain - {mine}


def validity(thing: Document | Neighbour) -> tuple[str, str]:
    """From and to, partly known."""
    if isinstance(thing, Neighbour):
        return thing.valid_from, thing.valid_to
    return text_at(thing, "valid_from"), text_at(thing, "valid_to")


class Lookalike(Check):
    """What both checks share: the neighbours, and a link to the one that is meant."""

    kinds, facts = KINDS, "neighbours"

    def look_up(self, subject: Subject) -> tuple[Neighbour, ...]:
        """Other profiles of the country."""
        return neighbours(subject)

    def about(self, place: str, message: Any, other: Neighbour, document: Document) -> Hint:
        """A hint that leads to the other profile."""
        span = " – ".join(validity(other)) if any(validity(other)) else "?"
        seen = [text_at(document, "title"), *validity(document), other.title, other.slug, *validity(other)]
        hint = self.hint(place, message, seen=seen, title=other.title, span=span)
        if other.version:
            return replace(hint, route="workspace:record-show", arguments=(other.version,))
        return replace(hint, route="catalogue:qualification-detail", arguments=(other.slug,))


class VersionsOverlap(Lookalike):
    """Two versions of one qualification are valid at the same time."""

    name = "validity-overlap"
    label = _("Validity overlaps another version")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        others: tuple[Neighbour, ...] = self.known(context) or ()
        for other in versions_of(document, others)[:MOST]:
            if overlaps(validity(document), validity(other)):
                message = _("“%(title)s” (%(span)s) is valid at the same time.")
                yield self.about("valid_from", message, other, document)


def versions_of(document: Document, others: tuple[Neighbour, ...]) -> list[Neighbour]:
    """Dated versions of the same qualification: linked as older or newer, or with the same title."""
    chain = chain_of(document, {other.slug: other.predecessor for other in others})
    same = alike(
        text_at(document, "title"), {other.slug: other.title for other in others if any(validity(other))}, SAME
    )
    dated = any(validity(document))
    return [other for other in others if other.slug in chain or (dated and other.slug in same)]


class DuplicateSuspected(Lookalike):
    """Another profile of the country has a very similar title and may be valid at the same time."""

    name = "duplicate"
    label = _("Duplicate suspected")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        others: tuple[Neighbour, ...] = self.known(context) or ()
        known = versions_of(document, others)
        near = alike(text_at(document, "title"), {other.slug: other.title for other in others}, ALIKE)
        suspected = [one for one in others if one.slug in near and one not in known]
        for other in [one for one in suspected if overlaps(validity(document), validity(one))][:MOST]:
            yield self.about("title", _("“%(title)s” (%(span)s) may be the same qualification."), other, document)
