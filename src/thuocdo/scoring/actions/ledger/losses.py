"""Entries of the ledger of lost points: from a plan's gaps, from an assessment, by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.calendars.rules.deadline import Deadline
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.queries import framework_for
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.models import Plan, PlanRow, RowKind, RowState, RowUnit
from thuocdo.scoring.actions.allowed import demand, label_of
from thuocdo.scoring.actions.ledger.links import relink
from thuocdo.scoring.actions.ledger.notes import noted, search_text, store
from thuocdo.scoring.models import LedgerEntry, LedgerNote
from thuocdo.scoring.queries.ledger.proposals import Proposer, criterion_in
from thuocdo.scoring.rules.ledger.states import CauseClass, Origin, cause_of
from thuocdo.work.rules.due import days_of

MOST_POINTS = Decimal(1000)
LONGEST = 10_000  # letters of one field


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking gaps did: entries made, entries carried on, entries whose gap a new version no longer prints."""

    new: int = 0
    kept: int = 0
    gone: int = 0


@dataclass(frozen=True)
class Loss:
    """A loss as a person writes it. `points` None: nobody knows how many were lost."""

    shortcoming: str
    criterion: str = ""
    field: str = ""
    points: Decimal | None = None
    cause: str = ""
    remedy: str = ""
    cause_class: CauseClass | None = None
    lead: Unit | None = None
    coordinating: str = ""
    deadline_text: str = ""
    due: dt.date | None = None


@recorded
def take_gaps(*, plan: Plan, by: Person | None, now: dt.datetime) -> Taken:
    """Make entries of the confirmed gaps of the plan's version in force, lost in the year before the plan's.

    Each gets a proposed criterion and class of cause, which a person confirms. Calling it again changes nothing; after
    a new version the same gaps keep their entries, what a person has set stays, and what vanished is marked. Raises
    InputError (no version in force, a superior's plan) and PermissionDenied.
    """
    demand(by, Right.SCORE_ENTER, plan.unit, now=now)
    if plan.from_above:
        raise InputError(_("Đây là kế hoạch của cấp trên; điểm mất trong đó không phải của đơn vị mình."))
    if plan.current is None:
        raise InputError(_("Kế hoạch chưa rà soát xong nên chưa đưa được vào Sổ điểm mất."))
    rows = list(
        plan.current.rows.filter(kind=RowKind.GAP, state=RowState.CONFIRMED)
        .select_related("predecessor", "responsible")
        .prefetch_related("units__unit")
        .order_by("position", "id")
    )
    known = list(LedgerEntry.objects.select_for_update(of=("self",)).filter(plan=plan, into=None))
    by_row = {entry.row_id: entry for entry in known if entry.row_id is not None}
    proposer = Proposer(plan.unit, plan.year - 1)
    new = kept = 0
    for row in rows:
        entry = _entry_of(row, by_row)
        if entry is None:
            _begin(plan, row, proposer, by, now)
            new += 1
        elif entry.row_id != row.pk or not entry.in_plan:
            _carry_on(entry, row, by, now)
            kept += 1
    gone = _mark_gone(known, {row.pk for row in rows}, by, now)
    taken = Taken(new, kept, gone)
    if taken != Taken():
        after = {"new": new, "kept": kept, "gone": gone}
        record("scoring.losses.taken", by=by, now=now, subject=plan, unit=plan.unit, after=after)
    return taken


@recorded
def take_losses(
    *,
    unit: Unit,
    framework_code: str,
    year: int,
    losses: Mapping[str, Decimal],
    by: Person | None,
    now: dt.datetime,
    source: str = "",
    version: FrameworkVersion | None = None,
) -> Sequence[LedgerEntry]:
    """Write the points that an assessment took away, by criterion code, into the ledger of `unit` for `year`.

    One confirmed entry of the criterion gets the points; where there is none, or several that share them, one entry
    of its own. Again with the same numbers changes nothing; a loss that is no more (0, or left out) becomes 0 points.
    `source` says where the numbers come from, `version` which version they were given by (None: the one in use). Whoever calls it has checked the right to publish. Raises InputError
    (no framework in use, unknown criterion, negative loss) and then writes nothing.
    """
    version = version or framework_for(unit, framework_code, year)
    if version is None:
        raise InputError(
            _("%(unit)s chưa chọn bộ tiêu chí %(code)s cho năm %(year)s.")
            % {"unit": unit.name, "code": framework_code, "year": year}
        )
    for code, points in losses.items():
        if criterion_in(version, code) is None:
            raise InputError(_("Bộ tiêu chí không có tiêu chí %(code)s.") % {"code": code})
        _check_points(points)
    said = (source or official("Kết quả thẩm định năm %(year)s", {"year": year}))[:300]
    known: dict[str, list[LedgerEntry]] = {}
    same_year = LedgerEntry.objects.select_for_update(of=("self",)).filter(
        authority=unit, year=year, framework_code=framework_code, into=None
    )
    for one in same_year.exclude(criterion="").order_by("pk"):
        known.setdefault(one.criterion, []).append(one)
    mine = {code for code, rows in known.items() if any(row.points_source == said for row in rows)}
    touched, fresh = [], []
    for code in sorted({*losses, *mine}):
        points = losses.get(code, Decimal(0))
        entry = _holder(known.get(code, []))
        if entry is None and points > 0:
            fresh.append(_of_assessment(unit, version, year, code, points, said, by, now))
        elif entry is not None and (entry.points, entry.points_source) != (points, said):
            _set_points(entry, points, said, by, now)
            touched.append(entry)
    touched += _store_fresh(fresh, by, now)
    return touched


