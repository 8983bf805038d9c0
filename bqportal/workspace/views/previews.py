"""The page as the public will see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.previews import preview_page
from bqportal.editorial.proving import preview_sheet
from bqportal.workspace.access import behind_login, working_version
from bqportal.workspace.views.records import address_of


@behind_login()
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The working version in the layout of the public page."""
    version = working_version(request, pk)
    return preview_of(request, version, address_of(version))


def preview_of(request: HttpRequest, version: WorkingVersion, back: str) -> HttpResponse:
    """The preview; or, where the document can become no page yet, why not. `back` is where its bar leads."""
    kind = kind_named(version.kind)
    sheet, problems = preview_sheet(version.document, kind)
    preview = {"back": back, "problems": [str(problem) for problem in problems]}
    if sheet is None:
        context = {"version": version, "lang": version.document.get("lang") or "", "preview": preview}
        return render(request, "workspace/record/no_preview.html", context)
    page: HttpResponse = preview_page(kind, request, sheet, preview)
    return page
