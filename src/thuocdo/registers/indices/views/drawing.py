"""The page's charts, each with the sentence that says what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.lib.charts import Band, Dot, Drawing, Gap, Line, Point, dots, lines
from thuocdo.plans.rules.papi import province_name
from thuocdo.plans.rules.papi.judging import comma
from thuocdo.registers.indices.queries.province import ProvinceYear, Row, Series
from thuocdo.registers.indices.rules.claims import label_of


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, its heading, its finding, and the same as rows of a table."""

    heading: str
    finding: str
    drawing: Drawing
    rows: tuple[tuple[str, str, str], ...]


def slope(page: ProvinceYear, series: Series, *, name: str = "") -> Picture:
    """One dimension over the years, broken where the structure changed."""
    heading = label_of(series.dimension)
    known = [(year, value) for year, value in series.points.items() if value is not None]
    if len(known) > 1:
        (first, low), (last, high) = known[0], known[-1]
        finding = _("%(first)s: %(a)s điểm; %(last)s: %(b)s điểm.") % {
            "first": first,
            "a": comma(low, 2),
            "last": last,
            "b": comma(high, 2),
        }
        crossed = [year for year in series.breaks if first < year <= last]
        if crossed:
            finding += " " + _("Không so được qua năm %(years)s.") % {"years": ", ".join(map(str, crossed))}
    else:
        finding = _("Chưa đủ hai năm có kết quả để vẽ.")
    drawing = lines(
        name or f"duong-{series.dimension}",
        title=_("%(name)s của %(province)s qua các năm") % {"name": heading, "province": page.name},
        desc=finding,
        series=[Line(tuple(Point(year, value) for year, value in series.points.items()))],
        breaks=[Gap(year, f"{year}: {why}") for year, why in series.breaks.items()],
        height=200 if series.dimension == 0 else 150,
    )
    rows = tuple(
        (
            str(year),
            comma(value) if value is not None else _("chưa có số"),
            series.breaks.get(year) or series.cautions.get(year) or _blank(page, year, value),
        )
        for year, value in series.points.items()
    )
    return Picture(heading, finding, drawing, rows)


def _blank(page: ProvinceYear, year: int, value: float | None) -> str:
    if value is not None:
        return ""
    reason = page.blanks.get(year)
    return reason.text if reason else _("báo cáo không công bố nội dung này của tỉnh")


def standing(page: ProvinceYear, row: Row) -> Picture:
    """The province among those within the margin."""
    if row.score is None:
        finding = _("%(province)s không có kết quả này năm %(year)s.") % {
            "province": page.name,
            "year": page.year,
        }
        drawing = dots("quanh", title=row.name, desc=finding, rows=[])
        return Picture(row.name, finding, drawing, ())
    entries = [(near.province, near.value, False) for near in row.near] + [(page.key, row.score, True)]
    entries.sort(key=lambda one: (-one[1], not one[2]))
    margin = comma(row.margin, 2)
    finding = _("%(n)s tỉnh trong khoảng ±%(x)s điểm: chưa thể nói tỉnh nào trong số này hơn tỉnh nào.") % {
        "n": len(row.near),
        "x": margin,
    }
    if not row.near:
        finding = _("Không có tỉnh nào trong khoảng ±%(x)s điểm.") % {"x": margin}
    drawing = dots(
        "quanh",
        title=_("%(name)s: các tỉnh có điểm gần %(province)s năm %(year)s")
        % {"name": row.name, "province": page.name, "year": page.year},
        desc=finding,
        rows=[Dot(province_name(key), value, own=own) for key, value, own in entries],
        band=Band(row.score - row.margin, row.score + row.margin, f"±{margin}"),
    )
    rows = tuple(
        (province_name(key), comma(value), "" if own else _apart(value - row.score))
        for key, value, own in entries
    )
    return Picture(row.name, finding, drawing, rows)


def _apart(distance: float) -> str:
    return ("+" if distance >= 0 else "\u2212") + comma(abs(distance), 2)
