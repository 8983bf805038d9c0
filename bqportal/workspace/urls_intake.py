"""The form that a person sends to a counselling centre; language and `counselling/` stand in front. No sign-in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
