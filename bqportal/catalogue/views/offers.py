"""Counselling centres with their networks, and courses that close gaps."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from babel.numbers import format_currency
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.access import page_of
from bqportal.catalogue.forms.offers import CentreForm
from bqportal.catalogue.parameters import Chosen, Group, chosen_filters, filter_group
from bqportal.catalogue.responses import public
from bqportal.catalogue.views.records import Context, Sheet, record_pages
from bqportal.languages.names import locale_of
from bqportal.occupations.models import ReferenceOccupation, TrainingPosition
from bqportal.occupations.queries import position_translations
from bqportal.offers import queries
from bqportal.offers.closing import closing_of
from bqportal.offers.models import Centre, Offer, dialled
from bqportal.offers.nearness import Nearness
from bqportal.offers.queries import OfferMatch
from bqportal.offers.sheets import centre_sheet, offer_sheet, position_row
from bqportal.organisations.places import LANDS, Place, has_places, places_with

REQUEST = "counselling-request"  # the form that reaches a centre; another face answers it
MOST_POSITIONS = 200
NEAR: dict[Nearness, str | Promise] = {
    Nearness.MUNICIPALITY: _("In your municipality"),
    Nearness.DISTRICT: _("In your district"),
    Nearness.REGION: _("In your region"),
    Nearness.LAND: _("In your Land"),
    Nearness.NATIONWIDE: _("For all of Germany"),
}


@public
def centre_index(request: HttpRequest) -> HttpResponse:
    """Centres for a place, the nearest first; without a place the Länder to choose from."""
    form = CentreForm(request.GET, languages=queries.languages_of_centres())
    chosen = form.chosen
    places = places_with(chosen["postcode"]) if chosen["postcode"] else []
    town = next((place for place in places if place.ags == request.GET.get("town")), None)
    spot = queries.spot_of(
        land=town.land if town else chosen["land"], ags=town.ags if town else "", postcode=chosen["postcode"]
    )
    narrowed = {"language": chosen["language"], "topic": chosen["topic"]}
    context: dict[str, Any] = {
        "form": form,
        "chosen": {**chosen, "has_unknown": form.has_unknown},
        "towns": [] if town else _towns(places, chosen),
        "town": town,
        "is_unplaced": bool(chosen["postcode"]) and not places and has_places(),
    }
    groups = queries.grouped_by_nearness(spot, **narrowed)
    context["groups"] = [(NEAR[near], centres) for near, centres in groups]
    context["count"] = sum(len(centres) for _near, centres in groups)
    if not spot.is_known:
        context["lands"] = _lands(queries.centres_by_land(**narrowed), narrowed)
    return render(request, "catalogue/centre/index.html", context)


def _towns(places: list[Place], chosen: Mapping[str, str]) -> list[tuple[Place, str]]:
    """The municipalities of a postcode that has several, each with the address that chooses it."""
    kept = {name: value for name, value in chosen.items() if value}
    once = list({place.ags: place for place in places}.values())
    return [(place, f"?{urlencode({**kept, 'town': place.ags})}") for place in once] if len(once) > 1 else []


def _lands(counts: Counter[str], narrowed: Mapping[str, str]) -> list[tuple[str, int, str]]:
    """Every Land with its number of centres and the address of its list."""
    kept = {name: value for name, value in narrowed.items() if value}
    return [(name, counts[code], f"?{urlencode({**kept, 'land': code})}") for code, name in LANDS.items()]


@public
def networks(request: HttpRequest) -> HttpResponse:
    """How the network is built: state networks with their parts, and specialist offices."""
    context = {
        "networks": list(queries.networks()),
        "specialists": list(queries.specialist_offices()),
        "today": timezone.localdate(),
    }
    return render(request, "catalogue/centre/networks.html", context)


def _centre_facts(sheet: Sheet) -> Context:
    """What a centre's page says of any sheet, current or old."""
    return {
        "is_over": queries.is_over(sheet["funded_until"], timezone.localdate()),
        "dial": dialled(sheet["phone"]),
        "lands": [LANDS.get(code, code) for code in sheet["lands"]],
    }


