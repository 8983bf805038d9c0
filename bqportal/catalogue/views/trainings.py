"""Trainings for employers and administrations, and good practice that others can take up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bqportal.catalogue import citation
from bqportal.catalogue.access import last_changed, page_of, public_record, public_revision
from bqportal.catalogue.responses import public
from bqportal.catalogue.views.contributions import credited
from bqportal.offers import queries
from bqportal.offers.models import Event, Practice
from bqportal.offers.sheets import event_sheet, practice_sheet
from bqportal.organisations.places import LANDS

EVENT = citation.Routes("catalogue:event-detail", "catalogue:event-as-of", "")
PRACTICE = citation.Routes("catalogue:practice-detail", "catalogue:practice-as-of", "")
PAST = "past"  # value of ?when= that shows what is over


@public
def event_index(request: HttpRequest) -> HttpResponse:
    """The calendar: what is to come, or what is over."""
    is_past, today = request.GET.get("when") == PAST, timezone.localdate()
    rows = queries.past_events(today=today) if is_past else queries.events(today=today)
    return render(request, "catalogue/event/index.html", {"page": page_of(request, rows), "is_past": is_past})


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One training as it is announced today."""
    found: Event = public_record(queries.event_profiles(), slug=slug)
    sheet = event_sheet(found)
    context = {
        "entry": citation.entry(request, EVENT, (slug,), last_changed(found)),
        "contributors": credited(found, sheet["responsible"]),
    }
    return render_event(request, sheet, context)


@public
def event_as_of(request: HttpRequest, slug: str, day: date) -> HttpResponse:
    """The training as it was announced on a day."""
    found: Event = public_record(queries.event_profiles().prefetch_related(None), slug=slug)
    revision = public_revision(found, day)
    entry = citation.entry_as_of(request, EVENT, (slug,), revision, day)
    return render_event(request, revision.sheet, {"entry": entry})


def render_event(request: HttpRequest, sheet: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
    """The page of a sheet, current or old."""
    context |= {
        "sheet": sheet,
        "is_over": queries.is_over(sheet["ends_on"] or sheet["starts_on"], timezone.localdate()),
        "land": LANDS.get(sheet["land"], sheet["land"]),
    }
    return render(request, "catalogue/event/show.html", context)


@public
def practice_index(request: HttpRequest) -> HttpResponse:
    """Everything that worked, the newest first."""
    return render(request, "catalogue/practice/index.html", {"page": page_of(request, queries.practices())})


@public
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """One good practice as it is described today."""
    found: Practice = public_record(queries.practice_profiles(), slug=slug)
    sheet = practice_sheet(found)
    context = {
        "entry": citation.entry(request, PRACTICE, (slug,), last_changed(found)),
        "contributors": credited(found, sheet["responsible"]),
    }
    return render_practice(request, sheet, context)


@public
def practice_as_of(request: HttpRequest, slug: str, day: date) -> HttpResponse:
    """The good practice as it was described on a day."""
    found: Practice = public_record(queries.practice_profiles().prefetch_related(None), slug=slug)
    revision = public_revision(found, day)
    entry = citation.entry_as_of(request, PRACTICE, (slug,), revision, day)
    return render_practice(request, revision.sheet, {"entry": entry})


def render_practice(request: HttpRequest, sheet: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
    """The page of a sheet, current or old."""
    return render(request, "catalogue/practice/show.html", {**context, "sheet": sheet})


def preview_event(request: HttpRequest, sheet: dict[str, Any], preview: Mapping[str, Any]) -> HttpResponse:
    """The page of a training that is not public yet."""
    entry = citation.entry_in_preview(EVENT, (sheet["slug"],))
    return render_event(request, sheet, {"entry": entry, "preview": preview})


def preview_practice(request: HttpRequest, sheet: dict[str, Any], preview: Mapping[str, Any]) -> HttpResponse:
    """The page of a good practice that is not public yet."""
    entry = citation.entry_in_preview(PRACTICE, (sheet["slug"],))
    return render_practice(request, sheet, {"entry": entry, "preview": preview})
