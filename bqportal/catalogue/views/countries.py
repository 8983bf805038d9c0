"""Countries: list and profile in its versions."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from bqportal.catalogue import citation
from bqportal.catalogue.access import last_changed, public_record, public_revision
from bqportal.catalogue.missing import COUNTRY, missing_from
from bqportal.catalogue.responses import public
from bqportal.catalogue.views.contributions import credited
from bqportal.countries.models import Country, CountryProfile
from bqportal.countries.queries import (
    countries_with_profiles,
    country_by_code,
    country_name,
    country_profiles,
    profile_sheet,
)
from bqportal.editorial.reading import note_read
from bqportal.languages.folding import fold
from bqportal.qualifications.queries import filtered_qualifications

QUALIFICATIONS_SHOWN = 30


@public
def index(request: HttpRequest) -> HttpResponse:
    """Every country of which the portal knows something, by name in the reader's language; former states apart."""
    reader = get_language() or "en"
    countries = sorted(countries_with_profiles(), key=lambda country: fold(country_name(country.code, reader)))
    context = {
        "countries": [country for country in countries if not country.is_former],
        "former": [country for country in countries if country.is_former],
    }
    return render(request, "catalogue/country/index.html", context)


@public
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The newest profile of a country, or what else the portal knows of it."""
    public_profiles = country_profiles().filter(state=CountryProfile.State.PUBLISHED)
    profile = public_profiles.filter(country__code=code.upper()).first()
    if profile is not None and code == code.lower():
        note_read(profile, timezone.localdate())
        return show_profile(request, profile)
    country = country_or_404(code)
    if country.code.lower() != code:
        return redirect("catalogue:country-detail", country.code.lower(), permanent=True)
    return show_without_profile(request, country)


@public
def show_version(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """One dated version of a country's profile."""
    return show_profile(request, public_record(country_profiles(), country__code=code.upper(), slug=version))


@public
def show_as_of(request: HttpRequest, code: str, day: date, version: str = "") -> HttpResponse:
    """A profile as it was on a day; without a version the one that was the newest then."""
    lookup = {"country__code": code.upper(), **({"slug": version} if version else {})}
    profiles = CountryProfile.objects.published().filter(**lookup).select_related("country")
    for profile in profiles:
        try:
            revision = public_revision(profile, day)
        except Http404:
            continue
        arguments = (code, profile.slug)
        entry = citation.entry_as_of(request, citation.COUNTRY, arguments, revision, day)
        return render_sheet(request, revision.sheet, {"entry": entry})
    raise Http404


def country_or_404(code: str) -> Country:
    """The country with a two- or four-letter code in any case."""
    country = country_by_code(code)
    if country is None:
        raise Http404
    return country


def show_profile(request: HttpRequest, profile: CountryProfile) -> HttpResponse:
    """A profile with its country's other versions and qualifications."""
    code = profile.country.code
    arguments = (code.lower(), profile.slug)
    versions = list(CountryProfile.objects.published().filter(country=profile.country))
    sheet = profile_sheet(profile)
    context = {
        "entry": citation.entry(request, citation.COUNTRY, arguments, last_changed(profile)),
        "versions": versions,
        "is_newest": versions[0].pk == profile.pk,
        "contributors": credited(profile, sheet["responsible"]),
        **qualifications_of(code),
    }
    return render_sheet(request, sheet, context)


def render_sheet(request: HttpRequest, sheet: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
    """The page of a sheet, current or old."""
    context |= {"sheet": sheet, "missing": missing_from(sheet, COUNTRY)}
    return render(request, "catalogue/country/show.html", context)


def show_without_profile(request: HttpRequest, country: Country) -> HttpResponse:
    """A country that has no profile yet: its qualifications, its successors, and a way to ask."""
    context = {
        "country": country,
        "successors": [other.code for other in country.successors.all()],
        "report": citation.report_address(request),
        **qualifications_of(country.code),
    }
    return render(request, "catalogue/country/without_profile.html", context)


def qualifications_of(code: str) -> dict[str, Any]:
    """The first qualifications of a country, and how many there are."""
    rows = filtered_qualifications(country=code)
    count = rows.count()
    return {
        "qualifications": list(rows[:QUALIFICATIONS_SHOWN]),
        "qualification_count": count,
        "has_more_qualifications": count > QUALIFICATIONS_SHOWN,
    }
