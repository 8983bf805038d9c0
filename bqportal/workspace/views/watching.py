"""The watch list, and the button that adds to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bqportal.countries.queries import country_name
from bqportal.editorial.actions.watching import unwatch, watch
from bqportal.editorial.models import Enquiry, Watch, WorkingVersion
from bqportal.editorial.subjects import WORK_ROUTE
from bqportal.languages.names import language_name
from bqportal.occupations.models import ReferenceOccupation
from bqportal.organisations.models import Person
from bqportal.organisations.rights import Rights
from bqportal.qualifications.models import Qualification
from bqportal.workspace.access import behind_login, works_here
from bqportal.workspace.forms.together import WatchForm, take_errors

Subject = Watch.Subject


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """What the person watches, and the form to add to it."""
    person, rights = works_here(request)
    form = WatchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                for subject, key in form.chosen():
                    watch(by=person, subject=subject, key=key, at=timezone.now())
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Added to your watch list."))
            return redirect("workspace:watch-list")
    context = {"form": form, "watched": watched_by(person, rights)}
    return render(request, "workspace/watching/index.html", context, status=422 if form.errors else 200)


def watched_by(person: Person, rights: Rights) -> list[dict[str, Any]]:
    """The watch list with names and pages; at most five queries. What she may no longer read has neither."""
    rows = list(person.watches.all())
    keys = {subject: [row.key for row in rows if row.subject == subject] for subject in Subject.values}
    reader = get_language() or "en"
    names: dict[str, dict[str, str]] = {
        Subject.COUNTRY: {key: country_name(key, reader) for key in keys[Subject.COUNTRY]},
        Subject.LANGUAGE: {key: language_name(key, reader) for key in keys[Subject.LANGUAGE]},
        Subject.OCCUPATION: named(ReferenceOccupation.objects.published(), keys[Subject.OCCUPATION], "slug", "name_m"),
        Subject.QUALIFICATION: named(Qualification.objects.published(), keys[Subject.QUALIFICATION], "slug", "title"),
        Subject.ENQUIRY: named(Enquiry.objects.all().visible_to(rights), keys[Subject.ENQUIRY], "pk", "subject"),
        Subject.WORK: named(WorkingVersion.objects.all().visible_to(rights), keys[Subject.WORK], "pk", "title"),
    }
    routes = {
        Subject.COUNTRY: "catalogue:country-detail",
        Subject.OCCUPATION: "catalogue:occupation-detail",
        Subject.QUALIFICATION: "catalogue:qualification-detail",
        Subject.ENQUIRY: "workspace:enquiry-show",
        Subject.WORK: WORK_ROUTE,
    }
    listed = []
    for row in rows:
        name = names[row.subject].get(row.key, "")
        key = row.key.lower() if row.subject == Subject.COUNTRY else row.key
        link = (routes.get(Subject(row.subject), ""), (key,)) if name else ("", ())
        listed.append({"row": row, "name": name, "link": link})
    return listed


def named(rows: Any, keys: list[str], field: str, name: str) -> dict[str, str]:
    """Names by key, as text."""
    found = rows.filter(**{f"{field}__in": keys}).values_list(field, name) if keys else ()
    return {str(key): text for key, text in found}


@behind_login()
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """The button on a page; back to where it stands."""
    person, _rights = works_here(request)
    try:
        watch(by=person, subject=request.POST.get("subject", ""), key=request.POST.get("key", ""), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Added to your watch list."))
    return redirect(back(request))


@behind_login()
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Be told no longer."""
    person, _rights = works_here(request)
    unwatch(watched=get_object_or_404(person.watches, pk=pk), by=person, at=timezone.now())
    messages.success(request, _("Removed from your watch list."))
    return redirect(back(request))


def back(request: HttpRequest) -> str:
    """Where the button stood, if that lies in this portal; else the watch list."""
    address = request.POST.get("next", "")
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else "workspace:watch-list"
