"""Who can be asked to review: reviewers of the organisation and the central team by name, others by their address."""

from django.db.models import Q, QuerySet

from bqportal.editorial.models import WorkingVersion
from bqportal.organisations.models import CentralRole, Membership, Person

REVIEWS = Q(memberships__role=Membership.Role.REVIEWER, memberships__organisation__closed=False)
IS_EDITOR = Q(central_roles__role=CentralRole.Role.EDITOR)


def reviewers_at_hand(version: WorkingVersion) -> QuerySet[Person]:
    """Reviewers of the organisation that has it in work, the central team, and who was asked already."""
    own = REVIEWS & Q(memberships__organisation=version.organisation_id)
    asked = Q(pk__in=version.strands.exclude(assignee=None).values("assignee"))
    return Person.objects.filter(own | IS_EDITOR | asked, is_active=True).distinct().order_by("last_name", "username")


def reviewer_known_as(name: str) -> Person | None:
    """The reviewer of any organisation with exactly this user name or mail address; None if there is none."""
    known = Q(username__iexact=name) | Q(email__iexact=name)
    return Person.objects.filter(known, REVIEWS | IS_EDITOR, is_active=True).distinct().first() if name else None
