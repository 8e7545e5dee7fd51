"""What the reading job found, stored in one transaction: head, rows, units, findings, what carries over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.documents.rules.blocks import Document
from thuocdo.plans.actions.access import held
from thuocdo.plans.actions.continuing import carry_over, keep_review
from thuocdo.plans.actions.heads import store_head
from thuocdo.plans.actions.importing import tell_uploader
from thuocdo.plans.actions.judging import refresh
from thuocdo.plans.actions.naming import matches_of, unit_rows
from thuocdo.plans.models import PlanFinding, PlanRow, PlanVersion, RowKind, RowUnit, VersionState
from thuocdo.plans.queries.versions import version_before
from thuocdo.plans.rules import model
from thuocdo.plans.rules.fixing import fixed
from thuocdo.plans.rules.lint import Finding
from thuocdo.plans.rules.pages import empty_pages, unread_pages
from thuocdo.plans.rules.placing import row_of_finding
from thuocdo.plans.rules.rows import rows_of


@recorded
def store_reading(
    *, version: PlanVersion, document: Document, plan: model.Plan, findings: Sequence[Finding], now: datetime
) -> dict[str, Any]:
    """Make the version ready for review; gives its counts. A version that is ready already stays as it is."""
    version = held(version)
    if version.state not in (VersionState.READING, VersionState.FAILED):
        return dict(version.summary)
    version.rows.all().delete()
    version.findings.all().delete()
    version.document, version.compiled = document.to_json(), plan.to_json()
    if version.plan.current_id is None:  # a plan in force keeps its head until the new version is confirmed
        store_head(version.plan, plan.document)
    rows = _store_rows(version, plan, document)
    carry_over(version, rows)
    rows = keep_review(version, rows)
    _store_findings(version, rows, findings)
    refresh([row.pk for row in rows])
    version.state, version.error = VersionState.REVIEW, ""
    version.summary = {
        **_summary(version),
        "unread": list(unread_pages(document.notes)),
        "empty": list(empty_pages(document)),
    }
    version.save()
    older = version.plan.versions.filter(number__lt=version.number)
    older.filter(state=VersionState.REVIEW).update(state=VersionState.SUPERSEDED)
    record(
        "plans.version.read", by=None, now=now, subject=version, unit=version.plan.unit, after=version.summary
    )
    tell_uploader(
        version, official("Đã đọc xong “%(name)s”, chờ rà soát.", {"name": version.plan.title[:200]}), now=now
    )
    return dict(version.summary)


def _store_rows(version: PlanVersion, plan: model.Plan, document: Document) -> list[PlanRow]:
    drafts = rows_of(plan, document)
    rows = PlanRow.objects.bulk_create(
        [
            PlanRow(
                version=version,
                kind=draft.kind,
                position=float(place),
                label=draft.label[:40],
                text=draft.text,
                data=draft.data,
                read=draft.data,
            )
            for place, draft in enumerate(drafts, 1)
        ],
        batch_size=500,
    )
    matches = matches_of((name for draft in drafts for _, name, _ in draft.names), version.plan.unit)
    units = [
        named
        for row, draft in zip(rows, drafts, strict=True)
        for named in unit_rows(row, draft.names, matches)
    ]
    RowUnit.objects.bulk_create(units, batch_size=500)
    return rows


def _store_findings(version: PlanVersion, rows: Sequence[PlanRow], findings: Sequence[Finding]) -> None:
    """Each finding at the row where it stands; a decision kept from the version before for the same words."""
    before = version_before(version)
    decided = {}
    if before is not None:
        for old in before.findings.exclude(outcome=PlanFinding.OPEN):
            decided[old.rule, old.quote, old.message] = old
    sources = [row.data for row in rows]
    made = []
    for place, finding in enumerate(findings):
        told = finding.to_json()
        at = row_of_finding(told["source"], finding.quote, sources)
        known = decided.get((finding.rule, finding.quote, finding.message))
        if (
            known
            and known.outcome == PlanFinding.ACCEPTED
            and (at is None or _still_printed(rows[at], finding))
        ):
            known = None  # the correction did not come along, so nothing is corrected here
        made.append(
            PlanFinding(
                version=version,
                row=None if at is None else rows[at],
                rule=finding.rule[:60],
                severity=str(finding.severity),
                message=finding.message,
                quote=finding.quote,
                suggestion=finding.suggestion or "",
                fix=finding.fix.to_json() if finding.fix else None,
                source=told["source"],
                position=place,
                outcome=known.outcome if known else PlanFinding.OPEN,
                reason=known.reason if known else "",
                decided_by=known.decided_by if known else None,
                decided_at=known.decided_at if known else None,
            )
        )
    PlanFinding.objects.bulk_create(made, batch_size=500)


def _still_printed(row: PlanRow, finding: Finding) -> bool:
    fix = finding.fix.to_json() if finding.fix else None
    return fix is None or bool(fixed(row.kind, row.data, finding.quote, fix))


def _summary(version: PlanVersion) -> dict[str, int]:
    """The counts of the sentence that ends an import."""
    rows = list(version.rows.values_list("kind", "data", "needs_look"))
    tasks = [data for kind, data, _ in rows if kind == RowKind.TASK]
    gaps = [data for kind, data, _ in rows if kind == RowKind.GAP]
    return {
        "tasks": len(tasks),
        "headings": len({(tuple(data.get("section") or ()), data.get("heading")) for data in tasks}),
        "gaps": len(gaps),
        "fields": len({data.get("field") for data in gaps if data.get("field")}),
        "reports": sum(kind == RowKind.REPORT for kind, _, _ in rows),
        "look": sum(look for _, _, look in rows),
        "findings": version.findings.count(),
    }
