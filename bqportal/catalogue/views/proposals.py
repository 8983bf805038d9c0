"""Which units of a qualification could cover which positions of a German occupation: proposed, never decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bqportal.catalogue import citation
from bqportal.catalogue.access import public_record
from bqportal.catalogue.responses import public
from bqportal.comparison.proposals import (
    content_proposal,
    occupations_with_positions,
    published_comparisons,
    qualifications_with_units,
)
from bqportal.languages.texts import by_language


@public
def show(request: HttpRequest, slug: str, occupation: str) -> HttpResponse:
    """The proposal for the regulation in force today."""
    qualification = public_record(qualifications_with_units(), slug=slug)
    reference = public_record(occupations_with_positions(), slug=occupation)
    context = {
        "qualification": {
            "slug": qualification.slug,
            "title": qualification.title,
            "lang": qualification.language,
            "titles": by_language(qualification.texts.all(), "title"),
            "country": qualification.country.code,
        },
        "occupation": {
            "slug": reference.slug,
            "name_m": reference.name_m,
            "name_f": reference.name_f,
            "titles": by_language(reference.texts.all(), "title"),
        },
        "proposal": content_proposal(qualification, reference, timezone.localdate()),
        "comparisons": published_comparisons(qualification, reference),
        "report": citation.report_address(request),
    }
    return render(request, "catalogue/proposal/show.html", context)
