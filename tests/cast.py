"""The same people in every test, so that a reader knows them after the second one."""

from bqportal.organisations.models import Organisation, Person


def chamber(name: str = "Handwerkskammer Musterstadt") -> Organisation:
    """A chamber of skilled crafts."""
    return Organisation.objects.get_or_create(
        slug="hwk-musterstadt", defaults={"kind": Organisation.Kind.CRAFTS_CHAMBER, "name": name, "land": "BY"}
    )[0]


def central_office() -> Organisation:
    """The office that steers and assures quality."""
    return Organisation.objects.get_or_create(
        slug="central-office", defaults={"kind": Organisation.Kind.CENTRAL_OFFICE, "name": "Zentralredaktion"}
    )[0]


def administrator() -> Person:
    """Runs the portal and keeps its reference data."""
    return Person.objects.create_superuser("administrator", "administrator@example.org", "correct horse battery")
