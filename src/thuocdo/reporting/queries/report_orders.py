"""Reports that confirmed plans of an authority order, as a start for its regimes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from thuocdo.orgs.models import Unit
from thuocdo.plans.models import Plan, PlanRow, RowKind, RowState
from thuocdo.registers.reports.rules.printed import PrintedTerm, printed_term


@dataclass(frozen=True, slots=True)
class Ordered:
    """One report that a plan in force orders."""

    row: int
    plan: Plan
    name: str
    via: str
    due: date | None
    term: PrintedTerm

    @property
    def basis(self) -> str:
        """The plan, as the basis of a setting names it."""
        issued = f" ngày {self.plan.issued:%d/%m/%Y}" if self.plan.issued else ""
        return f"Kế hoạch {self.plan.number or self.plan.title}{issued}"[:300]


def ordered_reports(authority: Unit, *, since: int) -> list[Ordered]:
    """The reports of the authority's plans in force of this year (`since`) and later; one query."""
    rows = PlanRow.objects.filter(
        kind=RowKind.REPORT,
        version__plan__unit=authority,
        version__plan__current=F("version"),
        version__plan__year__gte=since,
    )
    kept = (
        rows.exclude(state=RowState.DROPPED)
        .select_related("version__plan")
        .order_by("version_id", "position")
    )
    return [_ordered(row) for row in kept]


def _ordered(row: PlanRow) -> Ordered:
    plan, data = row.version.plan, row.data
    due = _day(data.get("due"))
    return Ordered(
        row.pk,
        plan,
        str(data.get("name") or row.text)[:300],
        str(data.get("via") or "")[:200],
        due,
        printed_term(
            _day(data.get("period_start")),
            _day(data.get("period_end")),
            due,
            year=plan.year,
        ),
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
