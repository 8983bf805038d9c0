"""Trainings for employers and administrations, and good practice that others can take up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bqportal.catalogue.access import page_of
from bqportal.catalogue.responses import public
from bqportal.catalogue.views.records import Context, Sheet, record_pages
from bqportal.offers import queries
from bqportal.offers.sheets import event_sheet, practice_sheet
from bqportal.organisations.places import LANDS

PAST = "past"  # value of ?when= that shows what is over


@public
def event_index(request: HttpRequest) -> HttpResponse:
    """The calendar: what is to come, or what is over."""
    is_past, today = request.GET.get("when") == PAST, timezone.localdate()
    rows = queries.past_events(today=today) if is_past else queries.events(today=today)
    return render(request, "catalogue/event/index.html", {"page": page_of(request, rows), "is_past": is_past})


def _event_facts(sheet: Sheet) -> Context:
    """What a training's page says of any sheet, current or old."""
    return {
        "is_over": queries.is_over(sheet["ends_on"] or sheet["starts_on"], timezone.localdate()),
        "land": LANDS.get(sheet["land"], sheet["land"]),
    }


event, event_as_of, preview_event = record_pages("event", queries.event_profiles, event_sheet, facts=_event_facts)


@public
def practice_index(request: HttpRequest) -> HttpResponse:
    """Everything that worked, the newest first."""
    return render(request, "catalogue/practice/index.html", {"page": page_of(request, queries.practices())})


practice, practice_as_of, preview_practice = record_pages("practice", queries.practice_profiles, practice_sheet)
