"""Who contributes: organisations whose work the public reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bqportal.catalogue.access import page_of
from bqportal.catalogue.responses import public
from bqportal.editorial.credits import contributions, contributors_of
from bqportal.editorial.models import Publishable


@public
def index(request: HttpRequest) -> HttpResponse:
    """Organisations with what they brought to the public, the most first."""
    return render(request, "catalogue/contribution/index.html", {"page": page_of(request, contributions())})


def credited(record: Publishable, responsible: str) -> list[str]:
    """Organisations that brought parts of a record; none where the responsible one did so alone, for that is said."""
    names = [row["name"] for row in contributors_of(record)]
    return [] if names == [responsible] else names
