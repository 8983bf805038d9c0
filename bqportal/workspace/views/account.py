"""The own account: django-allauth's views behind login, and one page that leads to all of them."""

from typing import Any

from allauth.account import views as account
from allauth.account.models import EmailAddress
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bqportal.organisations.models import Membership
from bqportal.organisations.second_factor import factors_of, must_have_second_factor
from bqportal.workspace.access import AnyView, View, behind_login, signed_in
from bqportal.workspace.limits import limited, who_is_there
from bqportal.workspace.views.session import answered


def own(view: View) -> AnyView:
    """A page of the own account; reachable before the second factor is set up."""
    return behind_login(before_second_factor=True)(answered(view))


def guarded(kind: str, view: View) -> AnyView:
    """A page of the own account where a secret could be guessed."""
    return own(limited(kind, who_is_there)(view))


change_password = guarded("password", account.password_change)
set_password = own(account.password_set)
addresses = own(account.email)
confirm_with_password = guarded("password", account.reauthenticate)
confirm_with_code = guarded("code", second_factor.reauthenticate)
confirm_with_passkey = own(passkeys.reauthenticate_webauthn)
factors = own(second_factor.index)
add_app = guarded("new code", totp.activate_totp)
remove_app = own(totp.deactivate_totp)
codes = own(recovery_codes.view_recovery_codes)
new_codes = own(recovery_codes.generate_recovery_codes)
download_codes = own(recovery_codes.download_recovery_codes)
list_passkeys = own(passkeys.list_webauthn)
add_passkey = own(passkeys.add_webauthn)
remove_passkey = own(passkeys.remove_webauthn)


@behind_login(before_second_factor=True)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What belongs to the account, with a way to each part."""
    person = signed_in(request)
    context: dict[str, Any] = {
        "person": person,
        "addresses": EmailAddress.objects.filter(user=person).order_by("-primary", "email"),
        "factors": factors_of(person),
        "must_have": must_have_second_factor(person),
        "memberships": Membership.objects.filter(person=person).select_related("organisation"),
        "central_roles": person.central_roles.all(),
        "identity": settings.OIDC_ISSUER and SocialAccount.objects.filter(user=person).exists(),
    }
    return render(request, "workspace/account/show.html", context)
