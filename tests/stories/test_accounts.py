"""Passkeys in a real browser; the pages of administration at desk and on a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_in(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/tai-khoan/dang-nhap/?next=/tai-khoan/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản")


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['nodes'][0]['html']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def test_a_passkey_is_added_and_opens_the_account(
    page: Page, context: BrowserContext, live_server: Any, cast: Cast
) -> None:
    """Under the strict CSP a passkey is registered after the password was asked again, and later signs in alone."""
    site = live_server.url.replace("127.0.0.1", "localhost")
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, site, "officer")
    page.goto(f"{site}/tai-khoan/khoa-truy-cap/them/")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_label("Tên khóa").fill("Máy ở phòng")
    page.get_by_label("Đăng nhập chỉ bằng khóa này, không cần mật khẩu").check()
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    page.goto(f"{site}/tai-khoan/khoa-truy-cap/")
    expect(page.get_by_text("Máy ở phòng")).to_be_visible()
    context.clear_cookies()
    page.goto(f"{site}/tai-khoan/dang-nhap/")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url(re.compile(r"/lam-viec/"))
    page.goto(f"{site}/tai-khoan/")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Công chức Phòng Kinh tế")


def test_the_password_can_be_shown_and_a_refused_passkey_is_said(
    page: Page, live_server: Any, cast: Cast
) -> None:
    """“Hiện” shows what is typed; without a key the page says so instead of staying silent."""
    page.goto(f"{live_server.url.replace('127.0.0.1', 'localhost')}/tai-khoan/dang-nhap/")
    field = page.get_by_label("Mật khẩu", exact=True)
    field.fill("abc")
    page.get_by_role("button", name="Hiện").click()
    expect(field).to_have_attribute("type", "text")
    page.route("**/khoa-truy-cap/dang-nhap/", lambda route: route.abort())
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_text("Không dùng được khóa truy cập.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_administration_are_accessible_and_fit(
    page: Page, live_server: Any, cast: Cast, width: int, pictures: Path | None
) -> None:
    """axe finds nothing serious and nothing needs scrolling sideways, at a desk and at 360 px."""
    page.set_viewport_size({"width": width, "height": 800})
    site = live_server.url.replace("127.0.0.1", "localhost")
    pages = {
        "dang-nhap": "/tai-khoan/dang-nhap/",
        "tai-khoan": "/tai-khoan/",
        "hai-buoc": "/tai-khoan/hai-buoc/",
        "phien": "/tai-khoan/phien/",
        "don-vi": "/lam-viec/quan-tri/don-vi/",
        "don-vi-tim": "/lam-viec/quan-tri/don-vi/?q=phong",
        "don-vi-mot": f"/lam-viec/quan-tri/don-vi/{cast.unit('culture').pk}/",
        "don-vi-them": "/lam-viec/quan-tri/don-vi/them/",
        "nguoi-dung": "/lam-viec/quan-tri/nguoi-dung/",
        "nguoi-dung-mot": f"/lam-viec/quan-tri/nguoi-dung/{cast.person('officer').pk}/",
        "nguoi-dung-moi": "/lam-viec/quan-tri/nguoi-dung/moi/",
        "nguoi-dung-nhap": "/lam-viec/quan-tri/nguoi-dung/nhap/",
        "thay-gi": f"/lam-viec/quan-tri/nguoi-dung/{cast.person('officer').pk}/thay-gi/",
        "thong-bao": "/lam-viec/thong-bao/",
        "khong-co": "/lam-viec/khong-co/",
    }
    problems: list[str] = []
    for name, url in pages.items():
        if name == "tai-khoan":
            sign_in(page, site, "administrator")
        page.goto(site + url)
        problems += [f"{name}: {line}" for line in serious(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            problems.append(f"{name}: scrolls sideways")
        if pictures:
            page.screenshot(path=str(pictures / f"{name}-{width}.png"), full_page=True)
    assert problems == []
