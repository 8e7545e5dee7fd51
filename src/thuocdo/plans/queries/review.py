"""The state of a review: counts, rows of each tab, what stands in the way of finishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from thuocdo.plans.models import PlanFinding, PlanRow, PlanVersion, RowChange, RowKind, RowState, RowUnit

TABS: dict[str, tuple[RowKind, ...]] = {
    "can-xem": tuple(RowKind),
    "nhiem-vu": (RowKind.TASK,),
    "ton-tai": (RowKind.GAP,),
    "muc-tieu": (RowKind.GOAL, RowKind.TARGET),
    "trach-nhiem": (RowKind.DUTY,),
    "bao-cao": (RowKind.REPORT,),
}
LOOK = "can-xem"
HEAD = "thong-tin"
FINDINGS = "phat-hien"


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of one kind: all but dropped ones, confirmed ones, and dropped ones."""

    total: int = 0
    confirmed: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class ReviewState:
    """What the progress line and the tabs say."""

    by_kind: dict[str, Counts]
    look: int
    certain: int
    open_findings: int
    findings: int
    saved_at: datetime | None
    undoable: RowChange | None

    def total_of(self, tab: str) -> int:
        """The number printed on a tab."""
        if tab == LOOK:
            return self.look
        return sum(self.by_kind[kind].total for kind in TABS[tab]) if tab in TABS else self.findings

    @property
    def tasks(self) -> Counts:
        return self.by_kind[RowKind.TASK]

    @property
    def gaps(self) -> Counts:
        return self.by_kind[RowKind.GAP]


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Tasks of a version, and those that keep it from becoming work."""

    tasks: int
    pending: list[PlanRow]
    unassigned: list[PlanRow]


def review_state(version: PlanVersion, person_id: int | None = None) -> ReviewState:
    """Counts of the whole version. `person_id`: whose last step may be undone."""
    by_kind = {str(kind): Counts() for kind in RowKind}
    waiting = Q(state=RowState.PENDING)
    counted = version.rows.values("kind").annotate(
        total=Count("pk", filter=~Q(state=RowState.DROPPED)),
        confirmed=Count("pk", filter=Q(state=RowState.CONFIRMED)),
        dropped=Count("pk", filter=Q(state=RowState.DROPPED)),
        look=Count("pk", filter=waiting & Q(needs_look=True)),
        certain=Count("pk", filter=waiting & Q(needs_look=False)),
    )
    look = certain = 0
    for entry in counted.order_by("kind"):
        by_kind[entry["kind"]] = Counts(entry["total"], entry["confirmed"], entry["dropped"])
        look, certain = look + entry["look"], certain + entry["certain"]
    found = version.findings.aggregate(all=Count("pk"), open=Count("pk", filter=Q(outcome=PlanFinding.OPEN)))
    last = version.changes.order_by("-id").values_list("at", flat=True).first()
    mine = version.changes.filter(undone=False, by=person_id).exclude(what="undo")
    return ReviewState(
        by_kind=by_kind,
        look=look,
        certain=certain,
        open_findings=found["open"],
        findings=found["all"],
        saved_at=last,
        undoable=mine.defer("before", "after").first(),
    )


def certain_rows(version: PlanVersion) -> QuerySet[PlanRow]:
    """Rows that wait and need no look: every field sure, no open error."""
    return with_details(version.rows.filter(state=RowState.PENDING, needs_look=False))


def rows_of_tab(version: PlanVersion, tab: str) -> QuerySet[PlanRow]:
    """The rows that a tab lists, in reading order; dropped ones last."""
    rows = version.rows.filter(kind__in=TABS[tab])
    if tab == LOOK:
        rows = rows.filter(state=RowState.PENDING, needs_look=True)
    return with_details(rows)


def tab_with_row(version: PlanVersion, tab: str, wanted: int) -> tuple[list[PlanRow], PlanRow | None]:
    """The rows of a tab, and the row with the id `wanted` wherever it stands, in the queries of the tab alone."""
    inside = Q(kind__in=TABS[tab])
    if tab == LOOK:
        inside &= Q(state=RowState.PENDING, needs_look=True)
    found = list(with_details(version.rows.filter(inside | Q(pk=wanted))))
    row = next((row for row in found if row.pk == wanted), None)
    if row is not None and not (
        row.kind in TABS[tab] and (tab != LOOK or (row.state == RowState.PENDING and row.needs_look))
    ):
        found.remove(row)
    return found, row


def with_details(rows: QuerySet[PlanRow]) -> QuerySet[PlanRow]:
    """In reading order, with units, responsible unit and findings, in a fixed number of queries.

    Positions run through the whole version, kind by kind, so they order rows of several kinds too.
    """
    units = RowUnit.objects.select_related("unit").order_by("-part", "position", "id")
    return (
        rows.select_related("responsible", "confirmed_by", "claimed_by")
        .prefetch_related(Prefetch("units", queryset=units), "findings")
        .order_by("position", "id")
    )


def next_row(version: PlanVersion, tab: str, after: PlanRow) -> PlanRow | None:
    """The next row of the tab that still waits: after this one, else the first one that was passed over."""
    waiting = rows_of_tab(version, tab).filter(state=RowState.PENDING).exclude(pk=after.pk)
    following = waiting.filter(Q(position__gt=after.position) | Q(position=after.position, pk__gt=after.pk))
    return following.first() or waiting.first()


def obstacles(version: PlanVersion) -> Obstacles:
    """Task rows that are not confirmed, and those for which nobody answers and that are not "giao sau". One query."""
    lead = RowUnit.objects.filter(row=OuterRef("pk"), part=RowUnit.LEAD, unit__isnull=False)
    nobody = Q(assign_later=False, responsible__isnull=True) & ~Q(Exists(lead))
    tasks = version.rows.filter(kind=RowKind.TASK).exclude(state=RowState.DROPPED)
    waits = Case(When(nobody, then=Value(value=True)), default=Value(value=False))
    rows = list(tasks.annotate(nobody=waits).defer("data", "read").order_by("position", "id"))
    return Obstacles(
        tasks=len(rows),
        pending=[row for row in rows if row.state == RowState.PENDING],
        unassigned=[row for row in rows if row.nobody],
    )
