"""Notices: reading them, how often they come by mail, and no more mail by one click."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bqportal.editorial.actions import watching as actions
from bqportal.editorial.models import NoticePreference
from bqportal.editorial.notices import notices_of, told
from bqportal.editorial.unsubscribing import person_of
from bqportal.workspace.access import behind_login, page_of, unkept, works_here
from bqportal.workspace.forms.together import PaceForm


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the person was told, unread first."""
    person, rights = works_here(request)
    now = timezone.now()
    page = page_of(request, notices_of(person))
    context = {"page": page, "told": told(page.object_list, rights), "until": now.isoformat()}
    return render(request, "workspace/notice/index.html", context)


@behind_login()
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything up to the moment of the page is read."""
    person, _rights = works_here(request)
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until is None or timezone.is_naive(until):
        raise Http404
    actions.mark_notices_read(by=person, until=until, at=timezone.now())
    return redirect("workspace:notice-list")


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How often, and in which language."""
    person, _rights = works_here(request)
    kept = NoticePreference.objects.filter(person=person).first() or NoticePreference(person=person)
    given = {"pace": kept.pace, "language": kept.language or get_language()}
    form = PaceForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        actions.set_pace(by=person, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("workspace:notice-preferences")
    context = {"form": form, "person": person}
    return render(request, "workspace/notice/preferences.html", context, status=422 if form.errors else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Public: the signed address in a mail proves whose mail it is (RFC 8058). Looking changes nothing, for programs
    look at addresses in mails; the button does, and so does the one click of a mail program, which has no token of a
    form."""
    person = person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.unsubscribe(person=person, at=timezone.now())
    return unkept(render(request, "workspace/notice/unsubscribe.html", {"is_done": request.method == "POST"}))
