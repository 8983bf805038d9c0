"""Signing in with the account of another house, against a provider that runs beside the test."""

import time
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from bqportal.organisations.actions.admission import invite_person
from bqportal.organisations.models import AuditEntry, Person
from tests import cast
from tests.workspace.identity_provider import CLIENT, SECRET, Provider, new_key, running

SIGN_IN, LEAVE, BACK = "/de/workspace/sign-in/", "/de/workspace/sign-in/oidc/", "/workspace/sign-in/oidc/back/"
NAME = "Haus-Anmeldung"
pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running() as provider:
        providers = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
        providers["openid_connect"]["APPS"] = [
            {
                "provider_id": "oidc", "name": NAME, "client_id": CLIENT, "secret": SECRET,
                "settings": {"server_url": provider.issuer, "oauth_pkce_enabled": True, "scope": ["openid", "email"]},
            }
        ]  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS, settings.OIDC_ISSUER = providers, provider.issuer
        yield provider


@pytest.fixture
def editor_here(db: None) -> Person:
    person = cast.editor()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def there_and_back(client: Client, wanted: str = "") -> HttpResponse:
    """Leave for the provider, agree there, come back."""
    leave = client.post(LEAVE, {"next": wanted})
    assert leave.status_code == 302
    agreed = requests.get(leave["Location"], allow_redirects=False, timeout=5)
    back = urlsplit(agreed.headers["Location"])
    return client.get(back.path, {name: values[0] for name, values in parse_qs(back.query).items()})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_who_confirmed_the_same_address_is_signed_in(visitor: Client, provider: Provider, editor_here: Person) -> None:
    assert NAME in visitor.get(SIGN_IN).content.decode()
    response = there_and_back(visitor, "/en/workspace/matching/")
    assert (response.status_code, response["Location"]) == (302, "/en/workspace/matching/")
    assert "no-store" in response["Cache-Control"]
    assert visitor.session["_auth_user_id"] == str(editor_here.pk)
    identity = SocialAccount.objects.get()
    assert (identity.user, identity.uid, identity.extra_data) == (editor_here, "u-1", {})
    assert not SocialToken.objects.exists()
    assert editor_here.has_usable_password()


