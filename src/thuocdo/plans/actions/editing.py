"""Correcting one row: fields, units, responsible unit, rhythm. Two people at once are merged field by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.grammar import parse_deadline
from thuocdo.orgs.models import Person, Unit
from thuocdo.plans.actions.access import reviewing, row_under_review
from thuocdo.plans.actions.history import Change, last_change_of, seen_at, snapshot_of
from thuocdo.plans.actions.judging import refresh
from thuocdo.plans.actions.naming import rename, same_names, settle
from thuocdo.plans.actions.refusals import Clash, Conflict, FieldError
from thuocdo.plans.models import PlanRow, PlanVersion, RowKind, RowState, RowUnit
from thuocdo.plans.queries.units import assignable_units
from thuocdo.plans.rules.editing import deadline_state, form_state
from thuocdo.plans.rules.rows import FIELDS, MAIN, RHYTHMS, edited, is_continuous

Changes = Mapping[str, Any]


@recorded
def edit_row(
    *, row: PlanRow, changes: Changes, stamp: int | None = None, by: Person | None, now: datetime
) -> PlanRow:
    """Store what a person wrote into a row; gives the row as it is then.

    `changes`: keys of `rules.editing.form_state` (field names; "deadline" as {"text", "kind", "start", "end"};
    "responsible", "assign_later", "rhythm"; "unit:<id>" with a unit's id, None for "as printed"). `stamp`:
    the row's `version_stamp` when it was shown; fields that others changed since and this person did not are
    kept. An edited row that was confirmed waits for confirmation again.
    Raises NotAllowed, Locked, FieldError; Conflict when both changed the same field.
    """
    row = row_under_review(row, by=by, now=now)
    wanted = _merged(row, changes, stamp)
    if not wanted:
        return row
    places = {key: _places(row, key) for key in wanted if key.startswith("unit:")}
    others = {place.row_id for some in places.values() for place in some} | {row.pk}
    change = Change(row.version, "edit", PlanRow.objects.filter(pk__in=others), by=by, now=now)
    before = form_state(snapshot_of(row))
    store_fields(row, wanted)
    for key, some in places.items():
        _store_unit(row, key, wanted[key], some, by=by, now=now)
    refresh(others)
    change.done()
    record(
        "plans.row.edited",
        by=by,
        now=now,
        subject=row,
        unit=row.version.plan.unit,
        before={key: before.get(key) for key in wanted},
        after=dict(wanted),
    )
    return PlanRow.objects.select_related("version__plan__unit").get(pk=row.pk)


@recorded
def keep_group_and_choose_responsible(
    *, row: PlanRow, unit: Unit | None, by: Person | None, now: datetime, stamp: int | None = None
) -> PlanRow:
    """The printed group name stays; `unit` answers for the row (None: nobody any more)."""
    changes = {"responsible": unit.pk if unit else None, "assign_later": False}
    return edit_row(row=row, changes=changes, stamp=stamp, by=by, now=now)


@recorded
def set_rhythm(
    *, version: PlanVersion, rhythm: str, rows: list[int] | None = None, by: Person | None, now: datetime
) -> int:
    """How often "thường xuyên" reports: for the rows with these ids, or for every such row without a rhythm.

    Gives how many rows got it. Raises NotAllowed, Locked, FieldError.
    """
    version = reviewing(version, by=by, now=now)
    if rhythm not in RHYTHMS:
        raise FieldError(
            "rhythm", _("Hãy chọn nhịp cập nhật: hằng tháng, hằng quý, 6 tháng hoặc theo kỳ báo cáo.")
        )
    found = version.rows.filter(kind=RowKind.TASK).exclude(state=RowState.DROPPED)
    found = found.filter(rhythm="") if rows is None else found.filter(pk__in=rows)
    chosen = [row for row in found if rows is not None or is_continuous(row.data)]
    if not chosen:
        return 0
    change = Change(version, "rhythm", chosen, by=by, now=now)
    pks = [row.pk for row in chosen]
    PlanRow.objects.filter(pk__in=pks).update(rhythm=rhythm)
    refresh(pks)
    change.done()
    record(
        "plans.rhythm.set",
        by=by,
        now=now,
        subject=version,
        unit=version.plan.unit,
        after={"rhythm": rhythm, "rows": pks},
    )
    return len(pks)


def stale(row: PlanRow, stamp: int | None) -> None:
    """Raise Conflict when the row has changed since it was shown with this stamp (None: nothing was shown)."""
    if stamp is not None and stamp != row.version_stamp:
        raise Conflict(_who_changed(row), row=row)


def seen_all(row: PlanRow, changes: Changes, stamp: int | None) -> None:
    """Raise Conflict when others changed a field since the row was shown and `changes` still holds the old value:
    nobody confirms what was not seen."""
    if stamp is None or stamp == row.version_stamp:
        return
    current = form_state(snapshot_of(row))
    seen = seen_at(row, stamp)
    base = form_state(seen) if seen else {}
    clashes = [
        Clash(key, changes[key], value, base.get(key))
        for key, value in current.items()
        if key in changes and value != base.get(key) and changes[key] != value
    ]
    if clashes:
        raise Conflict(_who_changed(row), row=row, clashes=clashes, mine={c.field: c.mine for c in clashes})


def _merged(row: PlanRow, changes: Changes, stamp: int | None) -> dict[str, Any]:
    """What this person really changed, laid over what others changed since; Conflict where both did."""
    current = form_state(snapshot_of(row))
    base = current
    if stamp is not None and stamp != row.version_stamp:
        seen = seen_at(row, stamp)
        base = form_state(seen) if seen else {}
    mine = {key: value for key, value in changes.items() if key in current and value != base.get(key)}
    clashes = [
        Clash(key, value, current[key], base.get(key))
        for key, value in mine.items()
        if current[key] != base.get(key) and current[key] != value
    ]
    if clashes:
        raise Conflict(_who_changed(row), row=row, clashes=clashes, mine=mine)
    return {key: value for key, value in mine.items() if current[key] != value}


def _who_changed(row: PlanRow) -> str:
    last = last_change_of(row)
    if last is None:
        return _("Người khác vừa sửa dòng này trong khi bạn đang sửa. Bản của bạn chưa mất.")
    return _("%(who)s vừa sửa dòng này lúc %(when)s, trong khi bạn đang sửa. Bản của bạn chưa mất.") % {
        "who": str(last.by) if last.by else _("Người khác"),
        "when": timezone.localtime(last.at).strftime("%H:%M"),
    }


def store_fields(row: PlanRow, wanted: Changes) -> None:
    """Write fields of a row (keys as in `edit_row`, without units) and what hangs on them; the caller keeps history.

    A confirmed row waits again. Raises FieldError.
    """
    fields: dict[str, Any] = {}
    for key, value in wanted.items():
        if key in FIELDS[row.kind]:
            fields[key] = _deadline(row, value) if key == "deadline" else value
    main = MAIN[row.kind]
    if main in fields and not fields[main]:
        raise FieldError(
            main,
            _(
                "Nội dung không được để trống. Nếu dòng này không phải nhiệm vụ, hãy chọn “Không phải nhiệm vụ”."
            ),
        )
    row.data = edited(row.data, fields)
    row.text = str(row.data.get(main) or "")
    if "rhythm" in wanted:
        row.rhythm = _rhythm(wanted["rhythm"])
    if "assign_later" in wanted:
        row.assign_later = bool(wanted["assign_later"])
    if "responsible" in wanted:
        row.responsible = _responsible(row, wanted["responsible"])
        if row.responsible is not None:
            row.assign_later = False
    if row.state == RowState.CONFIRMED:
        row.state, row.confirmed_by, row.confirmed_at = RowState.PENDING, None, None
    row.save()
    for part in (RowUnit.LEAD, RowUnit.COORDINATING):
        if part in fields:
            rename(row, part, fields[part], groups=row.data.get("groups") or ())
    if row.kind == RowKind.DUTY and "unit" in fields:
        rename(row, RowUnit.LEAD, [fields["unit"]] if fields["unit"] else [], groups=())


def _deadline(row: PlanRow, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """New words are read by the grammar; a kind or a day that a person typed stands as typed."""
    shown = deadline_state(row.data)
    text = wanted["text"] or None
    typed = {key: wanted.get(key) for key in ("kind", "start", "end")}
    if text != shown["text"] and typed == {key: shown[key] for key in typed}:
        head = row.version.plan
        read = parse_deadline(text, year=head.year, issued=head.issued, calendar=working_calendar())
        return {"text": text, "value": read.to_json()}
    start, end = _day(typed["start"]), _day(typed["end"])
    if start and end and end < start:
        raise FieldError(
            "deadline",
            _("Ngày kết thúc %(end)s sớm hơn ngày bắt đầu %(start)s.")
            % {"end": f"{end:%d/%m/%Y}", "start": f"{start:%d/%m/%Y}"},
        )
    old = Deadline.from_json(row.data.get("deadline") or {"kind": "none"})
    kind = DeadlineKind(typed["kind"] or "none")
    same = kind == old.kind
    value = Deadline(
        kind=kind,
        start=start,
        end=end,
        also=old.also,
        depends_on=old.depends_on,
        months=old.months if same else (),
        day=old.day if same else None,
        working_days=old.working_days if same else None,
    )
    return {"text": text, "value": value.to_json(), "by_person": True}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _rhythm(value: str) -> str:
    if value and value not in RHYTHMS:
        raise FieldError("rhythm", _("Nhịp cập nhật không có trong danh sách."))
    return value


def _responsible(row: PlanRow, pk: int | None) -> Unit | None:
    if pk is None:
        return None
    authority = row.version.plan.unit
    unit = assignable_units(authority).filter(pk=pk).first()
    if unit is None:
        raise FieldError(
            "responsible", _("Đơn vị chịu trách nhiệm phải thuộc %(unit)s.") % {"unit": authority.name}
        )
    return unit


def _places(row: PlanRow, key: str) -> list[RowUnit]:
    named = row.units.filter(pk=int(key.removeprefix("unit:"))).first()
    return same_names(row.version, named) if named else []


def _store_unit(
    row: PlanRow, key: str, pk: int | str | None, places: list[RowUnit], *, by: Person | None, now: datetime
) -> None:
    if not places:
        return
    unit = None if pk in (None, "printed") else Unit.objects.filter(pk=pk).first()
    if pk not in (None, "printed") and unit is None:
        raise FieldError(key, _("Không có đơn vị này."))
    named = row.units.filter(pk=int(key.removeprefix("unit:"))).first()
    if named is None:
        return  # the name was rewritten in the same step: the new name is matched by itself and asks by itself
    try:
        settle(row.version, places, named.printed, unit, by=by, now=now)
    except FieldError as error:
        raise FieldError(key, str(error)) from error
