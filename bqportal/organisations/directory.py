"""Lists of organisations and people, as far as somebody may see them."""

from django.db.models import Count, Prefetch, Q, QuerySet

from bqportal.organisations.models import Membership, Organisation, Person
from bqportal.organisations.rights import Rights, is_administrator, may_manage_members


def organisations_visible_to(rights: Rights) -> QuerySet[Organisation]:
    """All for administrators, the own ones for members; with the number of people who can sign in."""
    all_of_them = Organisation.objects.annotate(
        member_count=Count("memberships__person", filter=Q(memberships__person__is_active=True), distinct=True)
    ).order_by("name", "pk")
    return all_of_them if is_administrator(rights) else all_of_them.filter(pk__in=rights.organisations)


def members_of(organisation: Organisation) -> QuerySet[Person]:
    """People with a role in the organisation, each with `roles_here`; by name."""
    here = Membership.objects.filter(organisation=organisation)
    return (
        Person.objects.filter(pk__in=here.values("person"))
        .prefetch_related(Prefetch("memberships", here, to_attr="roles_here"))
        .order_by("last_name", "first_name", "username")
    )


def people_visible_to(rights: Rights) -> QuerySet[Person]:
    """Whose rights somebody may look at: all for administrators, the members of an organisation for its managers."""
    people = Person.objects.prefetch_related(
        "central_roles", Prefetch("memberships", Membership.objects.select_related("organisation"))
    ).order_by("last_name", "first_name", "username")
    if is_administrator(rights):
        return people
    managed = [one for one in rights.organisations if may_manage_members(rights, one)]
    return people.filter(pk__in=Membership.objects.filter(organisation__in=managed).values("person"))


def people_with_words(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Those of whom every word stands in the name, sign-in name, e-mail address or an organisation's name."""
    for word in words.split():
        organisations = Membership.objects.filter(organisation__name__icontains=word)
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(username__icontains=word)
            | Q(email__icontains=word)
            | Q(pk__in=organisations.values("person"))
        )
    return people


def person_named(name: str) -> Person | None:
    """By sign-in name, or by e-mail address where only one person has it; in any case of letters."""
    found = list(Person.objects.filter(username=name)[:1])
    found = found or list(Person.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))[:2])
    return found[0] if len(found) == 1 else None