def test_the_identity_stays_the_persons_when_the_address_changes_there(
    visitor: Client, provider: Provider, editor_here: Person
) -> None:
    there_and_back(visitor)
    provider.info["email"] = "married@example.org"
    again = Client()
    there_and_back(again)
    assert again.session["_auth_user_id"] == str(editor_here.pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_the_second_factor_is_still_asked_for(visitor: Client, provider: Provider, editor_here: Person) -> None:
    TOTP.activate(editor_here, generate_totp_secret())
    assert there_and_back(visitor)["Location"] == "/de/workspace/sign-in/code/"
    assert not is_signed_in(visitor)


def test_an_address_in_the_user_info_does_too(visitor: Client, provider: Provider, editor_here: Person) -> None:
    provider.claims = {"email": None, "email_verified": None}
    there_and_back(visitor)
    assert is_signed_in(visitor)


def test_who_is_invited_comes_in_and_has_the_roles(visitor: Client, provider: Provider) -> None:
    invite_person(
        organisation=cast.chamber(), email="new@example.org", roles=["reader"], language="de",
        by=cast.manager(), at=timezone.now(),
    )  # fmt: skip
    provider.info = {"sub": "u-2", "email": "New@example.org", "email_verified": True}
    there_and_back(visitor)
    person = Person.objects.get(email="new@example.org")
    assert visitor.session["_auth_user_id"] == str(person.pk)
    assert not person.has_usable_password()
    assert person.memberships.get().role == "reader"


def test_who_has_no_password_can_set_up_a_second_factor(
    visitor: Client, provider: Provider, editor_here: Person
) -> None:
    editor_here.set_unusable_password()
    editor_here.save()
    there_and_back(visitor)
    assert visitor.get("/de/workspace/account/second-factor/app/").status_code == 200
    assert visitor.get("/de/workspace/account/password/first/").status_code == 200


@pytest.mark.parametrize("invited_until", [None, timedelta(days=-15)])
def test_nobody_new_comes_in(visitor: Client, provider: Provider, invited_until: timedelta | None) -> None:
    if invited_until:
        invite_person(
            organisation=cast.chamber(), email="editor@example.org", roles=["reader"], language="de",
            by=cast.manager(), at=timezone.now() + invited_until,
        )  # fmt: skip
    people = Person.objects.count()
    assert there_and_back(visitor).status_code == 403
    assert not is_signed_in(visitor)
    assert Person.objects.count() == people
    assert AuditEntry.objects.filter(deed="signin.failed").count() == 1


@pytest.mark.parametrize("confirmed_there", [False, None, "false", 0])
def test_an_unconfirmed_address_there_takes_nothing_over(
    visitor: Client, provider: Provider, editor_here: Person, confirmed_there: object
) -> None:
    provider.info["email_verified"] = confirmed_there
    assert there_and_back(visitor).status_code == 403
    assert not is_signed_in(visitor)


def test_an_unconfirmed_address_here_takes_nothing_over(visitor: Client, provider: Provider) -> None:
    person = cast.editor()
    EmailAddress.objects.create(user=person, email=person.email, verified=False, primary=True)
    assert there_and_back(visitor).status_code == 403
    assert not is_signed_in(visitor)


def test_who_left_stays_out(visitor: Client, provider: Provider, editor_here: Person) -> None:
    there_and_back(visitor)
    editor_here.is_active = False
    editor_here.save()
    again = Client()
    there_and_back(again)
    assert not is_signed_in(again)


HOSTILE: dict[str, dict[str, Any]] = {
    "issuer": {"claims": {"iss": "https://evil.example"}},
    "audience": {"claims": {"aud": "another-client"}},
    "audiences": {"claims": {"aud": [CLIENT, "another-client"]}},
    "no-audience": {"claims": {"aud": None}},
    "expired": {"claims": {"exp": int(time.time()) - 3600}},
    "no-expiry": {"claims": {"exp": None}},
    "future": {"claims": {"iat": int(time.time()) + 3600}},
    "nonce": {"claims": {"nonce": "of another sign-in"}},
    "no-nonce": {"claims": {"nonce": None}},
    "nonce-type": {"claims": {"nonce": 7}},
    "no-subject": {"claims": {"sub": None}},
    "signature": {"signs_with": new_key()},
    "unsigned": {"algorithm": "none"},
    "shared-secret": {"algorithm": "HS256"},
    "discovery": {"discovery": {"issuer": "https://evil.example"}},
    "no-token": {"token": {"id_token": None}},
    "broken-token": {"token": {"id_token": "a.b.c"}},
    "token-type": {"token": {"id_token": ["x"]}},
    "other-person": {"claims": {"email": None, "sub": "somebody-else"}},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_false_answer_signs_nobody_in(visitor: Client, provider: Provider, editor_here: Person, name: str) -> None:
    for attribute, value in HOSTILE[name].items():
        setattr(provider, attribute, value)
    response = there_and_back(visitor)
    assert response.status_code == 401
    assert "no-store" in response["Cache-Control"]
    assert not is_signed_in(visitor)
    assert not SocialAccount.objects.exists()
    assert AuditEntry.objects.filter(deed="signin.failed").count() == 1


def test_an_answer_nobody_asked_for_is_refused(visitor: Client, provider: Provider, editor_here: Person) -> None:
    leave = visitor.post(LEAVE)
    agreed = urlsplit(requests.get(leave["Location"], allow_redirects=False, timeout=5).headers["Location"])
    answer = {name: values[0] for name, values in parse_qs(agreed.query).items()}
    victim = Client()
    assert victim.get(BACK, answer).status_code == 401  # another browser did not ask
    assert visitor.get(BACK, {**answer, "state": "invented"}).status_code == 401
    assert visitor.get(BACK, answer).status_code == 302
    assert Client().get(BACK).status_code == 401
    assert visitor.get(BACK, answer).status_code == 401  # once only


def test_who_changes_her_mind_comes_back(visitor: Client, provider: Provider) -> None:
    state = parse_qs(urlsplit(visitor.post(LEAVE)["Location"]).query)["state"][0]
    response = visitor.get(BACK, {"error": "access_denied", "state": state})
    assert (response.status_code, response["Location"]) == (302, SIGN_IN)


def test_nobody_is_sent_to_another_portal(visitor: Client, provider: Provider, editor_here: Person) -> None:
    assert there_and_back(visitor, "https://evil.example/")["Location"] == "/de/workspace/"


@pytest.mark.parametrize("broken", ["silent", "empty"])
def test_a_provider_that_does_not_answer_leads_back(
    visitor: Client, provider: Provider, settings: Any, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if broken == "silent":
        settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    else:
        monkeypatch.setattr(provider, "configuration", dict)
    response = visitor.post(LEAVE)
    assert (response.status_code, response["Location"]) == (302, SIGN_IN)


def test_without_a_provider_nothing_is_offered(visitor: Client) -> None:
    assert "oidc" not in visitor.get(SIGN_IN).content.decode()
    assert visitor.post(LEAVE).status_code == 404
    assert visitor.get(BACK).status_code == 404
    assert visitor.get(LEAVE).status_code == 405
