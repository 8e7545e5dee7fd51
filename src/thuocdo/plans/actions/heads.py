"""The head of a plan (title, number, date, year): from its document, until a person enters something else."""

from __future__ import annotations

from datetime import date
from typing import Any

from thuocdo.orgs.rules.rights import UnitKind
from thuocdo.plans.actions.deciding import search_text
from thuocdo.plans.models import Plan, PlanVersion
from thuocdo.plans.rules import model


def store_head(plan: Plan, head: model.Head) -> None:
    """What the document says of itself; what a person entered before for this plan stays where it is silent."""
    plan.title = (head.title or plan.title)[:500]
    plan.year = head.year or (head.issued.year if head.issued else plan.year)
    plan.number = (head.number or plan.number)[:60]
    plan.issued = head.issued or plan.issued
    plan.indices = list(head.indices) or plan.indices
    plan.from_above = head.level == "province" and plan.unit.kind == UnitKind.COMMUNE
    plan.folded = search_text(plan)
    plan.save()


def take_head(plan: Plan, old: PlanVersion | None, new: PlanVersion) -> None:
    """At confirmation the new version's head counts, field by field: what a person had corrected stays corrected."""
    before, after = _printed(old), _printed(new)
    if old is None or not after:
        return
    for name in ("title", "number", "issued", "year", "indices"):
        if after[name] and getattr(plan, name) == before.get(name):
            setattr(plan, name, after[name])
    plan.folded = search_text(plan)
    plan.save()


def _printed(version: PlanVersion | None) -> dict[str, Any]:
    """Title, number, date, year and indices as the version's document printed them, in the form of the plan's fields."""
    head = ((version.compiled or {}).get("document") or {}) if version else {}
    if not head:
        return {}
    return {
        "title": (head.get("title") or "")[:500],
        "number": (head.get("number") or "")[:60],
        "issued": date.fromisoformat(head["issued"]) if head.get("issued") else None,
        "year": head.get("year"),
        "indices": list(head.get("indices") or []),
    }
