"""Addresses of sign-in and account safety: Vietnamese slugs, the names stay those of allauth, which reverses them.

Closed on purpose (nobody opens an account alone, people's mail addresses belong to the administrator): the names
that allauth reverses exist and answer 404 or send to the sign-in page.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from thuocdo.orgs import account_forms as forms
from thuocdo.orgs.views.accounts import closed, reset_unavailable

urlpatterns = [
    path("dang-nhap/", account.LoginView.as_view(form_class=forms.LoginForm), name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("da-ngung/", account.account_inactive, name="account_inactive"),
    path("dang-ky/", closed, name="account_signup"),
    path("thu-dien-tu/", closed, name="account_email"),
    path("thu-dien-tu/xac-nhan/", closed, name="account_email_verification_sent"),
    path(
        "xac-nhan-lai/",
        account.ReauthenticateView.as_view(form_class=forms.ReauthenticateForm),
        name="account_reauthenticate",
    ),
    path(
        "mat-khau/doi/",
        account.PasswordChangeView.as_view(form_class=forms.ChangePasswordForm),
        name="account_change_password",
    ),
    path(
        "mat-khau/dat/",
        account.PasswordSetView.as_view(form_class=forms.SetPasswordForm),
        name="account_set_password",
    ),
    path(
        "mat-khau/quen/",
        reset_unavailable(account.PasswordResetView.as_view(form_class=forms.ResetPasswordForm)),
        name="account_reset_password",
    ),
    path("mat-khau/quen/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mat-khau/quen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.PasswordResetFromKeyView.as_view(form_class=forms.ResetPasswordKeyForm),
        name="account_reset_password_from_key",
    ),
    path(
        "mat-khau/quen/xong/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("hai-buoc/", mfa.index, name="mfa_index"),
    path(
        "hai-buoc/nhap-ma/",
        mfa.AuthenticateView.as_view(form_class=forms.AuthenticateForm),
        name="mfa_authenticate",
    ),
    path(
        "hai-buoc/xac-nhan-lai/",
        mfa.ReauthenticateView.as_view(form_class=forms.ReauthenticateCodeForm),
        name="mfa_reauthenticate",
    ),
    path(
        "hai-buoc/ung-dung/bat/",
        totp.ActivateTOTPView.as_view(form_class=forms.ActivateTOTPForm),
        name="mfa_activate_totp",
    ),
    path("hai-buoc/ung-dung/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-buoc/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-buoc/ma-du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("hai-buoc/ma-du-phong/tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("khoa-truy-cap/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path(
        "khoa-truy-cap/them/",
        passkeys.AddWebAuthnView.as_view(form_class=forms.AddPasskeyForm),
        name="mfa_add_webauthn",
    ),
    path("khoa-truy-cap/dang-nhap/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("khoa-truy-cap/xac-nhan-lai/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("khoa-truy-cap/<int:pk>/xoa/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path(
        "khoa-truy-cap/<int:pk>/doi-ten/",
        passkeys.EditWebAuthnView.as_view(form_class=forms.EditPasskeyForm),
        name="mfa_edit_webauthn",
    ),
    path("phien/", sessions.list_usersessions, name="usersessions_list"),
]
