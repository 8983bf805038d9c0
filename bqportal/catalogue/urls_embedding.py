"""What other sites embed, and how."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
