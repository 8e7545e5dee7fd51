"""A plan beside its superior's: what is there, what is missing, weaker or later, and what a person decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field as default

from thuocdo.lib.text import fold
from thuocdo.plans.models import CascadeChoice, Plan, PlanRow, PlanVersion, VersionState
from thuocdo.plans.queries.review import with_details
from thuocdo.plans.queries.versions import plan_as_reviewed, version_in_use
from thuocdo.plans.rules.compare import Comparison, Coverage, compare_plans
from thuocdo.plans.rules.compare.coverage import FIELDS, SUBDIMENSIONS
from thuocdo.plans.rules.model import Task


@dataclass(frozen=True, slots=True)
class Pair:
    """One demand of the superior's plan and the own row that answers it."""

    state: str  # complete, missing, weaker, later, no_lead, na
    asked: Task
    row: PlanRow | None
    likeness: float
    weaker: tuple[tuple[str, str, str], ...] = ()  # (kind, asked, given)
    choice: CascadeChoice | None = None


@dataclass(frozen=True, slots=True)
class CoverageLine:
    code: str
    name: str
    own: int
    parent: int


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """The page "So với kế hoạch cấp trên"."""

    pairs: tuple[Pair, ...]
    counts: dict[str, int]
    reuse: float | None
    papi: tuple[CoverageLine, ...]
    par: tuple[CoverageLine, ...]
    own_version: PlanVersion
    parent_version: PlanVersion
    targets: tuple[tuple[str, str, str, str], ...] = default(default=())  # (kind, name, asked, given)

    @property
    def parent_unfinished(self) -> bool:
        return self.parent_version.state != VersionState.CONFIRMED


def comparison_of(plan: Plan, parent: Plan, *, drafts: bool) -> ComparisonView | None:
    """The comparison of the newest versions; None while one of the two has not been read.

    `drafts`: the reader reviews the plan, so a version still under review is compared; else the one in force.
    """
    own_version = _own(plan) if drafts else plan.current
    parent_version = version_in_use(parent)
    if (
        own_version is None
        or own_version.compiled is None
        or parent_version is None
        or not parent_version.compiled
    ):
        return None
    found = compare_plans(plan_as_reviewed(own_version), plan_as_reviewed(parent_version))
    pairs = _pairs(plan, parent, own_version, found)
    return ComparisonView(
        pairs=pairs,
        counts=dict(Counter(pair.state for pair in pairs)),
        reuse=found.reuse,
        papi=_papi(found.coverage, found.parent_coverage),
        par=_par(found.coverage, found.parent_coverage),
        own_version=own_version,
        parent_version=parent_version,
        targets=tuple(
            (weak.kind, weak.parent.name, weak.asked, weak.given)
            for weak in found.weakened
            if not isinstance(weak.parent, Task)
        ),
    )


def _own(plan: Plan) -> PlanVersion | None:
    """A draft under review is what can still be changed; else the version in use."""
    draft = plan.versions.filter(state=VersionState.REVIEW).order_by("-number").first()
    return draft or version_in_use(plan)


def _pairs(plan: Plan, parent: Plan, version: PlanVersion, found: Comparison) -> tuple[Pair, ...]:
    rows = {str(row.pk): row for row in with_details(version.rows.all())}
    made = CascadeChoice.objects.filter(plan=plan, parent=parent).select_related("row", "by")
    choices = {choice.folded: choice for choice in made}
    weaker: dict[str, list[tuple[str, str, str]]] = {}
    for weak in found.weakened:
        if isinstance(weak.parent, Task):
            weaker.setdefault(weak.parent.id, []).append((weak.kind, weak.asked, weak.given))
    pairs = []
    for match in found.matches:
        choice = choices.get(fold(match.parent.text))
        row = rows.get(match.own.id) if match.own else None
        if choice and choice.row_id:
            row = rows.get(str(choice.row_id), row)
        some = tuple(weaker.get(match.parent.id, ()))
        pairs.append(Pair(_state(row, some, choice), match.parent, row, match.likeness, some, choice))
    return tuple(pairs)


def _state(
    row: PlanRow | None, weaker: tuple[tuple[str, str, str], ...], choice: CascadeChoice | None
) -> str:
    if choice is not None and choice.choice == CascadeChoice.NOT_APPLICABLE:
        return "na"
    if row is None:
        return "missing"
    if choice is None and weaker:
        return "later" if all(kind in ("later", "looser") for kind, _, _ in weaker) else "weaker"
    return "complete" if row.responsible_unit is not None else "no_lead"


def _papi(own: Coverage, parent: Coverage) -> tuple[CoverageLine, ...]:
    return tuple(
        CoverageLine(code, name, len(own.papi[code]), len(parent.papi[code]))
        for code, (name, _) in SUBDIMENSIONS.items()
    )


def _par(own: Coverage, parent: Coverage) -> tuple[CoverageLine, ...]:
    return tuple(
        CoverageLine(str(number), name, len(own.par[number]), len(parent.par[number]))
        for number, (name, _) in FIELDS.items()
    )
