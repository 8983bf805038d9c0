"""Fact sheets as PDF, one page or two per entry, in the language of the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from bqportal.catalogue.access import public_record
from bqportal.catalogue.pdf import fact_sheet
from bqportal.catalogue.responses import public
from bqportal.comparison.queries import comparison_sheet, comparisons
from bqportal.countries.queries import country_profiles, profile_sheet
from bqportal.occupations.queries import occupation_profiles, occupation_sheet
from bqportal.qualifications.queries import qualification_profiles, qualification_sheet


@public
def qualification(request: HttpRequest, slug: str) -> HttpResponse:
    """A qualification's fact sheet."""
    return pdf("qualification", slug, qualification_sheet(public_record(qualification_profiles(), slug=slug)))


@public
def occupation(request: HttpRequest, slug: str) -> HttpResponse:
    """A reference occupation's fact sheet."""
    return pdf("occupation", slug, occupation_sheet(public_record(occupation_profiles(), slug=slug)))


@public
def country(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """The fact sheet of a version of a country's training system."""
    profile = public_record(country_profiles(), country__code=code.upper(), slug=version)
    return pdf("country", f"{code.lower()}-{version}", profile_sheet(profile))


@public
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """A comparison's fact sheet."""
    return pdf("comparison", slug, comparison_sheet(public_record(comparisons(), slug=slug)))


def pdf(kind: str, name: str, sheet: dict[str, Any]) -> HttpResponse:
    """The file, shown by the browser and kept under the entry's name."""
    language = get_language() or "en"
    response = HttpResponse(fact_sheet(kind, sheet, language), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.{language}.pdf"'
    return response
