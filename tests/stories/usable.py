"""What makes a page usable, measured in the browser: each check gives lines, none when all is well."""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.stories.steps import scrolls_sideways

# target-size (WCAG 2.2: 24 px, or as much room around) is off in axe unless asked for
RULES: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
TALL = 14_000  # a window so high that no sticky bar hides a part of anything from axe
CONTRAST: dict[str, Any] = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}

FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getClientRects()[0] || at.getBoundingClientRect(), style = getComputedStyle(at);
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 40), 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 16), 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  let sticky = false;
  for (let up = at; up; up = up.parentElement) if (["sticky", "fixed"].includes(getComputedStyle(up).position)) sticky = true;
  return {
    name: (at.getAttribute("aria-label") || at.innerText || at.name || at.id || at.tagName).trim().slice(0, 40),
    mark: at.outerHTML.slice(0, 90),
    covered: !(top && (at.contains(top) || top.contains(at) || (at.labels && [...at.labels].some((l) => l.contains(top))))),
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    left: box.left, right: box.right, top: box.top + (sticky ? 0 : scrollY), sticky,
    y: box.top + scrollY, seen: box.bottom > 0 && box.top < innerHeight,
  };
}"""
POSITIVE = "[...document.querySelectorAll('[tabindex]')].filter((e) => e.tabIndex > 0).map((e) => e.outerHTML.slice(0, 90))"


def axe(page: Page, options: dict[str, Any] = RULES) -> list[str]:
    """Violations of impact serious or critical: rule and the first place."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"axe {rule['id']} ({len(rule['nodes'])}): {rule['nodes'][0]['html'][:160]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def frame(page: Page, unit: str) -> list[str]:
    """One h1, and the title "{h1} – {unit} – Thước Đo"."""
    heads = [" ".join(text.split()) for text in page.locator("h1").all_inner_texts()]
    if len(heads) != 1 or not heads[0]:
        return [f"h1: {heads}"]
    wanted = re.compile(rf"(Lỗi: )?{re.escape(heads[0])}(: .+)? – {re.escape(unit)} – Thước Đo")
    return [] if wanted.fullmatch(page.title()) else [f"title {page.title()!r} for h1 {heads[0]!r}"]


def fits(page: Page, width: int) -> list[str]:
    """No sideways scroll of the document at this width; says what sticks out."""
    page.set_viewport_size({"width": width, "height": TALL})
    if not scrolls_sideways(page):
        return []
    out = page.evaluate(
        """() => { const w = document.documentElement.clientWidth;
        return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > w + 1
        && !e.closest('.scroll, .visually-hidden')).map((e) => e.outerHTML.slice(0, 100)).slice(0, 2); }"""
    )
    return [f"scrolls sideways at {width}: {out}"]


def by_keyboard(page: Page, most: int = 90) -> list[str]:
    """Tab reaches one thing after another, each with a visible ring, not under a bar, in the order of the eye.

    The order is wrong where the next thing stands higher without standing further right.
    """
    wrong = [f"positive tabindex: {mark}" for mark in page.evaluate(POSITIVE)]
    before: dict[str, Any] | None = None
    reached = 0
    page.locator("body").focus()
    for _ in range(most):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUS)
        if now is None or (before and 'class="skip"' in now["mark"]):
            break  # once around
        reached += 1
        if not now["outline"]:
            wrong.append(f"no ring: {now['mark']}")
        if now["covered"] or not now["seen"]:
            wrong.append(f"focus is covered: {now['mark']}")
        if before and not before["sticky"] and not now["sticky"]:
            higher = now["y"] < before["y"] - 12
            if higher and now["left"] < before["left"] + 1:
                wrong.append(f"order: {before['name']!r} then {now['name']!r}")
        before = now
    return wrong if reached > 8 else [*wrong, f"only {reached} stops by Tab"]
