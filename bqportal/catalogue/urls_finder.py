"""The finder: one question per screen, every answer in the address."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
