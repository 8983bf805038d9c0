"""Working versions and public records, as the list of the work area asks for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Prefetch, Q, QuerySet
from django.db.models.fields.json import KT

from bqportal.editorial.kinds import Kind
from bqportal.editorial.models import Publishable, Strand, WorkingVersion
from bqportal.editorial.workflow import State, Step
from bqportal.organisations.rights import Place, Rights, is_editor

MINE, ORGANISATION, REVIEW = "mine", "organisation", "review"
RESTING = (State.PUBLISHED, State.WITHDRAWN)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; an empty filter narrows nothing. `whose` is MINE, ORGANISATION or REVIEW."""

    words: str = ""
    kind: str = ""
    country: str = ""
    state: str = ""
    whose: str = ""


def listed_versions(rights: Rights, wanted: Wanted) -> QuerySet[WorkingVersion]:
    """Working versions that the person may read, the last changed first, without their content: two queries."""
    filters = {"kind": wanted.kind, "country": wanted.country}
    rows = (
        WorkingVersion.objects.all()
        .visible_to(rights)
        .filter(**{key: value for key, value in filters.items() if value})
    )
    if wanted.state:
        rows = rows.filter(pk__in=Strand.objects.filter(state=wanted.state).values("version"))
    if wanted.whose:
        rows = rows.filter(_whose(rights, wanted.whose))
    strands = Strand.objects.select_related("assignee").defer("source_text")
    listed: QuerySet[WorkingVersion] = (
        rows.filter(with_words(wanted.words, "title", "slug"))
        .defer("document")
        .annotate(title_language=KT("document__lang"))
        .select_related("organisation", "changed_by")
        .prefetch_related(Prefetch("strands", strands))
    )
    return listed


def _whose(rights: Rights, whose: str) -> Q:
    """What the person has to do with: wrote or reviews, her organisation's, or waiting for her verdict."""
    person = rights.person
    if whose == ORGANISATION:
        return Q(organisation__in=rights.organisations)
    own = Q(author=person) | Q(last_editor=person)
    if whose == MINE:
        return Q(pk__in=Strand.objects.filter(own | Q(assignee=person)).values("version"))
    reviews = {organisation for organisation, role in rights.roles if role == "reviewer"}
    mine = Q() if is_editor(rights) else Q(assignee=person) | Q(version__organisation__in=reviews)
    waiting = Strand.objects.filter(mine, state=State.IN_REVIEW).exclude(author=person).exclude(last_editor=person)
    return Q(pk__in=waiting.values("version"))


def with_words(words: str, *fields: str) -> Q:
    """Every word stands in one of the fields. SQLite folds only ASCII, so usual spellings are tried."""
    return reduce(and_, (_has(word, fields) for word in words.split()[:20]), Q())


def _has(word: str, fields: Iterable[str]) -> Q:
    """The word as typed, in small letters, or with a capital."""
    spellings = {word, word.lower(), word.capitalize()}
    return reduce(or_, (Q(**{f"{field}__icontains": spelling}) for field in fields for spelling in sorted(spellings)))


def public_records(kind: Kind, *, country: str = "", words: str = "", countries: Collection[str] = ()) -> QuerySet[Any]:
    """Public records of a kind, narrowed by country and words of the title.

    Args:
        countries: codes of countries whose names have the words, for records that have no title of their own.
    """
    records: QuerySet[Any] = kind.model._default_manager.filter(state=Publishable.State.PUBLISHED)
    records = records.select_related("country").order_by("country__code", "slug")
    if country:
        records = records.filter(country__code=country)
    fields = dict.fromkeys([kind.shape.title, "slug"])
    return records.filter(with_words(words, *fields) | Q(country__code__in=countries)) if words else records


def place_of_record(kind: Kind, record: Any) -> Place:
    """Where a record of the tables stands in the catalogue."""
    return Place(
        kind.slug, record.country.code, str(getattr(record, kind.shape.sector, "") if kind.shape.sector else "")
    )


def in_work(kind: Kind, records: Iterable[Publishable]) -> dict[int, tuple[WorkingVersion, datetime]]:
    """Which of the records are in work, and since when; by key of the record: two queries."""
    strands = (
        Strand.objects.exclude(state__in=RESTING)
        .annotate(begun=Max("transitions__at", filter=Q(transitions__step=Step.BEGIN)))
        .defer("source_text")
    )
    versions = (
        WorkingVersion.objects.in_work()
        .filter(
            content_type=ContentType.objects.get_for_model(kind.model), object_id__in=[record.pk for record in records]
        )
        .defer("document")
        .select_related("organisation")
        .prefetch_related(Prefetch("strands", strands, to_attr="open_strands"), "strands")
    )
    return {
        version.object_id: (version, min(strand.begun or version.begun_at for strand in version.open_strands))
        for version in versions
    }
