"""The form that a person sends to a counselling centre; language and `counselling/` stand in front. No sign-in."""

from django.urls import URLPattern, path

from bqportal.workspace.views import intake

urlpatterns: list[URLPattern] = [
    path("withdraw/", intake.withdraw, name="counselling-withdraw"),
    path("withdrawn/", intake.withdrawn, name="counselling-withdrawn"),
    path("<slug:slug>/", intake.write, name="counselling-request"),
]
