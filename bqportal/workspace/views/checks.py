"""What the checks find in a record, and saying why a finding does not matter."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bqportal.editorial.actions.checking import dismiss_finding, may_dismiss, reopen_finding
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import WorkingVersion
from bqportal.workspace import overview
from bqportal.workspace.access import behind_login, rights, signed_in, working_version
from bqportal.workspace.forms.checking import DismissForm
from bqportal.workspace.forms.together import take_errors
from bqportal.workspace.hints import ShownHint, all_hints


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """All findings: open ones with a form each, dismissed ones with the reason."""
    version = working_version(request, pk)
    if request.method != "POST":
        return page(request, version)
    if not may_dismiss(rights(request), version):
        raise Http404
    return reopened(request, version) if "reopen" in request.POST else dismissed(request, version)


def reopened(request: HttpRequest, version: WorkingVersion) -> HttpResponse:
    """The finding counts again."""
    digest = request.POST["reopen"].replace("\0", "")[:64]
    reopen_finding(version=version, digest=digest, by=signed_in(request), at=timezone.now())
    messages.success(request, _("The hint is open again."))
    return redirect("workspace:record-checks", version.pk)


def dismissed(request: HttpRequest, version: WorkingVersion) -> HttpResponse:
    """The finding is dismissed; or its form says why not."""
    form = DismissForm(request.POST)
    if form.is_valid():
        try:
            dismiss_finding(
                version=version, digest=form.cleaned_data["digest"], check_name=form.cleaned_data["check"],
                reason=form.cleaned_data["reason"], by=signed_in(request), at=timezone.now(),
            )  # fmt: skip
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Dismissed. It comes back when the text changes."))
            return redirect("workspace:record-checks", version.pk)
    return page(request, version, form)


def page(request: HttpRequest, version: WorkingVersion, bound: forms.Form | None = None) -> HttpResponse:
    """The page; a form that was refused stands open in its place."""
    found: dict[str, Any] = all_hints(version, rights(request))
    asked = bound.data.get("digest", "") if bound else ""
    may = found["may_dismiss"]
    context = {
        **found,
        "rows": [(one, form_for(one, bound if one.hint.digest == asked else None)) for one in found["hints"] if may],
        "form": bound,
        "version": version,
        "kind": kind_named(version.kind),
        "lang": version.document.get("lang") or "",
        "ways": overview.ways(version, rights(request), request.path),
    }
    return render(request, "workspace/check/show.html", context, status=422 if bound else 200)


def form_for(one: ShownHint, bound: forms.Form | None) -> forms.Form:
    """The form of one finding, with ids of its own."""
    if bound is not None:
        return bound
    return DismissForm(
        initial={"digest": one.hint.digest, "check": one.hint.check}, prefix=None, auto_id=f"id_%s_{one.key}"
    )
