"""Discussions: rooms for topics, and what is said about a working version."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bqportal.editorial.actions.discussions import (
    edit_message,
    may_change_message,
    open_room,
    post_message,
    withdraw_message,
)
from bqportal.editorial.discussions import messages_in, rooms_of
from bqportal.editorial.models import Message, Room, WorkingVersion
from bqportal.organisations.rights import Rights, may_open_rooms
from bqportal.workspace.access import behind_login, page_of, works_here
from bqportal.workspace.forms.together import EditMessageForm, MessageForm, RoomForm, take_errors

FORM = require_http_methods(["GET", "HEAD", "POST"])


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Rooms that the person may enter."""
    _person, rights = works_here(request)
    context = {"page": page_of(request, rooms_of(rights)), "may_open": may_open_rooms(rights)}
    return render(request, "workspace/room/index.html", context)


@behind_login()
@FORM
def open_one(request: HttpRequest) -> HttpResponse:
    """The form for a new room."""
    person, rights = works_here(request)
    if not may_open_rooms(rights):
        raise Http404
    form = RoomForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            room = open_room(by=person, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("The room is open."))
            return redirect("workspace:room-show", room.pk)
    return render(request, "workspace/room/open.html", {"form": form}, status=422 if form.errors else 200)


@behind_login()
@FORM
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said in a room, newest first, and the form."""
    _person, rights = works_here(request)
    room = get_object_or_404(Room.objects.all().visible_to(rights).select_related("organisation"), pk=pk)
    return talk(request, "workspace/room/show.html", room=room)


@behind_login()
@FORM
def on_record(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said about a working version, newest first, and the form."""
    _person, rights = works_here(request)
    return talk(request, "workspace/discussion/show.html", version=visible_version(rights, pk))


def visible_version(rights: Rights, pk: int) -> WorkingVersion:
    """The working version, without its content, for those who may read it."""
    rows = WorkingVersion.objects.all().visible_to(rights).defer("document").prefetch_related("strands")
    version: WorkingVersion = get_object_or_404(rows, pk=pk)
    return version


def talk(request: HttpRequest, template: str, **place: Any) -> HttpResponse:
    """A page with messages; what was written is posted."""
    person, _rights = works_here(request)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            post_message(by=person, at=timezone.now(), **place, **form.cleaned_data)
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Your message is there."))
            return redirect(request.path)
    page = page_of(request, messages_in(next(iter(place.values()))))
    context = {**place, "page": page, "talk": page, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def own_message(request: HttpRequest, pk: int) -> Message:
    """A message that the person may still change, in a place that she may read.

    Raises:
        Http404: otherwise.
    """
    person, rights = works_here(request)
    message = get_object_or_404(Message.objects.select_related("room", "version").defer("version__document"), pk=pk)
    rows: Any = Room.objects.all() if message.room_id else WorkingVersion.objects.all()
    is_readable = rows.visible_to(rights).filter(pk=message.room_id or message.version_id).exists()
    if not is_readable or not may_change_message(message, person=person.pk, at=timezone.now()):
        raise Http404
    return message


@behind_login()
@FORM
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend own words, or withdraw them, within an hour."""
    person, _rights = works_here(request)
    message = own_message(request, pk)
    given = {
        "text": message.text,
        "seen": message.edited_at.isoformat(timespec="microseconds") if message.edited_at else "",
    }
    form = EditMessageForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            edit_message(message=message, by=person, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            take_errors(form, error)
        except PermissionDenied as error:  # the hour is over
            raise Http404 from error
        else:
            return redirect(place_of(message))
    context = {"form": form, "message": message, "back": place_of(message)}
    return render(request, "workspace/discussion/edit.html", context, status=422 if form.errors else 200)


@behind_login()
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take own words back."""
    person, _rights = works_here(request)
    message = own_message(request, pk)
    withdraw_message(message=message, by=person, at=timezone.now())
    messages.success(request, _("Your message is withdrawn."))
    return redirect(place_of(message))


def place_of(message: Message) -> str:
    """The page where a message stands."""
    if message.room_id:
        return reverse("workspace:room-show", args=[message.room_id])
    return reverse("workspace:record-discussion", args=[message.version_id])