@recorded
def add_loss(
    *, authority: Unit, year: int, framework_code: str, loss: Loss, by: Person | None, now: dt.datetime
) -> LedgerEntry:
    """Add a loss by hand. With a criterion given it is confirmed by `by`; without, the words propose one.

    Raises InputError (nothing said, unknown criterion, impossible points, a year that is not over yet and not this
    one, a unit of another authority) and PermissionDenied.
    """
    demand(by, Right.SCORE_ENTER, *([loss.lead] if loss.lead else []), authority, now=now)
    this_year = localdate(now).year
    if not 2011 <= year <= this_year:
        raise InputError(_("Năm mất điểm phải từ 2011 đến %(year)s.") % {"year": this_year})
    entry = LedgerEntry(
        authority=authority, year=year, origin=Origin.HAND, created_at=now, created_by=by, framework_code=framework_code
    )  # fmt: skip
    for name, value in checked(loss, authority).items():
        setattr(entry, name, value)
    entry.lead_printed = loss.lead.name if loss.lead else ""
    entry.points_source = official("Đơn vị nhập") if loss.points is not None else ""
    _propose(entry, Proposer(authority, year), "")
    if loss.criterion:
        version = framework_for(authority, framework_code, year)
        named = criterion_in(version, loss.criterion) if version else None
        if named is None:
            raise InputError(_("Bộ tiêu chí không có tiêu chí %(code)s.") % {"code": loss.criterion})
        entry.framework_code = framework_code
        entry.criterion, entry.criterion_name = named.code, named.name[:500]
        entry.criterion_by, entry.criterion_at, entry.criterion_label = by, now, label_of(by)
    if loss.cause_class is not None:
        entry.cause_class = loss.cause_class.value
    entry.folded = search_text(entry)
    entry.save()
    relink(entry)
    noted(entry, "added", by=by, now=now, after={"year": year, "criterion": entry.criterion})
    return entry


def checked(loss: Loss, authority: Unit) -> dict[str, Any]:
    """The fields of a loss as they are stored. Raises InputError for what cannot be."""
    shortcoming = loss.shortcoming.strip()
    if not shortcoming:
        raise InputError(_("Hãy ghi tồn tại: điều gì đã làm mất điểm."))
    if max(len(shortcoming), len(loss.cause), len(loss.remedy)) > LONGEST:
        raise InputError(_("Mỗi ô chỉ ghi được 10.000 chữ cái."))
    if loss.points is not None:
        _check_points(loss.points)
    if loss.lead is not None and loss.lead.authority_id != authority.pk:
        raise InputError(_("Đơn vị chủ trì phải thuộc %(unit)s.") % {"unit": authority.name})
    return {
        "shortcoming": shortcoming,
        "cause": loss.cause.strip(),
        "remedy": loss.remedy.strip(),
        "field": loss.field.strip()[:300],
        "points": loss.points,
        "lead": loss.lead,
        "coordinating": loss.coordinating.strip()[:1000],
        "deadline_text": loss.deadline_text.strip()[:500],
        "due": loss.due,
    }


def _of_assessment(
    unit: Unit,
    version: FrameworkVersion,
    year: int,
    code: str,
    points: Decimal,
    said: str,
    by: Person | None,
    now: dt.datetime,
) -> LedgerEntry:
    named = criterion_in(version, code)
    name = named.name if named else code
    entry = LedgerEntry(
        authority=unit, year=year, framework_code=version.code, criterion=code, criterion_at=now, criterion_by=by,
        criterion_name=name[:500], origin=Origin.ASSESSMENT, points=points, points_source=said, created_at=now,
        shortcoming=official("Không đạt điểm tối đa: %(name)s", {"name": name}), created_by=by,
    )  # fmt: skip
    entry.folded = search_text(entry)
    return entry


def _store_fresh(entries: Sequence[LedgerEntry], by: Person | None, now: dt.datetime) -> list[LedgerEntry]:
    """Store the entries of one authority and year, a few statements for all: a province publishes thousands."""
    if not entries:
        return []
    first = entries[0]
    same = LedgerEntry.objects.filter(
        authority=first.authority_id, framework_code=first.framework_code, into=None
    ).exclude(criterion="")
    before = {one.criterion: one for one in same.filter(year=first.year - 1).order_by("-pk")}
    for entry in entries:
        entry.previous = before.get(entry.criterion)
    made = LedgerEntry.objects.bulk_create(entries, batch_size=200)
    by_code = {entry.criterion: entry for entry in made}
    for later in same.filter(year=first.year + 1, previous=None, criterion__in=by_code):
        later.previous = by_code[later.criterion]
        later.save(update_fields=["previous"])
    LedgerNote.objects.bulk_create(
        [
            LedgerNote(
                entry=entry, at=now, by=by, by_label=label_of(by), what="points",
                after={"points": str(entry.points), "source": entry.points_source},
            )
            for entry in made
        ],
        batch_size=200,
    )  # fmt: skip
    after = {"losses": len(made), "year": first.year}
    record("scoring.losses.published", by=by, now=now, unit=first.authority, after=after)
    return made


