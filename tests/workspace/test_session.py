"""Signing in and out, and what slows down guessing."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from bqportal.organisations import sign_in_limits
from bqportal.organisations.models import AttemptCounter, AuditEntry, Person
from bqportal.workspace import limits
from tests import cast

ADDRESS = "/de/workspace/sign-in/"
RESET = "/de/workspace/password/reset/"
PASSWORD = "correct horse battery"
NEW_PASSWORD = "nine purple lanterns whistle"
pytestmark = pytest.mark.django_db


def sign_in(client: Client, login: str = "editor", password: str = PASSWORD, **extra: str) -> object:
    return client.post(ADDRESS, {"login": login, "password": password}, **extra)


def deeds(deed: str) -> int:
    return AuditEntry.objects.filter(deed=deed).count()


@pytest.mark.parametrize("login", ["editor", "editor@example.org", "EDITOR@example.org"])
def test_who_signs_in_goes_where_she_wanted(visitor: Client, login: str) -> None:
    cast.editor()
    wanted = "/de/workspace/matching/"
    form = visitor.get(ADDRESS, {"next": wanted}).content.decode()
    assert f'name="next" value="{wanted}"' in form
    response = visitor.post(ADDRESS, {"login": login, "password": PASSWORD, "next": wanted})
    assert (response.status_code, response["Location"]) == (302, wanted)
    assert visitor.get(ADDRESS)["Location"] == "/de/workspace/"
    assert deeds("signin.succeeded") == 1


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_to_another_portal(visitor: Client, target: str) -> None:
    cast.editor()
    response = visitor.post(ADDRESS, {"login": "editor", "password": PASSWORD, "next": target})
    assert response["Location"] == "/de/workspace/"


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"login": "editor", "password": "x"},
        {"login": "nobody", "password": "x"},
        {"login": "editor@example.org", "password": "x"},
        {"login": "a\0", "password": "\0"},
        {"login": "a" * 100_000, "password": "b" * 100_000},
    ],
)
def test_a_wrong_name_or_password_is_told_without_saying_which(visitor: Client, typed: dict[str, str]) -> None:
    cast.editor()
    response = visitor.post(ADDRESS, typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in html
    assert html.count("<h1") == 1
    assert "_auth_user_id" not in visitor.session


def test_known_and_unknown_names_get_the_same_words(visitor: Client) -> None:
    cast.editor()
    answers = set()
    for login in ("editor", "nobody", "editor@example.org", "nobody@example.org"):
        html = sign_in(visitor, login, "wrong").content.decode()
        answers.add(re.search(r'<div class="bq-errors".*?</div>', html, re.DOTALL).group())
    assert len(answers) == 1


def test_who_left_cannot_sign_in(visitor: Client) -> None:
    person = cast.editor()
    person.is_active = False
    person.save()
    assert sign_in(visitor).status_code == 422


def test_signing_out_is_a_deed_of_its_own(editor: Client) -> None:
    assert editor.get("/de/workspace/sign-out/").status_code == 405
    response = editor.post("/de/workspace/sign-out/")
    assert (response.status_code, response["Location"]) == (302, "/de/")
    assert editor.get("/de/workspace/").status_code == 302
    assert deeds("signout") == 1


@pytest.mark.parametrize("page", [ADDRESS, RESET, "/de/workspace/register/"])
def test_the_pages_before_signing_in_are_not_kept(visitor: Client, page: str) -> None:
    response = visitor.get(page)
    assert {"private", "no-store"} <= set(re.split(r",\s*", response["Cache-Control"]))
    assert 'content="noindex, nofollow"' in response.content.decode()
    assert "work-bar" not in response.content.decode().replace("workspace.css", "")


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "sign-up/",
        "account/signup/",
        "login/",
        "sign-in/code/confirm/",
        "account/second-factor/webauthn/signup/",
    ],
)
def test_what_the_portal_does_not_offer_is_not_there(editor: Client, path: str) -> None:
    assert editor.get(f"/de/workspace/{path}").status_code == 404


def test_the_admin_has_no_way_in_of_its_own(visitor: Client) -> None:
    cast.administrator()
    response = visitor.post("/admin/login/?next=/admin/", {"username": "administrator", "password": PASSWORD})
    assert response["Location"].endswith("/workspace/sign-in/?next=/admin/")
    assert "_auth_user_id" not in visitor.session


class TestLimits:
    def test_the_sixth_attempt_waits_and_says_how_long(self, visitor: Client) -> None:
        cast.editor()
        assert [sign_in(visitor, password="x").status_code for _ in range(6)] == [422] * 5 + [429]
        response = sign_in(visitor)
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 300
        assert "no-store" in response["Cache-Control"]
        assert "5 " in re.search(r'<p class="bq-lead">(.*?)</p>', response.content.decode()).group(1)
        assert (deeds("signin.failed"), deeds("signin.limited")) == (5, 1)  # one entry per pause

    def test_name_and_address_of_one_person_count_together(self, visitor: Client) -> None:
        cast.editor()
        logins = ["editor", "editor@example.org", "Editor@Example.org", "editor", "editor@example.org"]
        for login in logins:
            assert sign_in(visitor, login, "x").status_code == 422
        assert sign_in(visitor, "editor@example.org").status_code == 429

    def test_somebody_elsewhere_keeps_nobody_out(self, visitor: Client) -> None:
        cast.editor()
        for _ in range(8):
            sign_in(visitor, password="x", REMOTE_ADDR="203.0.113.9")
        assert sign_in(visitor, REMOTE_ADDR="203.0.113.9").status_code == 429
        assert sign_in(visitor, REMOTE_ADDR="198.51.100.4").status_code == 302

    def test_one_address_has_fifty_attempts(self, visitor: Client) -> None:
        answers = [sign_in(visitor, f"name{n}", "x").status_code for n in range(52)]
        assert answers == [422] * 50 + [429] * 2

    def test_success_forgets_the_count_of_the_name_only(self, visitor: Client) -> None:
        cast.editor()
        for _ in range(4):
            sign_in(visitor, password="x")
        assert sign_in(visitor).status_code == 302
        visitor.post("/de/workspace/sign-out/")
        assert [sign_in(visitor, password="x").status_code for _ in range(6)] == [422] * 5 + [429]

    def test_the_pause_ends_by_itself_and_is_not_prolonged(self) -> None:
        start = timezone.now()

        def attempt(seconds: float) -> int:
            at = start + timedelta(seconds=seconds)
            pause = sign_in_limits.attempt(kind="password", name="n", address="192.0.2.1", at=at)
            return pause.seconds if pause else 0

        assert [attempt(n * 10) for n in range(5)] == [0] * 5
        assert attempt(50) == 250
        assert attempt(299) == 1
        assert attempt(301) == 0  # the first one has left the window
        assert attempt(302) > 0

    def test_neither_name_nor_address_is_stored(self, visitor: Client) -> None:
        sign_in(visitor, "somebody", "x", REMOTE_ADDR="203.0.113.9")
        kept = str(list(AttemptCounter.objects.values()))
        assert "somebody" not in kept
        assert "203.0.113.9" not in kept
        assert AttemptCounter.objects.count() == 2

    def test_a_network_of_ipv6_is_one_address(self) -> None:
        assert sign_in_limits.network_of("2001:db8::1") == sign_in_limits.network_of("2001:db8::ffff:2")
        assert sign_in_limits.network_of("::ffff:192.0.2.1") == "192.0.2.1"

    def test_old_counters_are_forgotten(self) -> None:
        long_ago = timezone.now() - timedelta(days=2)
        sign_in_limits.attempt(kind="password", name="a", address="192.0.2.1", at=long_ago)
        key = {"kind": "password", "name": "b", "address": "192.0.2.2"}
        sign_in_limits.attempt(**key, at=timezone.now())
        sign_in_limits.succeeded(**key, at=timezone.now())
        assert AttemptCounter.objects.count() == 2

    @pytest.mark.parametrize(("behind", "seen"), [(False, "10.0.0.1"), (True, "198.51.100.7")])
    def test_only_the_own_proxy_is_believed(self, rf, settings, behind: bool, seen: str) -> None:
        settings.BQPORTAL_BEHIND_PROXY = behind
        request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 198.51.100.7")
        assert limits.client_address(request) == seen


class TestForgottenPassword:
    @pytest.fixture
    def person(self) -> Person:
        return cast.editor()

    def link(self) -> str:
        return re.search(r"http://testserver(/\S+)", mail.outbox[-1].body).group(1)

    def test_a_link_by_mail_leads_to_a_new_password(self, visitor: Client, person: Person) -> None:
        assert visitor.post(RESET, {"email": "editor@example.org"}).status_code == 302
        link = self.link()
        form = visitor.get(link, follow=True)
        page = form.request["PATH_INFO"]
        weak = visitor.post(page, {"password1": "password1234", "password2": "password1234"})
        assert weak.status_code == 422
        done = visitor.post(page, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
        assert done["Location"] == "/de/workspace/password/reset/done/"
        assert sign_in(visitor, password=NEW_PASSWORD).status_code == 302
        assert deeds("password.changed") == 1
        assert "password was changed" in mail.outbox[-1].body or "Passwort" in mail.outbox[-1].body
        used = Client().get(link)
        assert used.status_code == 200
        assert "password1" not in used.content.decode()

    def test_known_and_unknown_addresses_get_the_same_answer(self, visitor: Client, person: Person) -> None:
        answers = [visitor.post(RESET, {"email": email}) for email in ("editor@example.org", "nobody@example.org")]
        assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, f"{RESET}sent/")}
        assert [message.to for message in mail.outbox] == [["editor@example.org"]]

    def test_mails_are_limited(self, visitor: Client, person: Person) -> None:
        answers = [visitor.post(RESET, {"email": "editor@example.org"}).status_code for _ in range(6)]
        assert answers == [302] * 5 + [429]
        assert len(mail.outbox) == 5

    def test_a_mail_server_that_fails_breaks_no_page(self, visitor: Client, person: Person, monkeypatch) -> None:
        def fail(*_args: object, **_options: object) -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        assert visitor.post(RESET, {"email": "editor@example.org"}).status_code == 302

    @pytest.mark.parametrize("key", ["zzzzzzzzzzzzz-x", "1-x", "0-set-password", "1-abc-0123456789"])
    def test_invented_links_do_nothing(self, visitor: Client, person: Person, key: str) -> None:
        response = visitor.get(f"{RESET}{key}/", follow=True)
        assert response.status_code == 200
        assert "password1" not in response.content.decode()

    def test_an_address_is_confirmed_by_a_button(self, visitor: Client, person: Person) -> None:
        visitor.force_login(person)
        page = "/de/workspace/account/addresses/"
        assert visitor.post(page, {"email": "New@example.org", "action_add": "1"}).status_code == 302
        added = EmailAddress.objects.get(user=person, email="new@example.org")
        assert not added.verified
        link = self.link()
        assert "<form" in visitor.get(link).content.decode()
        assert not EmailAddress.objects.get(pk=added.pk).verified
        visitor.post(link)
        assert EmailAddress.objects.get(pk=added.pk).verified
