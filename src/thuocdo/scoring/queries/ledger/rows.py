"""Reads of the ledger of lost points: what a year's page lists, counts and flags; what the draft of a plan holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet
from rapidfuzz import fuzz

from thuocdo.lib.text import fold
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.models import Plan, PlanRow, RowKind, RowState
from thuocdo.scoring.models import LedgerEntry, NextYearItem
from thuocdo.scoring.rules.ledger.states import OPEN_STATES, CauseClass, LossState, years_in_a_row
from thuocdo.work.models import Task
from thuocdo.work.queries.access import visible_tasks
from thuocdo.work.rules.states import TaskState

REPEATED = 2  # years on end from which a loss stands out
UNCLEAR = "chua-ro"  # key of the filter for what nobody has tied to a criterion
TASKS_OFFERED = 100


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What the address asks for. `year` of the loss; the other keys are empty where they do not filter."""

    year: int
    q: str = ""
    field: str = ""
    criterion: str = ""
    state: str = ""
    cause: str = ""
    lead: int | None = None
    repeated: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str], *, year: int) -> LedgerFilter:
        """The filter of an address; keys and values that make no sense are ignored. `year` where none is named."""
        period, lead = asked.get("ky", ""), asked.get("ct", "")
        state, cause = asked.get("tt", ""), asked.get("nn", "")
        return cls(
            year=int(period) if period.isascii() and period.isdigit() and len(period) == 4 else year,
            q=asked.get("q", "").strip()[:200],
            field=asked.get("lv", "")[:300],
            criterion=asked.get("tc", "")[:40],
            state=state if state in set(LossState) or state == "con-mo" else "",
            cause=cause if cause in set(CauseClass) or cause == UNCLEAR else "",
            lead=int(lead) if lead.isascii() and lead.isdigit() and len(lead) <= 18 else None,
            repeated=asked.get("lap", "") == "1",
        )

    @property
    def narrows(self) -> bool:
        """Whether anything but the year is asked for."""
        given = (self.q, self.field, self.criterion, self.state, self.cause)
        return any(given) or self.lead is not None or self.repeated


