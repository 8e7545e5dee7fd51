"""What people do in the stories, by the names they read on the screen, counting their clicks as SCREENS.md does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.cast import PASSWORD

PATIENCE = 60_000  # ms, for reading a plan on a slow machine


class Visitor:
    """A person at a browser. `clicks` counts links, buttons, checkboxes, radios, selects and file choosers."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.clicks = 0

    def click(self, goal: Locator) -> None:
        goal.click()
        self.clicks += 1

    def link(
        self, name: str | re.Pattern[str], *, within: Locator | None = None, exact: bool = False
    ) -> None:
        self.click((within or self.page).get_by_role("link", name=name, exact=exact).first)

    def button(
        self, name: str | re.Pattern[str], *, within: Locator | None = None, exact: bool = True
    ) -> None:
        self.click((within or self.page).get_by_role("button", name=name, exact=exact).first)

    def menu(self, name: str) -> None:
        self.link(name, within=self.page.get_by_role("navigation", name="Trình đơn chính"), exact=True)

    def tab(self, name: str) -> None:
        self.link(re.compile(name), within=self.page.get_by_role("navigation", name="Phần của kế hoạch"))

    def choose(self, label: str, value: str) -> None:
        self.page.get_by_role("combobox", name=re.compile("^" + re.escape(label))).select_option(label=value)
        self.clicks += 1

    def check(self, goal: Locator) -> None:
        goal.check()
        self.clicks += 1

    def press(self, key: str) -> None:
        """A key counts as a click: J2 asks for few acts, not for few mouse movements."""
        self.page.keyboard.press(key)
        self.clicks += 1

    def file(self, path: Path | dict[str, Any]) -> None:
        self.page.get_by_label("Chọn tệp").set_input_files(path)  # type: ignore[arg-type]
        self.clicks += 1

    def go(self, address: str) -> None:
        self.page.goto(self.site + address)

    def sign_in(self, name: str, *, heading: str | None = None) -> None:
        """From the front page to the landing page; counting begins there ("Đăng nhập" is 1 click)."""
        self.go("/tai-khoan/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(name)
        self.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        self.clicks = 0
        self.button("Đăng nhập")
        if heading:
            self.heading(heading)

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Đăng xuất").click()

    def heading(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def sees(self, text: str | re.Pattern[str], *, patience: int = 10_000) -> None:
        expect(self.page.locator("#noi-dung")).to_contain_text(text, timeout=patience)

    def numbers(self, pattern: str) -> tuple[int, ...]:
        """The numbers that a pattern finds in the main part of the page."""
        found = re.search(pattern, self.page.locator("#noi-dung").inner_text())
        assert found, f"{pattern!r} is not on {self.page.url}"
        return tuple(int(group) for group in found.groups())


def import_plan(who: Visitor, file: Path | dict[str, Any]) -> None:
    """ "Kế hoạch", "Nhập kế hoạch", choose, "Đọc kế hoạch", wait until it is read."""
    who.menu("Kế hoạch")
    who.link("Nhập kế hoạch")
    who.file(file)
    who.button("Đọc kế hoạch")
    expect(who.page.get_by_role("heading", name="Đã đọc xong")).to_be_visible(timeout=PATIENCE)


def own_page(context: BrowserContext, problems: list[str]) -> Page:
    """A page that notes script errors and violations of the CSP in `problems`."""
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(f"{page.url}: script: {error}"))
    page.on(
        "console",
        lambda line: (
            problems.append(f"{page.url}: {line.text}") if "Content Security Policy" in line.text else None
        ),
    )
    return page


def serious(page: Page) -> list[str]:
    """What axe finds of impact serious or critical, one line for each rule."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['nodes'][0]['html'][:160]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def picture(page: Page, folder: Path | None, name: str, *, full: bool = False) -> None:
    """A screenshot for the guide, with few colours so that it stays small; nothing where no folder is given."""
    if folder is None:
        return
    from io import BytesIO

    from PIL import Image

    shot = Image.open(BytesIO(page.screenshot(full_page=full))).convert("RGB")
    folder.mkdir(parents=True, exist_ok=True)
    shot.quantize(colors=160, dither=Image.Dither.NONE).save(folder / name, optimize=True)
