"""The dashboard's line of the province's PAPI total: block 6 of W13."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.lib.charts import Drawing, Gap, Line, Point, lines
from thuocdo.orgs.models import Unit
from thuocdo.plans.rules.papi.judging import comma
from thuocdo.registers.indices.queries.province import total_series
from thuocdo.registers.indices.queries.releases import current_releases, keys_of_unit


@dataclass(frozen=True, slots=True)
class Slope:
    """The total since 2018 with its finding; `points` as rows of a table, `last` the newest year."""

    name: str
    finding: str
    drawing: Drawing
    points: tuple[tuple[int, float | None], ...]
    last: int


def papi_slope(authority: Unit) -> Slope | None:
    """The province's PAPI total over the years; None without releases or for a province that was never surveyed."""
    releases, keys = current_releases(), keys_of_unit(authority)
    found = total_series(releases, keys) if releases and keys else None
    if found is None:
        return None
    name, series = found
    known = [(year, value) for year, value in series.points.items() if value is not None]
    if not known:
        return None
    (first, low), (last, high) = known[0], known[-1]
    finding = _("%(first)s: %(a)s điểm; %(last)s: %(b)s điểm.") % {
        "first": first,
        "a": comma(low, 2),
        "last": last,
        "b": comma(high, 2),
    }
    drawing = lines(
        "papi",
        title=_("%(name)s của %(province)s qua các năm") % {"name": _("Tổng điểm"), "province": name},
        desc=finding,
        series=[Line(tuple(Point(year, value) for year, value in series.points.items()))],
        breaks=[Gap(year, f"{year}: {why}") for year, why in series.breaks.items()],
    )
    return Slope(name, finding, drawing, tuple(series.points.items()), releases[-1].year)
