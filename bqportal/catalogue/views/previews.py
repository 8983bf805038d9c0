"""How records look that are not public yet: the public page of a sheet, with a bar that says so."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from bqportal.catalogue import citation
from bqportal.catalogue.views import countries, qualifications


def qualification(request: HttpRequest, sheet: dict[str, Any], preview: Mapping[str, Any]) -> HttpResponse:
    """The page of a profile."""
    entry = citation.entry_in_preview(citation.QUALIFICATION, (sheet["slug"],))
    return qualifications.render_sheet(request, sheet, {"entry": entry, "preview": preview})


def country(request: HttpRequest, sheet: dict[str, Any], preview: Mapping[str, Any]) -> HttpResponse:
    """The page of a country profile, with the country's public qualifications."""
    code = sheet["code"]
    entry = citation.entry_in_preview(citation.COUNTRY, (code.lower(), sheet["version"]))
    context = {"entry": entry, "preview": preview, **countries.qualifications_of(code)}
    return countries.render_sheet(request, sheet, context)
