"""Comparison sheets: make one, read it, prove that it is genuine."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
