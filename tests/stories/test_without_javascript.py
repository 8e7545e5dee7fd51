"""Uploading, reviewing and confirming without JavaScript: every button is a plain form, every link a plain page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast
from tests.plans.samples import plan_text
from tests.stories.conftest import new_context
from tests.stories.steps import PATIENCE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILE = {"name": "ke-hoach-mau.txt", "mimeType": "text/plain", "buffer": plan_text()}


@pytest.fixture
def plain(browser: Browser) -> Any:
    context = new_context(browser, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_plan_becomes_work_without_javascript(plain: Page, live_server: Any, cast: Cast) -> None:
    """Upload, reload until it is read, correct, undo, split, name units, confirm, give out the tasks."""
    who = Visitor(plain, live_server.url)
    who.sign_in("coordinator", heading="Tuần này")
    uploads(who)
    who.link("Bắt đầu rà soát")
    corrects(who)
    who.link(re.compile("dòng chắc chắn"))
    who.button("Xác nhận")
    who.sees(re.compile(r"Đã xác nhận \d+ dòng chắc chắn"))
    settles_what_is_left(who)
    who.link("Hoàn tất và giao nhiệm vụ")
    who.button("Hoàn tất và giao nhiệm vụ")
    who.sees("Đã giao: 5 nhiệm vụ mới.")


def uploads(who: Visitor) -> None:
    who.menu("Kế hoạch")
    who.link("Nhập kế hoạch")
    who.file(FILE)
    who.button("Đọc kế hoạch")
    done = who.page.get_by_role("heading", name="Đã đọc xong")
    for _ in range(PATIENCE // 500):
        if done.count():
            break
        who.page.wait_for_timeout(500)
        who.page.reload()
    who.sees("Đọc được 5 nhiệm vụ")


def corrects(who: Visitor) -> None:
    """An edit is kept, taken back, and a row is cut in two and put together again."""
    who.tab("^Nhiệm vụ")
    text = who.page.locator("#bieu-dong").get_by_role("textbox", name=re.compile("^Nội dung"))
    before = text.input_value()
    text.fill(before + " (sửa)")
    who.button("Lưu, chưa xác nhận")
    who.sees("Đã lưu.")
    expect(text).to_have_value(before + " (sửa)")
    who.button("Hoàn tác")
    expect(text).to_have_value(before)
    who.link("Tách dòng")
    who.button("✂ Tách ở đây")
    expect(who.page.locator("#danh-sach tbody tr")).to_have_count(6)
    who.button("Hoàn tác")
    expect(who.page.locator("#danh-sach tbody tr")).to_have_count(5)


def settles_what_is_left(who: Visitor) -> None:
    """Each row in doubt gets what it asks for: a unit, somebody responsible, a rhythm."""
    form = who.page.locator("#bieu-dong")
    left = re.compile(r"còn (\d+) dòng cần xem")
    while form.count():
        doubts = who.page.locator(".row-form > .row-actions").first.inner_text()
        if "chưa khớp danh mục" in doubts:
            for box in form.get_by_label("Giữ như in, không gắn đơn vị").all():
                if box.is_visible():
                    box.check()
        if "chịu trách nhiệm" in doubts or "chưa khớp danh mục" in doubts:
            responsible = form.get_by_label("Đơn vị chịu trách nhiệm", exact=True)
            if responsible.count():
                responsible.fill("Phòng Kinh tế")
        if "nhịp cập nhật" in doubts:
            who.choose("Nhịp cập nhật", "Hằng quý")
        before = who.numbers(left.pattern)
        who.button("Xác nhận, sang dòng sau")
        who.page.wait_for_load_state()
        expect(who.page.locator("#tien-do-ra-soat")).to_contain_text(f"còn {before[0] - 1} dòng cần xem")