@dataclass(frozen=True, slots=True)
class LossRow:
    """One entry as a list shows it. `years`: how many on end; `may_repeat`: only if the proposal is right."""

    entry: LedgerEntry
    years: int
    may_repeat: bool
    carried: bool  # lost in an earlier year than the page's, and open still
    tasks: int
    proofs: int

    @property
    def repeated(self) -> bool:
        """Whether it stands out."""
        return self.years >= REPEATED


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How many losses have this cause (None: nobody and no rule says), how many of them only by proposal.

    `points` sums what is known; `unknown` counts the losses without a number.
    """

    cause: CauseClass | None
    count: int
    proposed: int
    points: Decimal
    unknown: int


def losses_of(authority: Unit, year: int) -> QuerySet[LedgerEntry]:
    """The losses of the year, and those of years before that are not verified yet."""
    return (
        LedgerEntry.objects.filter(authority=authority, into=None)
        .filter(Q(year=year) | Q(year__lt=year, state__in=[str(s) for s in OPEN_STATES]))
        .select_related("lead", "plan", "criterion_by")
        .annotate(
            task_count=Count("remedies", distinct=True),
            proof_count=Count("proofs", filter=Q(proofs__given_up_at=None), distinct=True),
        )
        .order_by(F("year").desc(), "pk")
    )


def rows_of(authority: Unit, wanted: LedgerFilter) -> list[LossRow]:
    """The rows that the filter asks for; losses repeated over years first, then in the order of the ledger."""
    lost = lost_by_year(authority)
    rows = [row_of(entry, lost, wanted.year) for entry in losses_of(authority, wanted.year)]
    kept = [row for row in rows if _fits(row, wanted)]
    return sorted(kept, key=lambda row: (not row.repeated, -row.years if row.repeated else 0))


def row_of(entry: LedgerEntry, lost: Mapping[str, Mapping[int, frozenset[str]]], year: int) -> LossRow:
    """One entry with what a list says of it; `lost` as from `lost_by_year`."""
    known = lost.get(entry.framework_code, {})
    years = years_in_a_row(entry.year, entry.criterion, known) if entry.criterion else 0
    pointed = not entry.criterion and bool(entry.proposed)
    may = pointed and entry.proposed in known.get(entry.year - 1, frozenset())
    tasks, proofs = getattr(entry, "task_count", 0), getattr(entry, "proof_count", 0)
    return LossRow(entry, years, may, entry.year < year, tasks, proofs)


def lost_by_year(authority: Unit) -> dict[str, dict[int, frozenset[str]]]:
    """Framework code -> year -> the confirmed criteria that lost points then. A loss of 0 points is none."""
    found: dict[str, dict[int, frozenset[str]]] = {}
    rows = LedgerEntry.objects.filter(authority=authority, into=None).exclude(criterion="").exclude(points=0)
    for code, year, criterion in rows.values_list("framework_code", "year", "criterion").order_by():
        years = found.setdefault(code, {})
        years[year] = years.get(year, frozenset()) | {criterion}
    return found


def causes_of(rows: Iterable[LossRow]) -> list[CauseCount]:
    """Losses by class of cause, confirmed where a person confirmed, else as proposed; what is unclear last."""
    found: dict[CauseClass | None, list[LedgerEntry]] = {cause: [] for cause in (*CauseClass, None)}
    for row in rows:
        said = row.entry.cause_class or row.entry.cause_proposed
        found[CauseClass(said) if said else None].append(row.entry)
    return [
        CauseCount(
            cause,
            len(entries),
            sum(not entry.cause_class for entry in entries) if cause else 0,
            sum((entry.points for entry in entries if entry.points is not None), Decimal(0)),
            sum(entry.points is None for entry in entries),
        )
        for cause, entries in found.items()
        if entries or cause is not None
    ]


def years_of(authority: Unit) -> list[int]:
    """The years in which anything was lost, newest first."""
    rows = LedgerEntry.objects.filter(authority=authority, into=None).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def readable_entry(rights: Rights, home: Unit | None, pk: int) -> LedgerEntry | None:
    """The entry, for whoever may read the scores of its authority; `home` is the authority the person works in."""
    entry = (
        LedgerEntry.objects.select_related(
            "authority", "lead", "plan", "row__version", "criterion_by", "previous", "into"
        )
        .filter(pk=pk)
        .first()
    )
    if entry is None:
        return None
    own = entry.authority == home and rights.any(Right.SCORE_READ)
    return entry if own or rights.can(Right.SCORE_READ, entry.authority) else None


def tasks_for(entry: LedgerEntry, rights: Rights) -> list[Task]:
    """Tasks of the same authority that could remedy the loss, nearest in words first; those linked are left out."""
    rows = (
        visible_tasks(rights)
        .filter(authority=entry.authority_id)
        .exclude(state=TaskState.DROPPED)
        .exclude(lost_points__entry=entry)
    )
    said = fold(f"{entry.shortcoming} {entry.remedy}")
    near = sorted(rows, key=lambda task: (-fuzz.token_set_ratio(said, fold(task.text)), task.pk))
    return near[:TASKS_OFFERED]


def gaps_of(plan: Plan) -> tuple[int, int]:
    """How many confirmed gaps the plan's version in force has, and how many of them no entry follows yet."""
    rows = PlanRow.objects.filter(version=plan.current_id, kind=RowKind.GAP, state=RowState.CONFIRMED)
    return rows.count(), rows.filter(lost_points=None).count()


def draft_items(authority: Unit, for_year: int) -> list[NextYearItem]:
    """The lines of the draft of that year's plan, in the order of the ledger: what part of a plan is written from."""
    return list(
        NextYearItem.objects.filter(authority=authority, for_year=for_year, removed=False)
        .select_related("lead", "entry", "entry__authority", "entry__lead", "edited_by")
        .order_by("entry__framework_code", "entry__criterion", "entry_id")
    )


def removed_items(authority: Unit, for_year: int) -> list[NextYearItem]:
    """Lines that were taken out of the draft, newest first."""
    rows = NextYearItem.objects.filter(authority=authority, for_year=for_year, removed=True)
    return list(rows.select_related("entry", "entry__authority", "entry__lead").order_by("-pk"))


def in_drafts(entries: Sequence[LedgerEntry], *, since: int) -> dict[int, int]:
    """Entry id -> the first year, from `since` on, whose draft holds it."""
    rows = NextYearItem.objects.filter(entry__in=entries, for_year__gte=since, removed=False)
    return dict(rows.order_by("-for_year").values_list("entry_id", "for_year"))


def _fits(row: LossRow, wanted: LedgerFilter) -> bool:
    entry = row.entry
    cause = entry.cause_class or entry.cause_proposed or UNCLEAR
    return (
        (not wanted.q or all(word in entry.folded for word in fold(wanted.q).split()))
        and (not wanted.field or entry.field == wanted.field)
        and (not wanted.criterion or (entry.criterion or UNCLEAR) == wanted.criterion)
        and (
            not wanted.state
            or entry.state == wanted.state
            or (wanted.state == "con-mo" and entry.state in OPEN_STATES)
        )
        and (not wanted.cause or cause == wanted.cause)
        and (wanted.lead is None or entry.lead_id == wanted.lead)
        and (not wanted.repeated or row.repeated)
    )


def is_late(entry: LedgerEntry, today: dt.date) -> bool:
    """Whether the deadline has passed and the remedy is not verified."""
    return entry.due is not None and entry.due < today and entry.state in OPEN_STATES
