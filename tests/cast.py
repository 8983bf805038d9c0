"""The same people in every test, so that a reader knows them after the second one."""

from bqportal.organisations.models import CentralRole, Competence, Membership, Organisation, Person


def chamber(name: str = "Handwerkskammer Musterstadt") -> Organisation:
    """A chamber of skilled crafts, competent for qualifications of Poland and Turkey in all sectors."""
    organisation, is_new = Organisation.objects.get_or_create(
        slug="hwk-musterstadt", defaults={"kind": Organisation.Kind.CRAFTS_CHAMBER, "name": name, "land": "BY"}
    )
    if is_new:
        for country in ("PL", "TR"):
            Competence.objects.create(organisation=organisation, kind="qualification", country=country)
    return organisation


def other_chamber() -> Organisation:
    """Another chamber, competent for everything."""
    organisation, is_new = Organisation.objects.get_or_create(
        slug="ihk-anderswo",
        defaults={"kind": Organisation.Kind.COMMERCE_CHAMBER, "name": "IHK Anderswo", "land": "NW"},
    )
    if is_new:
        Competence.objects.create(organisation=organisation)
    return organisation


def central_office() -> Organisation:
    """The office that steers and assures quality."""
    return Organisation.objects.get_or_create(
        slug="central-office", defaults={"kind": Organisation.Kind.CENTRAL_OFFICE, "name": "Zentralredaktion"}
    )[0]


def administrator() -> Person:
    """Runs the portal and keeps its reference data."""
    return Person.objects.create_superuser("administrator", "administrator@example.org", "correct horse battery")


def contributor() -> Person:
    """Writes profiles for her chamber; has no right to anything central."""
    person = Person.objects.create_user("contributor", "contributor@example.org", "correct horse battery")
    return member(person, chamber(), Membership.Role.CONTRIBUTOR)


def reviewer() -> Person:
    """Reads what her chamber's contributors wrote before it goes to the central office."""
    person = Person.objects.create_user("reviewer", "reviewer@example.org", "correct horse battery")
    return member(person, chamber(), Membership.Role.REVIEWER)


def reader() -> Person:
    """Reads what her chamber has in work, and writes nothing."""
    person = Person.objects.create_user("reader", "reader@example.org", "correct horse battery")
    return member(person, chamber(), Membership.Role.READER)


def manager() -> Person:
    """Manages the people of the chamber."""
    person = Person.objects.create_user("manager", "manager@example.org", "correct horse battery")
    return member(person, chamber(), Membership.Role.MANAGER)


def other_contributor() -> Person:
    """Writes for another chamber, and must never see what the first one has in work."""
    person = Person.objects.create_user("other", "other@example.org", "correct horse battery")
    return member(person, other_chamber(), Membership.Role.CONTRIBUTOR)


def case_worker() -> Person:
    """Handles recognition cases in the chamber."""
    person = Person.objects.create_user("case-worker", "case.worker@example.org", "correct horse battery")
    return member(person, chamber(), Membership.Role.CASE_WORKER)


def second_case_worker() -> Person:
    """Approves what the first one drafted."""
    person = Person.objects.create_user("second-case-worker", "second.worker@example.org", "correct horse battery")
    return member(person, chamber(), Membership.Role.CASE_WORKER)


def other_case_worker() -> Person:
    """Handles cases in another chamber, and must never see one of the first."""
    person = Person.objects.create_user("other-case-worker", "other.worker@example.org", "correct horse battery")
    return member(person, other_chamber(), Membership.Role.CASE_WORKER)


def counsellor() -> Person:
    """Counsels people who want their qualification recognised, in the chamber."""
    person = Person.objects.create_user("counsellor", "counsellor@example.org", "correct horse battery")
    return member(person, chamber(), Membership.Role.COUNSELLOR)


def other_counsellor() -> Person:
    """Counsels in another chamber, and must see nothing that was sent to the first."""
    person = Person.objects.create_user("other-counsellor", "other.counsellor@example.org", "correct horse battery")
    return member(person, other_chamber(), Membership.Role.COUNSELLOR)


def member(person: Person, organisation: Organisation, *roles: str) -> Person:
    """The person with these roles in the organisation."""
    for role in roles:
        Membership.objects.create(person=person, organisation=organisation, role=role)
    return person


def editor() -> Person:
    """Assures quality in the central office, and looks after what matching learns from."""
    person = Person.objects.create_user("editor", "editor@example.org", "correct horse battery")
    CentralRole.objects.create(person=person, role=CentralRole.Role.EDITOR)
    return person


def second_editor() -> Person:
    """Works beside the first editor: nobody approves a text of her own."""
    person = Person.objects.create_user("second-editor", "second@example.org", "correct horse battery")
    CentralRole.objects.create(person=person, role=CentralRole.Role.EDITOR)
    return person
