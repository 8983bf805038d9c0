"""The whole content of centres, courses, trainings and good practice as plain data, for pages and revisions."""

from collections.abc import Mapping
from typing import Any

from bqportal.editorial.sheets import record_facts
from bqportal.languages.texts import by_language
from bqportal.occupations.models import TrainingPosition
from bqportal.occupations.queries import position_translations
from bqportal.offers.exporting import (
    CENTRE_FACTS,
    CENTRE_TEXTS,
    EVENT_TEXTS,
    OFFER_FACTS,
    OFFER_TEXTS,
    PRACTICE_TEXTS,
)
from bqportal.offers.models import Centre, Event, Offer, Practice


def centre_sheet(centre: Centre) -> dict[str, Any]:
    """A centre in all languages. What belongs to it comes and goes by itself, so it is no part of it."""
    parent = centre.parent
    return {
        "slug": centre.slug,
        **{name: getattr(centre, name) for name in CENTRE_FACTS},
        "is_nationwide": centre.is_nationwide,
        "parent": {"slug": parent.slug, "name": parent.name} if parent and parent.is_published else None,
        "texts": _texts(centre, CENTRE_TEXTS),
        "reports": [
            {"year": report.year, "title": report.title, "url": report.url, "figures": report.figures}
            for report in centre.reports.all()
        ],
        **record_facts(centre),
    }


def offer_sheet(offer: Offer) -> dict[str, Any]:
    """A course in all languages, with the positions in the words of the law and in translation."""
    positions = list(offer.positions.all())
    translations = position_translations({position.text for position in positions})
    occupation = offer.occupation
    return {
        "slug": offer.slug,
        **{name: getattr(offer, name) for name in OFFER_FACTS},
        "lang": offer.language,
        "occupation": {
            "slug": occupation.slug, "name_m": occupation.name_m, "name_f": occupation.name_f,
        } if occupation else None,
        "positions": [position_row(position, translations) for position in positions],
        "level_from": offer.level_from,
        "level_to": offer.level_to,
        "starts_on": offer.starts_on.isoformat() if offer.starts_on else "",
        "is_rolling": offer.is_rolling,
        "texts": _texts(offer, OFFER_TEXTS),
        **record_facts(offer),
    }  # fmt: skip


def event_sheet(event: Event) -> dict[str, Any]:
    """A training in all languages."""
    return {
        "slug": event.slug,
        "title": event.title,
        "lang": event.language,
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat() if event.ends_on else "",
        "is_online": event.is_online,
        **{name: getattr(event, name) for name in ("place", "land", "topics", "organiser", "url")},
        "texts": _texts(event, EVENT_TEXTS),
        **record_facts(event),
    }


def practice_sheet(practice: Practice) -> dict[str, Any]:
    """A good practice in all languages."""
    network = practice.network
    return {
        "slug": practice.slug,
        "title": practice.title,
        "lang": practice.language,
        "network": {"slug": network.slug, "name": network.name} if network and network.is_published else None,
        **{name: getattr(practice, name) for name in ("year", "topics", "url")},
        "texts": _texts(practice, PRACTICE_TEXTS),
        **record_facts(practice),
    }


def position_row(position: TrainingPosition, translations: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """One position with its translations."""
    return {
        "number": position.number, "section": position.section, "text": position.text,
        "translations": translations.get(position.text, {}),
    }  # fmt: skip


def _texts(record: Any, names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    texts = list(record.texts.all())
    return {name: by_language(texts, name) for name in names}
