"""The public pages; the language stands in front (config.urls)."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from bqportal.catalogue import urls_embedding, urls_finder, urls_offers, urls_sheets
from bqportal.catalogue.converters import CodeConverter, DayConverter
from bqportal.catalogue.responses import public
from bqportal.catalogue.views import (
    comparisons,
    contributions,
    countries,
    figures,
    guides,
    matching,
    occupations,
    papers,
    pdf,
    profile_requests,
    proposals,
    qualifications,
    reports,
    search,
    sitemaps,
    start,
    tables,
)
from bqportal.catalogue.views.feeds import ChangesFeed

register_converter(DayConverter, "day")
register_converter(CodeConverter, "code")

app_name = "catalogue"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.show, name="start"),
    path("search/", search.show, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("match/", matching.show, name="match"),
    path("countries/", countries.index, name="country-list"),
    path("countries/<code:code>/", countries.show, name="country-detail"),
    path("countries/<code:code>/as-of/<day:day>/", countries.show_as_of, name="country-as-of"),
    path("countries/<code:code>/<slug:version>/", countries.show_version, name="country-version"),
    path("countries/<code:code>/<slug:version>/as-of/<day:day>/", countries.show_as_of, name="country-version-as-of"),
    path("countries/<code:code>/<slug:version>/fact-sheet.pdf", pdf.country, name="country-pdf"),
    path("countries/<code:code>/<slug:version>/pathways.csv", tables.pathways, name="country-pathways-csv"),
    path("qualifications/", qualifications.index, name="qualification-list"),
    path("qualifications/<slug:slug>/", qualifications.show, name="qualification-detail"),
    path("qualifications/<slug:slug>/as-of/<day:day>/", qualifications.show_as_of, name="qualification-as-of"),
    path("qualifications/<slug:slug>/fact-sheet.pdf", pdf.qualification, name="qualification-pdf"),
    path("qualifications/<slug:slug>/proposal/<slug:occupation>/", proposals.show, name="qualification-proposal"),
    path("qualifications/<slug:slug>/units.csv", tables.units, name="qualification-units-csv"),
    path("occupations/", occupations.index, name="occupation-list"),
    path("occupations/<slug:slug>/", occupations.show, name="occupation-detail"),
    path("occupations/<slug:slug>/as-of/<day:day>/", occupations.show_as_of, name="occupation-as-of"),
    path("occupations/<slug:slug>/fact-sheet.pdf", pdf.occupation, name="occupation-pdf"),
    path("comparisons/", comparisons.index, name="comparison-list"),
    path("comparisons/<slug:slug>/", comparisons.show, name="comparison-detail"),
    path("comparisons/<slug:slug>/as-of/<day:day>/", comparisons.show_as_of, name="comparison-as-of"),
    path("comparisons/<slug:slug>/fact-sheet.pdf", pdf.comparison, name="comparison-pdf"),
    path("comparisons/<slug:slug>/findings.csv", tables.findings, name="comparison-csv"),
    path("contributions/", contributions.index, name="contributions"),
    path("figures/", figures.index, name="figures"),
    path("figures/<slug:body>/<int:year>/", figures.show, name="figures-show"),
    path("figures/<slug:body>/<int:year>.csv", figures.csv_file, name="figures-csv"),
    path("guides/", guides.index, name="guide-list"),
    path("guides/<slug:slug>/", guides.show, name="guide-detail"),
    path("guides/<slug:slug>/as-of/<day:day>/", guides.show_as_of, name="guide-as-of"),
    path("glossary/", guides.glossary, name="glossary"),
    path("questions/", guides.faq, name="faq"),
    path("documents/<int:pk>/", papers.download, name="document-file"),
    path("report-error/", reports.write, name="report-error"),
    path("report-error/thanks/", reports.thanks, name="report-thanks"),
    path("ask-for-profile/", profile_requests.ask, name="profile-request"),
    path("ask-for-profile/thanks/", profile_requests.thanks, name="profile-request-thanks"),
    path("finder/", include(urls_finder.urlpatterns)),
    path("sheets/", include(urls_sheets.urlpatterns)),
    path("embed/", include(urls_embedding.urlpatterns)),
    path("", include(urls_offers.urlpatterns)),
    path("sitemap/", sitemaps.show, name="sitemap"),
    path("feed.atom", public(ChangesFeed()), name="feed"),
]