def _around_centre(centre: Centre) -> Context:
    """What belongs to a centre or network today, and the way to write to it."""
    return {
        "parts": list(queries.parts_of(centre)),
        "practices": list(queries.practices().filter(network=centre)),
        "request_form": reverse(REQUEST, args=[centre.slug]) if queries.takes_requests(centre) else "",
    }


centre, centre_as_of, preview_centre = record_pages(
    "centre", queries.centre_profiles, centre_sheet, facts=_centre_facts, around=_around_centre
)


@public
def offer_index(request: HttpRequest) -> HttpResponse:
    """Courses, narrowed by occupation, kind and Land; with open positions, what each of them closes."""
    slug = request.GET.get("occupation", "").strip()
    occupation = ReferenceOccupation.objects.published().filter(slug=slug).first() if slug else None
    wanted = _positions(request.GET.get("positions", ""), occupation)
    offers = _offers(occupation, [position.pk for position in wanted])
    chosen = chosen_filters(
        request.GET, {name: {getattr(match.offer, name) for match in offers} for name in ("kind", "land")}
    )
    kept = {"occupation": slug} if occupation else {}
    if wanted:
        kept["positions"] = ",".join(str(position.pk) for position in wanted)
    narrowed = Chosen({**kept, **chosen.values}, chosen.has_unknown or bool(slug and occupation is None))
    page = page_of(request, [one for one in offers if _fits(one.offer, chosen)])
    translations = position_translations({position.text for position in wanted})
    context = {
        "page": page,
        "rows": [closing_of(match, wanted, translations) for match in page],
        "groups": _filters(offers, narrowed),
        "chosen": narrowed,
        "occupation": occupation,
        "wanted": [position_row(position, translations) for position in wanted],
    }
    return render(request, "catalogue/offer/index.html", context)


def _positions(text: str, occupation: ReferenceOccupation | None) -> list[TrainingPosition]:
    """The open positions that the address names, if they belong to the occupation."""
    keys = {int(key) for key in text.split(",")[:MOST_POSITIONS] if key.strip().isascii() and key.strip().isdigit()}
    keys = {key for key in keys if key < 2**31}
    if not keys or occupation is None:
        return []
    return list(TrainingPosition.objects.filter(pk__in=keys, version__occupation=occupation).order_by("order"))


def _offers(occupation: ReferenceOccupation | None, positions: list[int]) -> list[OfferMatch]:
    """Courses on offer: of one occupation, or all."""
    if occupation is not None:
        return queries.offers_for(occupation.slug, positions=positions)
    today = timezone.localdate()
    rows = queries.listed_offers()
    return [OfferMatch(offer, (), 0) for offer in rows if not queries.is_over(offer.valid_to, today)]


def _fits(offer: Offer, chosen: Chosen) -> bool:
    return all(getattr(offer, name) == value for name, value in chosen.values.items())


def _filters(offers: list[OfferMatch], chosen: Chosen) -> list[Group]:
    """Kind and Land with what each value would leave."""
    kinds = dict(Offer.Kind.choices)
    rows = [match.offer for match in offers]
    counts = {
        name: Counter(
            getattr(row, name) for row in rows if not chosen.of(other) or getattr(row, other) == chosen.of(other)
        )
        for name, other in (("kind", "land"), ("land", "kind"))
    }
    lands = filter_group("land", _("Land"), counts["land"], chosen, lambda code: LANDS.get(code, code))
    named = [replace(option, lang="de") for option in lands.options]
    return [
        filter_group("kind", _("Kind"), counts["kind"], chosen, lambda code: str(kinds[code])),
        replace(lands, options=named),
    ]


def cost_in_words(cents: int | None) -> str | Promise:
    """The price in the reader's language; empty where nobody knows it."""
    if cents is None:
        return ""
    if cents == 0:
        return _("free of charge")
    return format_currency(cents / 100, "EUR", locale=locale_of(get_language() or "en"))


def _offer_facts(sheet: Sheet) -> Context:
    """What a course's page says of any sheet, current or old."""
    return {
        "is_over": queries.is_over(sheet["valid_to"], timezone.localdate()),
        "cost": cost_in_words(sheet["cost_cents"]),
        "land": LANDS.get(sheet["land"], sheet["land"]),
    }


offer, offer_as_of, preview_offer = record_pages("offer", queries.offer_profiles, offer_sheet, facts=_offer_facts)
