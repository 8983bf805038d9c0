"""How near a centre is to a place, by the keys of municipalities. Pure.

The key of a municipality (AGS, eight digits) begins with the key of its district (five), which begins with that of its
Land (two). Two postcodes that share their first two digits lie in one region of the post.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

ANY = "de"  # the language that every centre speaks


class Nearness(IntEnum):
    """The smallest area that a centre and a place share."""

    MUNICIPALITY = 0
    DISTRICT = 1
    REGION = 2
    LAND = 3
    NATIONWIDE = 4
    ELSEWHERE = 5


@dataclass(frozen=True)
class Spot:
    """A place as exactly as it is known; everything may be empty."""

    land: str = ""
    ags: str = ""
    postcode: str = ""

    @property
    def is_known(self) -> bool:
        """True when anything is known."""
        return bool(self.land or self.ags or self.postcode)


@dataclass(frozen=True)
class Served:
    """Where a centre stands and whom it serves: `areas` are first digits of keys, `lands` two letters each."""

    ags: str = ""
    postcode: str = ""
    lands: Sequence[str] = ()
    areas: Sequence[str] = ()
    is_nationwide: bool = False


def nearness_of(served: Served, spot: Spot) -> Nearness:
    """How near.

    >>> nearness_of(Served(areas=["05315"]), Spot(ags="05315000")).name
    'DISTRICT'
    >>> nearness_of(Served(lands=["NW"]), Spot(land="NW", postcode="50667")).name
    'LAND'
    """
    keys = [*served.areas, *filter(None, [served.ags])]
    if spot.ags and spot.ags in keys:
        return Nearness.MUNICIPALITY
    if spot.ags and any(len(key) >= 5 and key[:5] == spot.ags[:5] and _covers(key, spot) for key in keys):
        return Nearness.DISTRICT
    if _shares_region(served.postcode, spot.postcode):
        return Nearness.REGION
    if spot.land and spot.land in served.lands:
        return Nearness.LAND
    return Nearness.NATIONWIDE if served.is_nationwide else Nearness.ELSEWHERE


def _covers(key: str, spot: Spot) -> bool:
    """A district covers its municipalities; a municipality is near those of its district."""
    return spot.ags.startswith(key) or len(key) == 8


def _shares_region(first: str, second: str) -> bool:
    return len(first) == 5 and len(second) == 5 and first[:2] == second[:2]


def speaks(languages: Sequence[str], wanted: str) -> bool:
    """True when the language is spoken there, or none is asked for; German is spoken everywhere.

    >>> speaks(["ar"], "ar"), speaks([], "uk"), speaks([], "de")
    (True, False, True)
    """
    return not wanted or wanted == ANY or wanted in languages


def order_of(nearness: Nearness, languages: Sequence[str], wanted: str) -> tuple[bool, bool, int]:
    """What sorts centres for one person: those for the place, of these who speak the language, then the nearest."""
    return nearness >= Nearness.NATIONWIDE, not speaks(languages, wanted), nearness
