"""A province that asks its communes for reform reports, with the cast's two communes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import NOW, Cast
from tests.kept import made_once
from thuocdo.registers.reports.actions.regimes import set_regime
from thuocdo.registers.reports.models import Duty
from thuocdo.registers.reports.rules.library import shipped_regimes

FROM = date(2026, 1, 1)


def shipped(code: str):  # type: ignore[no-untyped-def]
    """One shipped regime."""
    return next(one for one in shipped_regimes() if one.code == code)


@pytest.fixture
@made_once
def reform(cast: Cast) -> Cast:
    """The province has put the reform reports in force for 2026."""
    set_regime(
        unit=cast.unit("province"),
        code="cchc",
        terms=shipped("cchc").terms,
        valid_from=FROM,
        basis="Quyết định mẫu",
        by=cast.person("province_coordinator"),
        now=NOW,
    )
    return cast


def duty_of(cast: Cast, period: str, unit: str = "commune") -> Duty:
    """The duty of a unit for a period."""
    found: Duty = Duty.objects.select_related("regime", "unit", "receiver", "prepared_by").get(
        unit=cast.unit(unit), period=period
    )
    return found
