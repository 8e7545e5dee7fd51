"""An officer measures a Word file in the browser; the administrator words a letter; both pages are usable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.cast import Cast
from tests.documents.official import damaged, find, good
from tests.documents.test_templates import WORDS, reworded
from tests.stories.conftest import new_context
from tests.stories.steps import own_page, picture
from tests.stories.test_pages_are_usable import DESK, PHONE, SMALL, sign_in
from tests.stories.usable import CONTRAST, TALL, axe, by_keyboard, fits, frame

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_faults(document: Any) -> None:
    find(document, "Số:").runs[0].text = "Số: 5 /KH - UBND"
    find(document, "đ) Tổ chức").runs[0].text = "f) Tổ chức đối thoại."
    for run in find(document, "Nơi nhận").runs:
        run.font.italic = False


def test_from_the_plans_to_the_findings(
    browser: Browser, live_server: Any, cast: Cast, tmp_path: Path, pictures: Path | None
) -> None:
    """From the list of plans to the page, the file chosen, three findings read; usable at 1280, 360 and 320 px."""
    problems: list[str] = []
    context = new_context(browser, viewport={"width": DESK, "height": TALL})
    page, site = own_page(context, problems), live_server.url
    sign_in(page, site, cast.person("officer").username)
    page.goto(f"{site}/lam-viec/ke-hoach/")
    page.get_by_role("link", name="Kiểm tra thể thức").click()
    path = tmp_path / "ke-hoach-thu.docx"
    path.write_bytes(damaged(good("plan"), with_faults))
    page.get_by_label("Văn bản Word (.docx)").set_input_files(path)
    page.get_by_role("button", name="Kiểm tra thể thức").click()
    expect(page.get_by_role("status").first).to_contain_text("Có 3 lỗi thể thức.")
    for words in ("Số: 5 /KH - UBND", "f) Tổ chức đối thoại.", "mục II khoản 9 điểm d"):
        expect(page.get_by_role("main")).to_contain_text(words)
    page.set_viewport_size({"width": DESK, "height": 900})
    picture(page, pictures, "the-thuc.png")
    page.set_viewport_size({"width": DESK, "height": TALL})
    unit = page.locator("header .unit").inner_text().split(":")[-1].strip()
    problems += [*frame(page, unit), *axe(page), *fits(page, PHONE), *axe(page), *fits(page, SMALL)]
    context.close()
    assert problems == []


def test_the_office_words_a_letter(
    browser: Browser, live_server: Any, cast: Cast, tmp_path: Path, pictures: Path | None
) -> None:
    """A wrong tag is answered at its field, the corrected file is taken, and the way back is one button."""
    problems: list[str] = []
    context = new_context(browser, viewport={"width": DESK, "height": TALL})
    page, site = own_page(context, problems), live_server.url
    sign_in(page, site, cast.person("coordinator").username)
    page.goto(f"{site}/lam-viec/the-thuc/")
    page.get_by_role("link", name="Mẫu văn bản của cơ quan").click()
    card = page.get_by_role("region", name="Phiếu xin lỗi")
    for text, answer in (("Lý do: {{ li_do }}.", "đúng là {{ ly_do }}"), ("", "Đã nạp mẫu.")):
        path = tmp_path / "mau.docx"
        path.write_bytes(reworded("Lý do", text) if text else reworded(WORDS, "Xin chân thành cáo lỗi./."))
        card.get_by_label("Văn bản Word (.docx)").set_input_files(path)
        card.get_by_role("button", name="Nạp mẫu đã sửa").click()
        expect(page.get_by_role("main")).to_contain_text(answer)
    page.goto(f"{site}/lam-viec/quan-tri/mau-van-ban/")  # without the message, which is the frame's
    page.set_viewport_size({"width": DESK, "height": 900})
    picture(page, pictures, "mau-van-ban.png")
    page.set_viewport_size({"width": DESK, "height": TALL})
    card.get_by_text("Các thẻ dùng được").click()
    unit = page.locator("header .unit").inner_text().split(":")[-1].strip()
    problems += [*frame(page, unit), *axe(page), *fits(page, PHONE), *axe(page), *fits(page, SMALL)]
    page.set_viewport_size({"width": DESK, "height": 800})
    page.goto(page.url)
    problems += by_keyboard(page)
    card.get_by_role("button", name="Trở lại mẫu có sẵn").click()
    expect(card).to_contain_text("Mẫu có sẵn của chương trình")
    context.close()
    assert problems == []


def test_in_the_dark(browser: Browser, live_server: Any, cast: Cast) -> None:
    """Contrast holds in the dark scheme on both pages."""
    problems: list[str] = []
    context = new_context(browser, color_scheme="dark")
    page, site = own_page(context, problems), live_server.url
    sign_in(page, site, cast.person("coordinator").username)
    for address in ("the-thuc/", "quan-tri/mau-van-ban/"):
        page.goto(f"{site}/lam-viec/{address}")
        problems += [f"{address}: {line}" for line in axe(page, CONTRAST)]
    context.close()
    assert problems == []
