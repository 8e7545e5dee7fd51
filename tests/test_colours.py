"""Colours keep their contrast (WCAG 2.2 AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parent.parent / "src/thuocdo/orgs/static/thuocdo/thuocdo.css"
PLAIN = ("bg", "surface", "sunken")


def _themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", CSS.read_text("utf-8"), re.S)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6})", block)) for block in blocks)
    return {"light": light, "dark": dark}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_has_at_least_4_5_to_1(theme: str) -> None:
    """Every text colour reaches 4.5:1 on every ground it may stand on."""
    colours = _themes()[theme]
    pairs = [(fg, bg) for fg in ("text", "muted", "brand", "accent") for bg in PLAIN]
    pairs += [(s, f"{s}-bg") for s in ("ok", "warn", "late", "info", "wait", "sealed")]
    pairs += [
        ("on-brand", "brand"),
        ("on-brand", "brand-hover"),
        ("text", "warn-bg"),
        ("text", "info-bg"),
        ("text", "late-bg"),
    ]
    assert [
        (p, round(contrast(colours[p[0]], colours[p[1]]), 2))
        for p in pairs
        if contrast(colours[p[0]], colours[p[1]]) < 4.5
    ] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_controls_and_focus_have_at_least_3_to_1(theme: str) -> None:
    """Borders of controls and the focus ring reach 3:1 on every plain ground."""
    colours = _themes()[theme]
    low = [(fg, bg) for fg in ("border", "focus") for bg in PLAIN if contrast(colours[fg], colours[bg]) < 3]
    assert low == []
