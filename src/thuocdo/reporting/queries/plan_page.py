"""One plan alive: document, review, tasks with their progress, gaps, reports, findings, versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.models import Plan, PlanFinding, PlanRow, PlanVersion, RowKind, RowState, VersionState
from thuocdo.plans.queries.review import Obstacles, obstacles
from thuocdo.plans.queries.versions import newest_version, version_in_use
from thuocdo.work.queries import Counts, UnitLoad, counts_of, loads_by_unit, visible_tasks
from thuocdo.work.queries.unmatched import open_questions

SHOWN_STATES = (VersionState.CONFIRMED, VersionState.REVIEW, VersionState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the page says of a plan. `version`: the one in use, None while nothing has been read.

    `newer`: a version still under review beside the one in use.
    """

    plan: Plan
    version: PlanVersion | None
    newer: PlanVersion | None
    head: Mapping[str, Any]
    rows: Mapping[str, list[PlanRow]]
    findings: tuple[PlanFinding, ...]
    versions: tuple[PlanVersion, ...]
    counts: Counts
    loads: tuple[UnitLoad, ...]
    questions: int
    partial: bool = False  # the reader sees only some tasks of the plan, and only these are counted
    children: tuple[Plan, ...] = ()

    @property
    def confirmed(self) -> bool:
        return self.version is not None and self.version.state == VersionState.CONFIRMED

    @property
    def tasks_in_plan(self) -> int:
        return len(self.rows[RowKind.TASK])

    @property
    def cited(self) -> list[Mapping[str, Any]]:
        return [*self.head.get("legal_bases", []), *self.head.get("cited_documents", [])]


def plan_page_of(plan: Plan, *, today: date, rights: Rights) -> PlanPage:
    """The page's content. Who does not review sees confirmed versions only; counted is what the reader may open."""
    sees_drafts = rights.can(Right.PLAN_REVIEW, plan.unit)
    version = version_in_use(plan) if sees_drafts else plan.current
    newest = newest_version(plan) if sees_drafts else None
    rows: dict[str, list[PlanRow]] = {str(kind): [] for kind in RowKind}
    if version is not None:
        kept = version.rows.exclude(state=RowState.DROPPED).prefetch_related("units__unit")
        for row in kept.order_by("position", "id"):
            rows[row.kind].append(row)
    versions = (
        plan.versions.exclude(state=VersionState.DROPPED).defer("document", "compiled").order_by("-number")
    )
    if not sees_drafts:
        versions = versions.filter(state__in=[VersionState.CONFIRMED, VersionState.SUPERSEDED])
    tasks = visible_tasks(rights).filter(plan=plan)
    return PlanPage(
        plan=plan,
        version=version,
        newer=newest if newest and version and newest.number > version.number else None,
        head=(version.compiled or {}).get("document", {}) if version else {},
        rows=rows,
        findings=tuple(version.findings.select_related("row")) if version else (),
        versions=tuple(versions.select_related("created_by", "confirmed_by")),
        counts=counts_of(tasks, today),
        loads=tuple(loads_by_unit(tasks, today)),
        questions=len(open_questions(plan)),
        partial=not rights.can(Right.TASK_READ, plan.unit),
    )


def in_the_way(version: PlanVersion | None) -> Obstacles | None:
    """What keeps the version from becoming work; None when it is not under review."""
    if version is None or version.state != VersionState.REVIEW:
        return None
    return obstacles(version)


def finding_counts(version: PlanVersion) -> dict[str, int]:
    """Open findings by severity."""
    found = version.findings.filter(outcome=PlanFinding.OPEN).order_by().values_list("severity")
    return dict(found.annotate(Count("pk")))
