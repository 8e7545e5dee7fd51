"""Values over the years: the slope chart, with a visible break where values cannot be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.lib.charts.canvas import Drawing, Scale, Sheet, number

_TOP, _BOTTOM, _SIDE, _LABEL = 26, 26, 14, 16


@dataclass(frozen=True, slots=True)
class Point:
    """`at`: the year or another place in order; `value` None is a gap that is drawn as one."""

    at: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One series; `own` stands out, others are grey and dashed. Words of it stand at its last point."""

    points: tuple[Point, ...]
    own: bool = True
    label: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Between the place before `at` and `at` itself values cannot be compared; `why` goes into the description."""

    at: int
    why: str = ""


def lines(
    name: str,
    *,
    title: str,
    desc: str,
    series: Sequence[Line],
    breaks: Sequence[Gap] = (),
    width: int = 300,
    height: int = 170,
    digits: int = 2,
) -> Drawing:
    """Series over the same places, ends labelled, broken at `breaks`; `digits` of the labels.

    The vertical axis is cut to the values: the ends carry their numbers, so nobody reads heights as amounts.
    """
    sheet = Sheet(name, width, height)
    places = sorted({p.at for line in series for p in line.points})
    values = [p.value for line in series for p in line.points if p.value is not None]
    if not places or not values:
        sheet.text(width / 2, height / 2, "chưa có số", "words", "middle")
        return sheet.finish(title, desc)
    x = Scale(0, len(places) - 1, _SIDE + 8, width - _SIDE - 8)
    room = (max(values) - min(values)) * 0.08
    y = Scale(min(values) - room, max(values) + room, height - _BOTTOM - _LABEL, _TOP)
    sheet.line(_SIDE, height - _BOTTOM, width - _SIDE, height - _BOTTOM, "axis")
    for index, place in enumerate(places):
        if len(places) <= 8 or index in (0, len(places) - 1) or index % 2 == 0:
            sheet.text(x(index), height - 8, _short(place, index, len(places)), "words", "middle")
    for gap in breaks:
        if gap.at in places and places.index(gap.at):
            middle = x(places.index(gap.at) - 0.5)
            sheet.line(middle, _TOP - 12, middle, height - _BOTTOM, "break")
    for line in sorted(series, key=lambda one: one.own):
        _draw(sheet, line, places, {gap.at for gap in breaks}, x, y, digits)
    return sheet.finish(title, "; ".join([desc, *(gap.why for gap in breaks if gap.why)]))


def _short(place: int, index: int, count: int) -> str:
    """Full years at the ends, two digits between where there are many."""
    return str(place) if index in (0, count - 1) or count <= 5 else f"{place % 100:02d}"


def _draw(
    sheet: Sheet, line: Line, places: list[int], breaks: set[int], x: Scale, y: Scale, digits: int
) -> None:
    kind = "own" if line.own else "other"
    run: list[tuple[float, float]] = []
    known: list[tuple[float, float, float]] = []
    for point in sorted(line.points, key=lambda p: p.at):
        if point.at in breaks or point.value is None:
            sheet.path(run, kind)
            run = []
        if point.value is None:
            # a blank year: hatched, so that it reads as "nothing published", not as zero
            sheet.rect(x(places.index(point.at)) - 5, _TOP, 10, sheet.height - _TOP - _BOTTOM, "blank")
            continue
        run.append((x(places.index(point.at)), y(point.value)))
        known.append((*run[-1], point.value))
    sheet.path(run, kind)
    for left, top, _value in known:
        sheet.dot(left, top, f"{kind}-dot", 4 if line.own else 2.5)
    if not line.own or not known:
        return
    first, last = known[0], known[-1]
    if first is not last:
        sheet.text(first[0] - 8, first[1] - 9, number(first[2], digits), "value", "start")
    # a line that falls to its end would run through a number above it
    falls = len(known) > 1 and known[-2][2] > last[2]
    sheet.text(last[0] + 8, last[1] + (18 if falls else -9), number(last[2], digits), "value", "end")
