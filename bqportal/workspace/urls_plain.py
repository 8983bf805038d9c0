"""Addresses of the work area without a language: where another house sends people back to."""

from django.urls import URLPattern, path

from bqportal.workspace.views import session

urlpatterns: list[URLPattern] = [
    path("workspace/sign-in/oidc/back/", session.back_from_identity, name="oidc-callback"),
]
