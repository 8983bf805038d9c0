"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from bqportal.catalogue.changes import ABROAD, newest_changes
from bqportal.catalogue.responses import public
from bqportal.comparison.models import Comparison
from bqportal.countries.queries import countries_with_profiles
from bqportal.guides.models import Audience, Guide
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification

CHANGES_SHOWN = 6


@public
def show(request: HttpRequest) -> HttpResponse:
    """What the portal is, the search box, a door for each kind of reader, and what is new."""
    counts = {
        "qualifications": Qualification.objects.published().count(),
        "countries": countries_with_profiles().count(),
        "occupations": ReferenceOccupation.objects.published().count(),
        "comparisons": Comparison.objects.published().count(),
    }
    changes = newest_changes(CHANGES_SHOWN, get_language() or "en", ABROAD)
    context = {"counts": counts, "changes": changes, "doors": doors()}
    return render(request, "catalogue/start/show.html", context)


def doors() -> dict[str, str]:
    """For each kind of reader the address of the first guide written for them; the list where there is none."""
    rows = Guide.objects.published().filter(kind=Guide.Kind.GUIDE).order_by("-order", "-slug")
    first = dict(rows.values_list("audience", "slug"))
    return {
        str(audience): reverse("catalogue:guide-detail", args=[first[audience]])
        if audience in first
        else reverse("catalogue:guide-list")
        for audience in Audience.values
    }
