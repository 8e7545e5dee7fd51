"""Counts as bars: the part that is sure is filled, the part that is only proposed is drawn as an outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.lib.charts.canvas import Drawing, Scale, Sheet

_ROW, _BAR, _PAD = 44, 14, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `count` in all, `proposed` of them not decided by anybody yet (0 ≤ proposed ≤ count)."""

    label: str
    count: int
    proposed: int = 0


def bars(name: str, *, title: str, desc: str, rows: Sequence[Bar], width: int = 300) -> Drawing:
    """Bars from zero in the order given, the words above each; the count stands behind the bar."""
    height = _ROW * max(len(rows), 1) + _PAD
    sheet = Sheet(name, width, height)
    if not rows:
        sheet.text(width / 2, height / 2, "chưa có số", "words", "middle")
        return sheet.finish(title, desc)
    x = Scale(0, max(1, *(row.count for row in rows)), 1, width - 36)
    for index, row in enumerate(rows):
        top = _PAD + _ROW * index
        sheet.text(0, top + 13, row.label)
        y, sure = top + 20, x(row.count - row.proposed)
        sheet.rect(x(0), y, sure - x(0), _BAR, "bar-sure")
        sheet.rect(sure, y, x(row.count) - sure, _BAR, "bar-maybe")
        sheet.text(x(row.count) + 6, y + 12, str(row.count), "value")
    return sheet.finish(title, desc)
