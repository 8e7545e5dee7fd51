"""Signing in, out, and what ends a session."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD, Cast
from thuocdo.audit.models import Entry
from thuocdo.orgs.actions import (
    close_account,
    create_sign_in_link,
    end_sessions,
    reset_two_factor,
    update_person,
)
from thuocdo.orgs.models import Person

LOGIN = "/tai-khoan/dang-nhap/"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": name, "password": password}, **more)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("leader", "/lam-viec/dieu-hanh/"),
        ("coordinator", "/lam-viec/"),
        ("clerk", "/lam-viec/"),
        ("administrator", "/lam-viec/van-hanh/"),
    ],
)
def test_each_role_lands_on_its_page(client: Client, cast: Cast, key: str, page: str) -> None:
    """After signing in a person stands on the page that answers the first question."""
    assert sign_in(client, cast.person(key).username)["Location"] == page


def test_the_page_first_asked_for_wins(client: Client, cast: Cast) -> None:
    """Somebody sent to the sign-in page comes back to the page asked for."""
    asked = client.get("/lam-viec/thong-bao/")
    assert asked["Location"] == f"{LOGIN}?next=/lam-viec/thong-bao/"
    assert (
        client.post(asked["Location"], {"login": "officer", "password": PASSWORD})["Location"]
        == "/lam-viec/thong-bao/"
    )


def test_name_in_capitals_and_mail_address_both_sign_in(cast: Cast) -> None:
    """The sign-in name in any case and the mail address lead to the same account."""
    update_person(person=cast.person("officer"), email="Can.Bo@mau.vn", by=None, now=timezone.now())
    assert sign_in(Client(), "OFFICER").status_code == 302
    assert sign_in(Client(), "can.bo@MAU.vn").status_code == 302


def test_wrong_name_and_wrong_password_read_the_same(cast: Cast) -> None:
    """The answer does not tell whether the account exists, and names whom to call."""
    known, unknown = (
        text_of(sign_in(Client(), name, "sai-mat-khau-roi")) for name in ("officer", "khong.co")
    )
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock." in known
    assert "gọi quản trị hệ thống của" in known
    assert known.replace("officer", "") == unknown.replace("khong.co", "")


@pytest.mark.parametrize("name", ["officer", "khong.co"])
def test_guessing_is_paused_whether_or_not_the_account_exists(cast: Cast, name: str) -> None:
    """After five wrong passwords even the right one is refused, with the time to try again."""
    for _attempt in range(5):
        sign_in(Client(), name, "sai-mat-khau-roi")
    refused = text_of(sign_in(Client(), name))
    assert re.search(
        r"Bạn đã thử quá nhiều lần nên tạm dừng 5 phút để bảo vệ tài khoản. Thử lại lúc \d\d:\d\d\.", refused
    )


def test_an_ended_account_says_so_only_after_the_right_password(cast: Cast) -> None:
    """The right password reads since when the account has ended; a wrong one reads what everybody reads."""
    today = timezone.localdate()
    close_account(person=cast.person("officer"), from_date=today, by=None, now=timezone.now())
    right, wrong = Client(), Client()
    answer = sign_in(right, "officer")
    assert answer.status_code == 403
    assert f"Tài khoản đã ngừng từ {today:%d/%m/%Y} vì chuyển công tác." in text_of(answer)
    assert "đã ngừng" not in text_of(sign_in(wrong, "officer", "sai-mat-khau-roi"))
    assert right.get("/tai-khoan/").status_code == 302


def test_a_session_ends_on_the_day_the_account_ends(client: Client, cast: Cast) -> None:
    """Somebody signed in yesterday is out once the first day without the account has come."""
    client.force_login(cast.person("officer"))
    Person.objects.filter(username="officer").update(ended_on=timezone.localdate())
    assert client.get("/tai-khoan/").status_code == 302


def test_sessions_end_when_the_password_changes(cast: Cast) -> None:
    """Changing the password signs out this browser and every other."""
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser, "officer")
    new = "mot-cau-that-dai-2026"
    here.post("/tai-khoan/mat-khau/doi/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/tai-khoan/").status_code == there.get("/tai-khoan/").status_code == 302
    assert sign_in(Client(), "officer", new).status_code == 302


def test_signing_in_and_safety_changes_leave_a_trace(cast: Cast) -> None:
    """The log holds each sign-in and a changed password, by whom and never with what."""
    browser, new = Client(), "mot-cau-that-dai-2026"
    sign_in(browser, "officer")
    browser.post("/tai-khoan/mat-khau/doi/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    rows = Entry.objects.filter(actor=cast.person("officer").pk).order_by("number")
    assert list(rows.values_list("code", flat=True)) == ["orgs.session.opened", "orgs.password.changed"]


def test_forced_sign_out_ends_every_session(cast: Cast) -> None:
    """“Bắt đăng nhập lại” reaches all browsers at once and the password stays."""
    browsers = [Client(), Client()]
    for browser in browsers:
        sign_in(browser, "officer")
    end_sessions(person=cast.person("officer"), by=cast.person("administrator"), now=timezone.now())
    assert [browser.get("/tai-khoan/").status_code for browser in browsers] == [302, 302]
    assert sign_in(Client(), "officer").status_code == 302


def test_a_second_factor_is_asked_for_also_after_a_one_time_link(cast: Cast) -> None:
    """With an authenticator on, password or link alone do not open the site; the administrator can take it away."""
    person = cast.person("officer")
    totp.TOTP.activate(person, totp.generate_totp_secret())
    assert sign_in(Client(), "officer")["Location"].startswith("/tai-khoan/hai-buoc/nhap-ma/")
    browser = Client()
    token = create_sign_in_link(person=person, by=cast.person("administrator"), now=timezone.now())
    new = {"password1": "mot-cau-that-dai-2026", "password2": "mot-cau-that-dai-2026"}
    answer = browser.post(f"/tai-khoan/lien-ket/{token}/", new)
    assert answer["Location"].startswith("/tai-khoan/hai-buoc/nhap-ma/")
    assert "Mã xác thực 6 số" in text_of(browser.get(answer["Location"]))
    assert browser.get("/tai-khoan/").status_code == 302
    reset_two_factor(person=person, by=cast.person("administrator"), now=timezone.now())
    assert sign_in(Client(), "officer", "mot-cau-that-dai-2026")["Location"] == "/lam-viec/"


def test_an_authenticator_is_switched_on_with_its_code(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    """The password is asked for again; the page shows a secret; its code switches the factor on, with recovery codes."""
    sign_in(client, "officer")
    url = "/tai-khoan/hai-buoc/ung-dung/bat/"
    again = client.get(url)["Location"]
    assert "hãy nhập lại mật khẩu" in text_of(client.get(again))
    assert client.post(again, {"password": PASSWORD})["Location"] == url
    secret = re.search(r"<code>(\w+)</code>", client.get(url).content.decode())
    assert secret
    wrong = client.post(url, {"code": "000000"})
    assert wrong.status_code == 200
    code = totp.hotp_value(secret.group(1), int(timezone.now().timestamp()) // 30)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, {"code": totp.format_hotp_value(code)})
    assert "Còn 10/10 mã chưa dùng." in text_of(client.get(answer["Location"]))
    assert Entry.objects.filter(code="orgs.totp.activated", actor=cast.person("officer").pk).count() == 1


def test_a_link_runs_out(cast: Cast) -> None:
    """A link older than its time answers with one sentence and opens nothing."""
    now = timezone.now()
    token = create_sign_in_link(person=cast.person("officer"), by=None, now=now - timedelta(hours=73))
    answer = Client().get(f"/tai-khoan/lien-ket/{token}/")
    assert answer.status_code == 410
    assert "xin quản trị một liên kết mới" in text_of(answer)


def test_opening_a_link_does_not_use_it_up(cast: Cast) -> None:
    """Mail programs that open links on their own leave the link good, and a weak password does too."""
    token = create_sign_in_link(person=cast.person("officer"), by=None, now=timezone.now())
    url = f"/tai-khoan/lien-ket/{token}/"
    assert [Client().get(url).status_code for _time in range(2)] == [200, 200]
    assert Client().post(url, {"password1": "ngan", "password2": "ngan"}).status_code == 422
    assert Client().get(url).status_code == 200


def test_nobody_opens_an_account_alone(client: Client, cast: Cast) -> None:
    """Sign-up and the change of mail addresses do not exist."""
    assert client.get("/tai-khoan/dang-ky/").status_code == 404
    client.force_login(cast.person("officer"))
    assert client.get("/tai-khoan/thu-dien-tu/").status_code == 404


def test_without_mail_a_lost_password_leads_to_the_administrator(
    client: Client, cast: Cast, settings: Any
) -> None:
    """Where no mail is set up the page names whom to call; where it is, a link arrives by mail."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "nhận một liên kết đăng nhập dùng một lần" in text_of(client.get("/tai-khoan/mat-khau/quen/"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    update_person(person=cast.person("officer"), email="canbo@mau.vn", by=None, now=timezone.now())
    client.post("/tai-khoan/mat-khau/quen/", {"email": "canbo@mau.vn"})
    found = re.search(r"/tai-khoan/mat-khau/quen/\S+", mail.outbox[0].body)
    assert found and "Mở liên kết dưới đây để đặt mật khẩu mới" in mail.outbox[0].body
    assert "Đặt mật khẩu mới" in text_of(client.get(found.group(), follow=True))


