"""People to try the work area with: invented, of an invented chamber, with passwords that are made when asked for."""

import secrets

from django.db import transaction

from bqportal.organisations import audit
from bqportal.organisations.models import CentralRole, Competence, Membership, Organisation, Person

CHAMBER = {"kind": Organisation.Kind.OTHER_CHAMBER, "name": "Beispielkammer", "city": "Musterstadt"}
MEMBERS = {
    "writer": Membership.Role.CONTRIBUTOR,
    "reviewer": Membership.Role.REVIEWER,
    "manager": Membership.Role.MANAGER,
}
CENTRAL = {"editor": CentralRole.Role.EDITOR, "administrator": CentralRole.Role.ADMINISTRATOR}


@transaction.atomic
def example_people() -> dict[str, str]:
    """Make or find the people of the example, each with a new password. Returns user name → password."""
    chamber, _is_new = Organisation.objects.get_or_create(slug="beispielkammer", defaults=CHAMBER)
    Competence.objects.get_or_create(organisation=chamber, kind="", country="", sector="")
    passwords = {}
    for name in [*MEMBERS, *CENTRAL]:
        person, _is_new = Person.objects.get_or_create(
            username=f"example-{name}", defaults={"email": f"{name}@example.org"}
        )
        passwords[person.username] = secrets.token_urlsafe(12)
        person.set_password(passwords[person.username])
        person.save()
        if name in MEMBERS:
            Membership.objects.get_or_create(person=person, organisation=chamber, role=MEMBERS[name])
        else:
            CentralRole.objects.get_or_create(person=person, role=CENTRAL[name])
        audit.record(deed="account.example", by=None, about=person)
    return passwords
