"""What a person decides about findings, about the plan as a whole, and about the superior's demands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.text import clean, fold
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.actions.access import demand, reviewing
from thuocdo.plans.actions.editing import store_fields
from thuocdo.plans.actions.history import Change, snapshot_of
from thuocdo.plans.actions.judging import refresh
from thuocdo.plans.actions.refusals import FieldError
from thuocdo.plans.actions.shaping import add_row
from thuocdo.plans.models import CascadeChoice, Plan, PlanFinding, PlanRow, RowKind, VersionState
from thuocdo.plans.rules.editing import form_state
from thuocdo.plans.rules.fixing import fixed, undone
from thuocdo.plans.rules.rows import corrections


@recorded
def decide_finding(
    *, finding: PlanFinding, outcome: str, reason: str = "", by: Person | None, now: datetime
) -> PlanFinding:
    """Decide one finding; `outcome`: a value of PlanFinding.

    ACCEPTED rewrites the row's field as the suggestion says, and is refused where the suggestion is only advice or
    its letters stand no longer in the row. SEEN: read, nothing rewritten; for an error only when a person has
    corrected the row. KEPT: the text stays as printed (an error needs a reason). NOTED: into the góp ý sheet.
    OPEN: think again; what was rewritten is put back where it still stands. Raises NotAllowed, Locked, FieldError.
    """
    version = reviewing(finding.version, by=by, now=now)
    finding = PlanFinding.objects.get(pk=finding.pk)
    reason = clean(reason)[:300]
    row = _row_of(finding)
    changes = _what_changes(finding, row, outcome, reason)
    rows = [row] if row else []
    change = Change(version, "fix" if changes else "finding", rows, by=by, now=now, findings=[finding])
    before: dict[str, Any] = {"outcome": finding.outcome}
    after: dict[str, Any] = {"outcome": outcome, "rule": finding.rule}
    if row is not None and changes:
        state = form_state(snapshot_of(row))
        before |= {key: state.get(key) for key in changes}
        after |= {"row": row.pk, **changes}
        store_fields(row, changes)
    finding.outcome, finding.reason = outcome, reason
    finding.decided_by, finding.decided_at = (None, None) if outcome == PlanFinding.OPEN else (by, now)
    finding.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    refresh([finding.row_id] if finding.row_id else [])
    change.done()
    record(
        "plans.finding.decided",
        by=by,
        now=now,
        subject=finding,
        unit=version.plan.unit,
        before=before,
        after=after,
        why=reason,
    )
    return finding


def _row_of(finding: PlanFinding) -> PlanRow | None:
    rows = PlanRow.objects.select_related("version__plan__unit").prefetch_related("units", "findings")
    return rows.filter(pk=finding.row_id).first() if finding.row_id else None


def _what_changes(finding: PlanFinding, row: PlanRow | None, outcome: str, reason: str) -> dict[str, Any]:
    """Fields of the row that the decision rewrites; raises FieldError where the decision is not possible."""
    error = finding.severity == "error"
    if outcome == PlanFinding.ACCEPTED:
        changes = fixed(row.kind, row.data, finding.quote, finding.fix) if row else {}
        if not changes:
            raise FieldError(
                "outcome",
                _(
                    "Gợi ý này không tự sửa được: chữ được nêu không còn trong dòng, hoặc gợi ý không nêu chữ thay thế. "
                    "Hãy sửa thẳng trong dòng."
                ),
            )
        return changes
    if outcome == PlanFinding.KEPT and error and not reason:
        raise FieldError("reason", _("Đây là lỗi có căn cứ; muốn giữ như văn bản, hãy ghi lý do."))
    if outcome == PlanFinding.SEEN and error and not (row and corrections(row.kind, row.read, row.data)):
        raise FieldError(
            "outcome",
            _(
                "Đây là lỗi có căn cứ mà dòng chưa được sửa. Hãy sửa dòng, giữ như văn bản (ghi lý do), hoặc ghi vào phiếu góp ý."
            ),
        )
    if outcome == PlanFinding.OPEN and finding.outcome == PlanFinding.ACCEPTED and row and finding.fix:
        quote, back = undone(finding.fix, finding.quote)
        return fixed(row.kind, row.data, quote, back)
    if outcome not in (PlanFinding.OPEN, PlanFinding.SEEN, PlanFinding.KEPT, PlanFinding.NOTED):
        raise FieldError("outcome", _("Hãy chọn: nhận gợi ý, giữ như văn bản, hoặc vào phiếu góp ý."))
    return {}


@recorded
def set_number_and_date(
    *, plan: Plan, number: str, issued: date | None, by: Person | None, now: datetime
) -> Plan:
    """Enter number and day of issue of a plan that came as a draft. Draft tasks are turned into tasks by
    `work.actions.issue_drafts`. Raises NotAllowed, FieldError."""
    return describe_plan(plan=plan, changes={"number": number, "issued": issued}, by=by, now=now)


@recorded
def describe_plan(*, plan: Plan, changes: dict[str, Any], by: Person | None, now: datetime) -> Plan:
    """Correct what is known of the plan as a whole: title, year, number, issued, parent, previous, from_above."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    demand(Right.PLAN_REVIEW, plan.unit, by=by, now=now)
    before, after = {}, {}
    for name, value in changes.items():
        if name not in ("title", "year", "number", "issued", "parent", "previous", "from_above"):
            raise FieldError(name, _("Mục này không sửa ở đây."))
        value = clean(value) if isinstance(value, str) else value
        if value == getattr(plan, name):
            continue
        if isinstance(value, Plan) and value.pk == plan.pk:
            raise FieldError(name, _("Một kế hoạch không thể so với chính nó."))
        before[name], after[name] = _told(getattr(plan, name)), _told(value)
        setattr(plan, name, value)
    if not plan.title:
        raise FieldError("title", _("Tên kế hoạch không được để trống."))
    if after:
        plan.folded = search_text(plan)
        plan.save()
        record(
            "plans.plan.described", by=by, now=now, subject=plan, unit=plan.unit, before=before, after=after
        )
    return plan


