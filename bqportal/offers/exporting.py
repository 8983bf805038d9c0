"""Centres, courses, trainings and good practice as documents, in the format of docs/offers.md."""

from collections import Counter
from collections.abc import Iterable

from bqportal.editorial.documents import Document
from bqportal.editorial.exporting import evidence_of, texts_by_language, without_empty
from bqportal.occupations.models import TrainingPosition
from bqportal.offers.models import Centre, Event, Offer, Practice

CENTRE_TEXTS = ("summary", "hours", "funding")
OFFER_TEXTS = ("title", "summary", "funding")
EVENT_TEXTS = ("title", "summary", "audience")
PRACTICE_TEXTS = ("title", "what", "audience")
CENTRE_FACTS = (
    "kind", "name", "carrier", "lands", "areas", "ags", "street", "postcode", "city", "url", "email", "phone",
    "languages", "topics", "modes", "funded_from", "funded_until", "partners",
)  # fmt: skip
OFFER_FACTS = (
    "kind", "title", "provider", "url", "land", "ags", "city", "forms", "weeks", "cost_cents", "contact",
    "valid_from", "valid_to",
)  # fmt: skip


def centre_document(centre: Centre) -> Document:
    """The whole centre; ready prefetched it asks the database nothing."""
    return without_empty(
        {
            "slug": centre.slug,
            "country": centre.country.code,
            **{name: getattr(centre, name) for name in CENTRE_FACTS},
            "parent": centre.parent.slug if centre.parent else "",
            "organisation": centre.organisation.slug if centre.organisation else "",
            "is_nationwide": centre.is_nationwide or None,
            "texts": texts_by_language(centre.texts.all(), CENTRE_TEXTS),
            "reports": [
                without_empty(
                    {
                        "year": report.year, "title": report.title, "url": report.url,
                        "figures": [f"{label}: {number}" for label, number in report.figures.items()],
                    }
                )
                for report in centre.reports.all()
            ],
            **evidence_of(centre),
        }
    )  # fmt: skip


def offer_document(offer: Offer) -> Document:
    """The whole course; the positions by their wording in one regulation."""
    positions = list(offer.positions.all())
    return without_empty(
        {
            "slug": offer.slug,
            "country": offer.country.code,
            **{name: getattr(offer, name) for name in OFFER_FACTS},
            "lang": offer.language,
            "occupation": offer.occupation.slug if offer.occupation else "",
            "regulation": positions[0].version.regulation.key if positions else "",
            "positions": wordings_of(positions),
            "level": {"from": offer.level_from, "to": offer.level_to},
            "starts_on": offer.starts_on.isoformat() if offer.starts_on else "",
            "is_rolling": offer.is_rolling or None,
            "texts": texts_by_language(offer.texts.all(), OFFER_TEXTS),
            **evidence_of(offer),
        }
    )


def event_document(event: Event) -> Document:
    """The whole training."""
    return without_empty(
        {
            "slug": event.slug,
            "country": event.country.code,
            "title": event.title,
            "lang": event.language,
            "starts_on": event.starts_on.isoformat(),
            "ends_on": event.ends_on.isoformat() if event.ends_on else "",
            "is_online": event.is_online or None,
            **{name: getattr(event, name) for name in ("place", "land", "topics", "organiser", "url")},
            "texts": texts_by_language(event.texts.all(), EVENT_TEXTS),
            **evidence_of(event),
        }
    )


def practice_document(practice: Practice) -> Document:
    """The whole good practice."""
    return without_empty(
        {
            "slug": practice.slug,
            "country": practice.country.code,
            "title": practice.title,
            "lang": practice.language,
            "network": practice.network.slug if practice.network else "",
            **{name: getattr(practice, name) for name in ("year", "topics", "url")},
            "texts": texts_by_language(practice.texts.all(), PRACTICE_TEXTS),
            **evidence_of(practice),
        }
    )


def wordings_of(positions: list[TrainingPosition]) -> list[str]:
    """The lines that name these positions among all of their version."""
    if not positions:
        return []
    lines = position_lines(TrainingPosition.objects.filter(version=positions[0].version_id))
    wanted = {position.pk for position in positions}
    return [line for line, position in lines.items() if position.pk in wanted]


def position_lines(positions: Iterable[TrainingPosition]) -> dict[str, TrainingPosition]:
    """What names each position: its wording; the section before it where a wording stands twice, else its order."""
    rows = list(positions)
    wordings = Counter(row.text for row in rows)
    lines: dict[str, TrainingPosition] = {}
    for row in rows:
        line = row.text if wordings[row.text] == 1 else f"{row.section or row.order}: {row.text}"
        lines[line if line not in lines else f"{row.order}: {row.text}"] = row
    return lines
