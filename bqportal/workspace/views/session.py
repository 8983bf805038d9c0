"""Signing in and out: django-allauth's views with the portal's limits in front."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from bqportal.workspace.access import View, unkept
from bqportal.workspace.limits import limited, nobody_in_particular, typed, who_is_there
from bqportal.workspace.oidc import IdentityCallback, IdentityClient

NEXT_LENGTH = 2000
NONCE_LENGTH = 32  # characters


def answered(view: View) -> View:
    """A view whose forms answer 422 when something is wrong, and which nobody keeps."""

    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = unkept(view(request, *args, **kwargs))
        forms = getattr(response, "context_data", None) or {}
        if request.method == "POST" and any(
            getattr(forms.get(name), "errors", None) for name in ("form", "webauthn_form")
        ):
            response.status_code = 422
        return response

    return page


sign_in = limited("password", typed("login"))(answered(account.login))
sign_out = require_POST(answered(account.logout))
second_step = limited("code", who_is_there)(answered(second_factor.authenticate))
# Passkeys cannot be guessed; the count keeps one address from asking without end.
passkey = limited("passkey", nobody_in_particular, forgives=False)(answered(passkeys.login_webauthn))
reset_password = limited("reset", typed("email"), forgives=False)(answered(account.password_reset))
reset_password_sent = require_safe(answered(account.password_reset_done))
# Both the link and the form behind it could be guessed at.
new_password = limited("link", nobody_in_particular)(answered(account.password_reset_from_key))
confirm_address = limited("link", nobody_in_particular)(answered(account.confirm_email))
new_password_done = require_safe(answered(account.password_reset_from_key_done))


@require_POST
def go_to_identity(request: HttpRequest) -> HttpResponse:
    """Leaves for the other house, with where somebody wanted to go kept here."""
    if not settings.OIDC_ISSUER:
        raise Http404
    wanted = request.POST.get("next", "")[:NEXT_LENGTH]
    if not url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        wanted = reverse("workspace:start")
    nonce = get_random_string(NONCE_LENGTH)
    provider = IdentityClient(request).get_provider()
    provider.oauth2_adapter_class = lambda request, _provider: IdentityClient(request)
    try:
        response: HttpResponse = provider.redirect(
            request, AuthProcess.LOGIN, wanted, auth_params={"nonce": nonce}, nonce=nonce
        )
    except (RequestException, OAuth2Error, KeyError, TypeError):
        messages.error(
            request, _("The other sign-in does not answer at present. Please try later, or use your password.")
        )
        response = redirect("workspace:sign-in")
    return unkept(response)


@limited("identity", nobody_in_particular, methods=("GET",), forgives=False)
@require_safe
def back_from_identity(request: HttpRequest) -> HttpResponse:
    """Comes back from the other house."""
    if not settings.OIDC_ISSUER:
        raise Http404
    response: HttpResponse = IdentityCallback.adapter_view(IdentityClient(request))(request)
    return unkept(response)
