"""An autosave can be taken back at once, a suggestion is written into the row, and kept filters are one press away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.cast import NOW, Cast
from tests.stories.conftest import new_context
from tests.stories.review_desk import Desk
from tests.stories.steps import Visitor, import_plan, own_page, picture, scrolls_sideways, serious
from thuocdo.plans.models import PlanVersion
from thuocdo.reporting.sample import plan_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRINTED = "Ký số và xử lý toàn bộ"
WRONG, RIGHT = "Ký số và thực hiên toàn bộ", "Ký số và thực hiện toàn bộ"


@pytest.fixture
def desk(browser: Browser, live_server: Any, cast: Cast, problems: list[str]) -> Any:
    """A coordinator at the review of a plan with one word spelled wrong."""
    text = plan_text("cai-cach-hanh-chinh.txt", timezone.localdate())
    assert PRINTED in text
    context = new_context(browser)
    who = Visitor(own_page(context, problems), live_server.url)
    who.sign_in("coordinator", heading="Tuần này")
    file = {
        "name": "tep-quet-01.txt",
        "mimeType": "text/plain",
        "buffer": text.replace(PRINTED, WRONG).encode(),
    }
    import_plan(who, file)
    # the file name gave way to the plan's own title without reloading
    expect(who.page.locator("#ten-ke-hoach")).not_to_contain_text("tep-quet-01")
    expect(who.page.locator(".crumbs li").last).not_to_contain_text("tep-quet-01")
    who.link("Bắt đầu rà soát")
    yield Desk(who)
    context.close()


def test_an_autosave_is_taken_back_at_once(desk: Desk, problems: list[str], pictures: Path | None) -> None:
    """“Hoàn tác” stands there as soon as the field is saved, takes nobody's focus, and gives the old text back."""
    desk.who.tab("^Nhiệm vụ")
    before = desk.text.input_value()
    undo = desk.page.get_by_role("button", name="Hoàn tác", exact=True)
    expect(undo).to_have_count(0)
    desk.text.fill(before + " thêm")
    with desk.page.expect_response(re.compile(r"/luu/\?")):
        desk.page.wait_for_timeout(2200)  # two seconds after typing it is saved, the caret still in the field
    expect(undo).to_be_visible()
    expect(desk.text).to_be_focused()
    expect(desk.page.locator("#luu")).to_contain_text("Đã lưu")
    assert serious(desk.page) == []
    picture(desk.page, pictures, "w09-hoan-tac.png", full=True)
    desk.undo()
    expect(desk.text).to_have_value(before)
    assert problems == []


