"""Search: the page and the suggestions. Every state has an address."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from bqportal.catalogue.parameters import Group, Option, search_address
from bqportal.catalogue.responses import public
from bqportal.search import queries
from bqportal.search.results import Facet, SearchResult, Suggestion
from bqportal.search.tally import note_if_empty

PAGE_SIZE = 10
OPEN_FACETS = ("kind", "country")
QUERY_LENGTH = 2000  # more is no question; the search itself says that it shortened the text


@public
def show(request: HttpRequest) -> HttpResponse:
    """What was found, with filters that can be undone one by one; ways on when nothing was."""
    filters = {name: request.GET.getlist(name)[:20] for name in queries.FACETS if name in request.GET}
    result = queries.search(
        request.GET.get("q", "")[:QUERY_LENGTH],
        language=get_language() or "en",
        filters=filters,
        page=asked_page(request),
        size=PAGE_SIZE,
    )
    if result.page > result.pages:
        raise Http404
    note_if_empty(result, timezone.localdate())
    groups = [group_of(facet, result) for facet in result.facets if facet.values]
    context = {"result": result, "page": page_of(result), "groups": groups}
    response = render(request, "catalogue/search/show.html", context, status=200 if result.available else 503)
    if not result.available:
        response["Retry-After"] = "30"
    return response


def asked_page(request: HttpRequest) -> int:
    """The number in the address.

    Raises:
        Http404: it is none.
    """
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 4 and int(text) >= 1):
        raise Http404
    return int(text)


def page_of(result: SearchResult) -> Page[Any]:
    """The result as a page of a longer list."""
    paginator = Paginator(range(result.total), result.size)
    return Page(result.hits, result.page, paginator)


def group_of(facet: Facet, result: SearchResult) -> Group:
    """A facet as a list of links that add a value or take it away."""
    options = [
        Option(value.label, value.count, toggled(result, facet.name, value.value), value.selected)
        for value in facet.values
    ]
    is_open = facet.name in OPEN_FACETS or any(option.chosen for option in options)
    return Group(facet.label, options, is_open)


def toggled(result: SearchResult, name: str, value: str) -> str:
    """The search's own address with one filter value more, or less if it was there."""
    values = list(result.filters.get(name, ()))
    values = [kept for kept in values if kept != value] if value in values else [*values, value]
    return search_address(result.text, {**result.filters, name: values})


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """What the box offers while somebody types, as JSON: {"groups": [{"label", "items": [{"label", "url", …}]}]}."""
    groups = queries.suggest(request.GET.get("q", "")[:QUERY_LENGTH], language=get_language() or "en")
    return JsonResponse(
        {
            "groups": [
                {"label": str(group.label), "items": [suggestion_item(item) for item in group.suggestions if item.url]}
                for group in groups
            ]
        }
    )


def suggestion_item(item: Suggestion) -> dict[str, str]:
    """One entry of the list under the box."""
    note = " · ".join(str(part) for part in (item.original_title, item.detail) if part)
    return {
        "label": item.title, "url": item.url, "lang": item.title_lang, "dir": item.title_dir, "note": note
    }  # fmt: skip
