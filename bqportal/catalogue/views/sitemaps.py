"""Maps of the portal: for people as a page, for search engines as XML with the languages of each page."""

from collections.abc import Iterable
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bqportal.catalogue.responses import public
from bqportal.comparison.models import Comparison
from bqportal.countries.models import CountryProfile
from bqportal.editorial.models import Publishable
from bqportal.guides.models import Guide
from bqportal.occupations.models import ReferenceOccupation
from bqportal.offers.models import Centre, Event, Offer, Practice
from bqportal.offers.queries import is_over
from bqportal.qualifications.models import Qualification

# Pages that are no records. Forms and answers to questions (search, match, what the finder asks) say themselves that no
# search engine should keep them, so that they stand on the page for people only.
PAGES = (
    "start", "finder", "country-list", "qualification-list", "occupation-list", "comparison-list", "centre-list",
    "centre-networks", "offer-list", "event-list", "practice-list", "guide-list", "glossary", "faq", "sheet-new",
    "sheet-verify", "contributions", "figures", "figures-recognition", "figures-portal", "embed", "sitemap",
)  # fmt: skip


class PortalSitemap(Sitemap):  # type: ignore[type-arg]
    """Every page stands there once per language and names its other languages."""

    i18n = True
    alternates = True
    x_default = True
    limit = 5000


class PagesSitemap(PortalSitemap):
    """Pages that are no records."""

    def items(self) -> list[str]:
        """Route names."""
        return list(PAGES)

    def location(self, item: str) -> str:
        """The page's address."""
        return reverse(f"catalogue:{item}")


class RecordsSitemap(PortalSitemap):
    """The public records of one kind."""

    def __init__(self, model: type[Publishable], route: str) -> None:
        self.model = model
        self.route = route

    def rows(self) -> QuerySet[Any]:
        """Public records in stable order."""
        return self.model._default_manager.filter(state=Publishable.State.PUBLISHED).order_by("pk")

    def items(self) -> Iterable[Any]:
        """The records that are named."""
        return self.rows()

    def lastmod(self, item: Any) -> Any:
        """When the record last changed."""
        return item.changed_at

    def location(self, item: Any) -> str:
        """The record's address."""
        return reverse(self.route, args=[item.slug])


class OngoingSitemap(RecordsSitemap):
    """Records that end some day, without those that are over: nobody should be led there from outside."""

    def __init__(self, model: type[Publishable], route: str, end: str) -> None:
        super().__init__(model, route)
        self.end = end  # name of the field with the last day, as exactly as it is known

    def items(self) -> Iterable[Any]:
        """The records that are not over today."""
        today = timezone.localdate()
        return [record for record in self.rows() if not is_over(getattr(record, self.end), today)]


class CountriesSitemap(RecordsSitemap):
    """Country profiles in all versions."""

    def rows(self) -> QuerySet[Any]:
        """With their country's code."""
        return super().rows().select_related("country")

    def location(self, item: Any) -> str:
        """The version's address."""
        return reverse(self.route, args=[item.country.code.lower(), item.slug])


SITEMAPS = {
    "pages": PagesSitemap(),
    "countries": CountriesSitemap(CountryProfile, "catalogue:country-version"),
    "qualifications": RecordsSitemap(Qualification, "catalogue:qualification-detail"),
    "occupations": RecordsSitemap(ReferenceOccupation, "catalogue:occupation-detail"),
    "comparisons": RecordsSitemap(Comparison, "catalogue:comparison-detail"),
    "guides": RecordsSitemap(Guide, "catalogue:guide-detail"),
    "centres": OngoingSitemap(Centre, "catalogue:centre-detail", "funded_until"),
    "courses": OngoingSitemap(Offer, "catalogue:offer-detail", "valid_to"),
    "trainings": RecordsSitemap(Event, "catalogue:event-detail"),
    "good-practice": RecordsSitemap(Practice, "catalogue:practice-detail"),
}


@public
def show(request: HttpRequest) -> HttpResponse:
    """The map for people."""
    guides = Guide.objects.published().prefetch_related("texts").order_by("order", "slug")
    rows = [{"slug": guide.slug, "titles": {row.language: row.title for row in guide.texts.all()}} for guide in guides]
    return render(request, "catalogue/sitemap/show.html", {"guides": rows})
