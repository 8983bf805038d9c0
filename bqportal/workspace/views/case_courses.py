"""Courses that close what a case found missing: what the person can do next, to show or to hand over on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bqportal.occupations.queries import position_translations
from bqportal.offers.closing import closings
from bqportal.offers.sheets import position_row
from bqportal.procedures.findings import missing_positions
from bqportal.workspace.access import behind_login, case_file


@behind_login()
@require_safe
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Every substantial difference of the case, and the courses that name it themselves.

    The list is made here, not behind a public address: an address with the positions of a case would stand in logs.
    """
    case = case_file(request, pk)
    missing = missing_positions(case)
    translations = position_translations({position.text for position in missing})
    context = {
        "case": case,
        "missing": [position_row(position, translations) for position in missing],
        "rows": closings(case.version.occupation.slug, missing, translations, land=case.wanted_land)
        if case.version
        else [],
    }
    return render(request, "workspace/case/courses.html", context)
