"""How people come in: invitations, registrations, decisions."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.organisations.actions import admission as actions
from bqportal.organisations.models import (
    AuditEntry,
    CentralRole,
    Invitation,
    Membership,
    Organisation,
    Person,
    Registration,
)
from tests import cast
from tests.workspace.conftest import client_of
from tests.workspace.test_session import NEW_PASSWORD, sign_in

INVITATIONS = "/de/workspace/organisations/hwk-musterstadt/invitations/"
REGISTER = "/de/workspace/register/"
REGISTRATIONS = "/de/workspace/registrations/"
ACCOUNT = {"first_name": "Jana", "last_name": "Beispiel", "password": NEW_PASSWORD, "again": NEW_PASSWORD}
pytestmark = pytest.mark.django_db


def link(index: int = -1) -> str:
    """The address in a message."""
    return re.search(r"http://testserver(/\S+)", mail.outbox[index].body).group(1)


def invite(
    client: Client, email: str = "jana@hwk.example", roles: tuple[str, ...] = ("contributor",), language: str = "de"
):
    return client.post(INVITATIONS, {"email": email, "roles": roles, "language": language})


def deeds() -> list[str]:
    return list(AuditEntry.objects.filter(deed__startswith="account.").order_by("pk").values_list("deed", flat=True))


class TestInvitation:
    def test_a_manager_invites_and_the_guest_comes_in(self, visitor: Client) -> None:
        manager = client_of(cast.manager())
        assert invite(manager, "Jana@hwk.example", ("contributor", "reviewer"))["Location"] == INVITATIONS
        assert mail.outbox[0].to == ["jana@hwk.example"]
        secret = link().rstrip("/").rsplit("/", 1)[-1]
        assert secret not in str(list(Invitation.objects.values()))
        assert "jana@hwk.example" in manager.get(INVITATIONS).content.decode()
        assert "no-store" in visitor.get(link())["Cache-Control"]
        assert Invitation.objects.get().accepted_at is None  # looking consumes nothing
        assert visitor.post(link(), ACCOUNT).status_code == 302
        person = Person.objects.get(email="jana@hwk.example")
        assert set(person.memberships.values_list("role", flat=True)) == {"contributor", "reviewer"}
        assert EmailAddress.objects.get(user=person).verified
        assert sign_in(Client(), "jana@hwk.example", NEW_PASSWORD).status_code == 302
        assert visitor.post(link(), ACCOUNT).status_code == 404  # once only
        assert "jana@hwk.example" not in manager.get(INVITATIONS).content.decode()
        assert deeds() == ["account.invited", "account.accepted"]
        assert "Jana" not in str(list(AuditEntry.objects.values()))

    @pytest.mark.parametrize(("language", "word"), [("de", "/de/"), ("en", "Good day")])
    def test_the_message_is_in_the_language_of_the_guest(self, language: str, word: str) -> None:
        invite(client_of(cast.manager()), language=language)
        assert word in mail.outbox[0].body
        assert f"/{language}/workspace/invitations/" in mail.outbox[0].body
        assert "\n" not in mail.outbox[0].subject

    @pytest.mark.parametrize("who", ["contributor", "reviewer", "reader", "other_contributor", "editor"])
    def test_only_who_manages_the_organisation_invites(self, who: str) -> None:
        cast.chamber()
        person = getattr(cast, who)()
        client = client_of(person)
        assert client.get(INVITATIONS).status_code == 404
        assert invite(client).status_code == 404
        with pytest.raises(PermissionDenied):
            actions.invite_person(
                organisation=cast.chamber(),
                email="a@b.example",
                roles=["reader"],
                language="de",
                by=person,
                at=timezone.now(),
            )
        assert not Invitation.objects.exists()
        assert not mail.outbox

    def test_a_manager_invites_nowhere_else(self) -> None:
        cast.other_chamber()
        client = client_of(cast.manager())
        page = INVITATIONS.replace("hwk-musterstadt", "ihk-anderswo")
        assert client.post(page, {"email": "a@b.example", "roles": ["reader"], "language": "de"}).status_code == 404

    @pytest.mark.parametrize("roles", [(), ("administrator",), ("editor",), ("reader", "root"), ("",)])
    def test_central_and_unknown_roles_cannot_be_given(self, roles: tuple[str, ...]) -> None:
        manager = cast.manager()
        assert invite(client_of(manager), roles=roles).status_code == 422
        with pytest.raises(ValidationError):
            actions.invite_person(
                organisation=cast.chamber(),
                email="a@b.example",
                roles=roles,
                language="de",
                by=manager,
                at=timezone.now(),
            )
        assert not CentralRole.objects.exists()

    @pytest.mark.parametrize("email", ["", "x", "a@b\0.de", "a" * 300 + "@example.org"])
    def test_what_is_no_address_is_refused(self, email: str) -> None:
        assert invite(client_of(cast.manager()), email=email).status_code == 422

    def test_taken_back_it_opens_nothing(self, visitor: Client) -> None:
        manager = client_of(cast.manager())
        invite(manager)
        page = f"{INVITATIONS}{Invitation.objects.get().pk}/revoke/"
        assert manager.get(page).status_code == 405
        assert client_of(cast.other_contributor()).post(page).status_code == 404
        assert manager.post(page)["Location"] == INVITATIONS
        assert visitor.get(link()).status_code == 404
        assert visitor.post(link(), ACCOUNT).status_code == 404
        assert manager.post(page).status_code == 302  # again: told, nothing happens
        assert deeds() == ["account.invited", "account.revoked"]

    def test_after_fourteen_days_it_ends(self, visitor: Client) -> None:
        invite(client_of(cast.manager()))
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert visitor.post(link(), ACCOUNT).status_code == 404
        assert not Person.objects.filter(email="jana@hwk.example").exists()

    def test_a_second_one_replaces_the_first(self, visitor: Client) -> None:
        manager = client_of(cast.manager())
        invite(manager)
        invite(manager, roles=("reader",))
        assert visitor.get(link(0)).status_code == 404
        assert visitor.get(link(1)).status_code == 200

    def test_who_has_an_account_signs_in_and_accepts(self, visitor: Client) -> None:
        invite(client_of(cast.manager()), "other@example.org")
        page = link()
        other = cast.other_contributor()
        html = visitor.get(page).content.decode()
        assert f"/workspace/sign-in/?next={page}" in html
        assert 'name="password"' not in html
        assert visitor.post(page, ACCOUNT).status_code == 200
        assert client_of(cast.reader()).post(page, ACCOUNT).status_code == 200
        assert not Membership.objects.filter(person=other, organisation=cast.chamber()).exists()
        assert client_of(other).post(page).status_code == 302
        assert Membership.objects.get(person=other, organisation=cast.chamber()).role == "contributor"
        assert Person.objects.filter(email="other@example.org").count() == 1

    def test_somebody_else_who_is_signed_in_makes_no_account(self) -> None:
        invite(client_of(cast.manager()))
        assert client_of(cast.reader()).post(link(), ACCOUNT).status_code == 200
        assert not Person.objects.filter(email="jana@hwk.example").exists()

    @pytest.mark.parametrize(
        "change",
        [{"password": "short", "again": "short"}, {"again": "another"}, {"first_name": ""}, {"last_name": "\0"}],
    )
    def test_a_faulty_form_keeps_the_invitation(self, visitor: Client, change: dict[str, str]) -> None:
        invite(client_of(cast.manager()))
        response = visitor.post(link(), {**ACCOUNT, **change})
        assert response.status_code == 422
        assert 'role="alert"' in response.content.decode()
        assert Invitation.objects.get().accepted_at is None

    def test_user_names_are_made_free(self) -> None:
        Person.objects.create_user("jana", "jana@elsewhere.example")
        invite(client_of(cast.manager()))
        Client().post(link(), ACCOUNT)
        assert Person.objects.get(email="jana@hwk.example").username == "jana-2"

    def test_the_page_says_whether_an_address_is_official(self) -> None:
        manager = client_of(cast.manager())
        Organisation.objects.update(mail_domain="hwk.example")
        for email in ("jana@hwk.example", "jana@freemail.example"):
            invite(manager, email)
        html = manager.get(INVITATIONS).content.decode()
        assert html.count("kern-badge--success") == 1
        assert html.count("kern-badge--warning") == 1

    def test_queries_do_not_grow_with_the_list(self) -> None:
        manager = cast.manager()
        client = client_of(manager)
        counts = []
        for _ in range(2):
            for n in range(10):
                actions.invite_person(
                    organisation=cast.chamber(), email=f"{n}-{len(counts)}@b.example", roles=["reader"], language="de",
                    by=manager, at=timezone.now(),
                )  # fmt: skip
            with CaptureQueriesContext(connection) as queries:
                client.get(INVITATIONS)
            counts.append(len(queries))
        assert counts[0] == counts[1]


WHO = {
    "first_name": "Jana", "last_name": "Beispiel", "email": "jana@hwk.example", "organisation": "",
    "body": "Kammer in Neustadt", "reason": "Ich prüfe Anträge.",
}  # fmt: skip


class TestRegistration:
    def confirmed(self, **change: str) -> Registration:
        Client().post(REGISTER, {**WHO, **change})
        Client().post(link())
        return Registration.objects.get()

    def decide(self, registration: Registration, client: Client, **given: object):
        return client.post(f"{REGISTRATIONS}{registration.pk}/", given)

    def test_the_way_from_the_form_to_the_account(self, visitor: Client) -> None:
        chamber = cast.chamber()
        Organisation.objects.update(mail_domain="hwk.example")
        assert visitor.post(REGISTER, {**WHO, "organisation": chamber.pk})["Location"] == f"{REGISTER}sent/"
        assert visitor.get(f"{REGISTER}sent/").status_code == 200
        administrator = client_of(cast.administrator())
        assert "Jana" not in administrator.get(REGISTRATIONS).content.decode()  # not confirmed yet
        assert "<form" in visitor.get(link()).content.decode()
        assert Registration.objects.get().confirmed_at is None
        assert visitor.post(link()).status_code == 200
        assert visitor.post(link()).status_code == 404
        registration = Registration.objects.get()
        assert "Jana" in administrator.get(REGISTRATIONS).content.decode()
        assert administrator.get(f"{REGISTRATIONS}{registration.pk}/").status_code == 200
        response = self.decide(
            registration, administrator, decision="admitted", organisation=chamber.pk, roles=["reader"]
        )
        assert response["Location"] == REGISTRATIONS
        assert Client().post(link(), ACCOUNT).status_code == 302
        person = Person.objects.get(email="jana@hwk.example")
        assert [str(membership.organisation) for membership in person.memberships.all()] == [chamber.name]
        assert deeds() == [
            "account.registered",
            "account.confirmed",
            "account.invited",
            "account.admitted",
            "account.accepted",
        ]

    def test_an_exception_needs_a_reason(self) -> None:
        chamber = cast.chamber()
        registration = self.confirmed()
        administrator = client_of(cast.administrator())
        given = {"decision": "admitted", "organisation": chamber.pk, "roles": ["reader"]}
        assert self.decide(registration, administrator, **given).status_code == 422
        assert self.decide(registration, administrator, **given, reason="Vertrag vom Mai").status_code == 302
        assert Registration.objects.get().decision_reason == "Vertrag vom Mai"

    def test_a_refusal_needs_a_reason_and_tells_it(self) -> None:
        registration = self.confirmed()
        administrator = client_of(cast.administrator())
        assert self.decide(registration, administrator, decision="refused").status_code == 422
        assert self.decide(registration, administrator, decision="refused", reason="Keine Stelle").status_code == 302
        assert mail.outbox[-1].to == ["jana@hwk.example"]
        assert "Keine Stelle" in mail.outbox[-1].body
        assert not Invitation.objects.exists()
        assert self.decide(registration, administrator, decision="refused", reason="x").status_code == 404  # decided
        assert "Keine Stelle" in administrator.get(REGISTRATIONS).content.decode()

    @pytest.mark.parametrize("who", ["manager", "contributor", "editor"])
    def test_only_the_operator_decides(self, who: str) -> None:
        registration = self.confirmed()
        person = getattr(cast, who)()
        client = client_of(person)
        assert client.get(REGISTRATIONS).status_code == 404
        assert self.decide(registration, client, decision="refused", reason="x").status_code == 404
        with pytest.raises(PermissionDenied):
            actions.refuse_registration(registration=registration, reason="x", by=person, at=timezone.now())
        with pytest.raises(PermissionDenied):
            actions.admit_person(
                registration=registration, organisation=cast.chamber(), roles=["reader"], reason="x", by=person,
                at=timezone.now(),
            )  # fmt: skip

    def test_nobody_is_let_in_before_the_address_is_confirmed(self, visitor: Client) -> None:
        visitor.post(REGISTER, WHO)
        with pytest.raises(ValidationError):
            actions.admit_person(
                registration=Registration.objects.get(), organisation=cast.chamber(), roles=["reader"], reason="x",
                by=cast.administrator(), at=timezone.now(),
            )  # fmt: skip

    def test_known_and_unknown_addresses_get_the_same_answer(self, visitor: Client) -> None:
        cast.editor()
        answers = []
        for email in ("editor@example.org", "nobody@example.org"):
            response = visitor.post(REGISTER, {**WHO, "email": email}, follow=True)
            answers.append(
                (response.redirect_chain, re.sub(r'name="csrfmiddlewaretoken"[^>]*', "", response.content.decode()))
            )
        assert answers[0] == answers[1]
        assert [message.to for message in mail.outbox] == [["editor@example.org"], ["nobody@example.org"]]
        assert mail.outbox[0].subject == mail.outbox[1].subject
        assert not Registration.objects.filter(email="editor@example.org").exists()

    def test_registering_is_limited(self, visitor: Client) -> None:
        assert [visitor.post(REGISTER, WHO).status_code for _ in range(6)] == [302] * 5 + [429]

    @pytest.mark.parametrize(
        "change",
        [{"email": "x"}, {"body": ""}, {"reason": ""}, {"reason": "x" * 3000}, {"first_name": "\0"},
         {"organisation": "\0"}, {"organisation": "9" * 50}],
    )  # fmt: skip
    def test_faults_are_told_and_nothing_is_kept(self, visitor: Client, change: dict[str, str]) -> None:
        response = visitor.post(REGISTER, {**WHO, **change})
        html = response.content.decode()
        assert response.status_code == 422
        assert 'role="alert"' in html
        assert "Beispiel" in html
        assert not Registration.objects.exists()
        assert not mail.outbox

    def test_after_three_days_the_link_ends(self, visitor: Client) -> None:
        visitor.post(REGISTER, WHO)
        Registration.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert visitor.post(link()).status_code == 404
        assert Registration.objects.get().confirmed_at is None

    def test_what_people_write_is_text(self) -> None:
        self.confirmed(last_name="<script>alert(1)</script>", reason="<img src=x onerror=alert(1)>")
        client = client_of(cast.administrator())
        for page in (REGISTRATIONS, f"{REGISTRATIONS}{Registration.objects.get().pk}/"):
            html = client.get(page).content.decode()
            assert "<script>alert" not in html
            assert "<img src=x" not in html


@pytest.mark.parametrize("page", ["invitations", "register"])
@pytest.mark.parametrize("secret", ["x", "a" * 3000, "%00", "%F0%9F%98%80"])
def test_invented_links_open_nothing(visitor: Client, page: str, secret: str) -> None:
    response = visitor.get(f"/de/workspace/{page}/{secret}/")
    assert response.status_code == 404
