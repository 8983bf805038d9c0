"""The same people in every test, so that a reader knows them after the second one."""

from django.contrib.auth.models import Permission

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


def contributor() -> Person:
    """Writes profiles for her chamber; has no right to anything central."""
    return Person.objects.create_user("contributor", "contributor@example.org", "correct horse battery")


def editor() -> Person:
    """Assures quality in the central office: looks after what matching learns from."""
    person = Person.objects.create_user("editor", "editor@example.org", "correct horse battery")
    rights = ("view_crosswalk", "view_synonym", "add_synonym", "delete_synonym")
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="matching", codename__in=rights))
    return person
