"""Reports as they are written: begun with drawn numbers, edited in words, numbers taken anew or kept with a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.documents.models import StoredFile
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.registers.reports.models import Duty, Gathering, Report
from thuocdo.registers.reports.queries.duties import may_step
from thuocdo.registers.reports.rules.content import (
    Block,
    Number,
    blocks_to_json,
    changes,
    check_blocks,
    numbers_to_json,
)
from thuocdo.registers.reports.rules.states import EDITABLE, ReportState, step_named


class StaleError(InputError):
    """Somebody else has changed the report in between; what was typed is not lost, it comes back with the form."""


@recorded
def begin_report(
    *,
    duty: Duty,
    blocks: Sequence[Block],
    numbers: Mapping[str, Number],
    replaces: str = "",
    by: Person,
    now: datetime,
) -> Report:
    """Begin the duty's report with what was drawn for it; where one is begun already, that one is given back.

    `replaces`: why an accepted report needs a replacement, which keeps the first. Raises InputError (the period has
    not begun, no reason), PermissionDenied.
    """
    duty = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("regime", "unit", "prepared_by", "receiver")
        .get(pk=duty.pk)
    )
    newest = duty.reports.order_by("-number").first()
    state = ReportState(newest.state) if newest else ReportState(duty.state)
    step = step_named("replace" if state is ReportState.ACCEPTED else "write", state)
    asks = step or step_named("write", ReportState.NONE)
    if asks is None or not may_step(rights_of(by, on=localdate(now)), duty, asks):
        raise PermissionDenied(_("Bạn không có quyền lập báo cáo này."))
    if newest is not None and state is not ReportState.ACCEPTED:
        return newest
    if step is None or (newest is None and state is not ReportState.NONE):
        raise InputError(_("Báo cáo này đã gửi ngoài hệ thống nên không lập trên hệ thống nữa."))
    if step.needs_reason and not clean(replaces):
        raise InputError(_("Hãy ghi lý do lập bản thay thế."))
    if localdate(now) < duty.data_from:
        raise InputError(
            _("Kỳ này lấy số liệu từ %(day)s, chưa lập báo cáo được.") % {"day": f"{duty.data_from:%d/%m/%Y}"}
        )
    said = {"name": duty.regime.name, "period": duty.period_said}
    report = Report.objects.create(
        duty=duty,
        number=(newest.number if newest else 0) + 1,
        title=official("%(name)s %(period)s", said)[:300],
        blocks=blocks_to_json(blocks),
        numbers=numbers_to_json(numbers),
        reason=clean(replaces)[:500],
        changed_at=now,
        changed_by=by,
        created_at=now,
    )
    if newest is None:
        duty.state = ReportState.DRAFT
        duty.save(update_fields=["state"])
    code = "registers.report.begun" if newest is None else "registers.report.replaced"
    record(code, by=by, now=now, subject=report, unit=duty.unit, why=report.reason)
    return report


@recorded
def begin_gathered(
    *,
    gathering: Gathering,
    blocks: Sequence[Block],
    numbers: Mapping[str, Number],
    missing: Sequence[str],
    by: Person,
    now: datetime,
) -> Report:
    """Begin the upper level's report of a period; one that is open is given back. Raises PermissionDenied."""
    gathering = (
        Gathering.objects.select_for_update(of=("self",))
        .select_related("regime", "receiver")
        .get(pk=gathering.pk)
    )
    demand_gathering(gathering, by, now)
    newest = gathering.reports.order_by("-number").first()
    if newest is not None and newest.state != ReportState.ACCEPTED:
        return newest
    said = {"name": gathering.regime.name, "period": gathering.period_said}
    number = (gathering.reports.aggregate(n=Max("number"))["n"] or 0) + 1
    report = Report.objects.create(
        gathering=gathering,
        number=number,
        title=official("Tổng hợp: %(name)s %(period)s", said)[:300],
        blocks=blocks_to_json(blocks),
        numbers=numbers_to_json(numbers),
        missing=list(missing),
        changed_at=now,
        changed_by=by,
        created_at=now,
    )
    record("registers.gathering.begun", by=by, now=now, subject=report, unit=gathering.receiver)
    return report


def demand_gathering(gathering: Gathering, by: Person, now: datetime) -> None:
    """Refuse unless the person takes reports in for the authority."""
    if not rights_of(by, on=localdate(now)).can(Right.REPORT_ACCEPT, gathering.receiver):
        raise PermissionDenied(_("Bạn không có quyền tổng hợp báo cáo này."))


