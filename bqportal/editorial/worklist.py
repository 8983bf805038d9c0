"""What is to be translated, across all records: public ones, and those in work that somebody may read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KT

from bqportal.editorial.checks.standing import text_of
from bqportal.editorial.documents import FACTS
from bqportal.editorial.kinds import Kind, kinds
from bqportal.editorial.listing import place_of_record
from bqportal.editorial.models import Publishable, Strand, WorkingVersion
from bqportal.editorial.translating import Text, TextState, source_digest, state_of
from bqportal.editorial.workflow import State
from bqportal.organisations.rights import Rights

# What calls for work stands first.
ORDER = (
    TextState.OUTDATED,
    TextState.MISSING,
    TextState.MACHINE,
    TextState.DRAFT,
    TextState.UNREVIEWED,
    TextState.REVIEWED,
)


@dataclass(frozen=True)
class Entry:
    """One record in one language.

    Attributes:
        version: key of its working version; 0 where it is only public, or where the work is not for this person.
        record: key of the public record; 0 where there is none yet.
    """

    kind: str
    country: str
    title: str
    lang: str  # of the title; empty where it is none in a language
    state: TextState
    version: int = 0
    record: int = 0
    is_machine: bool = False
    sector: str = ""


def worklist(language: str, rights: Rights, *, country: str = "", kind: str = "") -> list[Entry]:
    """Every record with its state in one language, what calls for work first. As many queries for any number of rows.

    Of a record in work, the working version counts for who may read it, and what is public for everybody else.
    """
    found: list[Entry] = []
    for one in kinds():
        if kind in ("", one.slug):
            work = list(_in_work(one, language, rights, country))
            seen = {entry.record for entry in work}
            found += work + [entry for entry in _public(one, language, country) if entry.record not in seen]
    rank = {state: position for position, state in enumerate(ORDER)}
    return sorted(found, key=lambda entry: (rank[entry.state], entry.country, entry.title, entry.version, entry.record))


def state_counts(entries: Iterable[Entry]) -> dict[TextState, int]:
    """How many records are in each state."""
    counts = Counter(entry.state for entry in entries)
    return {state: counts[state] for state in ORDER}


def _in_work(kind: Kind, language: str, rights: Rights, country: str) -> Iterable[Entry]:
    """Working versions that the person may read: two queries, and a third for the words of what may be outdated."""
    readable = WorkingVersion.objects.all().visible_to(rights).order_by().values("pk")
    withdrawn = Strand.objects.filter(version=OuterRef("pk"), part=FACTS, state=State.WITHDRAWN)
    versions = WorkingVersion.objects.filter(pk__in=readable, kind=kind.slug).exclude(Exists(withdrawn)).order_by()
    if country:
        versions = versions.filter(country=country)
    strands = Strand.objects.filter(version__in=versions.values("pk"), part=language).defer("source_text")
    texts = {strand.version_id: text_of(strand) for strand in strands}
    made = [pk for pk, text in texts.items() if text.source_digest]
    now = {
        pk: source_digest(document, texts[pk].source_language, kind.shape)
        for pk, document in WorkingVersion.objects.filter(pk__in=made).order_by().values_list("pk", "document")
    }
    columns = ("pk", "country", "title", "object_id", "sector", KT("document__lang"))
    for pk, place, title, record, sector, lang in versions.values_list(*columns):
        text = texts.get(pk)
        state = state_of(text, has_words=text is not None, source_now=now.get(pk, ""))
        yield Entry(kind.slug, place, title, lang or "", state, pk, record or 0, bool(text and text.is_machine), sector)


def _public(kind: Kind, language: str, country: str) -> Iterable[Entry]:
    """Public records: what is public in a language was approved, or imported by who answers for it. Two queries."""
    model: Any = kind.model
    texts = model._meta.get_field("texts").related_model
    origins = dict(texts.objects.filter(language=language).order_by().values_list("owner", "origin"))
    more = {"language", kind.shape.sector} & {field.name for field in kind.model._meta.fields}
    records = kind.model._default_manager.filter(state=Publishable.State.PUBLISHED).select_related("country").order_by()
    if country:
        records = records.filter(country__code=country)
    for record in records.only("slug", kind.shape.title, "country__code", "reviewed_on", *more):
        origin = origins.get(record.pk)
        is_machine = origin == Strand.Origin.MACHINE
        text = Text(language, State.PUBLISHED, origin or "", is_reviewed=record.reviewed_on is not None)
        state = state_of(text, has_words=origin is not None)
        place, lang = place_of_record(kind, record), getattr(record, "language", "")
        yield Entry(kind.slug, place.country, str(record), lang, state, 0, record.pk, is_machine, place.sector)
