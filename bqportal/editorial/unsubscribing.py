"""The secret in the unsubscribe address of a mail: the person's number with a signature (HMAC of the portal's key).

Nothing is stored, so nothing can be stolen; and the address in an old mail still works, as RFC 8058 wants it.
"""

from django.core.signing import BadSignature, Signer

from bqportal.organisations.models import Person


def _signer() -> Signer:
    """Signs for this purpose only; the point may stand in an address."""
    return Signer(salt="bqportal.notices.unsubscribe", sep=".")


def token_of(person: Person) -> str:
    """The part of the address that names and proves the person."""
    return _signer().sign(str(person.pk))


def person_of(token: str) -> Person | None:
    """Whose token it is, compared in constant time; None for a forged one or somebody who is gone."""
    try:
        number = _signer().unsign(token)
    except BadSignature:
        return None
    return Person.objects.filter(pk=int(number)).first()
