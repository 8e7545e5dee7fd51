"""allauth's forms with our labels and hints; what they check and do is theirs."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thuocdo.orgs.actions.sign_ins import note_failed_sign_in


class _Worded:
    """Labels and hints by field name; no placeholders, because they vanish while one types."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


_NEW_PASSWORD = {"password1": _("Mật khẩu mới"), "password2": _("Nhập lại mật khẩu mới")}
_PASSWORD_HINT = {"password1": _("Ít nhất 10 ký tự. Một câu dài dễ nhớ thì tốt hơn một từ khó đoán.")}
_CODE = {"code": _("Mã xác thực 6 số")}
_CODE_HINT = {
    "code": _("Mở ứng dụng xác thực trên điện thoại để xem mã; mất điện thoại thì nhập một mã dự phòng.")
}


class LoginForm(_Worded, account.LoginForm):
    """Name or mail and password. The session ends with the browser: machines of a one-stop office are shared."""

    labels = {"login": _("Tên đăng nhập hoặc thư điện tử"), "password": _("Mật khẩu")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"].widget.attrs.update(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        cleaned["remember"] = False
        return cleaned


class ChangePasswordForm(_Worded, account.ChangePasswordForm):
    labels = {"oldpassword": _("Mật khẩu hiện nay"), **_NEW_PASSWORD}
    hints = _PASSWORD_HINT


class SetPasswordForm(_Worded, account.SetPasswordForm):
    """Also for the one-time link."""

    labels = _NEW_PASSWORD
    hints = _PASSWORD_HINT


class ResetPasswordForm(_Worded, account.ResetPasswordForm):
    labels = {"email": _("Thư điện tử")}


class ResetPasswordKeyForm(_Worded, account.ResetPasswordKeyForm):
    labels = _NEW_PASSWORD
    hints = _PASSWORD_HINT


class ReauthenticateForm(_Worded, account.ReauthenticateForm):
    labels = {"password": _("Mật khẩu")}


class AuthenticateForm(_Worded, mfa.AuthenticateForm):
    """The second factor. A wrong code counts as a failed sign-in: whoever typed it knows the password."""

    labels = _CODE
    hints = _CODE_HINT

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()
        except forms.ValidationError:
            address = get_adapter().get_client_ip(context.request)
            note_failed_sign_in(name=self.user.username, address=address, now=timezone.now())
            raise
        return code


class ReauthenticateCodeForm(_Worded, mfa.ReauthenticateForm):
    labels = _CODE
    hints = _CODE_HINT


class ActivateTOTPForm(_Worded, totp.ActivateTOTPForm):
    labels = _CODE
    hints = {"code": _("Mã 6 số mà ứng dụng vừa hiện ra.")}


class AddPasskeyForm(_Worded, passkeys.AddWebAuthnForm):
    labels = {"name": _("Tên khóa"), "passwordless": _("Đăng nhập chỉ bằng khóa này, không cần mật khẩu")}
    hints = {"name": _("Để bạn nhận ra khóa này, ví dụ: Máy ở phòng, Điện thoại.")}


class EditPasskeyForm(_Worded, passkeys.EditWebAuthnForm):
    labels = {"name": _("Tên khóa")}
