"""What changed last in the portal: for the start page and the feed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Model, QuerySet
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
from bqportal.languages.texts import by_language, chosen
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification

ABROAD: tuple[type[Publishable], ...] = (Qualification, CountryProfile, Comparison)
KINDS: tuple[type[Publishable], ...] = (*ABROAD, ReferenceOccupation, Guide)


@dataclass(frozen=True)
class Change:
    """One publication: of what, when, and whether it was the first."""

    kind: str | Promise
    title: str
    lang: str
    note: str
    path: str
    at: datetime
    is_new: bool
    key: str

    @property
    def day(self) -> date:
        """The day of the publication in the portal's time zone."""
        return timezone.localtime(self.at).date()


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
            yield change_of(revision, revision.record, language)


def change_of(revision: Revision, record: Model, language: str) -> Change:
    """A publication in words."""
    kind, title, lang, note, path = described(record, language)
    return Change(kind, title, lang, note, path, revision.at, revision.number == 1, f"{revision.pk}")


def described(record: Any, language: str) -> tuple[str | Promise, str, str, str, str]:
    """Kind, title with its language, note, and address of a record."""
    match record:
        case Qualification():
            named = chosen(by_language(record.texts.all(), "title"), language)
            note = ", ".join(filter(None, [named.text, country_name(record.country.code, language)]))
            path = reverse("catalogue:qualification-detail", args=[record.slug])
            return _("Qualification"), record.title, record.language, note, path
        case CountryProfile():
            path = reverse("catalogue:country-version", args=[record.country.code.lower(), record.slug])
            return _("Country"), country_name(record.country.code, language), language, "", path
        case Comparison():
            path = reverse("catalogue:comparison-detail", args=[record.slug])
            note = country_name(record.qualification.country.code, language)
            return _("Comparison"), f"{record.qualification.title} – {record.version.name_m}", "", note, path
        case ReferenceOccupation():
            path = reverse("catalogue:occupation-detail", args=[record.slug])
            return _("German occupation"), f"{record.name_m} / {record.name_f}", "de", "", path
        case Guide():
            named = chosen(by_language(record.texts.all(), "title"), language)
            return _("Guide"), named.text, named.language, "", reverse("catalogue:guide-detail", args=[record.slug])
    raise TypeError(record)
