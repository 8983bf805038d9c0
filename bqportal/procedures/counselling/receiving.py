"""Who receives requests for counselling: bodies in which somebody counsels, by the address of their centres."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from bqportal.organisations.models import Membership, Organisation
from bqportal.procedures.counselling.rules import KEPT_MONTHS
from bqportal.procedures.models import CounsellingOffice

CENTRE = ("offers", "Centre")  # the directory, where it is set up


@dataclass(frozen=True)
class Receiver:
    """A centre that takes requests, and the body that answers for it."""

    slug: str
    name: str
    organisation: Organisation


def counselling_bodies() -> QuerySet[Organisation]:
    """Bodies in which somebody counsels."""
    members = Membership.objects.filter(role=Membership.Role.COUNSELLOR, person__is_active=True)
    return Organisation.objects.filter(closed=False, pk__in=members.values("organisation")).order_by("name")


def receiver(slug: str) -> Receiver | None:
    """The centre at this address, if it takes requests: a public centre of the directory, or else a body itself."""
    bodies = counselling_bodies()
    if (centre := _centre(slug)) and (body := bodies.filter(pk=centre.organisation_id).first()):
        return Receiver(slug, str(centre.name), body)
    body = bodies.filter(slug=slug).first()
    return Receiver(slug, body.name, body) if body else None


def is_known(slug: str) -> bool:
    """Whether there is such a centre or body, taking requests or not."""
    return _centre(slug) is not None or Organisation.objects.filter(slug=slug, closed=False).exists()


def _centre(slug: str) -> Any:
    """The public centre of the directory at this address."""
    try:
        model: Any = apps.get_model(*CENTRE)
    except LookupError:
        return None
    return model.objects.published().filter(slug=slug).first()


def office_for(organisation: Organisation) -> CounsellingOffice:
    """What the body has set; the defaults, not stored, where it has set nothing."""
    found = CounsellingOffice.objects.filter(organisation=organisation).first()
    return found or CounsellingOffice(organisation=organisation, kept_months=KEPT_MONTHS)
