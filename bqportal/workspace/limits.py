"""Limits in front of pages where somebody could guess: how often from where, and the calm answer to too many."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.sign_in_limits import Pause, attempt, succeeded
from bqportal.workspace.access import View, unkept

NAME_LENGTH = 300


def client_address(request: HttpRequest) -> str:
    """The address a request comes from; behind the operator's proxy the last hop, which the proxy itself wrote."""
    if settings.BQPORTAL_BEHIND_PROXY:
        return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def typed(field: str) -> Callable[[HttpRequest], str]:
    """Whose door it is, as typed into a field: the person, so that name and e-mail address count together."""

    def name(request: HttpRequest) -> str:
        text = request.POST.get(field, "").replace("\0", "").strip()[:NAME_LENGTH]
        person = person_called(text)
        return f"person {person.pk}" if person else text.casefold()

    return name


def person_called(text: str) -> Person | None:
    """Who signs in with this user name or e-mail address, a confirmed one first; None for nobody."""
    if person := Person.objects.filter(username=text).first():
        return person
    owners = EmailAddress.objects.filter(email=text.lower()).order_by("-verified", "pk").select_related("user")
    if address := owners.first():
        owner: Person = address.user
        return owner
    return Person.objects.filter(email__iexact=text).order_by("pk").first() if text else None


def who_is_there(request: HttpRequest) -> str:
    """Whose door it is: who is signed in, or gave the right password and now shows the second factor."""
    if request.user.is_authenticated:
        return f"person {request.user.pk}"
    stage = get_pending_stage(request)
    return f"person {stage.login.user.pk}" if stage and stage.login.user else ""


def nobody_in_particular(_request: HttpRequest) -> str:
    """For secret links: only the address counts."""
    return ""


def limited(
    kind: str, name: Callable[[HttpRequest], str], *, methods: tuple[str, ...] = ("POST",), forgives: bool = True
) -> Callable[[View], View]:
    """Count what is sent to the page before it is evaluated.

    Args:
        kind: what could be guessed, see `sign_in_limits.attempt`.
        name: whose door it is.
        methods: which requests count.
        forgives: True when an answer that leads on (a redirect) shows that it was right.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return view(request, *args, **kwargs)
            key = {"kind": kind, "name": name(request), "address": client_address(request)}
            if pause := attempt(**key, at=timezone.now()):
                return too_often(request, kind, pause)
            response = view(request, *args, **kwargs)
            if forgives and response.status_code == 302:
                succeeded(**key, at=timezone.now())
            return response

        return page

    return decorator


def too_often(request: HttpRequest, kind: str, pause: Pause) -> HttpResponse:
    """429, with the minutes to wait."""
    if pause.is_news:
        person = request.user if isinstance(request.user, Person) else None
        audit.record(deed="signin.limited", by=person, details={"kind": kind})
    context = {"minutes": ceil(pause.seconds / 60)}
    response = unkept(render(request, "workspace/session/limited.html", context, status=429))
    response["Retry-After"] = str(pause.seconds)
    return response
