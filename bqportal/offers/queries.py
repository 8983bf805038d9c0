"""Centres, courses, trainings and good practice, as pages, the finder and comparison sheets ask for them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from bqportal.occupations.models import TrainingPosition
from bqportal.offers.models import Centre, Event, Offer, Practice
from bqportal.offers.nearness import Nearness, Served, Spot, nearness_of, order_of, speaks
from bqportal.organisations.models import Membership
from bqportal.organisations.places import LAND_OF_KEY, places_with

# Whom a person may turn to; networks coordinate, specialist offices advise offices.
COUNSELS = (Centre.Kind.COUNSELLING, Centre.Kind.JOINT_POINT)


@dataclass(frozen=True)
class OfferMatch:
    """A course, what it closes of what is open, and how many positions stay open."""

    offer: Offer
    covered: tuple[TrainingPosition, ...]
    open_left: int


def centre_profiles() -> QuerySet[Centre]:
    """Centres with everything that a page shows, ready prefetched."""
    return Centre.objects.select_related("country", "parent", "organisation", "responsible").prefetch_related(
        "texts", "reports", "citations__source"
    )


def offer_profiles() -> QuerySet[Offer]:
    """Courses with everything that a page shows, ready prefetched."""
    positions = TrainingPosition.objects.select_related("version__regulation").order_by("version_id", "order")
    return Offer.objects.select_related("country", "occupation", "responsible").prefetch_related(
        "texts", "citations__source", Prefetch("positions", positions)
    )


def event_profiles() -> QuerySet[Event]:
    """Trainings with everything that a page shows, ready prefetched."""
    return Event.objects.select_related("country", "responsible").prefetch_related("texts", "citations__source")


def practice_profiles() -> QuerySet[Practice]:
    """Good practice with everything that a page shows, ready prefetched."""
    rows = Practice.objects.select_related("country", "network", "responsible")
    return rows.prefetch_related("texts", "citations__source")


def centres() -> list[Centre]:
    """Public places where a person is counselled and whose funding has not ended, with their texts. Two queries."""
    rows = Centre.objects.published().filter(kind__in=COUNSELS).prefetch_related("texts")
    today = timezone.localdate()
    return [centre for centre in rows if not is_over(centre.funded_until, today)]


def spot_of(*, land: str = "", ags: str = "", postcode: str = "") -> Spot:
    """The place as exactly as the table of places knows it; one query where only a postcode is given."""
    if postcode and not ags and (found := places_with(postcode)):
        keys = {place.ags for place in found}
        ags = found[0].ags if len(keys) == 1 else ""
        land = land or (found[0].land if len({place.land for place in found}) == 1 else "")
    return Spot(land or LAND_OF_KEY.get(ags[:2], ""), ags, postcode)


def nearness(centre: Centre, spot: Spot) -> Nearness:
    """How near a centre is."""
    served = Served(centre.ags, centre.postcode, lands_of(centre), centre.areas, centre.is_nationwide)
    return nearness_of(served, spot)


def lands_of(centre: Centre) -> list[str]:
    """The Länder in which a centre serves somebody: those that it names, and those of its areas."""
    named = (LAND_OF_KEY.get(key[:2], "") for key in [*centre.areas, *filter(None, [centre.ags])])
    return list(dict.fromkeys([*centre.lands, *filter(None, named)]))


def centres_near(
    *, land: str = "", ags: str = "", postcode: str = "", language: str = "", limit: int = 3
) -> list[Centre]:
    """The centres for a place: those of the place before nationwide ones, who speak the language first, then the
    nearest. Without any place: the nationwide ones. Three queries at most."""
    spot = spot_of(land=land, ags=ags, postcode=postcode)
    ranked = [(nearness(centre, spot), centre) for centre in centres()]
    for_them = [(near, centre) for near, centre in ranked if near != Nearness.ELSEWHERE]
    for_them.sort(key=lambda pair: (*order_of(pair[0], pair[1].languages, language), pair[1].name))
    return [centre for _near, centre in for_them[:limit]]


def grouped_by_nearness(spot: Spot, *, language: str = "", topic: str = "") -> list[tuple[Nearness, list[Centre]]]:
    """All centres for a place, the nearest group first, in each group those who speak the language first."""
    groups: dict[Nearness, list[Centre]] = {}
    for centre in centres():
        near = nearness(centre, spot)
        if near != Nearness.ELSEWHERE and (not topic or topic in centre.topics):
            groups.setdefault(near, []).append(centre)
    return [
        (near, sorted(groups[near], key=lambda one: (not speaks(one.languages, language), one.name)))
        for near in sorted(groups)
    ]


def centres_by_land(*, language: str = "", topic: str = "") -> Counter[str]:
    """How many centres each Land has, nationwide ones apart. Two queries."""
    counts: Counter[str] = Counter()
    for centre in centres():
        if not centre.is_nationwide and speaks(centre.languages, language) and (not topic or topic in centre.topics):
            counts.update(lands_of(centre))
    return counts


def languages_of_centres() -> list[str]:
    """Codes of the languages that are spoken anywhere. One query."""
    rows = Centre.objects.published().filter(kind__in=COUNSELS).values_list("languages", flat=True)
    return sorted({code for codes in rows for code in codes})


def networks() -> QuerySet[Centre]:
    """The public state networks, each with its public parts. Two queries."""
    parts = Centre.objects.published().order_by("kind", "name")
    rows = Centre.objects.published().filter(kind=Centre.Kind.NETWORK)
    return rows.prefetch_related(Prefetch("parts", parts, to_attr="public_parts"))


def specialist_offices() -> QuerySet[Centre]:
    """The public offices that advise the networks in all of Germany."""
    return Centre.objects.published().filter(kind=Centre.Kind.SPECIALIST)


def parts_of(centre: Centre) -> QuerySet[Centre]:
    """What belongs to a network and is public."""
    return Centre.objects.published().filter(parent=centre).order_by("kind", "name")


def takes_requests(centre: Centre) -> bool:
    """Whether somebody reads what is sent to the centre through this portal."""
    if centre.organisation is None or centre.organisation.closed:
        return False
    members = Membership.objects.filter(role=Membership.Role.COUNSELLOR, person__is_active=True)
    return members.filter(organisation=centre.organisation).exists()


def listed_offers() -> QuerySet[Offer]:
    """What a list shows of each public course. Two queries."""
    return Offer.objects.published().select_related("occupation").prefetch_related("texts")


def is_over(end: str, today: date) -> bool:
    """Whether a partly known day has passed; "2026" lasts to the end of the year.

    >>> is_over("2026", date(2026, 11, 28)), is_over("2026-10", date(2026, 11, 28)), is_over("", date(2026, 11, 28))
    (False, True, False)
    """
    return bool(end) and end < today.isoformat()[: len(end)]


def offers_for(occupation_slug: str, *, positions: Collection[int] = (), land: str = "") -> list[OfferMatch]:
    """Courses on offer for an occupation: those that close most of the open `positions` (keys) first, then the near.

    With `positions` only courses that close at least one of them. Three queries.
    """
    wanted = set(positions)
    rows = (
        listed_offers()
        .filter(occupation__slug=occupation_slug)
        .prefetch_related(Prefetch("positions", TrainingPosition.objects.order_by("version_id", "order")))
    )
    matches, today = [], timezone.localdate()
    for offer in rows:
        if is_over(offer.valid_to, today):
            continue
        covered = tuple(one for one in offer.positions.all() if not wanted or one.pk in wanted)
        if covered or not wanted:
            matches.append(OfferMatch(offer, covered, len(wanted) - len(covered) if wanted else 0))
    matches.sort(
        key=lambda match: (match.open_left, bool(land) and match.offer.land not in ("", land), match.offer.title)
    )
    return matches


def events(*, today: date) -> QuerySet[Event]:
    """Public trainings that are not over yet, the next first."""
    rows = Event.objects.published().prefetch_related("texts")
    return rows.filter(Q(ends_on__gte=today) | Q(ends_on=None, starts_on__gte=today))


def past_events(*, today: date) -> QuerySet[Event]:
    """Public trainings that are over, the last first."""
    rows = Event.objects.published().prefetch_related("texts").order_by("-starts_on", "slug")
    return rows.filter(Q(ends_on__lt=today) | Q(ends_on=None, starts_on__lt=today))


def practices() -> QuerySet[Practice]:
    """Public good practice, the newest first."""
    return Practice.objects.published().select_related("network").prefetch_related("texts")
