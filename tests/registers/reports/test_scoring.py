"""The book of reports answers the criteria that ask when a report was received."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.cast import NOW, Cast
from tests.registers.reports.conftest import shipped
from thuocdo.criteria.actions import choose_framework, load_shipped, set_setting
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.rules.library import shipped as framework
from thuocdo.registers.reports.actions.regimes import set_regime
from thuocdo.registers.reports.actions.steps import Sent, take_step
from thuocdo.registers.reports.models import Duty
from thuocdo.scoring.actions.runs import run_scores
from thuocdo.scoring.queries.card import nodes_by_code, result_of
from thuocdo.scoring.queries.reports import observations
from thuocdo.scoring.rules.model import Observation

LATER = datetime(2026, 12, 30, 2, tzinfo=UTC)


def observed(cast: Cast, period: str) -> dict[str, Observation]:
    found = observations([cast.unit("commune"), cast.unit("other")], framework("par-index-commune"), period)
    return {one.measure: one for one in found if one.unit == str(cast.unit("commune").pk)}


def received(cast: Cast, code: str, period: str, sent: date, came: date | None) -> None:
    duty = Duty.objects.get(regime__code=code, unit=cast.unit("commune"), period=period)
    papers = Sent("1/BC-UBND", sent, sent, came)
    take_step(duty=duty, step="note_sent", papers=papers, by=cast.person("coordinator"), now=LATER)


def in_force(cast: Cast, code: str, since: date) -> None:
    set_regime(
        unit=cast.unit("province"), code=code, terms=shipped(code).terms, valid_from=since, basis="Công văn mẫu",
        by=None, now=NOW,
    )  # fmt: skip


def test_a_late_asset_report_is_judged_by_its_receipt(cast: Cast) -> None:
    """Signed and sent 4 March, received 6 March 2026: the measure of 2025 is the 6th, with its source."""
    in_force(cast, "tai-san-cong", date(2025, 1, 1))
    assert observed(cast, "2025") == {}
    received(cast, "tai-san-cong", "2025", date(2026, 3, 4), date(2026, 3, 6))
    value = observed(cast, "2025")["bao_cao_tai_san"].value
    assert value.value == date(2026, 3, 6)
    assert value.sources[0].text == "Lịch báo cáo, Năm 2025 (1/BC-UBND): hạn 27/02/2026, nhận ngày 06/03/2026"


def test_periods_come_all_or_none(cast: Cast) -> None:
    """Four reform reports of the year, three received: three days and one unknown, never a guess from the sending."""
    in_force(cast, "cchc", date(2026, 1, 1))
    received(cast, "cchc", "2026Q1", date(2026, 3, 19), date(2026, 3, 20))
    received(cast, "cchc", "2026S1", date(2026, 6, 19), date(2026, 6, 23))
    received(cast, "cchc", "2026Q3", date(2026, 9, 18), None)
    rows = observed(cast, "2026")["bao_cao_cchc"].value.value
    assert isinstance(rows, tuple)
    assert [(row["due"], row["received"]) for row in rows] == [
        (date(2026, 3, 20), date(2026, 3, 20)),
        (date(2026, 6, 20), date(2026, 6, 23)),
        (date(2026, 9, 20), None),
        (date(2026, 12, 20), None),
    ]


def test_a_book_begun_during_the_year_says_nothing_of_it(cast: Cast) -> None:
    """In force from July: the year's first two reports are not in the book, so the year is left to what people enter."""
    in_force(cast, "cchc", date(2026, 7, 1))
    received(cast, "cchc", "2026Q3", date(2026, 9, 18), date(2026, 9, 18))
    assert observed(cast, "2026") == {}


def test_the_criterion_loses_its_points(cast: Cast) -> None:
    """A run reads the book: the report of public assets of 2025, received 7 days late, gets 0 of 1 point."""
    load_shipped(now=NOW)
    version = FrameworkVersion.objects.get(code="par-index-commune", version="2025")
    province, commune = cast.unit("province"), cast.unit("commune")
    choose_framework(unit=province, year=2025, version=version, by=None, now=NOW)
    set_setting(
        unit=province, version=version, name="diem_6_3", value=Decimal(1), valid_from=date(2025, 1, 1),
        basis="Quyết định mẫu", by=None, now=NOW,
    )  # fmt: skip
    in_force(cast, "tai-san-cong", date(2025, 1, 1))
    received(cast, "tai-san-cong", "2025", date(2026, 3, 4), date(2026, 3, 6))
    (run,) = run_scores(units=[commune], version=version, period="2025", by=None, now=LATER)
    node = nodes_by_code(result_of(run))["6.3"]
    assert node.points == 0 and "muộn 7 ngày" in node.because
