"""People to try the work area with: invented, of invented bodies, with passwords that are made when asked for."""

import secrets

from django.db import transaction
from django.utils import timezone

from bqportal.organisations import audit
from bqportal.organisations.models import CentralRole, Competence, Membership, Organisation, Person
from demo.cases import case_workers, example_cases

CHAMBER = {"kind": Organisation.Kind.OTHER_CHAMBER, "name": "Beispielkammer", "city": "Musterstadt"}
MEMBERS = {
    "writer": Membership.Role.CONTRIBUTOR,
    "reviewer": Membership.Role.REVIEWER,
    "manager": Membership.Role.MANAGER,
}
CENTRE = {"kind": Organisation.Kind.COUNSELLING, "name": "Beispielberatungsstelle", "city": "Musterstadt"}
CENTRAL = {"editor": CentralRole.Role.EDITOR, "administrator": CentralRole.Role.ADMINISTRATOR}


@transaction.atomic
def example_people() -> dict[str, str]:
    """Make or find the people of the example, each with a new password, and their cases. Returns user name → password.

    The case workers belong to two bodies that cannot see each other (cases.yaml).
    """
    chamber, _is_new = Organisation.objects.get_or_create(slug="beispielkammer", defaults=CHAMBER)
    Competence.objects.get_or_create(organisation=chamber, kind="", country="", sector="")
    people = []
    for name in [*MEMBERS, *CENTRAL]:
        person, _is_new = Person.objects.get_or_create(
            username=f"example-{name}", defaults={"email": f"{name}@example.org"}
        )
        if name in MEMBERS:
            Membership.objects.get_or_create(person=person, organisation=chamber, role=MEMBERS[name])
        else:
            CentralRole.objects.get_or_create(person=person, role=CENTRAL[name])
        people.append(person)
    people.append(_counsellor())
    workers = case_workers()
    example_cases(workers, timezone.localdate())
    return {
        person.username: _new_password(person) for person in [*people, *(w for pair in workers.values() for w in pair)]
    }


def _counsellor() -> Person:
    """Somebody who receives what people write at /counselling/beispielberatungsstelle/."""
    centre, _is_new = Organisation.objects.get_or_create(slug="beispielberatungsstelle", defaults=CENTRE)
    person, _is_new = Person.objects.get_or_create(
        username="example-counsellor", defaults={"email": "counsellor@example.org"}
    )
    Membership.objects.get_or_create(person=person, organisation=centre, role=Membership.Role.COUNSELLOR)
    return person


def _new_password(person: Person) -> str:
    """Give a person a password of the moment."""
    password = secrets.token_urlsafe(12)
    person.set_password(password)
    person.save()
    audit.record(deed="account.example", by=None, about=person)
    return password
