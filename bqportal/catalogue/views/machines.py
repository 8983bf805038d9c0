"""Addresses for machines, without a language in front."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache

from bqportal.catalogue.responses import public

CLOSED = ("report-error", "search", "match", "workspace")
CLOSE = {"hr": "bs", "sr": "bs", "sh": "bs", "cnr": "bs", "prs": "fa"}  # who reads the first reads the second, too
FILTERS = ("country", "level", "field", "occupation", "letter", "only")


@public
def choose_language(request: HttpRequest) -> HttpResponse:
    """Lead to the start page in the reader's language; no cookie is asked."""
    response = HttpResponseRedirect(f"/{reader_language(request.headers.get('Accept-Language', ''))}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def reader_language(header: str) -> str:
    """The first language of an Accept-Language header that the portal speaks.

    English for somebody who asks for others only; the portal's own when nothing is asked.
    """
    wanted = [code for code, _weight in parse_accept_lang_header(header) if code != "*"]
    for code in (CLOSE.get(code.split("-")[0], code) for code in wanted):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return "en" if wanted else settings.LANGUAGE_CODE


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: everything but endless questions and filters, the form and the work area."""
    closed = ["/admin/", *(f"/*/{page}/" for page in CLOSED), *(f"/*?*{name}=" for name in FILTERS)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 while the portal can answer, 503 when the database cannot be read."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            is_up = cursor.fetchone() == (1,)
    except DatabaseError:
        is_up = False
    return JsonResponse({"database": "ok" if is_up else "down"}, status=200 if is_up else 503)
