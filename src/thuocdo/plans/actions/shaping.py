"""Changing which rows there are: split, merge, move, drop, add."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.text import clean_lines
from thuocdo.orgs.models import Person
from thuocdo.plans.actions.access import reviewing, row_under_review
from thuocdo.plans.actions.editing import stale
from thuocdo.plans.actions.history import Change
from thuocdo.plans.actions.judging import refresh
from thuocdo.plans.actions.naming import matches_of, unit_rows
from thuocdo.plans.actions.refusals import FieldError
from thuocdo.plans.models import PlanFinding, PlanRow, PlanVersion, RowState, RowUnit
from thuocdo.plans.rules.rows import MAIN, between, merged, names_of, part_label, split


@recorded
def split_row(
    *, row: PlanRow, at: int, stamp: int | None = None, by: Person | None, now: datetime
) -> tuple[PlanRow, PlanRow]:
    """Cut a row in two at a character of its main text; the first half keeps the row's identity.

    Both wait for confirmation. Raises NotAllowed, Locked, Conflict, FieldError (an empty half).
    """
    row = row_under_review(row, by=by, now=now)
    stale(row, stamp)
    try:
        first, second = split(row.kind, row.data, at)
    except ValueError as error:
        raise FieldError(
            MAIN[row.kind], _("Chỗ tách phải nằm giữa nội dung, hai phần đều có chữ.")
        ) from error
    change = Change(row.version, "split", [row], by=by, now=now)
    labels = row.version.rows.filter(kind=row.kind).values_list("label", flat=True)
    part = PlanRow.objects.create(
        version=row.version,
        kind=row.kind,
        position=between(row.position, _neighbour(row, +1, any_state=True)),
        label=part_label(row.label, labels),
        text=second[MAIN[row.kind]],
        data=second,
        rhythm=row.rhythm,
        responsible=row.responsible,
        assign_later=row.assign_later,
        predecessor=row.predecessor,
    )
    RowUnit.objects.bulk_create(_copies(row, part))
    for finding in row.findings.all():
        if finding.quote and finding.quote not in first[MAIN[row.kind]] and finding.quote in part.text:
            PlanFinding.objects.filter(pk=finding.pk).update(row=part)
    _put(row, first)
    refresh([row.pk, part.pk])
    change.done(made=[part])
    _record("split", row, by=by, now=now, after={"part": part.pk, "at": at})
    return PlanRow.objects.get(pk=row.pk), PlanRow.objects.get(pk=part.pk)


@recorded
def merge_rows(*, row: PlanRow, stamp: int | None = None, by: Person | None, now: datetime) -> PlanRow:
    """Merge a row into the one above it of the same kind; gives that one. Raises as `split_row`."""
    row = row_under_review(row, by=by, now=now)
    stale(row, stamp)
    above = _row_above(row)
    if above is None:
        raise FieldError(MAIN[row.kind], _("Đây là dòng đầu nên không có dòng trên để gộp."))
    change = Change(row.version, "merge", [above, row], by=by, now=now)
    known = {(named.part, named.printed) for named in above.units.all()}
    moved = [copy for copy in _copies(row, above) if (copy.part, copy.printed) not in known]
    for copy in moved:
        copy.position += 100
    RowUnit.objects.bulk_create(moved)
    row.findings.update(row=above)
    if above.responsible_id is None:
        above.responsible_id = row.responsible_id
    above.rhythm = above.rhythm or row.rhythm
    _put(above, merged(row.kind, above.data, row.data))
    pk = row.pk
    _record("merged", row, by=by, now=now, after={"into": above.pk})
    row.delete()
    refresh([above.pk])
    change.done()
    above = PlanRow.objects.get(pk=above.pk)
    above.gone = pk  # type: ignore[attr-defined]  # for the page: which row is no more
    return above


@recorded
def move_row(*, row: PlanRow, step: int, by: Person | None, now: datetime) -> PlanRow:
    """Move a row one place up (-1) or down (+1) among the rows of its kind; at the end nothing happens."""
    row = row_under_review(row, by=by, now=now)
    beside = _neighbour(row, step)
    if beside is None:
        return row
    beyond = _beyond(row, beside, step)
    change = Change(row.version, "move", [row], by=by, now=now)
    before = row.position
    row.position = between(beside, beyond) if step > 0 else between(beyond, beside)
    row.save(update_fields=["position"])
    change.done()
    _record("moved", row, by=by, now=now, before={"position": before}, after={"position": row.position})
    return PlanRow.objects.get(pk=row.pk)


@recorded
def drop_row(*, row: PlanRow, stamp: int | None = None, by: Person | None, now: datetime) -> PlanRow:
    """ "Không phải nhiệm vụ": the row stays readable but becomes nothing."""
    return _set_state(row, RowState.DROPPED, "drop", "dropped", stamp=stamp, by=by, now=now)


@recorded
def restore_row(*, row: PlanRow, by: Person | None, now: datetime) -> PlanRow:
    """Bring a dropped row back; it waits for confirmation."""
    return _set_state(row, RowState.PENDING, "restore", "restored", stamp=None, by=by, now=now)


@recorded
def add_row(
    *,
    version: PlanVersion,
    kind: str,
    text: str,
    data: dict[str, Any] | None = None,
    by: Person | None,
    now: datetime,
) -> PlanRow:
    """A row that the reading missed, at the end of its kind. Raises NotAllowed, Locked, FieldError (no text)."""
    version = reviewing(version, by=by, now=now)
    text = clean_lines(text)
    if not text:
        raise FieldError(MAIN[kind], _("Hãy ghi nội dung của dòng."))
    rows = version.rows.filter(kind=kind)
    last = rows.order_by("-position").values_list("position", flat=True).first()
    full: dict[str, Any] = {
        "deadline": {"kind": "none", "start": None, "end": None},
        **(data or {}),
        MAIN[kind]: text,
    }
    change = Change(version, "add", [], by=by, now=now)
    row = PlanRow.objects.create(
        version=version,
        kind=kind,
        position=between(last, None),
        label=str(rows.count() + 1),
        text=text,
        data=full,
    )
    names = names_of(kind, full)
    RowUnit.objects.bulk_create(
        unit_rows(row, names, matches_of([name for _, name, _ in names], version.plan.unit))
    )
    refresh([row.pk])
    change.done(made=[row])
    _record("added", row, by=by, now=now, after={"text": text})
    return PlanRow.objects.get(pk=row.pk)


def _set_state(
    row: PlanRow,
    state: RowState,
    what: str,
    done: str,
    *,
    stamp: int | None,
    by: Person | None,
    now: datetime,
) -> PlanRow:
    row = row_under_review(row, by=by, now=now)
    stale(row, stamp)
    if row.state == state:
        return row
    change = Change(row.version, what, [row], by=by, now=now)
    before = row.state
    row.state, row.confirmed_by, row.confirmed_at = state, None, None
    row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    change.done()
    _record(done, row, by=by, now=now, before={"state": before})
    return PlanRow.objects.get(pk=row.pk)


def _put(row: PlanRow, data: dict[str, Any]) -> None:
    row.data, row.text = data, str(data.get(MAIN[row.kind]) or "")
    row.state, row.confirmed_by, row.confirmed_at = RowState.PENDING, None, None
    row.save()


def _copies(row: PlanRow, target: PlanRow) -> list[RowUnit]:
    return [
        RowUnit(
            row=target,
            part=named.part,
            position=named.position,
            printed=named.printed,
            is_group=named.is_group,
            unit_id=named.unit_id,
            certainty=named.certainty,
            by_person=named.by_person,
        )
        for named in row.units.all()
    ]


def _row_above(row: PlanRow) -> PlanRow | None:
    rows = row.version.rows.filter(kind=row.kind, position__lt=row.position).exclude(state=RowState.DROPPED)
    return rows.order_by("-position", "-id").first()


def _neighbour(row: PlanRow, step: int, *, any_state: bool = False) -> float | None:
    """The position of the next row of the same kind on one side."""
    rows = row.version.rows.filter(kind=row.kind)
    if not any_state:
        rows = rows.exclude(state=RowState.DROPPED)
    rows = rows.filter(position__gt=row.position) if step > 0 else rows.filter(position__lt=row.position)
    return rows.order_by("position" if step > 0 else "-position").values_list("position", flat=True).first()


def _beyond(row: PlanRow, beside: float, step: int) -> float | None:
    rows = row.version.rows.filter(kind=row.kind)
    rows = rows.filter(position__gt=beside) if step > 0 else rows.filter(position__lt=beside)
    return rows.order_by("position" if step > 0 else "-position").values_list("position", flat=True).first()


def _record(done: str, row: PlanRow, *, by: Person | None, now: datetime, **sides: Any) -> None:
    record(f"plans.row.{done}", by=by, now=now, subject=row, unit=row.version.plan.unit, **sides)
