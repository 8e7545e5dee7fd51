"""Reports of the sample place: reform reports in force from April, one sent in time, one begun, the rest as the days make them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from thuocdo.orgs.models import Person, Unit
from thuocdo.registers.reports.actions.regimes import set_regime
from thuocdo.registers.reports.actions.steps import Sent, take_step
from thuocdo.registers.reports.models import Duty, RegimeSetting
from thuocdo.registers.reports.rules.library import shipped_regimes
from thuocdo.registers.reports.rules.states import ReportState
from thuocdo.reporting.actions.reports import compose_report

CODE = "cchc"


def load_reports(units: dict[str, Unit], people: dict[str, Person], now: datetime) -> None:
    """Put the reform reports in force and let the sample commune have begun; what is there already stays.

    From April on, so that the year's first report is not in the book and the sample scores stay those entered.
    """
    today = timezone.localdate(now)
    if RegimeSetting.objects.filter(regime__code=CODE).exists():
        return
    terms = next(one.terms for one in shipped_regimes() if one.code == CODE)
    set_regime(
        unit=units["tinh"],
        code=CODE,
        terms=terms,
        valid_from=date(today.year, 4, 1),
        basis="Quyết định mẫu về chế độ báo cáo định kỳ",
        by=people["so-noi-vu"],
        now=now,
    )
    own = Duty.objects.filter(unit=units["xa"], regime__code=CODE).select_related("regime", "unit")
    for duty in own.filter(due__lt=today).order_by("due")[:1]:
        assert duty.due is not None  # noqa: S101  (filtered)
        day = duty.due - timedelta(days=1)
        papers = Sent("58/BC-UBND", day, day, day)
        take_step(duty=duty, step="note_sent", papers=papers, by=people["dau-moi"], now=now)
    for duty in own.filter(due__gte=today, data_from__lte=today, state=ReportState.NONE).order_by("due")[:1]:
        compose_report(duty=duty, by=people["dau-moi"], now=now)