@recorded
def save_report(*, report: Report, texts: Sequence[str], stamp: int, by: Person, now: datetime) -> Report:
    """Keep the officer's words: one text for each block, in order; an empty heading or an added paragraph is allowed.

    Raises InputError (a mark that no number has, too long), StaleError, PermissionDenied.
    """
    report = locked(report)
    demand_editable(report, by, now)
    if report.version_stamp != stamp:
        raise StaleError(
            _(
                "Người khác vừa sửa báo cáo này trong khi bạn đang sửa. Bản của bạn còn trên màn hình, chưa lưu."
            )
        )
    blocks = report.read_blocks()
    if len(texts) != len(blocks):
        raise StaleError(_("Báo cáo đã đổi số đoạn. Hãy mở lại trang rồi nhập."))
    wanted = [
        replace(block, text=text.replace("\r\n", "\n").strip())
        for block, text in zip(blocks, texts, strict=True)
    ]
    check_blocks(wanted, report.read_numbers())
    changed = [number for number, (old, new) in enumerate(zip(blocks, wanted, strict=True), 1) if old != new]
    if not changed:
        return report
    report.blocks = blocks_to_json(wanted)
    _touch(report, by, now, "blocks")
    record(
        "registers.report.edited",
        by=by,
        now=now,
        subject=report,
        unit=unit_of(report),
        after={"blocks": changed},
    )
    return report


@recorded
def take_numbers(
    *,
    report: Report,
    fresh: Mapping[str, Number],
    take: Collection[str],
    why_kept: str = "",
    missing: Sequence[str] = (),
    by: Person,
    now: datetime,
) -> Report:
    """Replace the numbers named in `take` by the fresh ones; for every other that differs say why it stays.

    `missing`: of a gathering, the units that have not sent now.
    Raises InputError where a reason is missing, PermissionDenied.
    """
    report = locked(report)
    demand_editable(report, by, now)
    numbers = report.read_numbers()
    differing = changes(numbers, fresh)
    kept = [one for one in differing if one.key not in take]
    why_kept = clean(why_kept)
    if kept and not why_kept:
        raise InputError(_("Giữ số cũ thì cần ghi lý do."))
    told = []
    for one in differing:
        if one in kept:
            stays = one.old and replace(one.old, kept=why_kept[:300])
        elif one.new is None:
            stays = one.old and replace(one.old, value="", source=official("Không còn lấy được số này."))
        else:
            stays = one.new
        if stays is not None:
            numbers[one.key] = stays
        told.append({"key": one.key, "old": one.old and one.old.value, "new": stays and stays.value})
    report.numbers, report.missing = numbers_to_json(numbers), list(missing)
    _touch(report, by, now, "numbers", "missing")
    record(
        "registers.report.renumbered",
        by=by,
        now=now,
        subject=report,
        unit=unit_of(report),
        after={"numbers": told},
        why=why_kept,
    )
    return report


@recorded
def attach_signed(*, report: Report, file: StoredFile, name: str, by: Person, now: datetime) -> Report:
    """Keep the copy that was signed outside. Raises InputError for what is no PDF, PermissionDenied."""
    report = locked(report)
    if report.state not in {*EDITABLE, ReportState.SUBMITTED}:
        raise InputError(_("Báo cáo đã gửi nên không đổi bản ký được; hãy lập bản thay thế."))
    demand_side(report, by, now)
    if file.media_type != "application/pdf":
        raise InputError(_("Bản đã ký phải là tệp PDF."))
    report.file, report.file_name = file, name[:255]
    _touch(report, by, now, "file", "file_name")
    record(
        "registers.report.signed_copy",
        by=by,
        now=now,
        subject=report,
        unit=unit_of(report),
        after={"sha256": file.sha256},
    )
    return report


def locked(report: Report) -> Report:
    """The report as it is now, held until the transaction ends."""
    rows = Report.objects.select_for_update(of=("self",)).select_related(
        "duty__regime",
        "duty__unit",
        "duty__receiver",
        "duty__prepared_by",
        "gathering__receiver",
        "gathering__regime",
    )
    return rows.get(pk=report.pk)


def unit_of(report: Report) -> int:
    """Whose report it is."""
    owner = report.duty.unit_id if report.duty else report.gathering.receiver_id if report.gathering else 0
    return int(owner)


def demand_editable(report: Report, by: Person, now: datetime) -> None:
    """Refuse unless the report may be written in now, and by this person."""
    demand_side(report, by, now)
    if report.state not in EDITABLE:
        raise InputError(_("Báo cáo đã trình hoặc đã gửi nên không sửa được."))


def demand_side(report: Report, by: Person, now: datetime) -> None:
    """Refuse unless the person writes this report."""
    if report.gathering is not None:
        demand_gathering(report.gathering, by, now)
        return
    step = step_named("submit", ReportState.DRAFT)
    assert step is not None and report.duty is not None  # noqa: S101  (the table has it)
    rights = rights_of(by, on=localdate(now))
    if not (may_step(rights, report.duty, step) or rights.can(Right.REPORT_SEND, report.duty.unit)):
        raise PermissionDenied(_("Bạn không có quyền sửa báo cáo này."))


def _touch(report: Report, by: Person | None, now: datetime, *fields: str) -> None:
    report.version_stamp += 1
    report.changed_at, report.changed_by = now, by
    report.save(update_fields=[*fields, "version_stamp", "changed_at", "changed_by"])
