"""The scorecard of one authority as the page shows it: the run in force and what each line says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from thuocdo.criteria.models import FrameworkChoice, FrameworkVersion
from thuocdo.criteria.queries import frameworks_for
from thuocdo.criteria.rules.model import Criterion, Framework
from thuocdo.orgs.models import Unit
from thuocdo.scoring.models import Run
from thuocdo.scoring.rules.model import Scored, Status
from thuocdo.scoring.rules.replay import load_result


@dataclass(frozen=True)
class Line:
    """One row of the scorecard. `change` is against the run before, None where there is nothing to compare."""

    node: Scored
    criterion: Criterion
    depth: int
    change: Decimal | None

    @property
    def is_leaf(self) -> bool:
        return not self.criterion.children


@dataclass(frozen=True)
class Field:
    """A field of the framework with the lines under it, in printed order."""

    head: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Use:
    """A framework version that counts for an authority in a year."""

    version: FrameworkVersion
    year: int


def uses_of(unit: Unit) -> list[Use]:
    """The frameworks that count for the authority, newest year first."""
    choices = FrameworkChoice.objects.filter(unit__in=[unit.pk, unit.province_id], current=True).order_by()
    years = sorted(set(choices.values_list("year", flat=True)), reverse=True)
    return [Use(version, year) for year in years for version in frameworks_for(unit, year)]


def current_run(unit: Unit, code: str, period: str) -> Run | None:
    """The run in force."""
    return (
        Run.objects.select_related("framework", "by", "unit")
        .filter(unit=unit, framework_code=code, period=period, current=True)
        .first()
    )


def runs_of(unit: Unit, code: str, period: str) -> QuerySet[Run]:
    """All runs, newest first."""
    return (
        Run.objects.filter(unit=unit, framework_code=code, period=period)
        .select_related("by", "framework")
        .defer("inputs", "result")
    )


def earlier_run(unit: Unit, code: str, period: str) -> Run | None:
    """The run in force of the year before, to compare with."""
    return current_run(unit, code, str(int(period) - 1))


def result_of(run: Run) -> Scored:
    """The stored result as a tree."""
    return load_result(run.result)


def nodes_by_code(root: Scored) -> dict[str, Scored]:
    """Every node below the root, by its criterion's code."""
    found: dict[str, Scored] = {}
    waiting = list(root.children)
    while waiting:
        node = waiting.pop()
        found[node.code] = node
        waiting += node.children
    return found


def fields_of(framework: Framework, root: Scored, before: Scored | None = None) -> tuple[Field, ...]:
    """The rows of the page, grouped by field; `before` is last year's result."""
    nodes = nodes_by_code(root)
    earlier = nodes_by_code(before) if before is not None else {}

    def line(criterion: Criterion, depth: int) -> Line:
        node, old = nodes[criterion.code], earlier.get(criterion.code)
        change = None
        if old is not None and old.points is not None and node.points is not None and old.max == node.max:
            change = node.points - old.points
        return Line(node, criterion, depth, change)

    def below(criterion: Criterion, depth: int) -> list[Line]:
        rows = []
        for child in criterion.children:
            rows += [line(child, depth), *below(child, depth + 1)]
        return rows

    return tuple(Field(line(field, 0), tuple(below(field, 1))) for field in framework.criteria)


def worst_first(root: Scored, most: int = 5) -> list[Scored]:
    """The leaves that lose most points for certain, for the first lines a leader reads."""
    leaves = [
        node
        for node in nodes_by_code(root).values()
        if not node.children and node.status is Status.SCORED and node.max and node.points is not None
    ]
    lost = [node for node in leaves if node.points is not None and node.max and node.points < node.max]
    return sorted(lost, key=lambda node: ((node.points or 0) - (node.max or 0), node.code))[:most]
