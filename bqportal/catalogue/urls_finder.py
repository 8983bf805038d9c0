"""The finder: one question per screen, every answer in the address."""

from django.urls import URLPattern, path

from bqportal.catalogue.views import finder

urlpatterns: list[URLPattern] = [
    path("", finder.start, name="finder"),
    path("plan/", finder.plan, name="finder-plan"),
    path("plan.pdf", finder.plan_file, name="finder-plan-pdf"),
    path("<slug:question>/", finder.ask, name="finder-question"),
]
