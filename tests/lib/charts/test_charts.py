"""Charts are SVG that a strict page may show and a screen reader can use."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from thuocdo.lib.charts import Band, Dot, Drawing, Gap, Line, Point, Reach, Step, dots, lines, steps

SVG = "{http://www.w3.org/2000/svg}"


def slope(*values: float | None, breaks: tuple[Gap, ...] = ()) -> Drawing:
    points = tuple(Point(2018 + i, value) for i, value in enumerate(values))
    return lines("duong", title="Qua các năm?", desc="Từ 1 lên 3", series=[Line(points)], breaks=breaks)


def all_kinds() -> list[Drawing]:
    return [
        slope(1.0, 2.0, 3.0),
        dots("cham", title="Ở đâu?", desc="Giữa", rows=[Dot("<Tỉnh> & “A”", 4.2, 4.0, 4.5, own=True)]),
        steps("bac", title="Nhảy ở đâu?", desc="Tại 98%", ladder=[Step(0, 0), Step(98, 3)], low=90, high=100),
    ]


@pytest.mark.parametrize("drawing", all_kinds(), ids=lambda d: d.title)
def test_drawing_is_one_described_image_without_paint_of_its_own(drawing: Drawing) -> None:
    """Well-formed, role img named by title and desc, no style or script or colour attribute."""
    root = ElementTree.fromstring(drawing.svg)  # noqa: S314  (our own drawing)
    assert root.get("role") == "img"
    named = {child.get("id"): child.text for child in root if child.tag in ("title", "desc")}
    assert [named[i] for i in (root.get("aria-labelledby") or "").split()] == [drawing.title, drawing.desc]
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not attributes & {"style", "fill", "stroke", "onclick", "href"}
    assert not re.search(r"<(script|style|foreignObject)", drawing.svg)


def test_words_are_escaped_and_the_drawing_prints_itself_in_a_page() -> None:
    """A name with signs of markup stays text, and a template does not escape the drawing again."""
    from django.template import Context, Engine

    drawing = all_kinds()[1]
    assert "&lt;Tỉnh&gt; &amp;" in drawing.svg
    assert "<Tỉnh>" not in drawing.svg
    page = (
        Engine()
        .from_string("{{ drawing }} {{ other }}")
        .render(Context({"drawing": drawing, "other": "<b>"}))
    )
    assert page == f"{drawing.svg} &lt;b&gt;"


def test_a_line_is_broken_where_values_cannot_be_compared() -> None:
    """No stroke crosses a break: two runs, and the reason is told in the description."""
    whole, broken = slope(1, 2, 3, 4), slope(1, 2, 3, 4, breaks=(Gap(2020, "cấu trúc đổi"),))
    assert whole.svg.count("<polyline") == 1
    assert broken.svg.count("<polyline") == 2
    assert broken.svg.count('class="break"') == 1
    assert "cấu trúc đổi" in broken.desc


def test_a_blank_year_is_a_hatched_gap_and_not_a_zero() -> None:
    """A missing value has no dot, no stroke through it, and the axis does not reach down to zero for it."""
    drawing = slope(40.0, None, 41.0, 42.0)
    assert drawing.svg.count("own-dot") == 3
    assert drawing.svg.count('class="blank"') == 1
    assert drawing.svg.count("<polyline") == 1
    whole = re.findall(r'cy="([\d.]+)"', slope(40.0, 40.5, 41.0, 42.0).svg)
    assert re.findall(r'cy="([\d.]+)"', drawing.svg)[0] == whole[0]


def test_ends_carry_their_numbers_with_a_decimal_comma() -> None:
    """First and last value are printed as pages print numbers."""
    assert {"41,10", "43,62"} <= set(re.findall(r">([\d,]+)<", slope(41.1, 40.0, 43.6223).svg))


def test_nothing_to_draw_says_so() -> None:
    """No values at all: the words for a missing number instead of an empty box."""
    assert "chưa có số" in slope(None, None).svg
    assert "chưa có số" in dots("d", title="t", desc="d", rows=[]).svg


def test_band_lies_between_its_ends() -> None:
    """The shaded margin spans the dots inside it and none outside."""
    rows = [Dot("A", 44.0), Dot("B", 43.5, own=True), Dot("C", 41.0)]
    drawing = dots("d", title="t", desc="d", rows=rows, band=Band(43.0, 44.0, "±0,50"))
    band = re.search(r'class="band" x="([\d.]+)"[^>]* width="([\d.]+)"', drawing.svg)
    assert band is not None
    left, right = float(band[1]), float(band[1]) + float(band[2])
    at = [float(x) for x in re.findall(r'<circle[^>]* cx="([\d.]+)"', drawing.svg)]
    assert left <= at[0] <= right
    assert at[1] < left


def test_cliff_jumps_at_the_threshold_and_is_level_elsewhere() -> None:
    """0 points below 98 %, 3 from there: one jump, drawn at the threshold's place; what is in reach is shaded."""
    drawing = steps(
        "c",
        title="t",
        desc="d",
        ladder=[Step(0, 0), Step(98, 3)],
        low=90,
        high=100,
        now=(97.57, 0),
        threshold=98,
        reach=Reach(95, 99),
    )
    jump = re.search(r'class="jump" x1="([\d.]+)"', drawing.svg)
    mark = re.search(r'class="break" x1="([\d.]+)"', drawing.svg)
    assert jump is not None and mark is not None
    assert jump[1] == mark[1]
    assert drawing.svg.count('class="jump"') == 1
    assert "97,57%" in drawing.svg
    assert 'class="band"' in drawing.svg
