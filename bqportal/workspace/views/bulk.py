"""One change in many records: ask, look at every record, agree; and take it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bqportal.editorial.actions.bulk import Preview, change_in_bulk, preview_of, undo_bulk_change
from bqportal.editorial.models import BulkChange
from bqportal.organisations.rights import may_change_in_bulk
from bqportal.workspace.access import behind_login, page_of, rights, signed_in
from bqportal.workspace.forms.files import BulkForm
from bqportal.workspace.forms.together import take_errors

LATEST = 10


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """The form, the preview, and the change."""
    if not may_change_in_bulk(rights(request)):
        raise Http404
    data = request.POST if request.method == "POST" else request.GET
    form = BulkForm(data if "field" in data else None)
    preview, status = None, 200
    if form.is_bound and form.is_valid():
        asked = {"selection": form.selection, "words": form.cleaned_data["q"], "change": form.change}
        try:
            if request.method == "POST":
                return changed(request, asked)
            preview = preview_of(**asked)
        except ValidationError as error:
            status = 409 if error.code == "stale" else 422
            preview = preview_of(**asked) if status == 409 else None
            take_errors(form, error)
    status = 422 if status == 200 and form.errors else status
    return render(request, "workspace/bulk/change.html", context_of(request, form, preview), status=status)


def context_of(request: HttpRequest, form: BulkForm, preview: Preview | None) -> dict[str, Any]:
    """What the page shows."""
    found: dict[str, Any] = {"form": form, "latest": BulkChange.objects.select_related("by")[:LATEST]}
    if preview is not None:
        found |= {
            "preview": preview,
            "page": page_of(request, preview.rows),
            "asked": [(name, form.data.get(name, "")) for name in form.fields],
        }
    return found


def changed(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    """Write it. Raises ValidationError when something changed since the preview."""
    seen = request.POST.get("seen", "")
    bulk = change_in_bulk(**asked, seen=seen, by=signed_in(request), at=timezone.now())
    messages.success(request, _("Changed as drafts: %(number)s records.") % {"number": bulk.rows.count()})
    return redirect("workspace:record-bulk-show", bulk.pk)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One change with its records; taken back on request."""
    if not may_change_in_bulk(rights(request)):
        raise Http404
    bulk = get_object_or_404(BulkChange.objects.select_related("by", "undone_by"), pk=pk)
    kept: list[Any] = []
    if request.method == "POST":
        try:
            kept = undo_bulk_change(bulk=bulk, by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("workspace:record-bulk-show", bulk.pk)
        if not kept:
            messages.success(request, _("Undone: all records are as they were before."))
            return redirect("workspace:record-bulk-show", bulk.pk)
        bulk.refresh_from_db()
    page = page_of(request, bulk.rows.select_related("version"))
    return render(request, "workspace/bulk/show.html", {"bulk": bulk, "page": page, "kept": kept})
