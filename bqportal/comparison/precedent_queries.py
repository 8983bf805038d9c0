"""Shared results, as the page of a case asks for them. Whatever is shown passes `shared.picture_of`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from bqportal.comparison.models import Precedent
from bqportal.comparison.shared import Entry, Picture, Result, picture_of
from bqportal.languages.folding import fold
from bqportal.occupations.models import OccupationVersion, TrainingPosition
from bqportal.organisations.models import Organisation
from bqportal.qualifications.lookalikes import ALIKE, alike
from bqportal.qualifications.models import Qualification

COLUMNS = (
    "pk", "organisation_id", "qualification_id", "version__occupation_id", "outcome", "version_id", "decided_on",
    "organisation__kind", "certificate_year", "experience_compensated", "names_body", "is_counted",
    "qualification__country__code",
)  # fmt: skip


@dataclass(frozen=True)
class Near:
    """Another profile whose results may help: an older or newer version, or one with a very similar title."""

    pk: int
    slug: str
    title: str
    language: str
    is_version: bool


@dataclass(frozen=True)
class Group:
    """Results that are looked at together, in words."""

    picture: Picture
    positions: list[TrainingPosition] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    versions: list[OccupationVersion] = field(default_factory=list)

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """Outcome and number of shown results, the most frequent first."""
        return list(self.picture.counts.items())


@dataclass(frozen=True)
class Found:
    """What the finder shows for a case: the same qualification, near ones, the country; all with one occupation."""

    same: Group
    near: Group
    country: Group
    neighbours: list[Near] = field(default_factory=list)


def waiting_entries(cell: Precedent) -> list[Entry]:
    """Results of the cell that are not released, the oldest first."""
    return _entries(cell, released__isnull=True)


def taken_back_entries(cell: Precedent) -> list[Entry]:
    """Results of the cell that were taken back and still count."""
    return _entries(cell, released__isnull=False, withdrawn__isnull=False, is_counted=True)


def _entries(cell: Precedent, **wanted: Any) -> list[Entry]:
    rows = Precedent.objects.filter(
        qualification=cell.qualification_id,
        version__occupation=cell.version.occupation_id,
        outcome=cell.outcome,
        **wanted,
    )
    return [Entry(*row) for row in rows.order_by("approved_at", "pk").values_list("pk", "organisation_id")]


def released_results(occupation: int, country: str, qualifications: Iterable[int] = ()) -> list[Result]:
    """Released results with the occupation, of a country's qualifications and of those named. Two queries."""
    wanted = Q(qualification__country__code=country) if country else Q(pk__in=[])
    rows = Precedent.objects.filter(
        wanted | Q(qualification__in=list(qualifications)), version__occupation=occupation, released__isnull=False
    )
    found = list(rows.order_by("pk").values_list(*COLUMNS))
    positions: dict[int, set[int]] = defaultdict(set)
    links = Precedent.positions.through.objects.filter(precedent__in=rows)
    for precedent, position in links.values_list("precedent_id", "trainingposition_id"):
        positions[precedent].add(position)
    return [_result(row, frozenset(positions[row[0]])) for row in found]


def _result(row: tuple[Any, ...], positions: frozenset[int]) -> Result:
    key, body, qualification, occupation, outcome, version, decided, kind, year, experience, names, counted, country = (
        row
    )
    return Result(
        key=key, body=body, qualification=qualification, occupation=occupation, outcome=outcome, version=version,
        decided=decided.year, kind=kind, certificate=year, experience=experience, positions=positions,
        names_body=names, is_counted=counted, country=country,
    )  # fmt: skip


def near_qualifications(qualification: Qualification) -> list[Near]:
    """Older and newer versions of a profile, and public profiles of its country with very similar titles. One query."""
    columns = ("pk", "slug", "title", "language", "predecessor_id")
    others = {
        row[0]: row
        for row in Qualification.objects.published()
        .filter(country=qualification.country_id)
        .exclude(pk=qualification.pk)
        .order_by("title", "pk")
        .values_list(*columns)
    }
    links = [(pk, row[4]) for pk, row in others.items()] + [(qualification.pk, qualification.predecessor_id)]
    chain = _chain(qualification.pk, [(one, other) for one, other in links if other])
    titles = {str(pk): str(row[2]) for pk, row in others.items()}
    near = [int(pk) for pk in alike(qualification.title, titles, ALIKE)]
    wanted = [others[pk] for pk in dict.fromkeys([*(pk for pk in others if pk in chain), *near])]
    return [Near(pk, slug, title, language, pk in chain) for pk, slug, title, language, _older in wanted]


def _chain(start: int, links: list[tuple[int, int]]) -> set[int]:
    """Everything that is linked with `start` as older or newer."""
    chain, size = {start}, 0
    while size != len(chain):
        size = len(chain)
        chain |= {end for link in links if chain & set(link) for end in link}
    return chain - {start}


def find_precedents(
    *, qualification: Qualification | None, occupation: int, country: str, own: int | None = None
) -> Found:
    """What may be shown to somebody who decides such a case. The same number of queries for any number of results.

    Args:
        country: code of the state of training.
        own: the result that the case shared itself; it is no precedent of its own.
    """
    neighbours = near_qualifications(qualification) if qualification else []
    same_key, near_keys = qualification.pk if qualification else 0, {one.pk for one in neighbours}
    results = released_results(occupation, country, [same_key, *near_keys])
    groups = (
        [one for one in results if one.qualification == same_key],
        [one for one in results if one.qualification in near_keys],
        [one for one in results if country and one.country == country],
    )
    pictures = [picture_of(group, own) for group in groups]
    same, near, wide = _in_words(pictures)
    return Found(same, near, wide, neighbours)


def counts_of(qualification: int, occupation: int, own: int | None = None) -> dict[str, int]:
    """Outcome → shown results of one qualification and occupation. Two queries."""
    return dict(picture_of(released_results(occupation, "", [qualification]), own).counts)


def _in_words(pictures: list[Picture]) -> list[Group]:
    """Names for the numbers of all pictures at once."""
    positions = TrainingPosition.objects.select_related("version__regulation").in_bulk(
        [key for one in pictures for key in one.positions]
    )
    bodies = Organisation.objects.in_bulk([key for one in pictures for key in one.bodies])
    versions = OccupationVersion.objects.select_related("regulation").in_bulk(
        [key for one in pictures for key in one.versions]
    )
    kinds = dict(Organisation.Kind.choices)
    return [
        Group(
            picture=one,
            positions=sorted(
                (positions[key] for key in one.positions), key=lambda position: (-position.version_id, position.order)
            ),
            bodies=sorted((bodies[key].name for key in one.bodies), key=fold),
            kinds=[str(kinds[key]) for key in one.kinds],
            versions=[versions[key] for key in one.versions],
        )
        for one in pictures
    ]