def _set_points(entry: LedgerEntry, points: Decimal, said: str, by: Person | None, now: dt.datetime) -> None:
    before = {"points": None if entry.points is None else str(entry.points)}
    entry.points, entry.points_source = points, said
    store(entry)
    noted(entry, "points", by=by, now=now, before=before, after={"points": str(points), "source": said})


def _check_points(points: Decimal) -> None:
    if not (points.is_finite() and 0 <= points < MOST_POINTS):
        raise InputError(_("Điểm mất phải từ 0 đến dưới 1.000."))


def _entry_of(row: PlanRow, by_row: Mapping[int, LedgerEntry]) -> LedgerEntry | None:
    """The entry that this row, or the row of an earlier version that it continues, has already."""
    step: PlanRow | None = row
    seen: set[int] = set()
    while step is not None and step.pk not in seen:
        found = by_row.get(step.pk)
        # the entry of an earlier row may have gone on to the first part of a gap that was split
        if found is not None and found.row_id == step.pk:
            return found
        seen.add(step.pk)
        step = step.predecessor
    return None


def _begin(plan: Plan, row: PlanRow, proposer: Proposer, by: Person | None, now: dt.datetime) -> None:
    entry = LedgerEntry(
        authority=plan.unit, year=plan.year - 1, plan=plan, row=row, origin=Origin.PLAN, created_at=now, created_by=by
    )  # fmt: skip
    for name, value in _printed(row).items():
        setattr(entry, name, value)
    _propose(entry, proposer, str(row.data.get("index") or ""))
    entry.folded = search_text(entry)
    entry.save()
    noted(entry, "taken", by=by, now=now, after={"plan": plan.pk, "row": row.pk, "proposed": entry.proposed})


def _propose(entry: LedgerEntry, proposer: Proposer, index: str) -> None:
    asked = proposer.ask(entry.shortcoming, cause=entry.cause, field=entry.field, index=index)
    if asked.version is not None:
        entry.framework_code = asked.version.code
    found = asked.proposal
    entry.proposed = found.code
    entry.proposal = {
        "score": found.score,
        "margin": found.margin,
        "likeliest": found.likeliest,
        "second": found.second,
    }
    pointed = cause_of(entry.shortcoming, entry.cause)
    entry.cause_proposed = pointed.value if pointed else ""


def _printed(row: PlanRow) -> dict[str, Any]:
    """What the confirmed row says, under the names of the entry's fields."""
    data = row.data
    lead = row.responsible_unit
    named = list(row.units.all())
    deadline = Deadline.from_json(data.get("deadline") or {"kind": "none"})
    return {
        "field": str(data.get("field") or "")[:300],
        "shortcoming": row.text.strip() or str(data.get("cause") or "").strip() or row.label,
        "cause": str(data.get("cause") or ""),
        "remedy": str(data.get("remedy") or ""),
        "lead": lead,
        "lead_printed": "; ".join(one.printed for one in named if one.part == RowUnit.LEAD)[:500],
        "coordinating": "; ".join(one.printed for one in named if one.part == RowUnit.COORDINATING)[:1000],
        "deadline_text": str(data.get("deadline_text") or "")[:500],
        "deadline_kind": str(deadline.kind),
        "due": days_of(deadline)[1],
    }


def _carry_on(entry: LedgerEntry, row: PlanRow, by: Person | None, now: dt.datetime) -> None:
    """The entry follows the row of the new version; what a person has set, decided or proven stays."""
    before = {"row": entry.row_id, "shortcoming": entry.shortcoming}
    entry.row, entry.in_plan = row, True
    for name, value in _printed(row).items():
        if name not in entry.set_by_person:
            setattr(entry, name, value)
    store(entry)
    after = {"row": row.pk, "shortcoming": entry.shortcoming}
    noted(entry, "carried", by=by, now=now, before=before, after=after)


def _mark_gone(known: Sequence[LedgerEntry], rows: set[int], by: Person | None, now: dt.datetime) -> int:
    gone = [e for e in known if e.origin == Origin.PLAN and e.in_plan and e.row_id not in rows]
    for entry in gone:
        entry.in_plan = False
        store(entry)
        noted(entry, "unprinted", by=by, now=now)
    return len(gone)


def _holder(rows: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """The entry that carries the points of a criterion: its only one, else the one that an assessment made."""
    if len(rows) == 1:
        return rows[0]
    return next((row for row in rows if row.origin == Origin.ASSESSMENT), None)
