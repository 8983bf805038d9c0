"""Organisations, roles and rights on pages: who may, what is logged, and nothing lost."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from bqportal.countries.models import Country
from bqportal.occupations.models import Concept, ConceptLabel
from bqportal.organisations.actions.roles import change_central_roles, change_roles, disable_person
from bqportal.organisations.explaining import ASKED, explained
from bqportal.organisations.models import AuditEntry, CentralRole, Competence, Membership, Organisation, Person
from bqportal.organisations.rights import Competent, Rights
from bqportal.workspace.labels import DEEDS_IN_WORDS, role_label
from tests import cast
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
MAY, NOT = 200, 404


def page(route: str, *arguments: object) -> str:
    """The English address."""
    with override("en"):
        return reverse(f"workspace:{route}", args=arguments)


def deeds() -> list[str]:
    """What is logged, oldest first."""
    return list(AuditEntry.objects.order_by("id").values_list("deed", flat=True))


@pytest.fixture
def cast_of(db: None) -> dict[str, Person]:
    """Everybody."""
    stranger = Person.objects.create_user("stranger", "stranger@example.org", "correct horse battery")
    return {
        "administrator": cast.administrator(), "editor": cast.editor(), "manager": cast.manager(),
        "contributor": cast.contributor(), "other": cast.other_contributor(), "stranger": stranger,
    }  # fmt: skip


@pytest.fixture
def administrator(cast_of: dict[str, Person]) -> Client:
    return client_of(cast_of["administrator"])


@pytest.fixture
def manager(cast_of: dict[str, Person]) -> Client:
    return client_of(cast_of["manager"])


def test_who_may_see_which_page(cast_of: dict[str, Person]) -> None:
    chamber, contributor = cast.chamber(), cast_of["contributor"]
    competence = chamber.competences.first()
    administrators, managers = {"administrator"}, {"administrator", "manager"}
    matrix = {
        page("organisation-list"): {*cast_of} - {"stranger"},
        page("organisation-show", chamber.pk): {*managers, "contributor"},
        page("organisation-show", cast.other_chamber().pk): {"administrator", "other"},
        page("organisation-add"): administrators,
        page("organisation-change", chamber.pk): administrators,
        page("competence-add", chamber.pk): administrators,
        page("competence-remove", chamber.pk, competence.pk): administrators,
        page("member-add", chamber.pk): administrators,
        page("member-roles", chamber.pk, contributor.pk): managers,
        page("member-roles", cast.other_chamber().pk, cast_of["other"].pk): administrators,
        page("rights-mine"): {*cast_of},
        page("person-list"): administrators,
        page("person-rights", contributor.pk): managers,
        page("person-rights", cast_of["other"].pk): administrators,
        page("person-central-roles", contributor.pk): administrators,
        page("person-account", contributor.pk): administrators,
    }
    found = {
        address: {name for name, person in cast_of.items() if client_of(person).get(address).status_code == MAY}
        for address in matrix
    }
    assert found == matrix


@pytest.mark.parametrize(
    ("route", "arguments"),
    [
        ("organisation-show", [10**30]), ("organisation-change", [10**30]), ("competence-remove", [1, 10**30]),
        ("member-roles", [1, 10**30]), ("person-rights", [10**30]), ("person-account", [0]),
    ],
)  # fmt: skip
def test_a_number_that_leads_nowhere_is_not_there(administrator: Client, route: str, arguments: list[int]) -> None:
    assert administrator.get(page(route, *arguments)).status_code == NOT
    assert administrator.post(page(route, *arguments)).status_code in (NOT, 405)


def test_organisations_are_searched_and_asked_for_as_often_for_many_as_for_few(administrator: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get(page("organisation-list")).status_code == MAY
        return len(queries)

    few = asked()
    for number in range(30):
        Organisation.objects.create(slug=f"b{number}", kind="authority", name=f"Amt {number}", city="Ulm", code=number)
    assert asked() == few
    found = administrator.get(page("organisation-list"), {"q": "amt ulm", "kind": "authority"}).content.decode()
    assert "30 organisations" in found
    assert "1 organisation ·" in administrator.get(page("organisation-list"), {"q": "muster"}).content.decode()
    for words in ("\0", "x" * 5000):
        assert administrator.get(page("organisation-list"), {"q": words}).status_code == 422
    assert administrator.get(page("organisation-list"), {"kind": "x"}).status_code == 422


def test_members_are_shown_with_roles_and_addresses_only_to_those_who_manage_them(
    cast_of: dict[str, Person], manager: Client, administrator: Client
) -> None:
    address = page("organisation-show", cast.chamber().pk)
    seen = client_of(cast_of["contributor"]).get(address).content.decode()
    assert "<bdi>manager</bdi>" in seen
    assert "manager@example.org" not in seen
    assert "/change/" not in seen
    assert "manager@example.org" in manager.get(address).content.decode()
    assert "/change/" not in manager.get(address).content.decode()
    assert "/change/" in administrator.get(address).content.decode()


FACTS = {"kind": "authority", "name": "Anerkennungsstelle Süd", "url": "example.org", "mail_domain": "example.org"}


def test_an_organisation_is_added_and_changed_and_both_is_logged(administrator: Client) -> None:
    response = administrator.post(page("organisation-add"), FACTS, follow=True)
    assert "Added: Anerkennungsstelle Süd." in response.content.decode()
    organisation = Organisation.objects.get(slug="authority-anerkennungsstelle-sued")
    assert organisation.url == "https://example.org"
    administrator.post(page("organisation-add"), FACTS)
    assert Organisation.objects.filter(slug="authority-anerkennungsstelle-sued-2").exists()
    form = administrator.get(page("organisation-change", organisation.pk))
    change = {**FACTS, "seen": form.context["seen"], "name": "Anerkennungsstelle", "closed": "on"}
    administrator.post(page("organisation-change", organisation.pk), change)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.closed) == ("Anerkennungsstelle", True)
    assert deeds() == ["organisation.added", "organisation.added", "organisation.changed"]
    assert AuditEntry.objects.first().details == {"fields": "name, closed", "closed": True}


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 201}, {"name": "a\0"}, {"kind": "x"}, {"url": "javascript:alert(1)"},
              {"email": "x"}],
)  # fmt: skip
def test_a_faulty_organisation_is_told_and_nothing_is_saved(administrator: Client, wrong: dict[str, str]) -> None:
    before = Organisation.objects.count()
    response = administrator.post(page("organisation-add"), {**FACTS, **wrong})
    assert response.status_code == 422
    assert f'href="#id_{next(iter(wrong))}"' in response.content.decode()
    assert Organisation.objects.count() == before


def test_who_saves_what_somebody_else_changed_meanwhile_sees_both_and_loses_nothing(administrator: Client) -> None:
    chamber = cast.chamber()
    address = page("organisation-change", chamber.pk)
    seen = administrator.get(address).context["seen"]
    first = {"kind": "hwk", "name": "Erste", "land": "BY", "seen": seen}
    assert administrator.post(address, first).status_code == 302
    response = administrator.post(address, {**first, "name": "Zweite"})
    assert response.status_code == 409
    html = response.content.decode()
    assert "Erste" in html
    assert 'value="Zweite"' in html
    chamber.refresh_from_db()
    assert chamber.name == "Erste"
    again = administrator.post(address, {**first, "name": "Zweite", "seen": response.context["seen"]})
    assert again.status_code == 302
    chamber.refresh_from_db()
    assert chamber.name == "Zweite"
    assert administrator.post(address, {**first, "seen": ""}).status_code == 409


def test_a_competence_is_added_once_and_removed(administrator: Client) -> None:
    chamber = cast.chamber()
    Country.objects.create(code="SY")
    field = Concept.objects.create(scheme="iscedf", code="07")
    ConceptLabel.objects.create(concept=field, language="en", kind="pref", text="Engineering")
    address = page("competence-add", chamber.pk)
    html = administrator.get(address).content.decode()
    assert "07 Engineering" in html
    assert "Syria" in html
    given = {"kind": "qualification", "country": "SY", "sector": "07"}
    shown = administrator.post(address, given, follow=True).content.decode()
    assert "07 Engineering" in shown
    again = administrator.post(address, given)
    assert again.status_code == 422
    assert "has this competence already" in again.content.decode()
    for wrong in ({"kind": "x"}, {"country": "XX"}, {"sector": "99"}):
        assert administrator.post(address, {**given, **wrong}).status_code == 422
    competence = Competence.objects.get(country="SY")
    other = page("competence-remove", cast.other_chamber().pk, competence.pk)
    assert administrator.post(other).status_code == NOT, "the address names another organisation"
    administrator.post(page("competence-remove", chamber.pk, competence.pk))
    assert not Competence.objects.filter(country="SY").exists()
    assert [deed for deed in deeds() if "competence" in deed] == ["competence.added", "competence.removed"]
    assert AuditEntry.objects.filter(deed="competence.added").get().details == given


def test_a_manager_gives_and_takes_roles_of_members(cast_of: dict[str, Person], manager: Client) -> None:
    chamber, contributor = cast.chamber(), cast_of["contributor"]
    address = page("member-roles", chamber.pk, contributor.pk)
    manager.post(address, {"roles": ["reviewer", "reader"], "seen": "contributor"})
    roles = set(contributor.memberships.values_list("role", flat=True))
    assert roles == {"reviewer", "reader"}
    assert deeds() == ["role.given", "role.given", "role.taken"]
    assert manager.post(address, {"roles": ["emperor"], "seen": ""}).status_code == 422
    other = page("member-roles", chamber.pk, cast_of["other"].pk)
    assert manager.post(other, {"roles": ["reader"], "seen": ""}).status_code == NOT, "no member: by invitation only"
    assert not cast_of["other"].memberships.filter(organisation=chamber).exists()


def test_two_who_change_the_same_roles_both_get_what_they_wanted(cast_of: dict[str, Person], manager: Client) -> None:
    contributor = cast_of["contributor"]
    address = page("member-roles", cast.chamber().pk, contributor.pk)
    manager.post(address, {"roles": ["contributor", "reviewer"], "seen": "contributor"})
    manager.post(address, {"roles": ["contributor", "reader"], "seen": "contributor"})
    roles = set(contributor.memberships.values_list("role", flat=True))
    assert roles == {"contributor", "reviewer", "reader"}


def test_a_manager_never_gives_herself_more(cast_of: dict[str, Person], manager: Client) -> None:
    person, chamber = cast_of["manager"], cast.chamber()
    address = page("member-roles", chamber.pk, person.pk)
    response = manager.post(address, {"roles": ["manager", "reviewer"], "seen": "manager"})
    assert response.status_code == 422
    assert "cannot give a role to yourself" in response.content.decode()
    with pytest.raises(PermissionDenied):
        change_roles(person=person, organisation=chamber, give=["reviewer"], by=person, at=timezone.now())
    with pytest.raises(PermissionDenied):
        change_roles(person=person, organisation=cast.other_chamber(), give=["reader"], by=person, at=timezone.now())
    assert set(person.memberships.values_list("role", flat=True)) == {"manager"}
    assert manager.post(address, {"roles": [], "seen": "manager"}).status_code == 302
    assert not person.memberships.exists(), "giving up is free"


def test_an_administrator_adds_people_by_name_or_address(cast_of: dict[str, Person], administrator: Client) -> None:
    chamber, stranger = cast.chamber(), cast_of["stranger"]
    address = page("member-add", chamber.pk)
    response = administrator.post(address, {"name": "Stranger@example.org"})
    assert response["Location"] == page("member-roles", chamber.pk, stranger.pk)
    administrator.post(response["Location"], {"roles": ["reader"], "seen": ""})
    assert stranger.memberships.get().role == "reader"
    for name in ("", "nobody", "\0", "x" * 300):
        assert administrator.post(address, {"name": name}).status_code == 422
    chamber.closed = True
    chamber.save()
    closed = administrator.post(response["Location"], {"roles": ["reader", "manager"], "seen": "reader"})
    assert closed.status_code == 422
    assert "The organisation is closed" in closed.content.decode()


def test_central_roles_are_given_and_the_last_administrator_stays(db: None) -> None:
    person = Person.objects.create_user("first", "first@example.org", "correct horse battery")
    CentralRole.objects.create(person=person, role="administrator")
    client, editor = client_of(person), cast.editor()
    own = page("person-central-roles", person.pk)
    last = client.post(own, {"roles": [], "seen": "administrator"})
    assert last.status_code == 422
    assert "needs at least one administrator" in last.content.decode()
    client.post(page("person-central-roles", editor.pk), {"roles": ["editor", "administrator"], "seen": "editor"})
    assert set(editor.central_roles.values_list("role", flat=True)) == {"editor", "administrator"}
    assert client.post(own, {"roles": [], "seen": "administrator"}).status_code == 302
    assert not person.central_roles.exists()
    assert deeds() == ["centralrole.given", "centralrole.taken"]
    with pytest.raises(PermissionDenied):
        change_central_roles(person=person, give=["administrator"], by=person, at=timezone.now())
    Person.objects.filter(pk=person.pk).update(is_active=False)
    with pytest.raises(ValidationError):
        change_central_roles(person=editor, take=["administrator"], by=editor, at=timezone.now())


def test_a_closed_account_is_signed_out_and_can_be_opened_again(
    cast_of: dict[str, Person], administrator: Client
) -> None:
    contributor, address = cast_of["contributor"], page("person-account", cast_of["contributor"].pk)
    client = client_of(contributor)
    assert client.get(page("rights-mine")).status_code == MAY
    assert "Close this account?" in administrator.get(address).content.decode()
    administrator.post(address, {"deed": "close"})
    assert client.get(page("rights-mine")).status_code == 302
    assert "Open this account again?" in administrator.get(address).content.decode()
    administrator.post(address, {"deed": "close"})
    administrator.post(address, {"deed": "open"})
    contributor.refresh_from_db()
    assert contributor.is_active
    assert [deed for deed in deeds() if deed.startswith("person.")] == ["person.disabled", "person.enabled"]
    own = administrator.post(page("person-account", cast_of["administrator"].pk), {"deed": "close"})
    assert own.status_code == 422
    assert "cannot close your own account" in own.content.decode()
    with pytest.raises(PermissionDenied):
        disable_person(person=contributor, by=cast_of["editor"], at=timezone.now())


def test_the_page_of_rights_says_what_where_and_why(cast_of: dict[str, Person], administrator: Client) -> None:
    contributor = cast_of["contributor"]
    html = client_of(contributor).get(page("rights-mine")).content.decode()
    writing = html.split("<caption>Write</caption>")[1].split("</table>")[0]
    assert "Poland" in writing
    assert "contributor, " in writing
    assert cast.chamber().name in writing
    assert "Publish" not in html
    assert "contributor@example.org" not in html
    full = administrator.get(page("person-rights", contributor.pk)).content.decode()
    assert "contributor@example.org" in full
    editor = administrator.get(page("person-rights", cast_of["editor"].pk)).content.decode()
    assert "everywhere" in editor.split("<caption>Publish, schedule, withdraw</caption>")[1].split("</table>")[0]


def test_a_manager_sees_only_rights_that_come_from_the_own_organisation(
    cast_of: dict[str, Person], manager: Client
) -> None:
    contributor = cast_of["contributor"]
    cast.member(contributor, cast.other_chamber(), "reviewer")
    CentralRole.objects.create(person=contributor, role="editor")
    html = manager.get(page("person-rights", contributor.pk)).content.decode()
    assert cast.chamber().name in html
    assert cast.other_chamber().name not in html
    assert "central role" not in html
    assert "contributor@example.org" not in html


def test_people_are_searched_and_asked_for_as_often_for_many_as_for_few(
    cast_of: dict[str, Person], administrator: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get(page("person-list")).status_code == MAY
        return len(queries)

    few = asked()
    for number in range(20):
        person = Person(username=f"p{number}", email=f"p{number}@example.org", last_name="Öztürk")
        person.set_unusable_password()
        person.save()
        cast.member(person, cast.chamber(), "reader")
    assert asked() == few
    found = administrator.get(page("person-list"), {"q": "Öztürk muster"}).content.decode()
    assert "20 people" in found
    for words in ("\0", "x" * 5000, "%", "<script>alert(1)</script>"):
        response = administrator.get(page("person-list"), {"q": words})
        assert response.status_code == MAY
        assert "<script>alert" not in response.content.decode()


def test_every_right_and_every_role_has_words() -> None:
    roles = frozenset(itertools.product([1], Membership.Role.values))
    everything = Rights(1, frozenset(CentralRole.Role.values), roles, (Competent(1),))
    assert {reason.deed for reason in explained(everything)} == set(DEEDS_IN_WORDS)
    for role in (ASKED, *Membership.Role.values, *CentralRole.Role.values):
        assert role_label(role)
