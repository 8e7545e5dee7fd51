"""The review page as a reviewer uses it: rows opened from the list, corrected, shaped, confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.stories.steps import Visitor

CONTENT = "Nội dung"


class Desk:
    """A reviewer at the review page."""

    def __init__(self, who: Visitor) -> None:
        self.who = who
        self.page = who.page

    @property
    def form(self) -> Locator:
        return self.page.locator("#bieu-dong")

    @property
    def text(self) -> Locator:
        return self.form.get_by_role("textbox", name=re.compile(f"^{CONTENT}"))

    @property
    def progress(self) -> Locator:
        return self.page.locator("#tien-do-ra-soat")

    def open_row(self, words: str) -> None:
        """Open the row of the tab's list whose text begins so."""
        begins = re.compile("^" + re.escape(words))
        self.who.click(self.page.locator("#danh-sach").get_by_role("link", name=begins).first)
        expect(self.text).to_have_value(begins)

    def save(self) -> None:
        self.swapped(lambda: self.who.button("Lưu, chưa xác nhận"))

    def undo(self) -> None:
        self.swapped(lambda: self.who.button("Hoàn tác"))

    def confirm(self, *, by_key: bool = False) -> None:
        """Confirm the open row; the next one that waits is open afterwards."""
        act = (
            (lambda: self.who.press("Enter"))
            if by_key
            else lambda: self.who.button("Xác nhận, sang dòng sau")
        )
        self.swapped(act)

    def certain(self) -> int:
        """Confirm the rows that are sure, listed first on a page of their own; gives how many."""
        self.who.link(re.compile(r"^Xác nhận \d+ dòng chắc chắn$"))
        rows = self.page.locator("tbody tr").count()
        self.who.button("Xác nhận")
        self.who.sees(f"Đã xác nhận {rows} dòng chắc chắn.")
        return rows

    def split(self, index: int = 0) -> None:
        """Cut the open row at one of the places offered."""
        self.who.link("Tách dòng")
        self.swapped(lambda: self.who.click(self.page.get_by_role("button", name="Tách ở đây").nth(index)))

    def merge(self) -> None:
        self.swapped(lambda: self.who.button("Gộp với dòng trên"))

    def asks_for(self, printed: str) -> bool:
        """Whether the open row names a unit so that nobody has settled yet."""
        return self.form.get_by_label(f"Đơn vị của “{printed}”", exact=True).count() > 0

    def name_unit(self, printed: str, unit: str) -> None:
        """Say which unit a printed name means; it is saved by itself."""
        field = self.form.get_by_label(f"Đơn vị của “{printed}”", exact=True)
        with self.page.expect_response(re.compile(r"/luu/\?")):
            field.fill(unit)
            field.blur()
        expect(self.form.get_by_text(f"Khớp: {unit}").first).to_be_visible()

    def make_responsible(self, unit: str) -> None:
        self.form.get_by_label("Đơn vị chịu trách nhiệm", exact=True).fill(unit)

    def same_rhythm_for_all(self, words: str) -> None:
        self.who.choose("Nhịp cập nhật ⚙", words)
        self.who.check(self.form.get_by_label("Dùng nhịp này cho mọi dòng “Thường xuyên” chưa có nhịp"))

    def doubts(self) -> str:
        """The marks over the open row, or "" when no row is open."""
        return " ".join(self.page.locator(".row-form > .row-actions .tag").all_inner_texts())

    def is_open(self) -> bool:
        return self.form.count() > 0

    def count_on_tab(self, name: str) -> int:
        text = (
            self.page.get_by_role("navigation", name="Phần của kế hoạch")
            .get_by_role("link", name=re.compile(name))
            .first
        )
        found = re.search(r"\d+", text.inner_text())
        assert found
        return int(found[0])

    def swapped(self, act: Callable[[], object]) -> None:
        """Do something and wait until its answer has replaced the work space and scripts have settled."""
        self.page.evaluate("document.getElementById('khoi-ra-soat').firstElementChild.dataset.old = '1'")
        act()
        expect(self.page.locator("#khoi-ra-soat > [data-old]")).to_have_count(0)
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
