"""Readers report errors. The only public page with a form that writes, and the only one with a cookie (CSRF)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from bqportal.catalogue.forms.reports import ErrorReportForm
from bqportal.catalogue.responses import public
from bqportal.catalogue.views.errors import method_not_allowed
from bqportal.editorial.actions.publishing import report_error

PAGE_LENGTH = 500


@never_cache
def write(request: HttpRequest) -> HttpResponse:
    """The form; what it holds is kept without anything about the reader."""
    if request.method not in ("GET", "HEAD", "POST"):
        return method_not_allowed(request, ("GET", "HEAD", "POST"))
    if request.method == "POST":
        form = ErrorReportForm(request.POST)
        if form.is_valid():
            if not form.is_from_a_program:
                report_error(
                    page=form.cleaned_data["page"],
                    message=form.cleaned_data["message"],
                    language=get_language() or "",
                )
            return redirect("catalogue:report-thanks")
    else:
        form = ErrorReportForm(initial={"page": request.GET.get("page", "")[:PAGE_LENGTH]})
    return render(request, "catalogue/report/write.html", {"form": form}, status=422 if form.errors else 200)


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens with the report."""
    return render(request, "catalogue/report/thanks.html")
