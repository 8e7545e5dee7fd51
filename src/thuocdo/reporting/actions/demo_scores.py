"""Scores of the sample place: the fictional framework is chosen, measures entered, the engine run."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from thuocdo.criteria.actions import choose_framework
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.queries import framework_for
from thuocdo.orgs.models import Person, Unit
from thuocdo.reporting import sample_scores
from thuocdo.reporting.actions.demo_rounds import load_rounds
from thuocdo.scoring.actions.entries import Proof, enter_measure
from thuocdo.scoring.actions.runs import run_scores
from thuocdo.scoring.models import MeasureEntry


def load_scores(units: dict[str, Unit], people: dict[str, Person], now: datetime) -> None:
    """Choose the fictional set for last year and this one, enter the sample measures and score.

    What is there already stays: an authority with any measure in a period is left alone.
    """
    today = timezone.localdate(now)
    version = FrameworkVersion.objects.get(code=sample_scores.CODE, version=sample_scores.VERSION)
    for year in (today.year - 2, today.year - 1, today.year):
        if framework_for(units["xa"], version.code, year) is None:
            choose_framework(unit=units["tinh"], year=year, version=version, by=people["so-noi-vu"], now=now)
    last = today.year - 1
    _enter(units["xa"], version, last, sample_scores.last_year(last), people["dau-moi"], now)
    _enter(units["xa"], version, today.year, sample_scores.this_year(today), people["dau-moi"], now)
    _enter(units["xa-ben"], version, last, sample_scores.neighbour(last), people["xa-ben"], now)
    load_rounds(units, people, version, now)


def _enter(
    unit: Unit,
    version: FrameworkVersion,
    year: int,
    given: sample_scores.Given,
    by: Person,
    now: datetime,
) -> None:
    period = str(year)
    if MeasureEntry.objects.filter(unit=unit, framework=version.code, period=period).exists():
        return
    for measure, (raw, source) in given.items():
        enter_measure(
            unit=unit,
            version=version,
            measure=measure,
            period=period,
            raw=raw,
            proof=Proof(source=source),
            by=by,
            now=now,
        )
    run_scores(units=[unit], version=version, period=period, by=by, now=now)
