"""People and organisations, as pages and actions ask for them."""

from collections import defaultdict
from collections.abc import Iterable

from bqportal.organisations.models import CentralRole, Competence, Membership, Person
from bqportal.organisations.rights import Competent, Rights

EVERYTHING = frozenset({"editor", "administrator"})


def rights_of(person: Person | None) -> Rights:
    """What the person may do now: three queries. Closed organisations and disabled people give no rights."""
    return rights_of_people([person]).get(person.pk, Rights()) if person else Rights()


def kept_rights(person: Person) -> Rights:
    """`rights_of`, asked once and kept on the person: for pages, where a person object lives as long as a request."""
    if not hasattr(person, "_rights"):
        person._rights = rights_of(person)  # type: ignore[attr-defined]
    kept: Rights = person._rights  # type: ignore[attr-defined]
    return kept


def rights_of_people(people: Iterable[Person]) -> dict[int, Rights]:
    """What each of the people may do now, in three queries for all of them. Disabled people are left out."""
    active = {person.pk: person for person in people if person.is_active}
    roles: dict[int, set[tuple[int, str]]] = defaultdict(set)
    open_ones = Membership.objects.filter(person__in=active, organisation__closed=False)
    for person, organisation, role in open_ones.values_list("person_id", "organisation_id", "role"):
        roles[person].add((organisation, role))
    central: dict[int, set[str]] = defaultdict(set)
    for person, role in CentralRole.objects.filter(person__in=active).values_list("person_id", "role"):
        central[person].add(role)
    competences: dict[int, list[Competent]] = defaultdict(list)
    for row in Competence.objects.filter(organisation__in={one for held in roles.values() for one, _role in held}):
        competences[row.organisation_id].append(Competent(row.organisation_id, row.kind, row.country, row.sector))
    return {
        pk: Rights(
            person=pk,
            central=EVERYTHING if person.is_superuser else frozenset(central[pk]),
            roles=frozenset(roles[pk]),
            competences=tuple(
                one for organisation in sorted({one for one, _role in roles[pk]}) for one in competences[organisation]
            ),
        )
        for pk, person in active.items()
    }
