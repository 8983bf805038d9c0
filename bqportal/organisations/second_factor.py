"""The duty of a second factor: who has it, and who has not yet done it."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from bqportal.organisations.models import Person

# Recovery codes replace a lost factor; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def must_have_second_factor(person: Person) -> bool:
    """True when an organisation of the person demands it, or the operator does so for staff (one or two queries)."""
    if settings.BQPORTAL_STAFF_SECOND_FACTOR and (person.is_superuser or person.central_roles.exists()):
        return True
    return person.memberships.filter(organisation__closed=False, organisation__second_factor_required=True).exists()


def factors_of(person: Person) -> list[Authenticator]:
    """The app and the passkeys of the person."""
    return list(Authenticator.objects.filter(user=person, type__in=FACTORS).order_by("pk"))


def lacks_second_factor(person: Person) -> bool:
    """True when the duty holds and is not yet done."""
    return must_have_second_factor(person) and not Authenticator.objects.filter(user=person, type__in=FACTORS).exists()
