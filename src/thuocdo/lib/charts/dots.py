"""Where one stands among others, and how surely: dots with intervals, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.lib.charts.canvas import Drawing, Scale, Sheet, number

_ROW, _TOP, _BOTTOM, _VALUE = 24, 22, 8, 52


@dataclass(frozen=True, slots=True)
class Dot:
    """One row. `low`, `high`: the interval around the value where one is known; `own` stands out."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded stretch of the scale with its words: the margin within which nobody is told apart."""

    low: float
    high: float
    label: str = ""


def dots(
    name: str,
    *,
    title: str,
    desc: str,
    rows: Sequence[Dot],
    band: Band | None = None,
    width: int = 300,
    label_width: int = 116,
    digits: int = 2,
) -> Drawing:
    """Rows in the order given (sort them by value); no rank digits, the band says who cannot be told apart."""
    height = _TOP + _ROW * max(len(rows), 1) + _BOTTOM
    sheet = Sheet(name, width, height)
    ends = [v for row in rows for v in (row.value, row.low, row.high) if v is not None]
    if band is not None:
        ends += [band.low, band.high]
    if not rows:
        sheet.text(width / 2, height / 2, "chưa có số", "words", "middle")
        return sheet.finish(title, desc)
    x = Scale(min(ends), max(ends), label_width + 8, width - _VALUE - 8)
    if band is not None:
        sheet.rect(x(band.low), _TOP, x(band.high) - x(band.low), height - _TOP - _BOTTOM, "band")
        if band.label:
            sheet.text((x(band.low) + x(band.high)) / 2, 14, band.label, "words", "middle")
    for index, row in enumerate(rows):
        y = _TOP + _ROW * (index + 0.5)
        sheet.text(
            label_width, y + 4, _cut(row.label, label_width), "own-words" if row.own else "words", "end"
        )
        sheet.line(label_width + 6, y, width - _VALUE - 6, y, "grid")
        if row.low is not None and row.high is not None:
            sheet.line(x(row.low), y, x(row.high), y, "interval")
        if row.own:
            sheet.ring(x(row.value), y, "own-dot")
        else:
            sheet.dot(x(row.value), y, "other-dot")
        sheet.text(
            width - 2, y + 4, number(row.value, digits), "own-words value" if row.own else "value", "end"
        )
    return sheet.finish(title, desc)


def _cut(label: str, room: float) -> str:
    """What fits at about 7 pixels a letter; the table beside the chart has the whole name."""
    most = int(room / 7)
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
