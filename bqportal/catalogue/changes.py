"""What changed last in the portal: for the start page and the feed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bqportal.comparison.models import Comparison
from bqportal.countries.models import CountryProfile
from bqportal.countries.queries import country_name
from bqportal.editorial.models import Publishable, Revision
from bqportal.editorial.queries import newest_revisions
from bqportal.guides.models import Guide
from bqportal.languages.texts import Chosen, by_language, chosen
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification

ABROAD: tuple[type[Publishable], ...] = (Qualification, CountryProfile, Comparison)
KINDS: tuple[type[Publishable], ...] = (*ABROAD, ReferenceOccupation, Guide)


NO_WORDS = Chosen("", "")


@dataclass(frozen=True)
class Subject:
    """What was published, in words: titles and a translation, each with its language, and the country."""

    kind: str | Promise
    path: str
    titles: tuple[Chosen, ...]
    translation: Chosen = NO_WORDS
    country: str = ""


@dataclass(frozen=True)
class Change:
    """One publication: of what, when, and whether it was the first."""

    subject: Subject
    at: datetime
    is_new: bool
    key: str

    @property
    def day(self) -> date:
        """The day of the publication in the portal's time zone."""
        return timezone.localtime(self.at).date()

    @property
    def title(self) -> str:
        """The titles as plain text."""
        return " – ".join(title.text for title in self.subject.titles)

    @property
    def note(self) -> str:
        """Translation and country as plain text."""
        return ", ".join(filter(None, [self.subject.translation.text, self.subject.country]))


def newest_changes(limit: int, language: str, kinds: Sequence[type[Publishable]] = KINDS) -> list[Change]:
    """The newest publications of what is public today, worded in `language`, at most one per record."""
    types = ContentType.objects.get_for_models(*kinds)
    revisions = newest_revisions().filter(content_type__in=types.values())
    rows = revisions.prefetch_related(GenericPrefetch("record", [public_rows(kind) for kind in kinds]))
    return list(distinct_changes(rows[: limit * 3], language))[:limit]


def public_rows(kind: type[Publishable]) -> QuerySet[Any]:
    """The public records of one kind with what their titles need."""
    rows = kind._default_manager.filter(state=Publishable.State.PUBLISHED)
    if issubclass(kind, Qualification):
        return rows.select_related("country").prefetch_related("texts")
    if issubclass(kind, CountryProfile):
        return rows.select_related("country")
    if issubclass(kind, Comparison):
        return rows.select_related("qualification__country", "version")
    return rows.prefetch_related("texts")


def distinct_changes(revisions: QuerySet[Revision], language: str) -> Iterator[Change]:
    """One change per record, the newest."""
    seen: set[tuple[int, int]] = set()
    for revision in revisions:
        key = (revision.content_type_id, revision.object_id)
        if revision.record is not None and key not in seen:
            seen.add(key)
            yield Change(described(revision.record, language), revision.at, revision.number == 1, f"{revision.pk}")


def described(record: Any, language: str) -> Subject:
    """A record in words."""
    match record:
        case Qualification():
            return Subject(
                _("Qualification"),
                reverse("catalogue:qualification-detail", args=[record.slug]),
                (Chosen(record.title, record.language),),
                chosen(by_language(record.texts.all(), "title"), language),
                country_name(record.country.code, language),
            )
        case CountryProfile():
            return Subject(
                _("Country"),
                reverse("catalogue:country-version", args=[record.country.code, record.slug]),
                (Chosen(country_name(record.country.code, language), language),),
            )
        case Comparison():
            return Subject(
                _("Comparison"),
                reverse("catalogue:comparison-detail", args=[record.slug]),
                (
                    Chosen(record.qualification.title, record.qualification.language),
                    Chosen(record.version.name_m, "de"),
                ),
                country=country_name(record.qualification.country.code, language),
            )
        case ReferenceOccupation():
            return Subject(
                _("German occupation"),
                reverse("catalogue:occupation-detail", args=[record.slug]),
                (Chosen(f"{record.name_m} / {record.name_f}", "de"),),
            )
        case Guide():
            return Subject(
                _("Guide"),
                reverse("catalogue:guide-detail", args=[record.slug]),
                (chosen(by_language(record.texts.all(), "title"), language),),
            )
    raise TypeError(record)
