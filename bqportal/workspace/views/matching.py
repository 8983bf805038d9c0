"""What matching learned from, for the people who answer for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from bqportal.languages.names import territory_name
from bqportal.matching import queries
from bqportal.workspace.access import behind_login


@behind_login("matching.view_crosswalk")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """State, sources, size and figures of the model."""
    learned = queries.learned()
    crosswalks = [
        {"slug": slug, "country": country_words(country), "source": source, "number": number}
        for slug, country, source, number in learned.crosswalks
    ]
    context = {
        "learned": learned,
        "languages": sorted(learned.languages, key=lambda row: (-row[1], row[0])),
        "titles": sum(number for _code, number in learned.languages),
        "crosswalks": crosswalks,
        "figures": sorted(learned.figures.items()),
    }
    return render(request, "workspace/matching/show.html", context)


def country_words(code: str) -> str:
    """The name of a country in the reader's language; the code where nobody knows it."""
    return territory_name(code.upper(), get_language() or "en") if code else ""
