"""The pages of the work area; language and `workspace/` stand in front (config.urls)."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path

from bqportal.workspace.views import matching, session, start, synonyms

app_name = "workspace"
urlpatterns: list[URLPattern] = [
    path("", start.show, name="start"),
    path("sign-in/", session.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(next_page="catalogue:start"), name="sign-out"),
    path("matching/", matching.show, name="matching"),
    path("matching/synonyms/", synonyms.index, name="synonym-list"),
    path("matching/synonyms/add/", synonyms.add, name="synonym-add"),
    path("matching/synonyms/<int:pk>/remove/", synonyms.remove, name="synonym-remove"),
]