@recorded
def decide_cascade(
    *,
    plan: Plan,
    parent: Plan,
    item: str,
    text: str,
    choice: str,
    row: PlanRow | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
    by: Person | None,
    now: datetime,
) -> CascadeChoice:
    """Answer one demand of the superior's plan: add it as a draft row, say which row covers it, or that it does
    not apply (with a reason). `item`, `text`: id and text of the superior's task; `data`: what the new row gets.

    Raises NotAllowed, FieldError; Locked when a row is to be added and the version is closed.
    """
    demand(Right.PLAN_REVIEW, plan.unit, by=by, now=now)
    reason = clean(reason)[:300]
    if choice == CascadeChoice.NOT_APPLICABLE and not reason:
        raise FieldError("reason", _("Hãy ghi lý do nhiệm vụ này không áp dụng cho đơn vị."))
    if choice == CascadeChoice.COVERED and (row is None or row.version.plan_id != plan.pk):
        raise FieldError("row", _("Hãy chọn nhiệm vụ của kế hoạch này đã bao gồm yêu cầu của cấp trên."))
    if choice == CascadeChoice.ADDED:
        version = plan.versions.exclude(state=VersionState.DROPPED).order_by("-number").first()
        if version is None:
            raise FieldError("row", _("Kế hoạch này chưa có bản nào để thêm nhiệm vụ."))
        row = add_row(version=version, kind=RowKind.TASK, text=text, data=data, by=by, now=now)
    made, _new = CascadeChoice.objects.update_or_create(
        plan=plan,
        parent=parent,
        item=item,
        defaults={"folded": fold(text), "choice": choice, "row": row, "reason": reason, "by": by, "at": now},
    )
    record(
        "plans.cascade.decided",
        by=by,
        now=now,
        subject=plan,
        unit=plan.unit,
        after={"parent": parent.pk, "item": item, "choice": choice, "row": row.pk if row else None},
        why=reason,
    )
    return made


def search_text(plan: Plan) -> str:
    """What the search box of the list looks in."""
    return fold(" ".join([plan.title, plan.number, *plan.indices, str(plan.year)]))


def _told(value: object) -> object:
    if isinstance(value, Plan):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value
