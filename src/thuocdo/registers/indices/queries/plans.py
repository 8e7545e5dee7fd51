"""A plan held against the releases in use, and which plans stand on an older base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuocdo.orgs.rules.rights import UnitKind
from thuocdo.plans.models import Plan, RowKind, RowState
from thuocdo.plans.queries.versions import plan_as_reviewed, version_in_use
from thuocdo.registers.indices.models import PAPI, BaselineDecision, IndexRelease
from thuocdo.registers.indices.queries.releases import (
    current_releases,
    key_in,
    keys_of_unit,
    panel_from,
    under_one_key,
)
from thuocdo.registers.indices.rules.baselines import BaselineState, Proposal, proposals
from thuocdo.registers.indices.rules.claims import Claim, check_claims
from thuocdo.registers.indices.rules.targets import Outcome, Sum, check_targets, sum_up


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A proposal with the plan's row it is about and the release it comes from."""

    row: int
    release: IndexRelease
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """A plan held against the published results. `province`: key of the province whose plan it is, None for none."""

    plan: Plan
    province: str | None
    claims: tuple[Claim, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    open: tuple[OpenProposal, ...] = ()
    decided: tuple[BaselineDecision, ...] = ()
    last_year: int | None = None

    @property
    def sum(self) -> Sum:
        return sum_up(self.outcomes)


def about_papi(plan: Plan) -> bool:
    """Whether the plan has to do with PAPI."""
    return PAPI in plan.indices


def check_plan(plan: Plan) -> PlanCheck:
    """The claims, targets and open proposals of a plan against the releases in use."""
    releases, version = current_releases(), version_in_use(plan)
    last = releases[-1].year if releases else None
    # a copy of the province's plan that a commune keeps speaks of the province
    keys = keys_of_unit(plan.unit) if plan.unit.kind == UnitKind.PROVINCE or plan.from_above else ()
    if not keys or version is None or not releases or not about_papi(plan):
        return PlanCheck(plan, keys[0] if keys else None, last_year=last)
    read, key = plan_as_reviewed(version), keys[0]
    panel = under_one_key(panel_from(releases), keys)
    return PlanCheck(
        plan=plan,
        province=key,
        claims=check_claims(read, panel, key),
        outcomes=check_targets(read, panel, key),
        open=open_proposals(plan, releases),
        decided=tuple(plan.baseline_decisions.select_related("release", "by", "row")),
        last_year=last,
    )


def open_proposals(plan: Plan, releases: Sequence[IndexRelease]) -> tuple[OpenProposal, ...]:
    """What the newest release asks of the plan's targets and nobody has decided. Nothing is stored for it."""
    keys, version = keys_of_unit(plan.unit), plan.current
    province = plan.unit.kind == UnitKind.PROVINCE and not plan.from_above  # nothing is published below it
    if not releases or not keys or version is None or not province or not about_papi(plan):
        return ()
    newest = releases[-1]
    key = key_in(keys, newest.year)
    if key is None:
        return ()
    rows = list(
        version.rows.filter(kind=RowKind.TARGET).exclude(state=RowState.DROPPED).order_by("position", "id")
    )
    targets = plan_as_reviewed(version).targets  # in the order of the rows
    panel = panel_from(releases)
    decided = set(BaselineDecision.objects.filter(plan=plan, release=newest).values_list("row_id", flat=True))
    return tuple(
        OpenProposal(rows[one.place].pk, newest, one)
        for one in proposals(targets, panel, key, newest.year, plan_year=plan.year)
        if rows[one.place].pk not in decided
    )


def plans_to_rebase(releases: Sequence[IndexRelease]) -> list[tuple[Plan, int]]:
    """Plans in force with open proposals, and how many of them."""
    plans = (
        Plan.objects.filter(unit__kind=UnitKind.PROVINCE, from_above=False, current__isnull=False)
        .select_related("unit", "current")
        .order_by("-year", "-id")
    )
    counted = [(plan, len(open_proposals(plan, releases))) for plan in plans if about_papi(plan)]
    return [(plan, count) for plan, count in counted if count]


def accepted_baselines(plan: Plan) -> Mapping[int, BaselineDecision]:
    """row -> the newest base that a person confirmed for it."""
    found: dict[int, BaselineDecision] = {}
    decisions = plan.baseline_decisions.filter(state=BaselineState.ACCEPTED).select_related("release")
    for decision in decisions.order_by("release__year", "at"):
        found[decision.row_id] = decision
    return found
