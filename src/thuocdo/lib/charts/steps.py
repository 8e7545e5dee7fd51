"""Where points jump: points by ratio as a step line, with the present value and what is still within reach (cliff)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.lib.charts.canvas import Drawing, Scale, Sheet, number

_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 16, 24, 40


@dataclass(frozen=True, slots=True)
class Step:
    """From the ratio `at` on (inclusive) the criterion gives `points`, until the next step."""

    at: float
    points: float
    # points grow from this step's to the next one's instead of staying level
    sloped: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch of ratios that can still be reached, shaded."""

    low: float
    high: float


def steps(
    name: str,
    *,
    title: str,
    desc: str,
    ladder: Sequence[Step],
    low: float,
    high: float,
    now: tuple[float, float] | None = None,
    threshold: float | None = None,
    reach: Reach | None = None,
    unit: str = "%",
    width: int = 300,
    height: int = 180,
) -> Drawing:
    """`ladder` sorted by `at`; `now`: (ratio, points) of today; ratios from `low` to `high` are shown."""
    sheet = Sheet(name, width, height)
    most = max((step.points for step in ladder), default=1) or 1
    x = Scale(low, high, _LEFT, width - _RIGHT)
    y = Scale(0, most, height - _BOTTOM, _TOP)
    if reach is not None:
        start, end = max(reach.low, low), min(reach.high, high)
        sheet.rect(x(start), _TOP, x(end) - x(start), height - _TOP - _BOTTOM, "band")
    sheet.line(_LEFT, y(0), width - _RIGHT, y(0), "axis")
    sheet.line(_LEFT, y(0), _LEFT, _TOP, "axis")
    for points in dict.fromkeys((0.0, float(most))):
        sheet.text(_LEFT - 6, y(points) + 4, number(points), "value", "end")
    for ratio, anchor in ((low, "start"), (high, "end")):
        sheet.text(x(ratio), height - 8, _ratio(ratio, unit), "words", anchor)
    _stairs(sheet, ladder, low, high, x, y)
    if threshold is not None and low <= threshold <= high:
        sheet.line(x(threshold), _TOP - 8, x(threshold), y(0), "break")
        if low < threshold < high:
            sheet.text(x(threshold), height - 24, _ratio(threshold, unit), "words", "middle")
    if now is not None:
        at = min(max(now[0], low), high)
        sheet.ring(x(at), y(now[1]), "own-dot")
        anchor = "end" if x(at) > width / 2 else "start"
        sheet.text(x(at), y(now[1]) - 10, _ratio(now[0], unit), "own-words value", anchor)
    return sheet.finish(title, desc)


def _stairs(sheet: Sheet, ladder: Sequence[Step], low: float, high: float, x: Scale, y: Scale) -> None:
    """Level runs full, jumps dotted, slopes full."""
    before = 0.0
    for index, step in enumerate(ladder):
        end = ladder[index + 1].at if index + 1 < len(ladder) else high
        start, end = max(step.at, low), min(end, high)
        if start > end:
            before = step.points
            continue
        if step.points != before and step.at > low:
            sheet.line(x(start), y(before), x(start), y(step.points), "jump")
        last = ladder[index + 1].points if step.sloped and index + 1 < len(ladder) else step.points
        sheet.line(x(start), y(step.points), x(end), y(last), "own")
        before = last


def _ratio(value: float, unit: str) -> str:
    digits = 0 if value == round(value) else 2
    return f"{number(value, digits)}{unit}"
