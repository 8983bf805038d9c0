"""The forms of django-allauth in the portal's words: label, hint, no placeholder."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LONGEST_NAME, LONGEST_PASSWORD, LONGEST_CODE = 254, 500, 40
PASSWORD_RULES = _(
    "At least 12 characters. Four or five words that do not belong together are good. "
    "Not your name or address, no well-known password, not only digits."
)
LABELS = {
    "login": _("User name or e-mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "email": _("E-mail address"),
    "code": _("Code"),
    "name": _("Name, so that you can tell it from others"),
    "passwordless": _("Sign in with this passkey alone, without name and password"),
}
REQUIRED = {
    "login": _("Enter your user name or e-mail address"),
    "password": _("Enter your password"),
    "oldpassword": _("Enter your current password"),
    "password1": _("Enter a new password"),
    "password2": _("Enter the new password again"),
    "email": _("Enter an e-mail address"),
    "code": _("Enter the code"),
}
LENGTHS = {"login": LONGEST_NAME, "email": LONGEST_NAME, "code": LONGEST_CODE, "name": 100}


class Plain(forms.BaseForm):
    """Labels as everywhere in the portal. No field takes the focus by itself: a screen reader begins at the top."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = PASSWORD_RULES if name == "password1" else ""
            if name in REQUIRED:
                field.error_messages["required"] = REQUIRED[name]
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.pop("autofocus", None)
            if name in ("login", "email", "code"):
                field.widget.attrs |= {"spellcheck": "false", "autocapitalize": "none", "dir": "ltr"}
            if isinstance(field, forms.CharField):
                field.max_length = LENGTHS.get(name, LONGEST_PASSWORD)
                field.validators.append(MaxLengthValidator(field.max_length))


class SignInForm(Plain, account.LoginForm):
    """Name or address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    """Where to send the link."""


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    """The new password."""


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    """The current and the new password."""


class SetPasswordForm(Plain, account.SetPasswordForm):
    """A first password for somebody who signed in elsewhere so far."""


class AddEmailForm(Plain, account.AddEmailForm):
    """One more address."""


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    """The password once more."""


class AuthenticateForm(Plain, second_factor.AuthenticateForm):
    """The code at sign-in."""


class ConfirmCodeForm(Plain, second_factor.ReauthenticateForm):
    """The code once more."""


class ActivateTOTPForm(Plain, totp.ActivateTOTPForm):
    """The first code, which proves that the app is set up."""


class AddPasskeyForm(Plain, passkeys.AddWebAuthnForm):
    """A passkey that the browser made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
