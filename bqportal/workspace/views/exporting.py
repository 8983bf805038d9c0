"""Exporting records as a file: choose, and fetch."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bqportal.editorial.importing.selection import XLSX, TooLargeForSheetError, TooManyRecordsError, exported
from bqportal.workspace.access import behind_login, works_here
from bqportal.workspace.forms.files import ExportForm

TYPES = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@behind_login()
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The form; with a choice, the file."""
    _person, mine = works_here(request)
    form = ExportForm(request.GET if "file_format" in request.GET else None)
    if form.is_bound and form.is_valid():
        file_format = form.cleaned_data["file_format"]
        try:
            content, number = exported(form.selection, mine, file_format=file_format, at=timezone.now())
        except (TooManyRecordsError, TooLargeForSheetError) as error:
            form.add_error(None, str(error))
        else:
            if number:
                return file_response(content, form.cleaned_data["kind"], file_format)
            form.add_error(None, _("No record fits."))
    return render(request, "workspace/export/choose.html", {"form": form}, status=422 if form.errors else 200)


def file_response(content: bytes, kind: str, file_format: str) -> HttpResponse:
    """The file, to be kept under a name with the day."""
    name = f"{kind}-{timezone.localdate().isoformat()}.{file_format}"
    response = HttpResponse(content, content_type=TYPES.get(file_format, "application/yaml; charset=utf-8"))
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
