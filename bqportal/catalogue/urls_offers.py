"""Counselling centres, courses, events and good practice."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
