"""Signing in with the account of another house (OpenID Connect Core 1.0); Keycloak is the reference.

The library fetches the token with PKCE and state; here stands what it leaves out: the signature of the ID token, the
nonce, and whom an identity may sign in.
"""

import hmac
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as get_identity_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.organisations import audit
from bqportal.organisations.actions.admission import accept_by_identity
from bqportal.organisations.models import Person

PROVIDER = "oidc"
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]  # never "none" or HMAC
LEEWAY = 30  # seconds by which clocks may differ
CLAIMS = ["iss", "aud", "sub", "exp", "iat"]  # OpenID Connect Core 1.0, 2


def claims_of(token: str, keys: dict[str, Any], nonce: str) -> dict[str, Any]:
    """What the ID token says, after every check of OpenID Connect Core 1.0, 3.1.3.7.

    Raises:
        OAuth2Error: the token is not for us, not from there, not fresh, or not whole.
    """
    provider = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    try:
        key = jwt.PyJWKSet.from_dict(keys)[jwt.get_unverified_header(token)["kid"]]
        claims: dict[str, Any] = jwt.decode(
            token, key, algorithms=SIGNED_WITH, audience=provider["client_id"], issuer=settings.OIDC_ISSUER,
            leeway=LEEWAY, options={"require": CLAIMS},
        )  # fmt: skip
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise OAuth2Error("The ID token is not valid") from error
    said = claims.get("nonce")
    if not nonce or not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
        raise OAuth2Error("The ID token answers another request")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != provider["client_id"]:
        raise OAuth2Error("The ID token is for somebody else")
    return claims


class IdentityClient(OpenIDConnectOAuth2Adapter):
    """Talks to the provider. `nonce` is what the sign-in began with."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER)
        self.nonce = ""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """One address without a language, so that the provider needs to know only one."""
        return request.build_absolute_uri(reverse("oidc-callback"))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **options: Any) -> SocialLogin:
        """Who it is. Of what the provider tells, only the key of the identity is kept."""
        try:
            login = self.get_provider().sociallogin_from_response(request, self.told(token, options["response"]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise OAuth2Error("The provider's answer is broken") from error
        login.account.extra_data = {}
        return login

    def told(self, token: Any, response: dict[str, Any]) -> dict[str, Any]:
        """The claims of the ID token, and of the user info where the token lacks the address."""
        config = self.openid_config
        if config["issuer"] != settings.OIDC_ISSUER:  # OpenID Connect Discovery 1.0, 4.3
            raise OAuth2Error("The provider is not the one that is set")
        with get_identity_adapter().get_requests_session() as session:
            keys = session.get(config["jwks_uri"])
        keys.raise_for_status()
        claims = claims_of(str(response.get("id_token") or ""), keys.json(), self.nonce)
        if "email" in claims:
            return claims
        info = self._fetch_user_info(token.token)
        if info["sub"] != claims["sub"]:  # OpenID Connect Core 1.0, 5.3.2
            raise OAuth2Error("Token and user info are about different people")
        return {**info, **claims}


class IdentityCallback(OAuth2CallbackView):
    """Where the provider sends people back to."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Whom an identity may sign in: who is known or invited with the same confirmed address. Never anybody new."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person.

        Raises:
            ImmediateHttpResponse: there is none; the page says what to do.
        """
        if sociallogin.is_existing:
            return
        addresses = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        person = owner_of(addresses) or next(
            (guest for email in addresses if (guest := accept_by_identity(email=email, at=timezone.now()))), None
        )
        if person is None:
            audit.record(deed="signin.failed", by=None, details={"step": "identity", "confirmed": bool(addresses)})
            page = render(request, "socialaccount/authentication_error.html", {"unknown": True}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, person)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Who changed her mind comes back to the sign-in page; everything else is written down."""
        if error == AuthError.CANCELLED:
            messages.info(request, _("You did not sign in."))
            raise ImmediateHttpResponse(redirect("workspace:sign-in"))
        audit.record(deed="signin.failed", by=None, details={"step": "identity", "fault": type(exception).__name__})

    def send_notification_mail(self, *args: Any, **options: Any) -> None:
        """None: that the house vouches for its people is no news to them."""


def owner_of(addresses: list[str]) -> Person | None:
    """The one person in use who confirmed one of the addresses here."""
    owners = {
        address.user
        for address in EmailAddress.objects.filter(email__in=addresses, verified=True, user__is_active=True)
    }
    return owners.pop() if len(owners) == 1 else None
