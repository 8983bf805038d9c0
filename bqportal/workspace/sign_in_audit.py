"""Sign-ins, sign-outs, passwords and second factors, as django-allauth announces them, for the audit log."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as second_factor
from django.contrib.auth.signals import user_logged_out

from bqportal.organisations import audit


def note_sign_in(sender: Any, user: Any, **_: Any) -> None:
    """After all steps."""
    audit.record(deed="signin.succeeded", by=user, about=user)


def note_sign_out(sender: Any, user: Any, **_: Any) -> None:
    """Nobody was there: nothing to note."""
    if user is not None:
        audit.record(deed="signout", by=user, about=user)


def note_wrong_code(sender: Any, user: Any, **_: Any) -> None:
    """The second factor was wrong."""
    audit.record(deed="signin.failed", by=None, about=user, details={"step": "second factor"})


def note_password(sender: Any, user: Any, **_: Any) -> None:
    """Set, changed or reset."""
    audit.record(deed="password.changed", by=user, about=user)


def note_added(sender: Any, user: Any, authenticator: Any, **_: Any) -> None:
    """An app, a passkey, or (again) recovery codes."""
    audit.record(deed="secondfactor.added", by=user, about=user, details={"kind": authenticator.type})


def note_removed(sender: Any, user: Any, authenticator: Any, **_: Any) -> None:
    """An app, a passkey, or recovery codes."""
    audit.record(deed="secondfactor.removed", by=user, about=user, details={"kind": authenticator.type})


def listen() -> None:
    """Once, when the portal starts."""
    account.user_logged_in.connect(note_sign_in)
    user_logged_out.connect(note_sign_out)
    second_factor.authentication_failed.connect(note_wrong_code)
    for signal in (account.password_set, account.password_changed, account.password_reset):
        signal.connect(note_password)
    for signal in (second_factor.authenticator_added, second_factor.authenticator_reset):
        signal.connect(note_added)
    second_factor.authenticator_removed.connect(note_removed)
