"""The search as browsers and other programs can add it (OpenSearch 1.1), once per language.

Suggestions are left out: the portal's own are grouped and have addresses, which the format of OpenSearch cannot say.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override

from bqportal.catalogue.responses import public

MEDIA_TYPE = "application/opensearchdescription+xml"
SHORT_NAME = 16  # characters that the format allows


@public
def show(request: HttpRequest, language: str = "") -> HttpResponse:
    """The description in one language; without one in the portal's own.

    Raises:
        Http404: the portal does not speak it.
    """
    language = language or settings.LANGUAGE_CODE
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        context = {
            "short_name": settings.BQPORTAL_NAME[:SHORT_NAME],
            "language": language,
            "search": request.build_absolute_uri(reverse("catalogue:search")),
            "self": request.build_absolute_uri(reverse("opensearch", args=[language])),
            "icon": request.build_absolute_uri(static("design/favicon.svg")),
        }
        return render(request, "catalogue/opensearch.xml", context, content_type=MEDIA_TYPE)
