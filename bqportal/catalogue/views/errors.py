"""Pages for what did not work, in the portal's layout, with the search box and a way on. None reads the database."""

import logging
from collections.abc import Iterable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

WORDS_LENGTH = 60
BARE_PAGE = """<!doctype html><html lang="de"><meta charset="utf-8"><title>Fehler / Error</title>
<h1>Bei uns ist etwas schiefgegangen</h1><p>Bitte versuchen Sie es in einigen Minuten noch einmal.</p>
<div lang="en"><h1>Something went wrong on our side</h1><p>Please try again in a few minutes.</p></div></html>"""


def error_page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """The page of one status. No cache keeps it: the next try may succeed."""
    response = render(request, f"catalogue/error/{status}.html", {"status": status, **context}, status=status)
    patch_cache_control(response, no_cache=True)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or form was broken."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403: also for a form whose page had been open for too long (CSRF)."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with the words of the address as a proposal for a search."""
    return error_page(request, 404, words=words_of(request.path))


def method_not_allowed(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    """405: something tried to write to a page that only shows."""
    response = error_page(request, 405)
    response["Allow"] = ", ".join(allowed)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Where even the layout fails, the bare words are said."""
    try:
        return error_page(request, 500)
    except Exception:  # whatever broke the page may break this one too
        logging.getLogger(__name__).exception("The error page could not be made")
        return HttpResponse(BARE_PAGE, status=500)


def words_of(path: str) -> str:
    """What the last part of an address may have meant.

    >>> words_of("/de/qualifications/pl-technik-mechatronik/")
    'technik mechatronik'
    """
    last = unquote(path).rstrip("/").rsplit("/", 1)[-1]
    words = [word for word in last.replace("_", "-").replace(".", "-").split("-") if word.isalpha() and len(word) > 2]
    return " ".join(words)[:WORDS_LENGTH]
