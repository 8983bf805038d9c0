"""Maps of the portal: for people as a page, for search engines as XML with the languages of each page."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bqportal.catalogue.responses import public
from bqportal.comparison.models import Comparison
from bqportal.countries.models import CountryProfile
from bqportal.editorial.models import Publishable
from bqportal.guides.models import Guide
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification

PAGES = (
    "start", "search", "match", "country-list", "qualification-list", "occupation-list", "comparison-list",
    "guide-list", "glossary", "faq", "contributions", "figures", "figures-recognition", "figures-portal", "embed",
    "sitemap", "report-error",
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
        """Route names; forms and answers to questions are of no use to a search engine."""
        return [name for name in PAGES if name not in ("report-error", "search", "match")]

    def location(self, item: str) -> str:
        """The page's address."""
        return reverse(f"catalogue:{item}")


class RecordsSitemap(PortalSitemap):
    """The public records of one kind."""

    def __init__(self, model: type[Publishable], route: str) -> None:
        self.model = model
        self.route = route

    def items(self) -> QuerySet[Model]:
        """Public records in stable order."""
        return self.model._default_manager.filter(state=Publishable.State.PUBLISHED).order_by("pk")

    def lastmod(self, item: Any) -> Any:
        """When the record last changed."""
        return item.changed_at

    def location(self, item: Any) -> str:
        """The record's address."""
        return reverse(self.route, args=[item.slug])


class CountriesSitemap(RecordsSitemap):
    """Country profiles in all versions."""

    def items(self) -> QuerySet[Model]:
        """With their country's code."""
        return super().items().select_related("country")

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
}


@public
def show(request: HttpRequest) -> HttpResponse:
    """The map for people."""
    guides = Guide.objects.published().prefetch_related("texts").order_by("order", "slug")
    rows = [{"slug": guide.slug, "titles": {row.language: row.title for row in guide.texts.all()}} for guide in guides]
    return render(request, "catalogue/sitemap/show.html", {"guides": rows})
