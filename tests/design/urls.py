"""The gallery, and stand-ins for the pages that the layout links to."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

SUGGESTIONS = [
    {"label": "Berufe", "items": [{"label": "Mechatroniker/in", "lang": "de", "url": "/de/found/"}]},
    {
        "label": "Qualifikationen",
        "items": [
            {"label": "Technik mechatronik", "lang": "pl", "note": "Polen", "url": "/de/found/"},
            {"label": "<b>&amp;", "url": "/de/found/?second"},
        ],
    },
]


def stand_in(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse(f"<!doctype html><html lang=en><title>{request.get_full_path()}</title>")


def suggest(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"groups": SUGGESTIONS if "mech" in request.GET["q"] else []})


LISTS = ("country", "qualification", "occupation", "comparison", "guide")
catalogue = [
    path("", stand_in, name="start"),
    path("search/", stand_in, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("glossary/", stand_in, name="glossary"),
    path("found/", stand_in),
    *[path(f"{name}/", stand_in, name=f"{name}-list") for name in LISTS],
    path("guides/<slug:slug>/", stand_in, name="guide-detail"),
]
urlpatterns = i18n_patterns(
    path("design/", include("bqportal.design.urls")),
    path("", include((catalogue, "catalogue"))),
)
