"""django-allauth's pages that the portal offers, by the names that allauth knows; all others are not there.

Language and `workspace/` stand in front (config.urls).
"""

from django.urls import URLPattern, path, re_path

from bqportal.workspace.views import account, session

urlpatterns: list[URLPattern] = [
    path("sign-in/", session.sign_in, name="account_login"),
    path("sign-in/code/", session.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", session.passkey, name="mfa_login_webauthn"),
    path("sign-out/", session.sign_out, name="account_logout"),
    path("password/reset/", session.reset_password, name="account_reset_password"),
    path("password/reset/sent/", session.reset_password_sent, name="account_reset_password_done"),
    path("password/reset/done/", session.new_password_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[^/]{1,200})/$",
        session.new_password,
        name="account_reset_password_from_key",
    ),
    re_path(r"^addresses/(?P<key>[-:\w]{1,500})/$", session.confirm_address, name="account_confirm_email"),
    path("account/password/", account.change_password, name="account_change_password"),
    path("account/password/first/", account.set_password, name="account_set_password"),
    path("account/addresses/", account.addresses, name="account_email"),
    path("account/confirm/", account.confirm_with_password, name="account_reauthenticate"),
    path("account/confirm/code/", account.confirm_with_code, name="mfa_reauthenticate"),
    path("account/confirm/passkey/", account.confirm_with_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/second-factor/", account.factors, name="mfa_index"),
    path("account/second-factor/app/", account.add_app, name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", account.remove_app, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", account.codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", account.new_codes, name="mfa_generate_recovery_codes"),
    path("account/second-factor/codes/file/", account.download_codes, name="mfa_download_recovery_codes"),
    path("account/second-factor/passkeys/", account.list_passkeys, name="mfa_list_webauthn"),
    path("account/second-factor/passkeys/add/", account.add_passkey, name="mfa_add_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/remove/", account.remove_passkey, name="mfa_remove_webauthn"),
]
