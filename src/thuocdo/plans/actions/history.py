"""Rows before and after each step of a review, so that every step can be taken back.

A snapshot holds every column of a row but who is looking at it, its units, and which findings stand at it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.orgs.models import Person
from thuocdo.plans.actions.access import reviewing
from thuocdo.plans.actions.refusals import Conflict
from thuocdo.plans.models import PlanFinding, PlanRow, PlanVersion, RowChange, RowUnit

COLUMNS = (
    "kind", "position", "label", "text", "data", "read", "state", "needs_look", "doubts", "certainty", "rhythm",
    "responsible_id", "assign_later", "predecessor_id", "confirmed_by_id", "confirmed_at", "version_stamp",
)  # fmt: skip
UNIT_COLUMNS = ("id", "part", "position", "printed", "is_group", "unit_id", "certainty", "by_person")
FINDING_COLUMNS = ("outcome", "reason", "decided_by_id", "decided_at")
Snapshot = dict[str, Any]


class Change:
    """One step in the making: takes the rows as they are, and when it is `done` keeps both sides."""

    def __init__(
        self,
        version: PlanVersion,
        what: str,
        rows: Iterable[PlanRow],
        *,
        by: Person | None,
        now: datetime,
        findings: Iterable[PlanFinding] = (),
    ) -> None:
        self.version, self.what, self.by, self.now = version, what, by, now
        self._rows = {row.pk for row in rows}
        self._findings = {finding.pk for finding in findings}
        self._before = _side(self._rows, self._findings)

    def done(self, *, made: Iterable[PlanRow] = ()) -> RowChange:
        """Count the edit in every row, and store the step. `made`: rows that did not exist before."""
        touched = self._rows | {row.pk for row in made}
        PlanRow.objects.filter(pk__in=touched).update(version_stamp=_next_stamp(self.version))
        return RowChange.objects.create(
            version=self.version,
            what=self.what,
            before=self._before,
            after=_side(touched, self._findings),
            by=self.by,
            at=self.now,
        )


@recorded
def undo(*, version: PlanVersion, by: Person | None, now: datetime) -> RowChange | None:
    """Take back the person's last step of this version; None when there is nothing left to take back.

    Raises NotAllowed, Locked; Conflict when somebody else has changed one of its rows since.
    """
    version = reviewing(version, by=by, now=now)
    last = version.changes.filter(undone=False, by=by).exclude(what="undo").first()
    if last is None:
        return None
    touched = {row["id"] for side in (last.before, last.after) for row in side["rows"]}
    findings = {finding["id"] for finding in last.before["findings"]}
    current = _side(touched, findings)
    if _bare(current) != _bare(last.after):
        raise Conflict(
            _(
                "Không hoàn tác được vì người khác đã sửa những dòng này sau bạn. Hãy sửa trực tiếp trên dòng."
            ),
            row=None,
        )
    _restore(version, last.before, touched)
    last.undone = True
    last.save(update_fields=["undone"])
    RowChange.objects.create(
        version=version,
        what="undo",
        before=current,
        after=_side(touched, findings),
        by=by,
        at=now,
        undone=True,
    )
    record(
        "plans.change.undone",
        by=by,
        now=now,
        subject=version,
        unit=version.plan.unit,
        before={"what": last.what, "rows": sorted(touched)},
    )
    return last


def seen_at(row: PlanRow, stamp: int) -> Snapshot | None:
    """The row as it was when its stamp was `stamp`; None when that is not known any more."""
    for change in row.version.changes.all()[:200]:
        for side in (change.before, change.after):
            for snapshot in side["rows"]:
                if snapshot["id"] == row.pk and snapshot["version_stamp"] == stamp:
                    return dict(snapshot)
    return None


def last_change_of(row: PlanRow) -> RowChange | None:
    """The latest step that touched the row."""
    for change in row.version.changes.select_related("by")[:200]:
        if any(snapshot["id"] == row.pk for snapshot in change.after["rows"]):
            return change
    return None


def snapshots(rows: Collection[int]) -> list[Snapshot]:
    """The rows with these ids as plain values."""
    found = PlanRow.objects.filter(pk__in=rows).prefetch_related("units", "findings").order_by("pk")
    return [snapshot_of(row) for row in found]


def snapshot_of(row: PlanRow) -> Snapshot:
    """The row as plain values. Wants `units` and `findings` prefetched."""
    out: Snapshot = {"id": row.pk}
    for name in COLUMNS:
        value = getattr(row, name)
        out[name] = value.isoformat() if isinstance(value, datetime) else value
    units = sorted(row.units.all(), key=lambda named: named.pk)
    out["units"] = [{name: getattr(named, name) for name in UNIT_COLUMNS} for named in units]
    out["findings"] = sorted(finding.pk for finding in row.findings.all())
    return out


def _side(rows: Collection[int], findings: Collection[int]) -> dict[str, Any]:
    decided = []
    for finding in PlanFinding.objects.filter(pk__in=findings).order_by("pk"):
        values: Snapshot = {"id": finding.pk}
        for name in FINDING_COLUMNS:
            value = getattr(finding, name)
            values[name] = value.isoformat() if isinstance(value, datetime) else value
        decided.append(values)
    return {"rows": snapshots(rows), "findings": decided}


def _bare(side: dict[str, Any]) -> dict[str, Any]:
    """A side without the stamps, which only ever grow."""
    rows = [{key: value for key, value in row.items() if key != "version_stamp"} for row in side["rows"]]
    return {"rows": rows, "findings": side["findings"]}


def _next_stamp(version: PlanVersion) -> int:
    highest = version.rows.aggregate(top=Max("version_stamp"))["top"] or 0
    return int(highest) + 1


def _restore(version: PlanVersion, side: dict[str, Any], touched: Collection[int]) -> None:
    wanted = {snapshot["id"]: snapshot for snapshot in side["rows"]}
    stamp = _next_stamp(version)
    PlanRow.objects.filter(pk__in=[pk for pk in touched if pk not in wanted]).delete()
    for pk, snapshot in wanted.items():
        values = {name: snapshot[name] for name in COLUMNS}
        values["confirmed_at"] = (
            parse_datetime(snapshot["confirmed_at"]) if snapshot["confirmed_at"] else None
        )
        values["version_stamp"] = stamp
        PlanRow.objects.update_or_create(pk=pk, defaults={**values, "version_id": version.pk})
    RowUnit.objects.filter(row__in=wanted).delete()
    RowUnit.objects.bulk_create(
        RowUnit(row_id=pk, **values) for pk, snapshot in wanted.items() for values in snapshot["units"]
    )
    _restore_findings(wanted.values(), side["findings"])


def _restore_findings(rows: Iterable[Snapshot], decided: Sequence[Snapshot]) -> None:
    for snapshot in rows:
        PlanFinding.objects.filter(pk__in=snapshot["findings"]).update(row_id=snapshot["id"])
    for finding in decided:
        values = {name: finding[name] for name in FINDING_COLUMNS}
        values["decided_at"] = parse_datetime(finding["decided_at"]) if finding["decided_at"] else None
        PlanFinding.objects.filter(pk=finding["id"]).update(**values)
