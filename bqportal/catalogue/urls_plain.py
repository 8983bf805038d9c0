"""Addresses without a language in front."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from bqportal.catalogue.responses import public
from bqportal.catalogue.views import machines, opensearch, sheets
from bqportal.catalogue.views.sitemaps import SITEMAPS

urlpatterns = [
    path("", machines.choose_language, name="choose-language"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/jwks.json", sheets.jwks, name="jwks"),
    path("opensearch.xml", opensearch.show, name="opensearch-default"),
    path("opensearch.<slug:language>.xml", opensearch.show, name="opensearch"),
    path("healthz", machines.health, name="health"),
    path("sitemap.xml", public(index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"}, name="sitemap"),
    path("sitemap-<section>.xml", public(sitemap), {"sitemaps": SITEMAPS}, name="sitemap-section"),
]
