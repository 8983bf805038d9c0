"""The own account: password, addresses, second factor; and the duty of a second factor."""

import json
import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings as portal
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from bqportal.organisations.models import AuditEntry, Organisation, Person
from bqportal.organisations.second_factor import lacks_second_factor
from bqportal.workspace import urls, urls_account
from tests import cast
from tests.workspace.conftest import client_of
from tests.workspace.test_session import NEW_PASSWORD, PASSWORD, sign_in

ACCOUNT = "/de/workspace/account/"
FACTORS = f"{ACCOUNT}second-factor/"
CONFIRM = f"{ACCOUNT}confirm/"
APP = f"{FACTORS}app/"
CODES = f"{FACTORS}codes/"
SECOND_STEP = "/de/workspace/sign-in/code/"
pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def wrong_code(secret: str) -> str:
    """Six digits that the app shows neither now nor beside now."""
    near = {format_hotp_value(hotp_value(secret, int(time.time()) // 30 + n)) for n in range(-3, 4)}
    return next(
        code
        for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
        if code not in near
    )


def with_app(person: Person) -> str:
    """Give the person an app; returns its key."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def signed_in(person: Person) -> Client:
    """A browser in which the person signed in and proved again who she is."""
    client = Client()
    assert sign_in(client, person.username).status_code == 302
    assert client.post(CONFIRM, {"password": PASSWORD}).status_code == 302
    return client


def set_up_app(client: Client) -> str:
    """Set up an app by the page; returns its key."""
    page = client.get(APP).content.decode()
    secret = re.search(r"<code[^>]*>(\w+)</code>", page).group(1)
    assert "<svg" in page
    assert client.post(APP, {"code": code_of(secret)}).status_code == 302
    return secret


def details(deed: str) -> list[dict[str, object]]:
    return list(AuditEntry.objects.filter(deed=deed).order_by("pk").values_list("details", flat=True))


class TestPassword:
    def test_it_is_changed_with_the_old_one(self) -> None:
        client = client_of(cast.contributor())
        page = f"{ACCOUNT}password/"
        new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
        assert client.post(page, {"oldpassword": "wrong", **new}).status_code == 422
        assert client.post(page, {"oldpassword": PASSWORD, **new})["Location"] == ACCOUNT
        assert client.get(ACCOUNT).status_code == 200  # still signed in
        assert sign_in(Client(), "contributor", NEW_PASSWORD).status_code == 302
        assert details("password.changed") == [{}]

    @pytest.mark.parametrize(
        "weak",
        ["short", "123456789012345", "contributor1", "passwordpassword"[:8], "different from", "x" * 600, "a\0" * 10],
    )
    def test_weak_ones_are_refused_with_the_reason_at_the_field(self, weak: str) -> None:
        client = client_of(cast.contributor())
        response = client.post(
            f"{ACCOUNT}password/",
            {"oldpassword": PASSWORD, "password1": weak, "password2": weak + "x" * (weak[0] == "d")},
        )
        assert response.status_code == 422
        assert 'class="kern-error"' in response.content.decode()
        assert Person.objects.get().check_password(PASSWORD)

    def test_guessing_the_old_one_is_limited(self) -> None:
        client = client_of(cast.contributor())
        typed = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
        assert [client.post(f"{ACCOUNT}password/", typed).status_code for _ in range(6)] == [422] * 5 + [429]
        assert client.post(CONFIRM, {"password": PASSWORD}).status_code == 429  # the same password
        assert sign_in(Client(), "contributor").status_code == 429


class TestAddresses:
    PAGE = f"{ACCOUNT}addresses/"

    def test_the_main_one_changes_only_to_a_confirmed_one(self) -> None:
        person = cast.contributor()
        client = client_of(person)
        client.get(self.PAGE)
        EmailAddress.objects.filter(user=person).update(verified=True)
        client.post(self.PAGE, {"email": "b@example.org", "action_add": "1"})
        client.post(self.PAGE, {"email": "b@example.org", "action_primary": "1"})
        assert Person.objects.get().email == "contributor@example.org"
        EmailAddress.objects.filter(email="b@example.org").update(verified=True)
        client.post(self.PAGE, {"email": "b@example.org", "action_primary": "1"})
        assert Person.objects.get().email == "b@example.org"
        client.post(self.PAGE, {"email": "contributor@example.org", "action_remove": "1"})
        assert EmailAddress.objects.get().email == "b@example.org"

    def test_an_address_of_somebody_else_stays_hers(self) -> None:
        other = cast.editor()
        EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
        client = client_of(cast.contributor())
        client.post(self.PAGE, {"email": other.email, "action_add": "1"})
        link = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body).group(1) if mail.outbox else ""
        if link:
            client.post(link)
        assert EmailAddress.objects.get(email=other.email, verified=True).user == other

    @pytest.mark.parametrize("email", ["", "x", "a@b\0.de", "a" * 5000 + "@example.org"])
    def test_what_is_no_address_is_refused(self, email: str) -> None:
        client = client_of(cast.contributor())
        assert client.post(self.PAGE, {"email": email, "action_add": "1"}).status_code == 422
        assert client.post(self.PAGE, {"email": email, "action_remove": "1"}).status_code in (302, 422)


class TestApp:
    @pytest.mark.django_db(transaction=True)  # the library announces a new factor after commit
    def test_it_is_set_up_used_and_removed(self) -> None:
        client = signed_in(cast.contributor())
        secret = set_up_app(client)
        assert client.get(CODES).content.decode().count('<li><code dir="ltr">') == 10
        assert client.get(f"{CODES}file/")["Content-Disposition"].startswith("attachment")
        again = Client()
        assert sign_in(again, "contributor")["Location"] == SECOND_STEP
        assert again.get("/de/workspace/").status_code == 302  # the password alone opens nothing
        assert again.post(SECOND_STEP, {"code": wrong_code(secret)}).status_code == 422
        assert again.post(SECOND_STEP, {"code": code_of(secret)})["Location"] == "/de/workspace/"
        assert client.post(f"{APP}remove/").status_code == 302
        assert not Authenticator.objects.exists()
        assert sign_in(Client(), "contributor")["Location"] == "/de/workspace/"
        assert [entry["kind"] for entry in details("secondfactor.added")] == ["totp", "recovery_codes"]
        assert [entry["kind"] for entry in details("secondfactor.removed")] == ["totp", "recovery_codes"]
        assert details("signin.failed") == [{"step": "second factor"}]

    def test_its_key_lies_encrypted(self) -> None:
        person = cast.contributor()
        secret = with_app(person)
        RecoveryCodes.activate(person)
        assert secret not in json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
        assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret))

    def test_a_code_works_once(self) -> None:
        secret = with_app(cast.contributor())
        code = code_of(secret)
        first, second = Client(), Client()
        for client in (first, second):
            sign_in(client, "contributor")
        assert first.post(SECOND_STEP, {"code": code}).status_code == 302
        assert second.post(SECOND_STEP, {"code": code}).status_code == 422

    def test_a_recovery_code_works_once(self) -> None:
        person = cast.contributor()
        with_app(person)
        code = RecoveryCodes.activate(person).get_unused_codes()[0]
        first, second = Client(), Client()
        for client in (first, second):
            sign_in(client, "contributor")
        assert first.post(SECOND_STEP, {"code": code}).status_code == 302
        assert second.post(SECOND_STEP, {"code": code}).status_code == 422

    def test_guessing_codes_is_limited_whatever_the_browser(self) -> None:
        secret = with_app(cast.contributor())
        answers = []
        for _ in range(6):
            client = Client()
            sign_in(client, "contributor")
            answers.append(client.post(SECOND_STEP, {"code": wrong_code(secret)}).status_code)
        assert answers == [422] * 5 + [429]
        assert client.post(SECOND_STEP, {"code": code_of(secret)}).status_code == 429
        elsewhere = Client(REMOTE_ADDR="198.51.100.4")
        sign_in(elsewhere, "contributor")
        assert elsewhere.post(SECOND_STEP, {"code": code_of(secret)}).status_code == 302

    @pytest.mark.parametrize(
        "typed",
        [
            {},
            {"code": ""},
            {"code": "\0"},
            {"code": "9" * 5000},
            {"credential": ""},
            {"credential": "[]"},
            {"credential": "{"},
            {"credential": '{"id": 1, "rawId": null, "type": "public-key", "response": {}}'},
        ],
    )
    def test_nonsense_at_the_second_step_is_told(self, typed: dict[str, str]) -> None:
        with_app(cast.contributor())
        client = Client()
        sign_in(client, "contributor")
        assert client.post(SECOND_STEP, typed).status_code == 422
        assert Client().post("/de/workspace/sign-in/passkey/", typed).status_code == 302

    def test_before_it_changes_somebody_proves_who_she_is(self) -> None:
        cast.contributor()
        client = Client()
        sign_in(client, "contributor")
        assert client.get(APP)["Location"].startswith(CONFIRM)
        assert client.post(CONFIRM, {"password": "wrong"}).status_code == 422
        response = client.post(f"{CONFIRM}?next={APP}", {"password": PASSWORD, "next": APP})
        assert response["Location"] == APP


class TestDuty:
    def owing(self) -> Person:
        person = cast.manager()
        Organisation.objects.update(second_factor_required=True)
        return person

    def test_every_page_leads_to_setting_it_up(self) -> None:
        client = client_of(self.owing())
        for pattern in [*routes("workspace")]:
            if getattr(pattern.callback, "login_required", False):
                response = client.get(some_address("workspace", pattern))
                expected = 200 if pattern.name in {"account"} else 302
                assert response.status_code == expected, pattern.name
                if expected == 302:
                    assert response["Location"] == FACTORS, pattern.name

    def test_what_setting_it_up_needs_stays_open_and_nothing_goes_round_in_circles(self) -> None:
        client = signed_in(self.owing())
        for path in (ACCOUNT, FACTORS, APP, f"{FACTORS}passkeys/add/", f"{ACCOUNT}password/", f"{ACCOUNT}addresses/"):
            assert client.get(path).status_code == 200, path
        response = client.get("/de/workspace/", follow=True)
        assert response.redirect_chain == [(FACTORS, 302)]
        set_up_app(client)
        assert client.get("/de/workspace/").status_code == 200
        assert client.get("/de/workspace/organisations/hwk-musterstadt/invitations/").status_code == 200

    def test_the_last_factor_stays(self) -> None:
        client = signed_in(self.owing())
        set_up_app(client)
        response = client.post(f"{APP}remove/")
        assert response.status_code == 422
        assert Authenticator.objects.filter(type="totp").exists()

    @pytest.mark.parametrize("demanded", [True, False])
    def test_the_operator_may_demand_it_of_staff(self, settings, demanded: bool) -> None:
        settings.BQPORTAL_STAFF_SECOND_FACTOR = demanded
        owing = {
            person.username
            for person in (cast.administrator(), cast.editor(), cast.contributor())
            if lacks_second_factor(person)
        }
        assert owing == ({"administrator", "editor"} if demanded else set())

    def test_the_admin_opens_only_with_it(self, settings) -> None:
        settings.BQPORTAL_STAFF_SECOND_FACTOR = True
        person = cast.administrator()
        client = client_of(person)
        for path in (
            "/admin/",
            "/admin/organisations/person/",
            f"/admin/organisations/person/{person.pk}/change/",
            "/admin/nothing/",
        ):
            assert client.get(path)["Location"].endswith("/workspace/account/second-factor/"), path
        with_app(person)
        assert client.get("/admin/").status_code == 200

    def test_a_closed_organisation_demands_nothing(self) -> None:
        person = self.owing()
        Organisation.objects.update(closed=True)
        assert not lacks_second_factor(person)

    def test_recovery_codes_alone_are_none(self) -> None:
        person = self.owing()
        RecoveryCodes.activate(person)
        assert lacks_second_factor(person)


class TestReset:
    def test_a_lost_factor_is_removed_from_the_console(self, capsys) -> None:
        person = cast.contributor()
        with_app(person)
        RecoveryCodes.activate(person)
        call_command("account", "reset", "contributor")
        assert "2 factors removed" in capsys.readouterr().out
        assert not Authenticator.objects.exists()
        assert details("secondfactor.removed") == [{"kind": "all", "number": 2}]

    def test_an_unknown_name_is_told(self) -> None:
        with pytest.raises(CommandError, match="Nobody has"):
            call_command("account", "reset", "nobody")


def routes(namespace: str) -> list[URLPattern]:
    """Every route of a list of addresses."""
    return urls.urlpatterns if namespace else urls_account.urlpatterns


VALUES = {
    "int": 1, "slug": "hwk-musterstadt", "str": "x", "path": "x", "uuid": "00000000-0000-4000-8000-000000000000",
}  # fmt: skip


def some_address(namespace: str, pattern: URLPattern) -> str:
    """An address of the route; what its parts mean does not matter."""
    converters = getattr(pattern.pattern, "converters", {})
    kinds = {
        name: type(one).__name__.removesuffix("Converter").lower().replace("string", "str")
        for name, one in converters.items()
    }
    arguments = {name: VALUES.get(kind, 1) for name, kind in kinds.items()}
    arguments |= {
        name: "x" for name in getattr(pattern.pattern, "regex", re.compile("")).groupindex if name not in arguments
    }
    with override("de"):
        return reverse(f"{namespace}:{pattern.name}" if namespace else pattern.name, kwargs=arguments)


OPEN_PAGES = {
    "account_login", "mfa_authenticate", "mfa_login_webauthn", "account_logout", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done", "account_reset_password_from_key",
    "account_confirm_email",
}  # fmt: skip


@pytest.mark.parametrize("pattern", urls_account.urlpatterns, ids=lambda pattern: pattern.name)
def test_every_page_of_the_account_is_behind_login_or_open_on_purpose(pattern: URLPattern) -> None:
    page = some_address("", pattern)
    response = Client().get(page)
    assert response.status_code == 405 or "no-store" in response["Cache-Control"]
    if pattern.name in OPEN_PAGES:
        assert response.status_code != 404
    else:
        assert response["Location"] == f"/de/workspace/sign-in/?next={page}"


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_of_the_account_has_the_portals_layout(language: str) -> None:
    if language not in dict(portal.LANGUAGES):
        pytest.skip(f"no catalogue for {language}")
    client = signed_in(cast.contributor())
    set_up_app(client)
    for pattern in urls_account.urlpatterns:
        if pattern.name in OPEN_PAGES | {
            "mfa_download_recovery_codes",
            "mfa_activate_totp",
            "mfa_remove_webauthn",
            "account_set_password",
        }:
            continue
        response = client.get(some_address("", pattern).replace("/de/", f"/{language}/"))
        html = response.content.decode()
        if response.status_code == 302:  # another way of proving who she is
            assert "confirm/" in response["Location"], pattern.name
            continue
        assert response.status_code == 200, pattern.name
        assert html.count("<h1") == 1, pattern.name
        assert 'class="work-bar"' in html, pattern.name
        assert not re.search(r'<script(?![^>]*(src=|type="application/json"))', html), pattern.name
        assert " style=" not in html, pattern.name
        assert "placeholder=" not in html.split('id="content"')[1], pattern.name


def test_no_view_of_allauth_stands_without_the_portals_own_in_front() -> None:
    def found(resolver: URLResolver) -> list[URLPattern]:
        return [
            leaf
            for entry in resolver.url_patterns
            for leaf in (found(entry) if isinstance(entry, URLResolver) else [entry])
        ]

    bare = [
        pattern.name for pattern in found(get_resolver())
        if getattr(getattr(pattern.callback, "view_class", pattern.callback), "__module__", "").startswith("allauth")
    ]  # fmt: skip
    assert bare == []
