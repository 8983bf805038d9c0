"""What a course closes of what is open, position by position, as pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bqportal.occupations.models import TrainingPosition
from bqportal.offers.models import Offer
from bqportal.offers.queries import OfferMatch, offers_for
from bqportal.offers.sheets import position_row


@dataclass(frozen=True)
class Closing:
    """A course with the positions that it closes and those that stay open, in the words of the law and translated."""

    offer: Offer
    closed: tuple[dict[str, Any], ...]
    open: tuple[dict[str, Any], ...]


def closing_of(
    match: OfferMatch, wanted: Sequence[TrainingPosition], translations: Mapping[str, Mapping[str, str]]
) -> Closing:
    """A course beside the positions that are wanted."""
    covered = {position.pk for position in match.covered}
    rows = [(position.pk in covered, position_row(position, translations)) for position in wanted]
    return Closing(
        match.offer,
        tuple(row for is_closed, row in rows if is_closed),
        tuple(row for is_closed, row in rows if not is_closed),
    )


def closings(
    occupation_slug: str,
    wanted: Sequence[TrainingPosition],
    translations: Mapping[str, Mapping[str, str]],
    *,
    land: str = "",
) -> list[Closing]:
    """The courses that close at least one of the positions; those that leave least open first, then the near.

    Three queries; none, and no course, without positions.
    """
    if not wanted:
        return []
    matches = offers_for(occupation_slug, positions=[position.pk for position in wanted], land=land)
    return [closing_of(match, wanted, translations) for match in matches]
