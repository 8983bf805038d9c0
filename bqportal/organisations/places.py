"""Where somebody lives or wants to work: from a postcode or a name to the municipality and its Land.

The first two digits of a municipality's key (Amtlicher Gemeindeschlüssel) name its Land.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from bqportal.languages.folding import fold
from bqportal.organisations.models import PostalPlace

LANDS = {
    "BW": "Baden-Württemberg", "BY": "Bayern", "BE": "Berlin", "BB": "Brandenburg", "HB": "Bremen", "HH": "Hamburg",
    "HE": "Hessen", "MV": "Mecklenburg-Vorpommern", "NI": "Niedersachsen", "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz", "SL": "Saarland", "SN": "Sachsen", "ST": "Sachsen-Anhalt", "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}  # fmt: skip
LAND_OF_KEY = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW", "09": "BY",
    "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A municipality at one of its postcodes; `land` is two letters, `district` is empty for towns that are one."""

    postcode: str
    name: str
    ags: str
    district: str
    land: str


def has_places() -> bool:
    """Whether anybody has imported places; without them pages ask for the Land."""
    return PostalPlace.objects.exists()


def places_with(postcode: str) -> list[Place]:
    """Municipalities that this postcode reaches, by name."""
    return _places(PostalPlace.objects.filter(postcode=postcode.strip()))


def places_named(words: str, limit: int = 10) -> list[Place]:
    """Municipalities with this name, or else whose names begin so; each once, with its lowest postcode."""
    typed = fold(words.strip())
    if not typed:
        return []
    wanted = {typed, typed.replace("ae", "a").replace("oe", "o").replace("ue", "u")}  # "Muenchen"
    begins = reduce(or_, (Q(folded__startswith=each) for each in wanted))
    rows = PostalPlace.objects.filter(folded__in=wanted) or PostalPlace.objects.filter(begins)
    lowest: dict[str, Place] = {}
    for place in _places(rows.order_by("name", "postcode")[: limit * 40]):  # a city has up to 40 postcodes and more
        lowest.setdefault(place.ags, place)
    return list(lowest.values())[:limit]


def place_of(ags: str, postcode: str = "") -> Place | None:
    """The municipality with this key, at that postcode if it is one of its."""
    rows = PostalPlace.objects.filter(ags=ags).order_by("postcode")
    return next(iter(_places(rows.filter(postcode=postcode)) or _places(rows[:1])), None)


def _places(rows: QuerySet[PostalPlace]) -> list[Place]:
    return [Place(row.postcode, row.name, row.ags, row.district, LAND_OF_KEY.get(row.ags[:2], "")) for row in rows]
