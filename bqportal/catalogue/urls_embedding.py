"""What other sites embed, and how."""

from django.urls import URLPattern, path

from bqportal.catalogue.views import embedding

urlpatterns: list[URLPattern] = [
    path("", embedding.explain, name="embed"),
    path("finder/", embedding.finder, name="embed-finder"),
    path("qualifications/<slug:slug>/", embedding.qualification, name="embed-qualification"),
]
