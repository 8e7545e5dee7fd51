"""Bars of counts: what is sure is filled, what is proposed is an outline."""

from __future__ import annotations

import re

from thuocdo.lib.charts import Bar, bars


def rects(svg: str, kind: str) -> list[float]:
    """Widths of the bars of a kind."""
    return [float(width) for width in re.findall(rf'<rect class="{kind}"[^>]* width="([\d.]+)"', svg)]


def test_lengths_follow_the_counts() -> None:
    """Four, two of them only proposed, is twice as long as two; nothing has no length."""
    drawn = bars("a", title="t", desc="d", rows=[Bar("Một", 4, 2), Bar("Hai", 2), Bar("Ba", 0)])
    sure, maybe = rects(drawn.svg, "bar-sure"), rects(drawn.svg, "bar-maybe")
    assert sure[0] == maybe[0] == sure[1] == 131.5
    assert (maybe[1], sure[2], maybe[2]) == (0, 0, 0)
    assert re.findall(r'class="value"[^>]*>(\d+)<', drawn.svg) == ["4", "2", "0"]


def test_words_are_escaped_and_nothing_is_said_as_nothing() -> None:
    """A label with a sign of markup stays text; no rows say so in words."""
    assert "&lt;b&gt;" in bars("a", title="t", desc="d", rows=[Bar("<b>", 1)]).svg
    assert "chưa có số" in bars("a", title="t", desc="d", rows=[]).svg
