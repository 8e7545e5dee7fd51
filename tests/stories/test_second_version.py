"""A second version of a plan that is being worked on: what changed is shown, what was done is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.plans.samples import ROWS, plan_text
from tests.stories.made import confirmed
from tests.stories.review_desk import Desk
from tests.stories.steps import PATIENCE, Visitor
from thuocdo.work.actions import add_progress
from thuocdo.work.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RESULT = "Đã công khai 120 thủ tục."
REWORDED = ROWS[1][0].replace("ít nhất hai lần trong năm", "ít nhất ba lần trong năm 2026")
NEW = "Ban hành quy chế tiếp nhận góp ý qua đường dây nóng của Ủy ban nhân dân xã."
# the first row comes last, the second is reworded, the third is gone, one is new
CHANGED = (ROWS[3], (REWORDED, *ROWS[1][1:]), ROWS[4], (NEW, "Phòng Kinh tế", "", "Quý IV/2026"), ROWS[0])


def test_a_new_version_keeps_what_was_done(page: Page, live_server: Any, cast: Cast) -> None:
    """Reordering and rewording keep tasks and results; a task that is gone waits for a person's decision."""
    before = worked_on(cast)
    who = Visitor(page, live_server.url)
    who.sign_in("coordinator", heading="Tuần này")
    who.menu("Kế hoạch")
    who.click(page.locator("#danh-sach tbody th a").first)
    who.link("Nhập bản mới")
    who.file({"name": "ban-2.txt", "mimeType": "text/plain", "buffer": plan_text(CHANGED)})
    who.button("Đọc bản mới")
    expect(page.get_by_role("heading", name="Đã đọc xong")).to_be_visible(timeout=PATIENCE)
    sees_the_changes(who)
    who.link("Rà soát bản mới")
    confirms(Desk(who))
    decides(who)
    keeps(who, before)


def worked_on(cast: Cast) -> dict[str, int]:
    """The first version, confirmed, with a result noted; gives the ids of its tasks by their text."""
    confirmed(plan_text(), cast)
    first = Task.objects.get(text=ROWS[0][0])
    add_progress(task=first, text=RESULT, by=cast.person("coordinator"), now=timezone.now())
    return dict(Task.objects.values_list("text", "pk"))


def sees_the_changes(who: Visitor) -> None:
    who.link("Xem bản mới thay đổi những gì")
    tasks = who.page.locator("main section").filter(
        has=who.page.get_by_role("heading", name="Nhiệm vụ", exact=True)
    )
    for words in ("Đổi chỗ", "Sửa nội dung", "Không còn", "Mới"):
        expect(tasks.locator(".chips")).to_contain_text(words)
    expect(tasks.locator("article").filter(has_text="Sửa nội dung")).to_contain_text(REWORDED)
    expect(tasks.locator("article").filter(has_text="Không còn")).to_contain_text(ROWS[2][0])


def confirms(desk: Desk) -> None:
    if desk.page.get_by_role("link", name=re.compile("dòng chắc chắn")).count():
        desk.certain()
    while desk.is_open():
        desk.confirm()
    desk.who.link("Hoàn tất và giao nhiệm vụ")
    desk.who.button("Hoàn tất và giao nhiệm vụ")
    desk.who.sees("4 nhiệm vụ của bản trước được giữ nguyên kết quả.")


def decides(who: Visitor) -> None:
    """The task that the new paper no longer has; the row that might have been it can then only be a new one."""
    gone = who.page.locator("main section").filter(has_text="Nhiệm vụ 3 của bản trước nay là gì?")
    expect(gone).to_contain_text(ROWS[2][0])
    who.button("Không còn trong kế hoạch", within=gone)
    who.sees("Không còn mục nào chờ quyết định.")


def keeps(who: Visitor, before: dict[str, int]) -> None:
    who.go(f"/lam-viec/nhiem-vu/{before[ROWS[0][0]]}/")
    who.heading("Nhiệm vụ 5")
    expect(who.page.get_by_label("Kết quả đã làm được")).to_have_value(RESULT)
    who.go(f"/lam-viec/nhiem-vu/{before[ROWS[1][0]]}/")
    expect(who.page.locator("main p.lead")).to_have_text(REWORDED)
    who.go(f"/lam-viec/nhiem-vu/{before[ROWS[2][0]]}/")
    who.sees("Bản kế hoạch mới không còn nhiệm vụ này. Lịch sử vẫn được giữ.")
    assert Task.objects.filter(is_open=True).count() == 5
