"""Versions of a plan: which one is in use, which is under review, and how the rows of two belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.documents.queries import has_pictures
from thuocdo.plans.models import Plan, PlanRow, PlanVersion, RowKind, RowState, VersionState
from thuocdo.plans.rules import model
from thuocdo.plans.rules.matching import How, Item, Match, Matching, match_rows
from thuocdo.plans.rules.rebuild import plan_of_rows

HEAVY = ("document", "compiled")  # read from the database when they are asked for
READ_STATES = (VersionState.REVIEW, VersionState.CONFIRMED, VersionState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class RowMatching:
    """The matching of two versions' rows of one kind; its numbers are places in `old` and `new`."""

    old: tuple[PlanRow, ...]
    new: tuple[PlanRow, ...]
    matching: Matching

    @property
    def matches(self) -> tuple[Match, ...]:
        return self.matching.matches


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of the page "what changed": old rows, new rows, how they belong together."""

    how: str  # a value of rules.matching.How, "added" or "vanished"
    old: tuple[PlanRow, ...]
    new: tuple[PlanRow, ...]
    ratio: float = 1.0
    candidates: tuple[tuple[PlanRow, float], ...] = ()


def version_in_use(plan: Plan) -> PlanVersion | None:
    """The confirmed version, else the newest that has been read."""
    return plan.current or plan.versions.filter(state__in=READ_STATES).order_by("-number").first()


def newest_version(plan: Plan) -> PlanVersion | None:
    """The newest version that was not given up."""
    versions = plan.versions.exclude(state=VersionState.DROPPED).select_related("plan__unit", "job", "file")
    return versions.defer(*HEAVY).order_by("-number").first()


def may_replace_pages(version: PlanVersion) -> bool:
    """Whether better pictures of its pages make sense: it has pages, was read, and nothing newer stands for it."""
    newest = newest_version(version.plan)
    has_pages = has_pictures(version.file) and version.state in READ_STATES
    return has_pages and newest is not None and newest.pk == version.pk


def version_before(version: PlanVersion) -> PlanVersion | None:
    """The version whose work this one continues: the confirmed one, else the newest read before it."""
    earlier = version.plan.versions.filter(number__lt=version.number, state__in=READ_STATES).defer(*HEAVY)
    return (
        earlier.filter(state=VersionState.CONFIRMED).order_by("-number").first()
        or earlier.order_by("-number").first()
    )


def match_against(before: PlanVersion, rows: Sequence[PlanRow], kind: str) -> RowMatching:
    """How rows of a new version continue those of the version before; dropped rows continue nothing."""
    found = before.rows.filter(kind=kind).exclude(state=RowState.DROPPED).order_by("position", "id")
    old = tuple(found)
    new = tuple(row for row in rows if row.state != RowState.DROPPED)
    return RowMatching(old, new, match_rows([_item(row) for row in old], [_item(row) for row in new]))


def match_versions(before: PlanVersion, after: PlanVersion, kind: str = RowKind.TASK) -> RowMatching:
    """The matching of two stored versions."""
    return match_against(before, list(after.rows.filter(kind=kind).order_by("position", "id")), kind)


def version_diff(before: PlanVersion, after: PlanVersion, kind: str = RowKind.TASK) -> tuple[Changed, ...]:
    """What changed between two versions, in the order of the new one; vanished rows last."""
    found = match_versions(before, after, kind)
    out: list[tuple[int, Changed]] = []
    for match in found.matches:
        old = tuple(found.old[n] for n in match.old)
        new = tuple(found.new[n] for n in match.new)
        how = match.how
        if how in (How.SAME, How.MOVED) and not _same_terms(old[0], new[0]):
            how = How.REWORDED
        out.append((min(match.new), Changed(str(how), old, new, match.ratio)))
    out += [(n, Changed("added", (), (found.new[n],))) for n in found.matching.added]
    lines = [change for _, change in sorted(out, key=lambda pair: pair[0])]
    for n in found.matching.vanished:
        candidates = tuple((found.new[b], ratio) for b, ratio in found.matching.candidates.get(n, ()))
        lines.append(Changed("vanished", (found.old[n],), (), 0.0, candidates))
    return tuple(lines)


def plan_as_reviewed(version: PlanVersion) -> model.Plan:
    """The compiled plan with the corrections of the rows; dropped rows left out. Ids are the rows' labels."""
    rows = version.rows.exclude(state=RowState.DROPPED).order_by("kind", "position", "id")
    return plan_of_rows(version.compiled or {}, [(row.kind, str(row.pk), row.data) for row in rows])


def _item(row: PlanRow) -> Item:
    data = row.data
    place = data.get("heading") or data.get("field") or data.get("component") or data.get("unit") or ""
    return Item(row.text, str(place))


def _same_terms(old: PlanRow, new: PlanRow) -> bool:
    """Whether what matters for the work is printed the same: who, by when, what comes out."""
    keys = ("lead", "coordinating", "deadline_text", "output")
    return all((old.data.get(key) or None) == (new.data.get(key) or None) for key in keys)
