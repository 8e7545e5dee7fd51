"""What this site changes in allauth: who may enter, what is said, where one lands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record
from thuocdo.orgs.actions.sign_ins import note_failed_sign_in, record_ended_windows
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries.people import administrator_contact, last_authority
from thuocdo.orgs.queries.rights import rights_of
from thuocdo.orgs.rules.menu import landing_of

LOGIN_PAUSE = timedelta(minutes=5)  # the window of ACCOUNT_RATE_LIMITS["login_failed"]


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up, sentences in Vietnamese, landing page by role, refusal of ended accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        person = request.user
        assert isinstance(person, Person)  # noqa: S101  (allauth calls this after signing in)
        return landing_of(rights_of(person, on=timezone.localdate()).roles)

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """Only here, after the right password or passkey, does anybody learn that an account has ended."""
        today = timezone.localdate()
        if isinstance(user, Person) and (user.left(today) or not user.is_active):
            contact = administrator_contact(last_authority(user), on=today)
            return render(
                request, "account/account_inactive.html", {"person": user, "contact": contact}, status=403
            )
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        contact = administrator_contact(last_authority(user), on=timezone.localdate())  # type: ignore[arg-type]
        return render(
            request, "account/account_inactive.html", {"person": user, "contact": contact}, status=403
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Attempts that are refused because there were too many before count as well."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self.authentication_failed(request, **credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth calls this for a wrong name or password. The password goes no further."""
        typed = str(credentials.get("username") or credentials.get("email") or "")
        note_failed_sign_in(name=typed, address=self.get_client_ip(request), now=timezone.now())

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        record_ended_windows(now=timezone.now())
        record("orgs.session.opened", by=user, now=timezone.now(), subject=user)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """allauth calls this once for every change of a way to sign in, so it is also where the log hears of it."""
        code = _CHANGES.get(template_prefix)
        if code:
            record(code, by=user, now=timezone.now(), subject=user)
        super().send_notification_mail(template_prefix, user, context, email)

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        sentence = _sentence(code)
        if sentence is None:
            error: ValidationError = super().validation_error(code, *args)
            return error
        return ValidationError(sentence, code=code)


_CHANGES = {
    "account/email/password_changed": "orgs.password.changed",
    "account/email/password_reset": "orgs.password.reset",
    "account/email/password_set": "orgs.password.set",
    "mfa/email/totp_activated": "orgs.totp.activated",
    "mfa/email/totp_deactivated": "orgs.totp.deactivated",
    "mfa/email/webauthn_added": "orgs.passkey.added",
    "mfa/email/webauthn_removed": "orgs.passkey.removed",
    "mfa/email/recovery_codes_generated": "orgs.recoverycodes.generated",
}


def too_many_attempts() -> str:
    """The same sentence whether or not the account exists."""
    again = timezone.localtime(timezone.now() + LOGIN_PAUSE)
    return _(
        "Bạn đã thử quá nhiều lần nên tạm dừng {minutes} phút để bảo vệ tài khoản. Thử lại lúc {time}."
    ).format(minutes=int(LOGIN_PAUSE.total_seconds() // 60), time=f"{again:%H:%M}")


def _sentence(code: str) -> str | None:
    """Our words for allauth's error codes; None keeps the catalogue's."""
    if code == "too_many_login_attempts":
        return too_many_attempts()
    if code in ("email_password_mismatch", "username_password_mismatch", "invalid_login"):
        contact = administrator_contact(None, on=timezone.localdate())
        return _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock. "
            "Quên mật khẩu thì chọn ‘Quên mật khẩu’ hoặc gọi {contact}."
        ).format(contact=contact)
    return _SENTENCES[code]() if code in _SENTENCES else None


_SENTENCES: dict[str, Callable[[], str]] = {
    "incorrect_password": lambda: _("Mật khẩu chưa đúng."),
    "enter_current_password": lambda: _("Mật khẩu hiện nay chưa đúng."),
    "rate_limited": too_many_attempts,
    "password_min_length": lambda: _("Mật khẩu cần ít nhất 10 ký tự."),
    "unknown_email": lambda: _("Không gửi được. Hãy gọi quản trị hệ thống để xin liên kết đăng nhập."),
    "invalid_password_reset": lambda: _("Liên kết đặt lại mật khẩu không còn dùng được."),
}
