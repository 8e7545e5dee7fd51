"""Duties are made from what authorities have set, once, and follow the settings into the future only."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from tests.cast import NOW, Cast
from tests.registers.reports.conftest import FROM, duty_of, shipped
from thuocdo.calendars.rules.periods import PeriodKind
from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import UnitKind
from thuocdo.registers.reports.actions.duties import refresh_duties
from thuocdo.registers.reports.actions.regimes import OwnRegime, add_regime, set_regime
from thuocdo.registers.reports.models import Duty, Gathering, RegimeSetting
from thuocdo.registers.reports.rules.terms import DayRule, Term

MONTHLY = Term(PeriodKind.MONTH, DayRule(15, -1), DayRule(14), DayRule(20))


def test_each_commune_owes_each_period_once(reform: Cast) -> None:
    """Four reform reports a year for both communes, in one gathering each; a second run makes nothing."""
    assert Duty.objects.count() == 8
    assert set(Duty.objects.values_list("period", flat=True)) == {"2026Q1", "2026S1", "2026Q3", "2026"}
    assert Gathering.objects.count() == 4
    again = refresh_duties(now=NOW)
    assert (again.made, again.moved, again.dropped) == (0, 0, 0)


def test_the_next_year_comes_in_december(reform: Cast) -> None:
    """In December the duties of the next year are there to be seen."""
    made = refresh_duties(now=datetime(2026, 12, 1, 2, tzinfo=UTC))
    assert made.made == 8
    assert Duty.objects.filter(year=2027).count() == 8


def test_a_new_setting_moves_only_what_is_still_to_come(reform: Cast) -> None:
    """Changing the due day from July on leaves the days of the past periods as they were."""
    old = {duty.period: duty.due for duty in Duty.objects.filter(unit=reform.unit("commune"))}
    terms = [Term(t.kind, t.start, t.end, DayRule(18), t.numbers) for t in shipped("cchc").terms]
    set_regime(
        unit=reform.unit("province"), code="cchc", terms=terms, valid_from=date(2026, 7, 1), basis="Công văn mẫu",
        reason="Tỉnh rút hạn", by=None, now=NOW,
    )  # fmt: skip
    new = {duty.period: duty.due for duty in Duty.objects.filter(unit=reform.unit("commune"))}
    assert (new["2026Q1"], new["2026S1"]) == (old["2026Q1"], old["2026S1"])
    assert (new["2026Q3"], new["2026"]) == (date(2026, 9, 18), date(2026, 12, 18))


def test_a_regime_that_stops_takes_what_nobody_has_begun(reform: Cast) -> None:
    """After it is stopped, duties of the periods ahead go; those whose day is over stay visible."""
    set_regime(
        unit=reform.unit("province"), code="cchc", terms=shipped("cchc").terms, active=False,
        valid_from=date(2026, 7, 1), basis="Công văn mẫu", reason="Thay bằng chế độ khác", by=None, now=NOW,
    )  # fmt: skip
    assert set(Duty.objects.values_list("period", flat=True)) == {"2026Q1", "2026S1"}


def test_what_the_province_sets_counts_for_its_communes(reform: Cast) -> None:
    """A commune cannot set its own days for a regime that its province has set; for others it can, for itself alone."""
    commune, by = reform.unit("commune"), reform.person("coordinator")
    with pytest.raises(InputError, match="do tỉnh đặt"):
        set_regime(
            unit=commune, code="cchc", terms=[MONTHLY], valid_from=FROM, basis="Tự đặt", by=by, now=NOW
        )
    set_regime(
        unit=commune, code="nghi-quyet-57", terms=[MONTHLY], valid_from=FROM, basis="Công văn mẫu", by=by, now=NOW
    )  # fmt: skip
    owing = Duty.objects.filter(regime__code="nghi-quyet-57").values_list("unit", flat=True)
    assert set(owing) == {commune.pk} and len(owing) == 12


def test_an_office_adds_a_regime_of_its_own(cast: Cast) -> None:
    """A commune asks its offices for a monthly report; offices, not villages, owe it to the commune."""
    add_regime(
        unit=cast.unit("commune"),
        regime=OwnRegime("Báo cáo công tác tháng", (UnitKind.DEPARTMENT,), False, "Quy chế làm việc"),
        terms=[MONTHLY], valid_from=date(2026, 7, 1), by=cast.person("coordinator"), now=NOW,
    )  # fmt: skip
    assert {duty.unit_id for duty in Duty.objects.all()} == {
        cast.unit(key).pk for key in ("office", "economy", "culture")
    }
    assert {duty.receiver_id for duty in Duty.objects.all()} == {cast.unit("commune").pk}
    assert duty_of(cast, "2026-07", "economy").due == date(2026, 7, 20)


def test_only_who_may_sets_a_regime(cast: Cast) -> None:
    """An officer sets nothing, nor does a coordinator for the neighbour."""
    for who, unit in (("officer", "commune"), ("coordinator", "other"), ("coordinator", "province")):
        with pytest.raises(PermissionDenied):
            set_regime(
                unit=cast.unit(unit), code="cchc", terms=[MONTHLY], valid_from=FROM, basis="x",
                by=cast.person(who), now=NOW,
            )  # fmt: skip


def test_settings_stand_as_they_were_entered(reform: Cast) -> None:
    """The database refuses to change a setting; a later one stands beside it."""
    with pytest.raises(DatabaseError), transaction.atomic():
        RegimeSetting.objects.update(basis="khác")
