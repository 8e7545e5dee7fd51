"""What a plan's page says of the ledger of lost points."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.template import Context

from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.models import Plan
from thuocdo.scoring.queries.ledger.rows import gaps_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class Offer:
    """`gaps` of the version in force, `waiting` of them not in the ledger yet; `year` in which they were lost."""

    gaps: int
    waiting: int
    year: int
    may_take: bool
    may_read: bool


@register.simple_tag(takes_context=True)
def ledger_offer(context: Context, plan: Plan) -> Offer | None:
    """Whether the reader may take the plan's gaps into the ledger, or read them there; None where neither."""
    rights = context["request"].rights
    may_take = rights.can(Right.SCORE_ENTER, plan.unit)
    own = any(unit.authority_id == plan.unit_id for unit in rights.units)
    may_read = rights.can(Right.SCORE_READ, plan.unit) or (own and rights.any(Right.SCORE_READ))
    if plan.from_above or plan.current_id is None or not (may_take or may_read):
        return None
    gaps, waiting = gaps_of(plan)
    return Offer(gaps, waiting, plan.year - 1, may_take, may_read) if gaps else None
