"""The demand board: what is looked for and not there, and what is read most and oldest."""

import csv

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bqportal.editorial import demand as board
from bqportal.editorial.actions.demand import drop_request, link_request, unlink_request
from bqportal.editorial.models import MissingProfileRequest
from bqportal.organisations.rights import is_editor, may_begin_somewhere
from bqportal.workspace.access import behind_login, page_of, works_here
from bqportal.workspace.forms.together import LinkForm, take_errors

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_LINES = 10_000


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Both lists; requests narrowed by country and state."""
    _person, rights = works_here(request)
    country = request.GET.get("country", "").replace("\0", "")[:4]
    state = request.GET.get("state", "")
    page = page_of(request, board.requests(country=country, state=state))
    states = [("", _("all")), ("open", _("open")), ("work", _("in work")), ("done", _("done"))]
    context = {
        "page": page,
        "titles": board.readable_versions(list(page.object_list), rights),
        "country": country,
        "tabs": [
            {"label": label, "url": f"?state={value}&country={country}", "current": value == state}
            for value, label in states
        ],
        "worn": board.read_and_old(timezone.localdate()),
        "days": board.DAYS,
    }
    return render(request, "workspace/demand/index.html", context)


@behind_login()
@require_safe
def csv_file(request: HttpRequest) -> HttpResponse:
    """The requests for a spreadsheet (RFC 4180); no cell begins like a formula."""
    works_here(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="requests.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["query", "country", "language", "times_asked", "first_asked", "last_asked", "state"])
    for row in board.requests()[:MOST_LINES]:
        query = f"'{row.query}" if row.query.startswith(FORMULA_STARTS) else row.query
        state = "done" if row.is_done else "in work" if row.version_id else "open"
        writer.writerow([query, row.country, row.language, row.count, row.first_day, row.last_day, state])
    return response


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; linking it to a working version."""
    person, rights = works_here(request)
    wanted = get_object_or_404(board.requests(), pk=pk)
    writes = may_begin_somewhere(rights)
    if request.method == "POST" and not writes:
        raise Http404
    form = LinkForm(request.POST if request.method == "POST" else None, versions=board.linkable_versions(rights))
    if request.method == "POST" and form.is_valid():
        try:
            link_request(request=wanted, version=form.cleaned_data["version"], by=person, at=timezone.now())
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("The request is linked."))
            return redirect("workspace:demand")
    title = board.readable_versions([wanted], rights).get(wanted.version_id, "")
    context = {"wanted": wanted, "form": form, "title": title, "may_drop": is_editor(rights), "writes": writes}
    return render(request, "workspace/demand/show.html", context, status=422 if form.errors else 200)


@behind_login()
@require_POST
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """The working version will not be it."""
    person, _rights = works_here(request)
    try:
        unlink_request(request=get_object_or_404(MissingProfileRequest, pk=pk), by=person, at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    return redirect("workspace:demand-show", pk)


@behind_login()
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Not a request for a profile."""
    person, rights = works_here(request)
    if not is_editor(rights):
        raise Http404
    drop_request(request=get_object_or_404(MissingProfileRequest, pk=pk), by=person, at=timezone.now())
    messages.success(request, _("The request is removed."))
    return redirect("workspace:demand")
