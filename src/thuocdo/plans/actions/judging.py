"""Keeping `needs_look`, `doubts` and `certainty` of rows true after every change."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from thuocdo.plans.models import PlanFinding, PlanRow
from thuocdo.plans.rules.rows import Standing, UnitMark, judge


def standing_of(row: PlanRow, errors: int) -> Standing:
    """What beside its data speaks for or against a row. Wants `units` prefetched."""
    marks = tuple(
        UnitMark(
            part=named.part,
            printed=named.printed,
            is_group=named.is_group,
            settled=named.by_person,
            known=named.unit_id is not None,
        )
        for named in row.units.all()
    )
    return Standing(
        units=marks,
        rhythm=row.rhythm,
        responsible=row.responsible_id is not None,
        assign_later=row.assign_later,
        errors=errors,
    )


def refresh(rows: Iterable[int]) -> None:
    """Judge the rows with these ids anew from what is stored."""
    open_error = Q(findings__outcome=PlanFinding.OPEN, findings__severity="error")
    found = PlanRow.objects.filter(pk__in=list(rows)).prefetch_related("units")
    changed = []
    for row in found.annotate(errors=Count("findings", filter=open_error)):
        verdict = judge(row.kind, row.data, standing_of(row, row.errors))
        row.certainty = verdict.certainty
        row.doubts = [str(doubt) for doubt in verdict.doubts]
        row.needs_look = verdict.needs_look
        changed.append(row)
    PlanRow.objects.bulk_update(changed, ["certainty", "doubts", "needs_look"], batch_size=200)
