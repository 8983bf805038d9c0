"""Fact sheets as PDF, in the language of the address; each names the lasting address of its version."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from bqportal.catalogue import citation
from bqportal.catalogue.access import last_changed, public_record
from bqportal.catalogue.pdf import fact_sheet
from bqportal.catalogue.responses import public
from bqportal.comparison.queries import comparison_sheet, comparisons
from bqportal.countries.queries import country_profiles, profile_sheet
from bqportal.editorial.models import Publishable
from bqportal.occupations.queries import occupation_profiles, occupation_sheet
from bqportal.qualifications.queries import qualification_profiles, qualification_sheet


@public
def qualification(request: HttpRequest, slug: str) -> HttpResponse:
    """A qualification's fact sheet."""
    record = public_record(qualification_profiles(), slug=slug)
    return pdf(request, "qualification", record, qualification_sheet(record), citation.QUALIFICATION, (slug,))


@public
def occupation(request: HttpRequest, slug: str) -> HttpResponse:
    """A reference occupation's fact sheet."""
    record = public_record(occupation_profiles(), slug=slug)
    return pdf(request, "occupation", record, occupation_sheet(record), citation.OCCUPATION, (slug,))


@public
def country(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """The fact sheet of a version of a country's training system."""
    record = public_record(country_profiles(), country__code=code.upper(), slug=version)
    return pdf(request, "country", record, profile_sheet(record), citation.COUNTRY, (code, version))


@public
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """A comparison's fact sheet."""
    record = public_record(comparisons(), slug=slug)
    return pdf(request, "comparison", record, comparison_sheet(record), citation.COMPARISON, (slug,))


def pdf(
    request: HttpRequest,
    kind: str,
    record: Publishable,
    sheet: dict[str, Any],
    routes: citation.Routes,
    arguments: tuple[str, ...],
) -> HttpResponse:
    """The file, shown by the browser and kept under the entry's name."""
    language = get_language() or "en"
    day = last_changed(record)
    address = (
        citation.lasting_address(request, routes, arguments, day)
        if day
        else request.build_absolute_uri(reverse(routes.today, args=arguments))
    )
    content = fact_sheet(kind, sheet, language, address=address, version=day.isoformat() if day else "")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{"-".join(arguments)}.{language}.pdf"'
    return response
