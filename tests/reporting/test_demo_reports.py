"""The sample place has reports to look at."""

from __future__ import annotations

from tests.cast import NOW, Cast
from thuocdo.registers.reports.models import Duty, RegimeSetting, Report
from thuocdo.reporting.actions.demo_reports import load_reports


def test_sample_reports_are_there_once(cast: Cast) -> None:
    """In July: the half-year report of one commune sent in time, the neighbour's missing, the next one begun; once."""
    units = {"tinh": cast.unit("province"), "xa": cast.unit("commune")}
    people = {"so-noi-vu": cast.person("province_coordinator"), "dau-moi": cast.person("coordinator")}
    for _again in range(2):
        load_reports(units, people, NOW)
    states = Duty.objects.filter(unit=units["xa"]).order_by("due").values_list("period", "state")
    assert list(states) == [("2026S1", "sent"), ("2026Q3", "draft"), ("2026", "none")]
    assert Duty.objects.get(unit=cast.unit("other"), period="2026S1").sent_on is None
    assert Report.objects.count() == 1 and RegimeSetting.objects.count() == 1
