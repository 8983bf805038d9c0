"""Requests for counselling, as pages ask for them. Every query begins with what the person may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.rights import Rights, counselling_organisations, may_counsel
from bqportal.procedures.counselling.rules import code_of
from bqportal.procedures.models import CounsellingContact, CounsellingReferral, CounsellingRequest

REFERRED = "referred"
STATES = tuple(CounsellingRequest.State.values)
TABS = ("new", "counselling", "waiting", REFERRED, "closed")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which requests a list shows."""

    tab: str = "new"
    words: str = ""
    handler: int = 0
    language: str = ""
    goal: str = ""
    organisation: int = 0

    @property
    def is_narrowed(self) -> bool:
        """Whether something is looked for."""
        return bool(self.words or self.handler or self.language or self.goal or self.organisation)


def request_for(rights: Rights, pk: int) -> CounsellingRequest:
    """A request that the person may read, with all its answers.

    Raises:
        CounsellingRequest.DoesNotExist: there is none, or it lies at another body.
    """
    found: CounsellingRequest = (
        CounsellingRequest.objects.visible_to(rights)
        .select_related("organisation", "handler")
        .prefetch_related("educations", "works", "languages")
        .get(pk=pk)
    )
    return found


def contacts_of(request: CounsellingRequest) -> QuerySet[CounsellingContact]:
    """What the body that has the request noted itself; notes of an earlier centre stay there."""
    return CounsellingContact.objects.filter(request=request, organisation=request.organisation_id).select_related("by")


def referral_for(rights: Rights, pk: int) -> CounsellingReferral:
    """A referral that a body of the person made.

    Raises:
        CounsellingReferral.DoesNotExist: there is none, or it is another's.
    """
    found: CounsellingReferral = CounsellingReferral.objects.select_related(
        "request", "from_organisation", "to_organisation", "by"
    ).get(pk=pk, from_organisation__in=counselling_organisations(rights))
    return found


def left_by(rights: Rights, pk: int) -> CounsellingReferral | None:
    """The latest referral by which a request left a body in which the person counsels."""
    bodies = [body for body in counselling_organisations(rights) if may_counsel(rights, body)]
    rows = CounsellingReferral.objects.filter(request=pk, from_organisation__in=bodies)
    return rows.select_related("request", "from_organisation", "to_organisation").first()


def notes_of(referral: CounsellingReferral) -> QuerySet[CounsellingContact]:
    """What the first centre noted; nothing else of the request stays open to it."""
    return CounsellingContact.objects.filter(
        request=referral.request_id, organisation=referral.from_organisation_id
    ).select_related("by")


def arrived_by(request: CounsellingRequest) -> CounsellingReferral | None:
    """The referral by which the request came to the body that has it now."""
    return (
        CounsellingReferral.objects.filter(request=request, to_organisation=request.organisation_id)
        .select_related("from_organisation")
        .first()
    )


def agreed_with(request: CounsellingRequest) -> Organisation:
    """The body that the person's consent names: the one to which she sent the request, wherever it is now."""
    first = CounsellingReferral.objects.filter(request=request).select_related("from_organisation").last()
    return first.from_organisation if first else request.organisation


def queue(rights: Rights, wanted: Wanted) -> QuerySet[CounsellingRequest]:
    """The requests of a list, the nearest first: what is due next, then what waits longest."""
    rows = _narrowed(CounsellingRequest.objects.visible_to(rights), wanted).filter(state=wanted.tab)
    return rows.select_related("organisation", "handler").prefetch_related("educations")


def referrals(rights: Rights, wanted: Wanted) -> QuerySet[CounsellingReferral]:
    """What was handed to other centres, the latest first."""
    rows = CounsellingReferral.objects.filter(from_organisation__in=counselling_organisations(rights))
    if wanted.organisation:
        rows = rows.filter(from_organisation=wanted.organisation)
    if wanted.words:
        rows = rows.filter(request__code__contains=code_of(wanted.words) or "-")
    return rows.select_related("request", "from_organisation", "to_organisation")


def counts(rights: Rights, wanted: Wanted) -> dict[str, int]:
    """How many are in each list, for the same filters. Two queries."""
    rows = _narrowed(CounsellingRequest.objects.visible_to(rights), wanted)
    found: dict[str, int] = rows.aggregate(**{state: Count("pk", filter=Q(state=state)) for state in STATES})
    return {**found, REFERRED: referrals(rights, wanted).count()}


def waiting_for(person: Person, rights: Rights, today: date) -> dict[str, int]:
    """By state: how many requests nobody has taken yet, and at how many of her own a counsellor should act today. One
    query."""
    bodies = [body for body in counselling_organisations(rights) if may_counsel(rights, body)]
    hers = Q(handler=person, next_on__lte=today)
    found: dict[str, int] = CounsellingRequest.objects.filter(organisation__in=bodies).aggregate(
        new=Count("pk", filter=Q(state="new")),
        counselling=Count("pk", filter=hers & Q(state="counselling")),
        waiting=Count("pk", filter=hers & Q(state="waiting")),
    )
    return found


def _narrowed(rows: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    """What the filters leave."""
    if wanted.words:
        named = Q(name__icontains=wanted.words) | Q(occupation__icontains=wanted.words)
        code = code_of(wanted.words)
        rows = rows.filter(named | Q(code__startswith=code) if len(code) > 2 else named)
    given = {
        "handler": wanted.handler, "counselling_language": wanted.language, "goal": wanted.goal,
        "organisation": wanted.organisation,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in given.items() if value})


def bodies_of(rights: Rights) -> QuerySet[Organisation]:
    """Bodies whose requests the person may read."""
    return Organisation.objects.filter(pk__in=counselling_organisations(rights), closed=False).order_by("name")


def counsellors(organisations: Collection[int]) -> QuerySet[Person]:
    """Who counsels in these bodies."""
    return (
        Person.objects.filter(
            memberships__organisation__in=organisations, memberships__role="counsellor", is_active=True
        )
        .distinct()
        .order_by("last_name", "username")
    )
