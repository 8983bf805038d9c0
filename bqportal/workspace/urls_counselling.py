"""The work list of a counselling centre; language and `workspace/counselling/` stand in front."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
