"""django-allauth in the portal's words and by the portal's rules."""

import logging
from base64 import urlsafe_b64encode
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bqportal.organisations import audit
from bqportal.organisations.second_factor import factors_of, must_have_second_factor
from bqportal.workspace.limits import client_address, person_called

NOT_RIGHT = _("Name and password do not belong together. Please check both.")
WRONG_CODE = _("This code is not right, or no longer valid. Please enter the current one.")
# What allauth wants to say after a deed, in the portal's words; what is not listed is not said.
SAID = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/email_confirmed.txt": _("The e-mail address is confirmed."),
    "account/messages/email_confirmation_sent.txt": _("We sent a message to the new address. Please open its link."),
    "account/messages/email_confirmation_failed.txt": _("This e-mail address cannot be confirmed."),
    "account/messages/email_deleted.txt": _("The e-mail address is removed."),
    "account/messages/cannot_delete_primary_email.txt": _("Your main e-mail address cannot be removed."),
    "account/messages/primary_email_set.txt": _("This is now your main e-mail address."),
    "account/messages/unverified_primary_email.txt": _("Please confirm the e-mail address first."),
    "mfa/messages/totp_activated.txt": _("The app is set up. From now on we ask for its code when you sign in."),
    "mfa/messages/totp_deactivated.txt": _("The app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are new recovery codes. Please keep them in a safe place."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, addresses, mails."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_RIGHT,
        "email_password_mismatch": NOT_RIGHT,
        "account_inactive": NOT_RIGHT,
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your current password."),
        "duplicate_email": _("You have this e-mail address already."),
        "max_email_addresses": _("More than %d e-mail addresses are not possible."),
        "cannot_remove_primary_email": SAID["account/messages/cannot_delete_primary_email.txt"],
        "unverified_primary_email": SAID["account/messages/unverified_primary_email.txt"],
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The person, if name and password belong together and the account is in use."""
        person = super().authenticate(request, **credentials)
        if person and not person.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return person

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Written down without what was typed: it could be a password in the wrong box."""
        person = person_called(str(credentials.get("username") or credentials.get("email") or ""))
        audit.record(deed="signin.failed", by=None, about=person, details={"step": "password"})

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Back to the beginning, with the same words as for a wrong password."""
        messages.error(request, gettext("You cannot sign in with this account."))
        return redirect("workspace:sign-in")

    def is_reauthentication_required(self, **options: Any) -> bool:
        """Who signs in elsewhere (OpenID Connect) and has nothing to show here yet cannot show it again."""
        return super().is_reauthentication_required(**options) and bool(
            get_reauthentication_flows(allauth_context.request.user)
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return str(redirect("workspace:account").url)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **options: Any
    ) -> None:
        """What the portal says of it, if anything; errors are said as they are."""
        message = options.get("message") or SAID.get(message_template or "")
        if message:
            messages.add_message(request, level, str(message))

    def get_client_ip(self, request: HttpRequest) -> str:
        """As the limits see it."""
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer breaks no page; the person can ask again."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logging.getLogger(__name__).exception("A message could not be sent: %s", template_prefix)


class SecondFactorAdapter(DefaultMFAAdapter):
    """App codes, passkeys, recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "add_email_blocked": _("Please remove the second factor before you add an e-mail address."),
        "cannot_delete_authenticator": _("A second factor is required here. Add another one before you remove this."),
    }

    def encrypt(self, text: str) -> str:
        """Keys of apps and recovery codes lie encrypted: a copy of the database alone opens no account."""
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The key again; former SECRET_KEYs in SECRET_KEY_FALLBACKS still open it."""
        return box().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture as it stands inside a page, without the XML line in front."""
        return str(super().build_totp_svg(url).partition("?>")[2])

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody who must have one."""
        person: Any = authenticator.user
        others = [factor for factor in factors_of(person) if factor.pk != authenticator.pk]
        return bool(others) or not must_have_second_factor(person)


def box() -> MultiFernet:
    """What encrypts second factors, by keys made from the portal's secret key."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("bqportal.second_factor", "", secret=secret, algorithm="sha256") for secret in secrets]
    return MultiFernet([Fernet(urlsafe_b64encode(digest.digest())) for digest in digests])