def test_the_sign_in_page_is_vietnamese_and_in_order(client: Client, cast: Cast) -> None:
    """Fields, buttons and links stand in the order of the design; no English word of the library shows."""
    shown = text_of(client.get(LOGIN))
    words = [
        "Tên đăng nhập hoặc thư điện tử", "Mật khẩu", "Đăng nhập", "Dùng khóa truy cập", "Quên mật khẩu",
        "Tôi là người dân, không cần tài khoản",
    ]  # fmt: skip
    places = [shown.rindex(word) for word in (words[0], *words[3:])]
    assert places == sorted(places)
    assert not re.search(r"Password|Sign In|Login|Username|Remember", shown)


def test_health_answers_without_details(client: Client, db: None) -> None:
    """The probe answers 200 with one word to anybody."""
    answer = client.get("/suc-khoe")
    assert (answer.status_code, answer.content.decode()) == (200, "ổn\n")


def test_what_is_missing_and_what_breaks_is_said_in_words(client: Client, cast: Cast) -> None:
    """404 has its sentence; a stale form too; 500 gives a code that the log has."""
    assert "Có thể địa chỉ sai hoặc mục đã được chuyển." in text_of(client.get("/khong-co/"))
    stale = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "a", "password": "b"})
    assert stale.status_code == 403 and "chưa có gì được ghi" in text_of(stale)


def test_an_error_page_needs_no_database(rf: Any, db: None, caplog: pytest.LogCaptureFixture) -> None:
    """The code on the page stands in the log."""
    from thuocdo.orgs.views.errors import server_error

    request = rf.get("/")
    shown = server_error(request).content.decode()
    code = re.search(r"mã ([0-9A-F]{8})", shown)
    assert code
    assert code.group(1) in [getattr(record, "error_code", "") for record in caplog.records]
