"""Which plans a person may know, and the list of them in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from thuocdo.lib.text import fold
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.plans.models import Plan, PlanFinding, PlanVersion, RowKind, RowState, VersionState

# A version that a newer one replaced counts only if it had been confirmed: a replaced draft stays a draft.
WAS_CONFIRMED = Q(state=VersionState.CONFIRMED) | Q(state=VersionState.SUPERSEDED, confirmed_at__isnull=False)


def was_confirmed(version: PlanVersion) -> bool:
    """Whether those who may read confirmed plans may read this version."""
    return version.state == VersionState.CONFIRMED or (
        version.state == VersionState.SUPERSEDED and version.confirmed_at is not None
    )


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the list: the plan, the version to speak of, and how far its review is."""

    plan: Plan
    version: PlanVersion | None
    tasks: int
    confirmed: int
    findings: int
    may_review: bool

    @property
    def state(self) -> str:
        return self.version.state if self.version else VersionState.DROPPED

    @property
    def running(self) -> bool:
        """Its file is being read now."""
        return self.version is not None and self.version.being_read


def visible_plans(rights: Rights) -> QuerySet[Plan]:
    """Drafts where the person reviews; confirmed plans where the person reads, and those of the province above."""
    if not (rights.any(Right.PLAN_READ) or rights.any(Right.PLAN_REVIEW)):
        return Plan.objects.none()
    return Plan.objects.filter(_visible(rights)).select_related("unit", "current", "parent__unit", "previous")


def visible_plan(rights: Rights, pk: int) -> Plan | None:
    """The plan, if the person may know that it exists."""
    return visible_plans(rights).filter(pk=pk).first()


def reviewable_plan(rights: Rights, pk: int) -> Plan | None:
    """The plan, if the person may review it."""
    found = Plan.objects.filter(rights.reach(Right.PLAN_REVIEW, "unit"), pk=pk)
    return found.select_related("unit", "current", "parent__unit", "previous").first()


def visible_version(rights: Rights, pk: int) -> PlanVersion | None:
    """The version, if the person may know it: a draft only who reviews, a confirmed one who sees the plan."""
    version = PlanVersion.objects.select_related("plan__unit", "file", "job").filter(pk=pk).first()
    if version is None:
        return None
    if rights.can(Right.PLAN_REVIEW, version.plan.unit):
        return version
    return version if was_confirmed(version) and visible_plan(rights, version.plan_id) else None


def authorities_for_import(rights: Rights) -> QuerySet[Unit]:
    """Authorities whose plans the person may import."""
    units: QuerySet[Unit] = Unit.objects.filter(rights.reach(Right.PLAN_REVIEW), authority=F("pk"))
    return units.order_by("sort", "id")


def plans_to_compare_with(rights: Rights, unit: Unit, *, exclude: Plan | None = None) -> QuerySet[Plan]:
    """Plans that may be the superior's of a plan of this unit."""
    plans = visible_plans(rights).filter(Q(unit=unit.province_id) | Q(unit=unit, from_above=True))
    if unit.province_id in (None, unit.pk):
        plans = visible_plans(rights).filter(unit=unit)
    return plans.exclude(pk=exclude.pk) if exclude else plans


def same_document(rights: Rights, plan: Plan) -> Plan | None:
    """An earlier plan of the same unit with this number and day of issue: the same paper, imported twice."""
    if not plan.number or plan.issued is None:
        return None
    twins = visible_plans(rights).filter(unit=plan.unit_id, number__iexact=plan.number, issued=plan.issued)
    return twins.filter(pk__lt=plan.pk).order_by("pk").first()


def list_plans(
    rights: Rights, *, group: str, authority: Unit | None, text: str = "", year: int | None = None
) -> QuerySet[Plan]:
    """One group of the list, newest first, as seen from the authority where the person works now.

    "own", "above" (its province's, and copies of it kept here), "below" (its communes'), and "elsewhere": plans of
    other authorities where the person has a post too.
    """
    groups = _groups_from(authority)
    plans = visible_plans(rights).filter(
        groups.get(group, ~(groups["own"] | groups["above"] | groups["below"]))
    )
    for word in fold(text).split():
        plans = plans.filter(folded__contains=word)
    return plans.filter(year=year) if year else plans


def _groups_from(authority: Unit | None) -> dict[str, Q]:
    nothing = Q(pk__in=[])
    if authority is None:
        return {"own": nothing, "above": nothing, "below": nothing}
    own, above, below = Q(unit=authority.pk, from_above=False), Q(unit=authority.pk, from_above=True), nothing
    if authority.kind == UnitKind.PROVINCE:
        below = Q(unit__province=authority.pk) & ~Q(unit=authority.pk)
    elif authority.province_id:
        above |= Q(unit=authority.province_id)
    return {"own": own, "above": above, "below": below}


def years_of(rights: Rights) -> Sequence[int]:
    """Years that have a plan the person may know, newest first."""
    return list(visible_plans(rights).order_by("-year").values_list("year", flat=True).distinct())


def lines_of(plans: Sequence[Plan], rights: Rights) -> list[PlanLine]:
    """The plans of one page as lines, in a fixed number of queries."""
    tasks = Count("rows", filter=Q(rows__kind=RowKind.TASK) & ~Q(rows__state=RowState.DROPPED), distinct=True)
    confirmed = Count(
        "rows", filter=Q(rows__kind=RowKind.TASK, rows__state=RowState.CONFIRMED), distinct=True
    )
    findings = Count("findings", filter=Q(findings__outcome=PlanFinding.OPEN), distinct=True)
    versions = (
        PlanVersion.objects.filter(plan__in=[plan.pk for plan in plans])
        .exclude(state=VersionState.DROPPED)
        .select_related("job")
        .defer("document", "compiled")
        .annotate(tasks=tasks, confirmed=confirmed, open_findings=findings)
        .order_by("number")
    )
    newest: dict[tuple[int, bool], PlanVersion] = {}
    for version in versions:
        newest[version.plan_id, False] = version
        if was_confirmed(version):
            newest[version.plan_id, True] = version
    lines = []
    for plan in plans:
        may_review = rights.can(Right.PLAN_REVIEW, plan.unit)
        shown = newest.get((plan.pk, not may_review))
        tasks_n, confirmed_n, findings_n = _counts_of(shown)
        lines.append(PlanLine(plan, shown, tasks_n, confirmed_n, findings_n, may_review))
    return lines


def _counts_of(version: PlanVersion | None) -> tuple[int, int, int]:
    """The numbers that `lines_of` asked the database to count."""
    a, b, c = (int(getattr(version, name, 0)) for name in ("tasks", "confirmed", "open_findings"))
    return a, b, c


def _visible(rights: Rights) -> Q:
    versions = PlanVersion.objects.filter(plan=OuterRef("pk"))
    alive = Q(Exists(versions.exclude(state=VersionState.DROPPED)))
    confirmed = Q(Exists(versions.filter(WAS_CONFIRMED)))
    drafts = rights.reach(Right.PLAN_REVIEW, "unit") & alive
    readable = rights.reach(Right.PLAN_READ, "unit")
    if rights.any(Right.PLAN_READ):
        above = [unit.province_id for unit in rights.units if unit.province_id]
        readable |= Q(unit__in=above, from_above=False)
    return drafts | (readable & confirmed)
