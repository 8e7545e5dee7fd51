"""W44 at a desk and on a phone: notices, the switch of the daily digest, an address that no mail reaches."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import NOW, Cast
from tests.stories.steps import Visitor, picture
from tests.stories.usable import axe, fits
from thuocdo.orgs.actions import notify, update_person
from thuocdo.orgs.models import Digest, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "can.bo.co.ten.rat.dai.o.phong@thu-dien-tu.mau.example"


@pytest.fixture
def officer(cast: Cast, settings: Any) -> Person:
    """Three notices, and a digest that the mail server refused."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    person = update_person(person=cast.person("officer"), email=ADDRESS, by=None, now=NOW)
    for number in range(1, 4):
        text = f"Nhiệm vụ “Niêm yết công khai thủ tục hành chính tại bản {number}” vừa được giao cho Phòng Kinh tế"
        notify(people=[person], text=text, link=f"/lam-viec/?n={number}", by=None, now=NOW)
    said = f"Thư không tới được {ADDRESS}: máy chủ thư không nhận địa chỉ này (mã 550)."
    Digest.objects.create(
        person=person, day=timezone.localdate(), state="refused", attempts=1, subject="x", text="x",
        error=said, made_at=NOW,
    )  # fmt: skip
    return person


def test_the_page_at_a_desk_and_on_a_phone(
    officer: Person, page: Page, live_server: Any, pictures: Any
) -> None:
    """Nothing sticks out at 360 px, axe finds nothing serious, and the refused address is named with whom to tell."""
    visitor = Visitor(page, live_server.url)
    visitor.sign_in("officer")
    page.wait_for_load_state()
    visitor.go("/lam-viec/thong-bao/")
    visitor.sees(f"Thư không tới được {ADDRESS}")
    visitor.sees("báo quản trị hệ thống của cơ quan")
    picture(page, pictures, "thong-bao-1280.png", full=True)
    assert axe(page) + fits(page, 360) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert axe(page) == []
    picture(page, pictures, "thong-bao-360.png", full=True)


def test_the_digest_is_switched_off_and_on_in_two_clicks(
    officer: Person, page: Page, live_server: Any
) -> None:
    """The box and “Lưu”; the page says that it is kept."""
    visitor = Visitor(page, live_server.url)
    visitor.sign_in("officer")
    page.wait_for_load_state()
    visitor.go("/lam-viec/thong-bao/")
    box = page.get_by_role("checkbox", name="Thư tổng hợp mỗi ngày lúc 07:00")
    expect(box).to_be_checked()
    for wanted in (False, True):
        visitor.clicks = 0
        visitor.click(box)
        visitor.button("Lưu")
        visitor.sees("Đã lưu.")
        officer.refresh_from_db()
        assert (officer.wants_digest, visitor.clicks) == (wanted, 2)
