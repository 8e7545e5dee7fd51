"""Taking in releases, stating why something is blank, deciding about new bases."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.documents.actions import store_file
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Membership, Person
from thuocdo.orgs.queries import may_change_shared, rights_of
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import Right, Role
from thuocdo.plans.models import Plan
from thuocdo.plans.rules.papi import Structure, YearTable, province_name, structure_of
from thuocdo.plans.rules.papi.provinces import expected_keys
from thuocdo.plans.rules.papi.reading import read_year
from thuocdo.registers.indices.models import (
    PAPI,
    BaselineDecision,
    BlankReason,
    IndexRelease,
    IndexValue,
    PublishedClass,
)
from thuocdo.registers.indices.queries.plans import open_proposals, plans_to_rebase
from thuocdo.registers.indices.queries.releases import current_releases, table_of
from thuocdo.registers.indices.rules.baselines import BaselineState
from thuocdo.registers.indices.rules.checks import Remark, band_of_words, check_table


class RefusedError(InputError):
    """Files that cannot be what they claim to be. `remarks`: every reason, with its file."""

    def __init__(self, remarks: Sequence[tuple[str, Remark]]) -> None:
        self.lines = tuple(f"{name}: {remark.text}" for name, remark in remarks)
        super().__init__("\n".join(self.lines))


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file to take in. `like`: the year whose structure it is declared to have, for a year not known yet."""

    year: int
    name: str
    data: bytes
    like: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file. `how`: "new", "corrected" (a new version) or "same" (nothing was written)."""

    release: IndexRelease
    how: str
    remarks: tuple[Remark, ...] = ()


@recorded
def import_releases(
    *,
    files: Sequence[Incoming],
    source: str = "",
    published: date | None = None,
    by: Person | None,
    now: datetime,
) -> tuple[Taken, ...]:
    """Take in yearly files of PAPI: all of them or none.

    A file that is in use already changes nothing; another one for the same year becomes a new version, the old one is
    kept. Plans whose targets stand on an older base get their coordinators told.
    Raises RefusedError for files that cannot be, InputError for unreadable ones, PermissionDenied.
    """
    _demand(by, now)
    releases = current_releases()
    tables = {release.year: table_of(release) for release in releases}
    read: list[tuple[Incoming, YearTable, Structure, tuple[Remark, ...]]] = []
    refused: list[tuple[str, Remark]] = []
    fresh = {one.year: read_year(one.data, name=one.name, year=one.year) for one in files}
    if len(fresh) < len(files):
        raise InputError(_("Hai tệp cùng một năm. Mỗi năm chỉ nhập một tệp mỗi lần."))
    for one in sorted(files, key=lambda one: one.year):
        structure = structure_of(one.year, like=one.like)
        # a corrected file may well agree with what it replaces
        others = [table for year, table in {**tables, **fresh}.items() if year != one.year]
        remarks = check_table(fresh[one.year], structure, others=others)
        refused += [(one.name, remark) for remark in remarks if remark.refuses]
        if structure is not None:
            read.append((one, fresh[one.year], structure, remarks))
    if refused:
        raise RefusedError(refused)
    known = {release.year: release for release in releases}
    taken = tuple(
        _take(one, table, structure, remarks, known.get(one.year), source, published, by, now)
        for one, table, structure, remarks in read
    )
    if any(one.how != "same" for one in taken):
        _tell(by, now)
    return taken


def _demand(by: Person | None, now: datetime) -> None:
    if by is None:
        return
    if not may_change_shared(rights_of(by, on=timezone.localdate(now)), Right.INDEX_IMPORT):
        raise PermissionDenied(
            _("Số liệu chỉ số dùng chung cho cả tỉnh; chỉ đầu mối hoặc quản trị của tỉnh nhập được.")
        )


def _take(
    one: Incoming,
    table: YearTable,
    structure: Structure,
    remarks: tuple[Remark, ...],
    before: IndexRelease | None,
    source: str,
    published: date | None,
    by: Person | None,
    now: datetime,
) -> Taken:
    stored = store_file(stream=io.BytesIO(one.data), name=one.name, by=by, now=now)
    if before is not None and before.file_id == stored.pk and before.structure == structure.to_json():
        return Taken(before, "same", remarks)
    points = table.points()
    IndexRelease.objects.filter(index=PAPI, year=one.year, current=True).update(current=False)
    newest = IndexRelease.objects.filter(index=PAPI, year=one.year).aggregate(n=Max("version"))["n"] or 0
    release = IndexRelease.objects.create(
        index=PAPI,
        year=one.year,
        version=newest + 1,
        file=stored,
        file_name=one.name[:255],
        source=source[:300],
        published=published,
        structure=structure.to_json(),
        remarks=[remark.to_json() for remark in remarks],
        provinces=len(table.cells),
        ranked=sum(0 in by_dimension for by_dimension in points.values()),
        imported_by=by,
        imported_at=now,
    )
    _store_values(release, table, points)
    after = {"year": one.year, "version": release.version, "sha256": stored.sha256, "source": source[:300]}
    if before is None:
        record("registers.release.imported", by=by, now=now, subject=release, after=after)
        return Taken(release, "new", remarks)
    old = {"version": before.version, "sha256": before.file.sha256}
    record("registers.release.corrected", by=by, now=now, subject=release, before=old, after=after)
    return Taken(release, "corrected", remarks)


def _store_values(release: IndexRelease, table: YearTable, points: dict[str, dict[int, float]]) -> None:
    used = table.used
    values = []
    for subject, row in table.cells.items():
        given = {code for code in used if code.startswith("SC") or _only_given(code, used)}
        values += [
            IndexValue(release=release, subject=subject, code=code, value=row.get(code))
            for code in sorted(given)
        ]
        values += [
            IndexValue(release=release, subject=subject, code=f"D{number}", value=value, derived=True)
            for number, value in points[subject].items()
            if f"D{number}" not in given
        ]
    IndexValue.objects.bulk_create(values, batch_size=2000)
    PublishedClass.objects.bulk_create(
        PublishedClass(release=release, subject=subject, dimension=number, band=band)
        for subject, by in table.classes.items()
        for number, words in by.items()
        if (band := band_of_words(words)) is not None
    )


def _only_given(code: str, used: Sequence[str]) -> bool:
    """Whether a dimension or total is known from the file alone, not from its parts."""
    parts = [one for one in used if one.startswith("SC" if code == "D0" else f"SC{code[1]}")]
    return not parts and not (code == "D0" and any(one != "D0" for one in used))


def _tell(by: Person | None, now: datetime) -> None:
    """Those who follow a plan whose targets stand on an older base."""
    releases = current_releases()
    for plan, count in plans_to_rebase(releases):
        posts = Membership.objects.filter(
            in_force(timezone.localdate(now)), unit__authority=plan.unit_id, role=Role.COORDINATOR
        )
        people = Person.objects.filter(pk__in=posts.values("person"))
        text = official(
            "PAPI %(year)s đã nhập: %(n)s mốc của kế hoạch năm %(plan)s nên đối chiếu lại.",
            {
                "year": releases[-1].year,
                "n": count,
                "plan": plan.year,
            },
        )
        notify(people=people, text=text, link=f"/lam-viec/ke-hoach/{plan.pk}/doi-chieu-papi/", by=by, now=now)


@recorded
def state_blank_reason(
    *, year: int, subject: str, reason: str, source: str, by: Person | None, now: datetime
) -> BlankReason:
    """Enter why a province has no result in a year. Raises InputError for missing words, PermissionDenied."""
    _demand(by, now)
    if not reason.strip() or not source.strip():
        raise InputError(_("Hãy ghi cả lý do và nguồn của lý do (báo cáo, văn bản, bài báo)."))
    if subject not in expected_keys(year):
        raise InputError(_("Không có tỉnh này trong số liệu năm %(year)s.") % {"year": year})
    entered = BlankReason.objects.create(
        index=PAPI,
        year=year,
        subject=subject,
        reason=reason.strip()[:300],
        source=source.strip()[:300],
        by=by,
        at=now,
    )
    record(
        "registers.blank_reason.stated",
        by=by,
        now=now,
        subject=entered,
        after={"year": year, "name": province_name(subject)},
        why=entered.reason,
    )
    return entered


@recorded
def decide_baseline(
    *, plan: Plan, row: int, accept: bool, reason: str = "", by: Person, now: datetime
) -> BaselineDecision:
    """Take the new base for a target of the plan, or keep the old one (then say why). The row stays as it is.

    Raises InputError where there is no open proposal for the row or a reason is missing, PermissionDenied.
    """
    if not rights_of(by, on=timezone.localdate(now)).can(Right.PLAN_CONFIRM, plan.unit):
        raise PermissionDenied(_("Chỉ người được xác nhận kế hoạch này mới quyết định mốc của nó."))
    found = next((one for one in open_proposals(plan, current_releases()) if one.row == row), None)
    if found is None:
        raise InputError(_("Mốc này không còn chờ quyết định; có thể người khác vừa quyết định."))
    if not accept and not reason.strip():
        raise InputError(_("Giữ mốc cũ thì cần ghi lý do."))
    proposal = found.proposal
    decision = BaselineDecision.objects.create(
        plan=plan,
        row_id=row,
        release=found.release,
        dimension=proposal.dimension,
        old_year=proposal.old_year,
        old_score=proposal.old_score,
        new_score=proposal.new_score,
        state=BaselineState.ACCEPTED if accept else BaselineState.DECLINED,
        reason=reason.strip()[:300],
        by=by,
        at=now,
    )
    before = {"year": proposal.old_year, "score": proposal.old_score}
    after = {"year": proposal.new_year, "score": proposal.new_score}
    if accept:
        record(
            "registers.baseline.accepted",
            by=by,
            now=now,
            subject=plan,
            unit=plan.unit,
            before=before,
            after=after,
        )
    else:
        record(
            "registers.baseline.declined",
            by=by,
            now=now,
            subject=plan,
            unit=plan.unit,
            before=before,
            after=after,
            why=decision.reason,
        )
    return decision