def test_the_undo_button_keeps_the_focus_when_an_autosave_swaps_it(desk: Desk) -> None:
    """Somebody who moves to the button while a save is on its way is not thrown to the top of the page."""
    desk.who.tab("^Nhiệm vụ")
    undo = desk.page.get_by_role("button", name="Hoàn tác", exact=True)
    desk.text.fill("Một")
    with desk.page.expect_response(re.compile(r"/luu/\?")):
        desk.text.blur()
    expect(undo).to_be_visible()
    desk.text.fill("Hai")
    with desk.page.expect_response(re.compile(r"/luu/\?")):
        undo.focus()
    expect(desk.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    expect(undo).to_be_focused()


def test_a_suggestion_is_written_into_the_row(desk: Desk, problems: list[str], pictures: Path | None) -> None:
    """It says beforehand what is put in the place of what; what was typed besides is kept; one press takes it back."""
    desk.who.tab("^Nhiệm vụ")
    desk.open_row(WRONG)
    finding = desk.form.locator(".finding").filter(has_text="hiên").first
    expect(finding.locator("del")).to_have_text("hiên")
    expect(finding.locator("ins")).to_have_text("hiện")
    picture(desk.page, pictures, "w09-goi-y.png", full=True)
    heading = desk.form.get_by_role("textbox", name=re.compile("^Mục"))
    heading.fill("III. Chuyển đổi số")
    desk.swapped(lambda: desk.who.button("Nhận gợi ý", within=finding))
    desk.who.sees("Đã sửa dòng theo gợi ý.")
    expect(desk.text).to_have_value(re.compile("^" + RIGHT))
    expect(heading).to_have_value("III. Chuyển đổi số")
    expect(desk.page.locator("#khoi-hoan-tac")).to_contain_text("sửa theo gợi ý")
    desk.undo()
    expect(desk.text).to_have_value(re.compile("^" + WRONG))
    assert problems == []


def test_advice_does_not_pretend_to_be_done(desk: Desk) -> None:
    """Where nothing can be put in by itself there is no “Nhận gợi ý”, only that it was read."""
    desk.who.tab("Phát hiện")
    advice = desk.page.locator(".finding").filter(has_not=desk.page.locator("del"))
    expect(advice.first).to_be_visible()
    expect(advice.get_by_role("button", name="Nhận gợi ý")).to_have_count(0)
    one = advice.filter(has=desk.page.get_by_role("button", name="Đã xem", exact=True)).first
    desk.swapped(lambda: desk.who.button("Đã xem", within=one))
    expect(desk.page.locator(".finding").get_by_text("Đã xem", exact=True).first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_fit(desk: Desk, pictures: Path | None, width: int) -> None:
    """The review with its undo bar and its findings fits a desk and a telephone."""
    PlanVersion.objects.update(created_at=NOW)
    desk.page.set_viewport_size({"width": width, "height": 740})
    for tab, name in (("^Nhiệm vụ", "nhiem-vu"), ("Phát hiện", "phat-hien")):
        desk.who.tab(tab)
        assert not scrolls_sideways(desk.page)
        picture(desk.page, pictures, f"w09-{name}-{width}.png", full=True)
    for place, name in (("ke-hoach/", "w07"), ("ke-hoach/nhap/", "w08")):
        desk.who.go(f"/lam-viec/{place}")
        assert not scrolls_sideways(desk.page)
        picture(desk.page, pictures, f"{name}-{width}.png", full=True)


def test_a_filter_is_kept_used_and_forgotten(
    page: Page, live_server: Any, cast: Cast, pictures: Path | None
) -> None:
    """Filter, name it, come back another time: one press. Then it is renamed and deleted."""
    who = Visitor(page, live_server.url)
    who.sign_in("coordinator", heading="Tuần này")
    who.menu("Nhiệm vụ")
    who.page.get_by_label("Trạng thái").select_option(label="Quá hạn")
    expect(page.locator("#danh-sach")).to_contain_text("Lưu bộ lọc")
    page.get_by_text("Lưu bộ lọc").first.click()
    page.get_by_label("Tên bộ lọc").fill("Việc chậm")
    picture(page, pictures, "w03-luu.png", full=True)
    who.button("Lưu bộ lọc")
    who.sees("Đã lưu bộ lọc “Việc chậm”.")
    who.menu("Nhiệm vụ")
    who.link("Việc chậm")
    expect(page.get_by_label("Trạng thái")).to_have_value("late")
    expect(page.get_by_role("link", name="Việc chậm")).to_have_attribute("aria-current", "page")
    assert serious(page) == []
    page.get_by_text("Bộ lọc đã lưu “Việc chậm”").click()
    page.get_by_label("Tên bộ lọc").fill("Quá hạn của xã")
    picture(page, pictures, "w03-da-luu.png", full=True)
    page.set_viewport_size({"width": 360, "height": 740})
    assert not scrolls_sideways(page)
    picture(page, pictures, "w03-da-luu-360.png", full=True)
    who.button("Đổi tên")
    who.sees("Bộ lọc nay tên là “Quá hạn của xã”.")
    page.get_by_text("Bộ lọc đã lưu “Quá hạn của xã”").click()
    who.button("Xóa bộ lọc đã lưu")
    who.sees("vẫn lọc như vậy")
    expect(page.get_by_role("link", name="Quá hạn của xã")).to_have_count(0)
