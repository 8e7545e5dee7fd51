"""Points that the current year is losing or may lose, for the dashboard and for the page of a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.rules.model import Criterion, Method
from thuocdo.orgs.models import Unit
from thuocdo.scoring.models import Run
from thuocdo.scoring.queries.card import current_run, nodes_by_code, result_of, uses_of
from thuocdo.scoring.queries.chances import chance_of, units_of
from thuocdo.scoring.queries.owners import owners_of
from thuocdo.scoring.rules.model import Scored, Status
from thuocdo.scoring.rules.reach import Chance, Reach
from thuocdo.scoring.rules.replay import Inputs, load_inputs

# below the floor these give nothing, so all points are at stake while the present pace leads there
_ALL_OR_NOTHING = frozenset({Method.LINEAR_FLOOR, Method.ALL_CASES})


@dataclass(frozen=True, slots=True)
class Risk:
    """One criterion: `stake` of its `max` points are not there yet or may be lost, `why` in a sentence.

    `chance`: whether it can still be done and the last day for it; None where that cannot be reckoned.
    """

    criterion: Criterion
    stake: Decimal
    max: Decimal
    why: str
    chance: Chance | None
    owner: Unit

    @property
    def lost(self) -> bool:
        return self.chance is not None and self.chance.state is Reach.LOST


@dataclass(frozen=True, slots=True)
class Board:
    """The risks of one framework, most points first. `run`: None while the year has not been scored.

    `open`: criteria that cannot be scored yet, `open_points` the most they carry (those without a maximum left out).
    """

    version: FrameworkVersion
    period: str
    run: Run | None
    risks: tuple[Risk, ...] = ()
    open: int = 0
    open_points: Decimal = Decimal(0)

    @property
    def at(self) -> datetime | None:
        return self.run.at if self.run else None

    @property
    def stake(self) -> Decimal:
        return sum((risk.stake for risk in self.risks), Decimal(0))


def boards_of(authority: Unit, *, today: date) -> list[Board]:
    """The boards of the frameworks that count for the authority this year."""
    return [
        _board(authority, use.version, str(use.year), today)
        for use in uses_of(authority)
        if use.year == today.year
    ]


def boards_of_unit(unit: Unit, *, today: date) -> list[Board]:
    """The same with only what this unit answers for; of an authority everything. Boards without a run are left out."""
    authority = unit.authority or unit
    whole = [board for board in boards_of(authority, today=today) if board.run]
    if unit.pk == authority.pk:
        return whole
    kept = []
    for board in whole:
        risks = tuple(risk for risk in board.risks if risk.owner.pk == unit.pk)
        kept.append(Board(board.version, board.period, board.run, risks))
    return [board for board in kept if board.risks]


def _board(authority: Unit, version: FrameworkVersion, period: str, today: date) -> Board:
    run = current_run(authority, version.code, period)
    if run is None:
        return Board(version, period, None)
    framework = run.framework.framework  # as scored, even if another version counts by now
    nodes, inputs = nodes_by_code(result_of(run)), load_inputs(run.inputs)
    owners, units = owners_of(framework, authority), units_of(framework)
    risks = []
    waiting = []
    for leaf in framework.leaves():
        node = nodes[leaf.code]
        if node.status is Status.NOT_SCORED:
            waiting.append(node.max or Decimal(0))
            continue
        risk = _risk(leaf, node, inputs, owners[leaf.code], units, period=period, today=today)
        if risk is not None:
            risks.append(risk)
    risks.sort(key=lambda risk: (-risk.stake, risk.criterion.code))
    return Board(run.framework, period, run, tuple(risks), len(waiting), sum(waiting, Decimal(0)))


def _risk(
    leaf: Criterion,
    node: Scored,
    inputs: Inputs,
    owner: Unit,
    units: Mapping[str, str],
    *,
    period: str,
    today: date,
) -> Risk | None:
    if node.status is not Status.SCORED or not node.max or node.points is None:
        return None
    chance = chance_of(leaf, inputs.values, inputs.settings, period=period, today=today, units=units)
    stake, why = node.max - node.points, node.shortfall or node.because
    if leaf.method in _ALL_OR_NOTHING and chance is not None and chance.pace:
        stake, why = node.max, chance.text  # points today, none if things go on as they do
    if stake <= 0:
        return None
    return Risk(leaf, stake, node.max, why, chance, owner)
