"""What people decide on an entry of the ledger: criterion, cause, wording, remedy, proof, state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import recorded
from thuocdo.audit.official import official
from thuocdo.criteria.queries import framework_for
from thuocdo.documents.models import StoredFile
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.scoring.actions.allowed import label_of
from thuocdo.scoring.actions.ledger.links import relink
from thuocdo.scoring.actions.ledger.losses import Loss, checked
from thuocdo.scoring.actions.ledger.notes import demand_entry, locked, noted, store
from thuocdo.scoring.models import LedgerEntry, LedgerProof, LedgerRemedy
from thuocdo.scoring.queries.ledger.proposals import criterion_in
from thuocdo.scoring.rules.ledger.states import CauseClass, LossState, Origin, step_named
from thuocdo.work.models import Task
from thuocdo.work.queries.access import visible_tasks


class NotProvenError(InputError):
    """A loss cannot count as remedied: no document proves it."""

    def __init__(self) -> None:
        super().__init__(_("Không đánh dấu đã khắc phục được vì chưa có tài liệu kiểm chứng nào."))


@dataclass(frozen=True)
class ProofPaper:
    """A document as it is handed in: the stored file, what it was called, its number, day and pages."""

    file: StoredFile
    name: str
    number: str = ""
    issued: dt.date | None = None
    pages: str = ""


@recorded
def confirm_criterion(
    *, entry: LedgerEntry, code: str, by: Person | None, now: dt.datetime, framework_code: str = ""
) -> LedgerEntry:
    """Confirm the proposed criterion, or choose another; `code` "" takes the choice back to "chưa rõ".

    Points that an assessment had written to an entry of its own for this criterion come over to this one. Raises
    InputError (no framework in use for the year, unknown criterion) and PermissionDenied.
    """
    entry = locked(entry)
    demand_entry(by, entry, now)
    framework_code = framework_code or entry.framework_code
    if code == entry.criterion and framework_code == entry.framework_code:
        return entry
    name = ""
    if code:
        version = framework_for(entry.authority, framework_code, entry.year)
        if version is None:
            raise InputError(
                _("Chưa có bộ tiêu chí cho năm %(year)s nên chưa chọn được tiêu chí.") % {"year": entry.year}
            )
        named = criterion_in(version, code)
        if named is None:
            raise InputError(_("Bộ tiêu chí không có tiêu chí %(code)s.") % {"code": code})
        name = named.name
    before = {"criterion": entry.criterion}
    entry.framework_code, entry.criterion, entry.criterion_name = framework_code, code, name[:500]
    entry.criterion_by, entry.criterion_at = (by, now) if code else (None, None)
    entry.criterion_label = label_of(by) if code else ""
    store(entry)
    _take_over(entry, by, now)
    relink(entry)
    noted(
        entry,
        "criterion",
        by=by,
        now=now,
        before=before,
        after={"criterion": code, "proposed": entry.proposed},
    )
    return entry


@recorded
def confirm_cause(
    *, entry: LedgerEntry, cause_class: CauseClass | None, by: Person | None, now: dt.datetime
) -> LedgerEntry:
    """Confirm the proposed class of cause, or choose another; None takes it back. Raises PermissionDenied."""
    entry = locked(entry)
    demand_entry(by, entry, now)
    chosen = cause_class.value if cause_class else ""
    if chosen != entry.cause_class:
        before = {"cause_class": entry.cause_class}
        entry.cause_class = chosen
        store(entry)
        noted(entry, "cause", by=by, now=now, before=before, after={"cause_class": chosen})
    return entry


@recorded
def edit_loss(
    *, entry: LedgerEntry, loss: Loss, stamp: int, by: Person | None, now: dt.datetime
) -> LedgerEntry:
    """Correct the wording, points, lead or deadline; criterion and class of cause have actions of their own.

    What changed here stays when a new version of the plan comes. `stamp` is the entry's as the form showed it. Raises
    InputError (impossible values, somebody else changed it meanwhile) and PermissionDenied.
    """
    entry = locked(entry)
    demand_entry(by, entry, now)
    if stamp != entry.version_stamp:
        raise InputError(_("Người khác vừa sửa mục này. Hãy mở lại trang, xem bản mới rồi sửa tiếp."))
    values = checked(loss, entry.authority)
    changed = {name: value for name, value in values.items() if getattr(entry, name) != value}
    if not changed:
        return entry
    before = {name: _plain(getattr(entry, name)) for name in changed}
    for name, value in changed.items():
        setattr(entry, name, value)
    if "lead" in changed:
        entry.lead_printed = loss.lead.name if loss.lead else ""
    if "points" in changed:
        entry.points_source = official("Đơn vị nhập") if loss.points is not None else ""
    entry.set_by_person = sorted(
        {*entry.set_by_person, *changed, *(("lead_printed",) if "lead" in changed else ())}
    )
    store(entry)
    after = {name: _plain(value) for name, value in changed.items()}
    noted(entry, "edited", by=by, now=now, before=before, after=after)
    return entry


@recorded
def link_task(*, entry: LedgerEntry, task: Task, by: Person | None, now: dt.datetime) -> LedgerEntry:
    """Link a task that remedies the loss; an entry that had not begun is under way from then on.

    Raises InputError (a task of another authority, or one the person may not read) and PermissionDenied.
    """
    entry = locked(entry)
    demand_entry(by, entry, now)
    foreign = task.authority_id != entry.authority_id
    if not foreign and by is not None:
        foreign = not visible_tasks(rights_of(by, on=localdate(now))).filter(pk=task.pk).exists()
    if foreign:
        raise InputError(
            _("Không có nhiệm vụ này trong các nhiệm vụ bạn xem được của %(unit)s.") % _unit(entry)
        )
    _link, made = LedgerRemedy.objects.get_or_create(entry=entry, task=task, defaults={"at": now, "by": by})
    if made:
        if entry.state == LossState.OPEN:
            entry.state = LossState.DOING
        store(entry)
        noted(entry, "task_linked", by=by, now=now, after={"task": task.pk, "state": entry.state})
    return entry


@recorded
def unlink_task(*, entry: LedgerEntry, task: Task, by: Person | None, now: dt.datetime) -> LedgerEntry:
    """Take a linked task off; the state stays. Raises PermissionDenied."""
    entry = locked(entry)
    demand_entry(by, entry, now)
    gone, _rows = LedgerRemedy.objects.filter(entry=entry, task=task).delete()
    if gone:
        store(entry)
        noted(entry, "task_unlinked", by=by, now=now, before={"task": task.pk})
    return entry


@recorded
def add_proof(*, entry: LedgerEntry, paper: ProofPaper, by: Person | None, now: dt.datetime) -> LedgerProof:
    """Add a document that proves the remedy; the entry then has proof. The same file again changes nothing.

    Raises InputError (already verified, a document of a day to come) and PermissionDenied.
    """
    entry = locked(entry)
    demand_entry(by, entry, now)
    if entry.state == LossState.VERIFIED:
        raise InputError(_("Mục này đã được thẩm định; muốn thêm tài liệu, người thẩm định mở lại."))
    if paper.issued is not None and paper.issued > localdate(now):
        raise InputError(_("Ngày văn bản chưa tới. Kiểm tra lại ngày."))
    same = entry.proofs.filter(file=paper.file, given_up_at=None).first()
    if same is not None:
        return same
    proof = LedgerProof.objects.create(
        entry=entry, file=paper.file, file_name=(paper.name or paper.file.name)[:255], number=paper.number.strip()[:60],
        issued=paper.issued, pages=paper.pages.strip()[:60], at=now, by=by,
    )  # fmt: skip
    entry.state = LossState.PROVEN
    store(entry)
    noted(entry, "proof_added", by=by, now=now, after={"proof": proof.pk, "number": proof.number})
    return proof


@recorded
def give_up_proof(*, proof: LedgerProof, why: str, by: Person | None, now: dt.datetime) -> LedgerEntry:
    """Stop using a document, with a reason; without another one the entry is under way again.

    Raises InputError (no reason, the entry is verified, given up already) and PermissionDenied.
    """
    entry = locked(proof.entry)
    demand_entry(by, entry, now)
    proof = entry.proofs.select_for_update(of=("self",)).get(pk=proof.pk)
    if entry.state == LossState.VERIFIED:
        raise InputError(_("Mục này đã được thẩm định; muốn bỏ tài liệu, người thẩm định mở lại."))
    if not why.strip():
        raise InputError(_("Hãy ghi lý do ngừng dùng tài liệu này."))
    if proof.given_up_at is not None:
        return entry
    proof.given_up_at, proof.given_up_by, proof.given_up_why = now, by, why.strip()[:500]
    proof.save()
    if not entry.proofs.filter(given_up_at=None).exists():
        entry.state = LossState.DOING
    store(entry)
    noted(entry, "proof_dropped", by=by, now=now, text=why.strip(), before={"proof": proof.pk})
    return entry


@recorded
def take_loss_step(
    *, entry: LedgerEntry, name: str, by: Person | None, now: dt.datetime, why: str = ""
) -> LedgerEntry:
    """Take one step of `rules.ledger.STEPS` that has a button: start, verify, return, reopen.

    Raises NotProvenError (verifying without a document), InputError (no such step from here, no reason) and
    PermissionDenied (also for whoever would judge the own commune's or the own document).
    """
    entry = locked(entry)
    step = step_named(name, LossState(entry.state))
    if step is None or not step.by_hand:
        raise InputError(_("Trạng thái của mục này đã đổi nên không làm được bước này. Hãy mở lại trang."))
    proofs = list(entry.proofs.filter(given_up_at=None))
    if step.right is Right.SCORE_VERIFY:
        _demand_judge(by, entry, proofs, now)
    else:
        demand_entry(by, entry, now)
    if step.needs_proof and not proofs:
        raise NotProvenError
    if step.needs_reason and not why.strip():
        raise InputError(_("Hãy ghi lý do."))
    before = {"state": entry.state}
    entry.state = step.target
    if step.target is LossState.VERIFIED:
        entry.proofs.filter(given_up_at=None).update(
            verified_at=now, verified_by=by, verified_label=label_of(by)
        )
    elif name == "reopen":
        entry.proofs.update(verified_at=None, verified_by=None, verified_label="")
    store(entry)
    codes = {"start": "started", "verify": "verified", "return": "returned", "reopen": "reopened"}
    noted(entry, codes[name], by=by, now=now, text=why.strip(), before=before, after={"state": entry.state})
    return entry


def may_judge(by: Person, entry: LedgerEntry, proofs: list[LedgerProof], now: dt.datetime) -> str:
    """Why this person may not judge the remedy of this entry, in words; "" if they may."""
    held = rights_of(by, on=localdate(now))
    if not held.can(Right.SCORE_VERIFY, entry.authority):
        return _("Người thẩm định của cấp trên xác nhận kết quả khắc phục.")
    own = any(unit.authority_id == entry.authority_id for unit in held.units)
    if own and entry.authority.kind == UnitKind.COMMUNE:
        return _("Bạn thuộc đơn vị này nên người thẩm định khác xác nhận.")
    if any(proof.by_id == by.pk for proof in proofs):
        return _("Bạn đã nộp tài liệu này nên người thẩm định khác xác nhận.")
    return ""


def _demand_judge(by: Person | None, entry: LedgerEntry, proofs: list[LedgerProof], now: dt.datetime) -> None:
    if by is None:
        return
    refusal = may_judge(by, entry, proofs, now)
    if refusal:
        raise PermissionDenied(refusal)


def _take_over(entry: LedgerEntry, by: Person | None, now: dt.datetime) -> None:
    """An entry that an assessment made for this criterion, and nobody has worked on, was this loss."""
    if not entry.criterion or entry.points is not None or entry.origin == Origin.ASSESSMENT:
        return
    twin = (
        LedgerEntry.objects.select_for_update(of=("self",))
        .filter(
            authority=entry.authority_id,
            year=entry.year,
            framework_code=entry.framework_code,
            into=None,
            criterion=entry.criterion,
            origin=Origin.ASSESSMENT,
            state=LossState.OPEN,
            remedies=None,
            proofs=None,
        )
        .first()
    )
    if twin is None:
        return
    entry.points, entry.points_source = twin.points, twin.points_source
    store(entry)
    twin.into = entry
    twin.points = None
    twin.previous = None
    store(twin)
    LedgerEntry.objects.filter(previous=twin).update(previous=None)
    noted(twin, "taken_over", by=by, now=now, after={"into": entry.pk})


def _plain(value: Any) -> Any:
    return str(value) if value is not None and not isinstance(value, str | int) else value


def _unit(entry: LedgerEntry) -> dict[str, str]:
    return {"unit": entry.authority.name}


__all__ = [
    "NotProvenError", "ProofPaper", "add_proof", "confirm_cause", "confirm_criterion", "edit_loss", "give_up_proof",
    "link_task", "may_judge", "take_loss_step", "unlink_task",
]  # fmt: skip
