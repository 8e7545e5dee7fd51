"""The verifier's queue, what was decided in years before, and the differences over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.queries import Rights, rights_of
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import RIGHTS, Right
from thuocdo.scoring.models import CriterionScore, Round
from thuocdo.scoring.queries.positions import belongs, said_as
from thuocdo.scoring.rules.assessment.sampling import Reason
from thuocdo.scoring.rules.assessment.states import AssessmentState

SENT_STATES = [
    state.value for state in AssessmentState if state not in (AssessmentState.DRAFT, AssessmentState.CLOSED)
]


def round_of(host: Unit, code: str, period: str) -> Round | None:
    """The round of this framework and year that the authority runs, or stands in."""
    rounds = Round.objects.select_related("host", "framework", "opened_by").filter(
        framework_code=code, period=period
    )
    return rounds.filter(Q(host=host) | Q(assessments__unit=host)).order_by("pk").distinct().first()


def newest_round(rights: Rights) -> Round | None:
    """The round that a verifier opens first: the newest one that still runs, else the newest."""
    found = Round.objects.filter(assessments__unit__in=Unit.objects.filter(rights.reach(Right.SCORE_VERIFY)))
    return found.filter(state="open").distinct().first() or found.distinct().first()


@dataclass(frozen=True)
class Entry:
    """One criterion in the queue, with the reasons it was drawn for (none: outside the sample)."""

    score: CriterionScore
    reasons: tuple[Reason, ...]
    place: int  # in the sample, from 1; 0 outside


def queue_of(
    round: Round, rights: Rights, person: Person, *, on: dt.date, unit: Unit | None = None
) -> tuple[list[Entry], list[Unit]]:
    """What the person may judge, the sample first in its order; and the units withheld because they belong there."""
    rows = CriterionScore.objects.filter(assessment__round=round, assessment__state__in=SENT_STATES).filter(
        rights.reach(Right.SCORE_VERIFY, "assessment__unit")
    )
    if round.with_survey:
        rows = rows.filter(by_survey=False)
    if unit is not None:
        rows = rows.filter(assessment__unit=unit)
    rows = rows.select_related("assessment__unit", "verifier").order_by(
        "assessment__unit__sort", "place", "pk"
    )
    units = {row.assessment.unit for row in rows}
    own = [one for one in units if belongs(person, one, period=round.period, on=on)]
    sample = round.samples.first()
    drawn: dict[int, tuple[int, tuple[Reason, ...]]] = {}
    if sample is not None:
        for score, place, codes in sample.items.values_list("score_id", "place", "reasons"):
            drawn[score] = (place, tuple(Reason(code) for code in codes.split()))
    entries = []
    for row in rows:
        if row.assessment.unit in own:
            continue
        place, reasons = drawn.get(row.pk, (0, ()))
        entries.append(Entry(row, reasons, place))
    entries.sort(key=lambda entry: (entry.place == 0, entry.place))
    return entries, own


def earlier_years(unit: Unit, framework_code: str, code: str, period: str) -> QuerySet[CriterionScore]:
    """The same criterion of the unit in the years before, newest first."""
    return (
        CriterionScore.objects.filter(
            assessment__unit=unit,
            assessment__framework_code=framework_code,
            code=code,
            assessment__period__lt=period,
            assessment__state__in=SENT_STATES,
        )
        .exclude(self_points=None, verified_points=None)
        .select_related("assessment")
        .order_by("-assessment__period")
    )


def other_verifiers(unit: Unit, person: Person, *, period: str, on: dt.date) -> list[tuple[Person, str]]:
    """Who else may judge the unit, each with position: for handing over."""
    roles = [role.value for role, rights in RIGHTS.items() if Right.SCORE_VERIFY in rights]
    posts = Membership.objects.filter(in_force(on), role__in=roles).exclude(person=person)
    found = []
    for other in Person.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("pk"):
        if rights_of(other, on=on).can(Right.SCORE_VERIFY, unit) and not belongs(
            other, unit, period=period, on=on
        ):
            found.append((other, said_as(other, on=on)))
    return found


@dataclass(frozen=True)
class Gap:
    """Self-score minus verified score: of one criterion or unit, by year; None where one of the two is missing."""

    key: str
    name: str
    by_year: tuple[Decimal | None, ...]
    unit: Unit | None = None

    @property
    def worst(self) -> Decimal:
        """The largest difference, either way."""
        return max((abs(value) for value in self.by_year if value is not None), default=Decimal(0))


def differences(
    units: Iterable[Unit], framework_code: str, until: str
) -> tuple[tuple[str, ...], list[CriterionScore]]:
    """The years that have verified numbers, oldest first, and the rows behind them."""
    rows = list(
        CriterionScore.objects.filter(
            assessment__unit__in=list(units),
            assessment__framework_code=framework_code,
            assessment__period__lte=until,
            self_points__isnull=False,
            verified_points__isnull=False,
        )
        .select_related("assessment__unit")
        .order_by("place", "pk")
    )
    return tuple(sorted({row.assessment.period for row in rows})), rows


def by_criterion(rows: Sequence[CriterionScore], years: Sequence[str], names: dict[str, str]) -> list[Gap]:
    """One line a criterion, summed over the units in `rows`."""
    codes = list(dict.fromkeys(row.code for row in rows))
    sums = _sums(((row.code, row) for row in rows), years)
    return [Gap(code, names.get(code, ""), sums[code]) for code in codes]


def by_unit(rows: Sequence[CriterionScore], years: Sequence[str]) -> list[Gap]:
    """One line a unit, summed over its criteria."""
    units = {str(row.assessment.unit_id): row.assessment.unit for row in rows}
    sums = _sums(((str(row.assessment.unit_id), row) for row in rows), years)
    return sorted(
        (Gap(key, unit.name, sums[key], unit) for key, unit in units.items()), key=lambda gap: -gap.worst
    )


def _sums(
    keyed: Iterable[tuple[str, CriterionScore]], years: Sequence[str]
) -> dict[str, tuple[Decimal | None, ...]]:
    found: dict[str, dict[str, Decimal]] = {}
    for key, row in keyed:
        difference = row.numbers.difference
        if difference is not None:
            line = found.setdefault(key, {})
            line[row.assessment.period] = line.get(row.assessment.period, Decimal(0)) + difference
    return {key: tuple(line.get(year) for year in years) for key, line in found.items()}
